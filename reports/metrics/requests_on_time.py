"""Requests for disclosure closed in the year within the period for answering.

Art. 24 of the 2008 regulation: 15 working days, which may be extended by at most 15 more (sheet 04, oia.answer).
A later answer may have been extended or simply late; the register does not tell, so then a person must say.
"""

from __future__ import annotations

from checks.calendar import working_days_between
from reports.metrics.base import Counted, Metric, NotKnown, Source
from reports.metrics.register_rows import request_row
from reports.scope import Scope

WORKING_DAYS = 15
ON_TIME, EXTENDED = "按时", "延期"


def rows(scope: Scope) -> list[Counted]:
    """One row for each request answered in the period. Raises NotKnown where any took longer."""
    found: list[Counted] = []
    longer: list[str] = []
    for entry, form in scope.registers.requests:
        if form.answered_on is None or not scope.inside(form.answered_on):
            continue
        span = working_days_between(form.received_on, form.answered_on)
        if not span.exact:
            raise NotKnown("没有当年的放假安排，无法计算工作日")
        if span.days > WORKING_DAYS:
            longer.append(form.no)
        found.append(request_row(entry, form, form.answered_on, part=ON_TIME))
    if longer:
        raise NotKnown(f"申请{'、'.join(longer)}的答复超过{WORKING_DAYS}个工作日，是否属于延期办结须由填报人核实")
    return found


METRIC = Metric(
    name="requests.on_time",
    title="按时办结申请数",
    unit="件",
    definition="依申请公开台账（requests.csv）中答复日期落在统计期内、自收到次日起15个工作日内答复的件数；"
    "有超过15个工作日的，按时和延期的划分由填报人核实。",
    source=Source.REGISTER,
    rows=rows,
    places={"stats-2014": {"3.7": ON_TIME, "3.8": EXTENDED}},
    parts=(ON_TIME, EXTENDED),
)
