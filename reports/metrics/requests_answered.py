"""Requests for disclosure answered in the year, by result in the words of the register."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import answered, outside_of_2014
from reports.registers.results import words_of_2014
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each request answered in the period, whenever it was received."""
    return answered(scope)


METRIC = Metric(
    name="requests.answered",
    title="依申请公开申请答复数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内的件数（上年收到、本年答复的计入本年），按答复结果分列。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"stats-2014": {"3.9": None, **words_of_2014()}},
    parts=tuple(words_of_2014().values()),
    note=outside_of_2014,
)
