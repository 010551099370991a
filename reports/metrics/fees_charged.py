"""Fees charged for disclosure on request, in yuan."""

from __future__ import annotations

from dataclasses import replace

from reports.metrics.base import Counted, Metric, Source
from reports.metrics.request_rows import request_row
from reports.scope import Scope


def rows(scope: Scope) -> list[Counted]:
    """One row for each request answered in the period for which a fee was charged."""
    return [
        replace(request_row(entry, form, form.answered_on), amount=form.fee)
        for entry, form in scope.registers.requests
        if form.answered_on is not None and scope.inside(form.answered_on) and form.fee
    ]


METRIC = Metric(
    name="fees.charged",
    title="依申请公开信息收取的费用",
    unit="元",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内各件收费之和；统计表以万元填报。",
    source=Source.REGISTER,
    rows=rows,
    registers=("requests",),
    places={"stats-2014": {"7": None}},
)
