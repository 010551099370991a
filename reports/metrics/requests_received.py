"""Requests for disclosure received in the year, by the way they came in."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import received
from reports.registers.vocabulary import Channel
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each request received in the period."""
    return received(scope)


METRIC = Metric(
    name="requests.received",
    title="收到依申请公开申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中收到日期落在统计期内的件数，按申请方式分列。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={
        "stats-2014": {
            "3.1": None,
            "3.2": Channel.DESK,
            "3.3": Channel.FAX,
            "3.4": Channel.NETWORK,
            "3.5": Channel.LETTER,
        },
        "oia-2019": {"t2.r1.total": None},
        "oia-2021": {"t2.r1.total": None},
    },
    parts=tuple(Channel),
)
