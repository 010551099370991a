"""What the metrics that come from registers (台账) share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reports.metrics.base import Counted, NotKnown
from reports.registers import Entry
from reports.registers.base import Form
from reports.registers.forms import Media
from reports.registers.vocabulary import Platform
from reports.scope import Scope


def noted(
    entry: Entry, title: str, on: date | None, evidence: str, *, part: str = "", amount: Decimal = Decimal(1)
) -> Counted:
    """The row behind one register entry."""
    return Counted(
        title=title, on=on, amount=amount, part=part, file=entry.file, row_no=entry.row_no, evidence=evidence
    )


def meetings(scope: Scope, name: str) -> list[Counted]:
    """Meetings of a register held in the period."""
    return [
        noted(entry, form.title, form.held_on, "、".join(filter(None, (form.place, form.proof))))
        for entry, form in scope.registers.meetings(name)
        if scope.inside(form.held_on)
    ]


def posts(scope: Scope, platform: Platform) -> list[Counted]:
    """Posts of a platform's accounts in periods that lie in the year. Raises NotKnown as `_of_year` does."""
    return [
        noted(entry, form.account, form.period.last, form.proof, amount=Decimal(form.posts))
        for entry, form in _of_year(scope, platform)
    ]


def followers(scope: Scope, platform: Platform) -> list[Counted]:
    """Followers of each account at the end of its newest period in the year. Raises NotKnown as `_of_year` does."""
    newest: dict[str, Counted] = {}
    for entry, form in _of_year(scope, platform):
        before = newest.get(form.account)
        if before is None or before.on is None or before.on < form.period.last:
            newest[form.account] = noted(
                entry, form.account, form.period.last, form.proof, amount=Decimal(form.followers)
            )
    return list(newest.values())


def _of_year(scope: Scope, platform: Platform) -> list[tuple[Entry, Media]]:
    """Rows of a platform whose period lies in the year.

    Raises NotKnown where only other years were written down: an account that was there before or after has not 0
    followers. A register without any row of the platform says that there is no account.
    """
    rows = [(entry, form) for entry, form in scope.registers.media if form.platform == platform]
    found = [(entry, form) for entry, form in rows if _inside(scope, form)]
    if rows and not found:
        raise NotKnown(f"政务新媒体台账（media）没有{scope.year}年的记录")
    return found


def _inside(scope: Scope, form: Form) -> bool:
    period = form.period  # type: ignore[attr-defined]
    return bool(period.first >= date(scope.year, 1, 1) and period.last <= date(scope.year, 12, 31))
