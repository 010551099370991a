"""Which requests were answered in time, and which after the time was extended.

2008 regulation, art. 24: 15 working days, which may be extended by at most 15 more. Regulation of 2019, art. 33, in
force from 2019-05-15: 20 working days and at most 20 more (sheet 04, oia.answer). Days count from the one after the
request came in.
"""

from __future__ import annotations

from datetime import date

from checks.calendar import working_days_between
from reports.metrics.base import Counted, NotKnown
from reports.metrics.request_rows import answered
from reports.registers.forms import Request
from reports.scope import Scope

NEW_REGULATION = date(2019, 5, 15)
ON_TIME, EXTENDED, LATE, UNCLEAR = "按时", "延期", "超期", "待核实"


def term_of(form: Request) -> int:
    """Working days for the answer to a request, by the regulation in force when it came in."""
    return 20 if form.received_on >= NEW_REGULATION else 15


def in_time(scope: Scope, wanted: str) -> list[Counted]:
    """The answered requests of one state. Raises NotKnown where one took long and it is not written why."""
    rows = answered(scope, part=_state)
    unclear = [row.title.removeprefix("申请") for row in rows if row.part == UNCLEAR]
    if unclear:
        raise NotKnown(f"申请{'、'.join(unclear)}的答复超过法定期限，台账未填写是否延期，须由填报人核实")
    return [row for row in rows if row.part == wanted]


def late(scope: Scope) -> str:
    """A note on answers that came after the time, or after the time as extended."""
    try:
        number = len(in_time(scope, LATE))
    except NotKnown:
        return ""
    return f"另有{number}件超过期限办结，既不计入按时，也不计入延期" if number else ""


def _state(form: Request) -> str:
    assert form.answered_on is not None  # only answered requests are asked
    span = working_days_between(form.received_on, form.answered_on)
    if not span.exact:
        raise NotKnown("没有当年的放假安排，无法计算工作日")
    if span.days <= term_of(form):
        return ON_TIME
    if form.extended is None:
        return UNCLEAR
    return EXTENDED if form.extended and span.days <= 2 * term_of(form) else LATE
