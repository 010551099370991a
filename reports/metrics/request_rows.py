"""What the metrics of requests for disclosure share: which requests count, and as what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from reports.forms import form as statistics_form
from reports.metrics.base import Counted, NotKnown
from reports.metrics.register_rows import noted
from reports.registers import Entry
from reports.registers.forms import Request
from reports.registers.results import results, row_since_2019
from reports.registers.vocabulary import Applicant
from reports.scope import Scope

Test = Callable[[Request], bool]

APPLICANTS: Mapping[str, str] = {
    "natural": Applicant.NATURAL,
    "company": Applicant.COMPANY,
    "research": Applicant.RESEARCH,
    "public": Applicant.PUBLIC,
    "legal": Applicant.LEGAL,
    "other": Applicant.OTHER,
}
"""Columns of table 2 since 2019 (without the total) → the kind of applicant in them."""


def _outcomes() -> Mapping[str, str]:
    """Rows of table 2 that hold a result → their words: 不予公开：属于国家秘密."""
    rows = [
        row for row in statistics_form("oia-2021").table("t2").rows if row.id.startswith("r3.") and row.id != "r3.7"
    ]
    heads = {row.id: _bare(row.groups[1]) + "：" if len(row.groups) > 1 else "" for row in rows}
    return {row.id: heads[row.id] + _bare(row.label) for row in rows}


def _bare(label: str) -> str:
    """A label without its enumeration and remark."""
    return re.sub(r"^(（[一二三四五六七]）|\d\.)|（.*）$", "", label)


OUTCOMES = _outcomes()


def outcome_places(field: str) -> Mapping[str, Mapping[str, str | None]]:
    """The cells of a column of table 2 that outcomes stand in; row (六) of 2019 is one for three and counted apart."""
    places: dict[str, Mapping[str, str | None]] = {}
    for name in ("oia-2019", "oia-2021"):
        rows = {row.id for row in statistics_form(name).table("t2").rows}
        cells: dict[str, str | None] = {f"t2.{row}.{field}": word for row, word in OUTCOMES.items() if row in rows}
        places[name] = {**cells, f"t2.r3.7.{field}": None}
    return places


def request_row(entry: Entry, form: Request, on: date, *, part: str = "") -> Counted:
    """The row behind one request, under its number: names of applicants never leave the register."""
    return noted(entry, f"申请{form.no}", on, form.proof, part=part)


def received(scope: Scope, part: Callable[[Request], str] = lambda form: form.channel or "") -> list[Counted]:
    """One row for each request received in the period."""
    return [
        request_row(entry, form, form.received_on, part=part(form))
        for entry, form in scope.registers.requests
        if scope.inside(form.received_on)
    ]


def answered(scope: Scope, which: Test | None = None, part: Callable[[Request], str] | None = None) -> list[Counted]:
    """One row for each request answered in the period, whenever it was received; its part is the result."""
    return [
        request_row(entry, form, form.answered_on, part=part(form) if part else form.result or "")
        for entry, form in scope.registers.requests
        if form.answered_on is not None and scope.inside(form.answered_on) and (which is None or which(form))
    ]


def carried_in(scope: Scope, part: Callable[[Request], str] = lambda form: "") -> list[Counted]:
    """Requests received before the period and not answered before it."""
    return [
        request_row(entry, form, form.received_on, part=part(form))
        for entry, form in scope.registers.requests
        if form.received_on < scope.since and not (form.answered_on and form.answered_on < scope.since)
    ]


def carried_out(scope: Scope, part: Callable[[Request], str] = lambda form: "") -> list[Counted]:
    """Requests received up to the end of the period and not answered by then."""
    return [
        request_row(entry, form, form.received_on, part=part(form))
        for entry, form in scope.registers.requests
        if form.received_on <= scope.until and not (form.answered_on and form.answered_on <= scope.until)
    ]


def by_applicant(scope: Scope, count: Callable[..., list[Counted]]) -> list[Counted]:
    """Rows of a count with the kind of applicant as part. Raises NotKnown where a request that counts has none."""
    rows = count(scope, part=lambda form: form.kind or "")
    unknown = [row.title.removeprefix("申请") for row in rows if not row.part]
    if unknown:
        raise NotKnown(f"依申请公开台账中{_listed(unknown)}未填写申请人类别")
    return rows


def of_applicant(scope: Scope, kind: Applicant) -> list[Counted]:
    """Answered requests of one kind of applicant, by row of table 2. Raises NotKnown where a kind is missing."""
    by_applicant(scope, answered)
    return answered(scope, lambda form: form.kind == kind, outcome)


def outcome_row(form: Request) -> str | None:
    """The row of table 2 (since 2019) that a result stands in, None where the table has none for it."""
    return row_since_2019(form.result) if form.result else None


def outcome(form: Request) -> str:
    """The words of that row; those of the register where the table has no row."""
    row = outcome_row(form)
    return OUTCOMES[row] if row else form.result or ""


def outside_of_2014(scope: Scope) -> str:
    """Which answers have no row in the appendix of 2014-2018."""
    return _outside(scope, "政府信息公开情况统计表（2014年）", lambda word: results()[word].stats is None)


def outside_since_2019(scope: Scope) -> str:
    """Which answers have no row in table 2 of the forms since 2019."""
    return _outside(scope, "2019年起的年报表格", lambda word: results()[word].oia is None)


def _outside(scope: Scope, form_title: str, without_row: Callable[[str], bool]) -> str:
    try:
        rows = answered(scope)
    except NotKnown:
        return ""
    found = [f"{row.title}（{row.part}）" for row in rows if row.part and without_row(row.part)]
    return f"{_listed(found)}的答复结果在{form_title}中没有对应的行，须由填报人核实" if found else ""


def _listed(names: list[str], most: int = 10) -> str:
    shown = "、".join(names[:most])
    return f"{shown}等{len(names)}件" if len(names) > most else shown
