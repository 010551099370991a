"""Requests for disclosure closed in the year after the period was extended."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_times import EXTENDED, in_time, late
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each. Raises NotKnown where the register does not say whether the time was extended."""
    return in_time(scope, EXTENDED)


METRIC = Metric(
    name="requests.extended",
    title="延期办结申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、超过法定期限、台账写明延期且在延长期限内答复的件数；"
    "有答复超过法定期限而台账未写明是否延期的，不出数，由填报人核实。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"stats-2014": {"3.8": None}},
    note=late,
)
