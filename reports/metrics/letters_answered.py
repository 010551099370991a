"""Public letters on the bureau's site that were answered in the year."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.letter_rows import answered, letter_rows, without_date

METRIC = Metric(
    name="letters.answered",
    title="网站公开的群众来信答复数",
    unit="封",
    definition="本单位网站互动栏目公开的来信中，回复时间落在统计期内的件数。",
    source=Source.BOTH,
    rows=lambda scope: letter_rows(scope, answered(scope)),
    sites=("bureau",),
    places={"website-work": {"letters.public": None}},
    note=without_date,
)
