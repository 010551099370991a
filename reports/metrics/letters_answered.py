"""Public letters on the bureau's site that were answered in the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.letter_rows import letter_rows, letters, without_date
from reports.scope import Scope


def rows(scope: Scope) -> ItemRows:
    """One row for each letter whose 回复时间 lies in the period."""
    return letter_rows(scope, [item for item in letters(scope) if scope.inside(item.replied_on)])


METRIC = Metric(
    name="letters.answered",
    title="网站公开的群众来信答复数",
    unit="封",
    definition="本单位网站互动栏目公开的来信中，回复时间落在统计期内的件数。",
    source=Source.CRAWL,
    rows=rows,
    sites=("bureau",),
    note=without_date,
)
