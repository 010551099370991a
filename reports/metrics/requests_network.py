"""Requests for disclosure received through the network."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import received
from reports.registers.vocabulary import Channel
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """The received requests that came in this way."""
    return [row for row in received(scope) if row.part == Channel.NETWORK]


METRIC = Metric(
    name="requests.network",
    title="网络申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中收到日期落在统计期内、申请方式为网络的件数。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
)
