"""Requests for disclosure closed in the year within the period for answering."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_times import ON_TIME, in_time, late
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each. Raises NotKnown where the register does not say whether the time was extended."""
    return in_time(scope, ON_TIME)


METRIC = Metric(
    name="requests.on_time",
    title="按时办结申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、在法定期限（2019年5月15日前收到的15个、其后20个工作日）内答复的件数；"
    "有答复超过法定期限而台账未写明是否延期的，不出数，由填报人核实。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"stats-2014": {"3.7": None}},
    note=late,
)
