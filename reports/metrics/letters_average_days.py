"""How many days letters of the year waited for their answer, on average."""

from __future__ import annotations

from reports.metrics.base import Metric, Source, Summary
from reports.metrics.item_rows import ItemRows
from reports.metrics.letter_rows import answered_with_days, left_out, letter_rows
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each letter answered in the period, its amount the days that it took."""
    every, _ = answered_with_days(scope)
    days = [(item.replied_on - item.sent_on).days for item in every if item.sent_on and item.replied_on]
    return letter_rows(scope, every, amounts=days)


METRIC = Metric(
    name="letters.average_days",
    title="来信平均答复时间",
    unit="天",
    definition="网站公开的群众来信答复数中写明来信和回复时间的，自来信次日起到回复当日的自然日数的平均数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    note=left_out,
    summary=Summary.MEAN,
)
