"""Half of the letters of the year were answered within so many working days."""

from __future__ import annotations

from reports.metrics.base import Metric, NotKnown, Source, Summary
from reports.metrics.item_rows import ItemRows
from reports.metrics.letter_rows import answered_with_days, left_out, letter_rows
from reports.metrics.writing_days import working_days
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each letter answered in the period, its amount the working days that it took."""
    every, _ = answered_with_days(scope)
    spans = [working_days(item.sent_on, item.replied_on) for item in every if item.sent_on and item.replied_on]
    if not all(span.exact for span in spans):
        raise NotKnown("没有当年的放假安排，无法计算工作日")
    return letter_rows(scope, every, amounts=[span.days for span in spans])


METRIC = Metric(
    name="letters.median_days",
    title="来信答复时间（中位数）",
    unit="个工作日",
    definition="网站公开的群众来信答复数中写明来信和回复时间的，自来信次日起到回复当日的工作日数（按放假安排计）的中位数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    note=left_out,
    summary=Summary.MEDIAN,
)
