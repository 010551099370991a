"""Requests for disclosure answered in the year, by result."""

from __future__ import annotations

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.register_rows import request_row
from reports.register_forms import RequestResult
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each request answered in the period, whenever it was received."""
    return [
        request_row(entry, form, form.answered_on, part=form.result or "")
        for entry, form in scope.registers.requests
        if form.answered_on is not None and scope.inside(form.answered_on)
    ]


METRIC = Metric(
    name="requests.answered",
    title="依申请公开申请答复数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内的件数（上年收到、本年答复的计入本年），按答复结果分列。",
    source=Source.REGISTER,
    rows=rows,
    places={
        "stats-2014": {
            "3.6": None,
            "3.9": None,
            "3.10": RequestResult.ALREADY_PUBLIC,
            "3.11": RequestResult.GRANTED,
            "3.12": RequestResult.PARTLY,
            "3.14": RequestResult.STATE_SECRET,
            "3.15": RequestResult.TRADE_SECRET,
            "3.16": RequestResult.PRIVACY,
            "3.17": RequestResult.SAFETY,
            "3.18": RequestResult.NO_INFORMATION,
            "3.19": RequestResult.OTHER_LAW,
            "3.20": RequestResult.NOT_OURS,
            "3.21": RequestResult.NOT_EXISTING,
            "3.22": RequestResult.AMEND,
            "3.23": RequestResult.ELSEWHERE,
        }
    },
    parts=tuple(RequestResult),
)
