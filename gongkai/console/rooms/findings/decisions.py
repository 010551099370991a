"""The decisions that the pages offer: who may, which form, what it calls in the ledger, what is said afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from checks import ledger
from checks.ledger import FindingRow
from checks.ledger.allowed import Decision, Hindrance, hindrance
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.findings import forms

Act = Callable[[sqlite3.Connection, str, Any, str, datetime, int], FindingRow]


@dataclass(frozen=True, slots=True)
class Deed:
    """One decision. `act` is given connection, number, form, person, moment and the newest entry that was seen."""

    decision: Decision
    permission: Permission
    form: type[forms.DecisionForm]
    title: Any
    meaning: Any
    button: Any
    done: Any
    act: Act
    several: type[forms.DecisionForm] | None = None  # the form for several findings at once

    @property
    def name(self) -> str:
        """Its word in addresses and in the log of deeds."""
        return self.decision.value


def _confirm(conn: sqlite3.Connection, number: str, form: Any, who: str, now: datetime, seen: int) -> FindingRow:
    return ledger.confirm(
        conn, number, who=who, now=now, note=_text(form.note), deadline=form.deadline.data, expected=seen
    )


def _dispute(conn: sqlite3.Connection, number: str, form: Any, who: str, now: datetime, seen: int) -> FindingRow:
    return ledger.dispute(conn, number, reason=_text(form.reason), who=who, now=now, expected=seen)


def _resolve(conn: sqlite3.Connection, number: str, form: Any, who: str, now: datetime, seen: int) -> FindingRow:
    accept = form.accept.data == "yes"
    return ledger.resolve(
        conn,
        number,
        accept=accept,
        reason=_text(form.reason),
        who=who,
        now=now,
        deadline=None if accept else form.deadline.data,
        expected=seen,
    )


def _claim(conn: sqlite3.Connection, number: str, form: Any, who: str, now: datetime, seen: int) -> FindingRow:
    return ledger.claim(conn, number, who=who, now=now, note=_text(form.note), expected=seen)


def _verify(conn: sqlite3.Connection, number: str, form: Any, who: str, now: datetime, seen: int) -> FindingRow:
    mended = form.mended.data == "yes"
    return ledger.verify(conn, number, mended=mended, who=who, reason=_text(form.reason), now=now, expected=seen)


def _deadline(conn: sqlite3.Connection, number: str, form: Any, who: str, now: datetime, seen: int) -> FindingRow:
    return ledger.set_deadline(
        conn, number, form.deadline.data, who=who, reason=_text(form.reason), now=now, expected=seen
    )


def _waive(conn: sqlite3.Connection, number: str, form: Any, who: str, now: datetime, seen: int) -> FindingRow:
    scope, column = form.chosen
    return ledger.waive(
        conn,
        number,
        reason=_text(form.reason),
        approver=_text(form.approver),
        now=now,
        document=_text(form.document) or None,
        until=form.until.data,
        scope=scope,
        column=column,
        expected=seen,
    )


def _text(field: Any) -> str:
    return (field.data or "").strip()


DEEDS = {
    deed.name: deed
    for deed in (
        Deed(
            Decision.CLAIM,
            Permission.ANSWER,
            forms.ClaimForm,
            _l("报告已整改"),
            _l("问题已经改好时用。复查或检查员看到已改好后销号；在此之前仍计入。"),
            _l("报告已整改"),
            _l("已记下：报告已整改，待复核。"),
            _claim,
            forms.ClaimForm,
        ),
        Deed(
            Decision.DISPUTE,
            Permission.ANSWER,
            forms.DisputeForm,
            _l("提出异议"),
            _l("认为问题不成立时用。由检查员决定；决定之前仍计入。"),
            _l("提出异议"),
            _l("已提出异议，等待检查员处理。"),
            _dispute,
            forms.DisputeForm,
        ),
        Deed(
            Decision.RESOLVE,
            Permission.DECIDE,
            forms.ResolveForm,
            _l("处理异议"),
            _l("异议成立的作误报，不再计入，直到看到别的情况；不成立的维持。"),
            _l("提交处理结果"),
            _l("异议已处理。"),
            _resolve,
        ),
        Deed(
            Decision.CONFIRM,
            Permission.DECIDE,
            forms.ConfirmForm,
            _l("确认属实"),
            _l("看过，确有问题。会撤回异议、整改报告和只针对这一个问题的豁免。"),
            _l("确认属实"),
            _l("已确认属实。"),
            _confirm,
            forms.ConfirmForm,
        ),
        Deed(
            Decision.VERIFY,
            Permission.DECIDE,
            forms.VerifyForm,
            _l("人工复核"),
            _l("亲自看过网站后用，适合程序无法复查的条款。"),
            _l("提交复核结果"),
            _l("复核结果已记下。"),
            _verify,
        ),
        Deed(
            Decision.DEADLINE,
            Permission.DECIDE,
            forms.DeadlineForm,
            _l("调整期限"),
            _l("给出与规则包不同的整改期限。"),
            _l("调整期限"),
            _l("期限已调整。"),
            _deadline,
            forms.DeadlineForm,
        ),
        Deed(
            Decision.WAIVE,
            Permission.DECIDE,
            forms.WaiveForm,
            _l("豁免"),
            _l("有理由、有人负责、有截止日期地不计入。问题仍保留在台账里。"),
            _l("批准豁免"),
            _l("已豁免。"),
            _waive,
            forms.WaiveSeveralForm,
        ),
    )
}
"""In the order in which the finding's page offers them."""

WHY_NOT = {
    Hindrance.FIXED: _l("已整改销号，没有需要决定的事；再次出现时会自动重新列入。"),
    Hindrance.WAIVED: _l("已豁免，不计入。"),
    Hindrance.WAIVED_WIDELY: _l("属于范围更大的豁免，须先撤销该豁免。"),
    Hindrance.FALSE_ALARM: _l("已作误报处理，不计入。"),
    Hindrance.CLAIMED: _l("已报告整改，正等待复核。"),
    Hindrance.NOT_DISPUTED: _l("没有待处理的异议。"),
    Hindrance.FOR_A_PERSON: _l("该条款由人判断，程序不能复查。"),
}


def why_not(row: FindingRow, decision: Decision) -> Any:
    """Why this cannot be decided now, in words; None where it can."""
    found = hindrance(row, decision)
    return None if found is None else WHY_NOT[found]
