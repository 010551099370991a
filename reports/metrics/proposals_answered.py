"""Proposals of deputies and committee members answered in the year."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.event_rows import proposals
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each proposal answered."""
    return proposals(scope)


METRIC = Metric(
    name="proposals.answered",
    title="答复建议提案数",
    unit="件",
    definition="建议提案台账（proposals.csv）中答复日期落在统计期内的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("proposals",),
)
