"""Public letters that were answered in the year, and within three months.

Three months is what the census of 2015 and the indicators of 2019 leave; no general document asks for less.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from checks.calendar import due_after
from checks.window import Window
from crawler.catalogue.queries import ItemRow
from reports.metrics.base import Metric, NotKnown, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.letter_rows import answered_with_days, left_out, letter_rows
from reports.scope import Scope

WINDOW = Window(3, "months")


def rows(scope: Scope) -> ItemRows:
    """One row for each letter in time. Raises NotKnown where letters were answered and none shows both days."""
    every, without = answered_with_days(scope)
    if without and not every:
        raise NotKnown(f"{without}封答复的来信都没有写明来信时间或日期矛盾，无法计算")
    return letter_rows(scope, [item for item in every if _in_time(item)])


@lru_cache(maxsize=4096)
def _last_day(sent: date) -> date:
    return due_after(sent, WINDOW).day


def _in_time(item: ItemRow) -> bool:
    return bool(item.sent_on and item.replied_on and item.replied_on <= _last_day(item.sent_on))


METRIC = Metric(
    name="letters.on_time",
    title="按期答复的群众来信数",
    unit="封",
    definition="网站公开的群众来信答复数中，自来信之日起3个月内（含当日）答复的件数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    note=left_out,
)
