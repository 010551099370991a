"""What may be decided about a finding as it stands: asked by every decision, and by whoever offers decisions."""

from __future__ import annotations

from enum import StrEnum

from checks.ledger.rows import FindingRow, Scope, State


class Decision(StrEnum):
    """What a person can do to a finding."""

    CONFIRM = "confirm"
    DISPUTE = "dispute"
    RESOLVE = "resolve"
    CLAIM = "claim"
    VERIFY = "verify"
    WAIVE = "waive"
    DEADLINE = "deadline"
    RECHECK = "recheck"


class Hindrance(StrEnum):
    """Why something cannot be decided now."""

    FIXED = "fixed"  # nothing is left to decide
    WAIVED = "waived"  # it does not count
    WAIVED_WIDELY = "waived_widely"  # by a waiver that covers more than this finding
    FALSE_ALARM = "false_alarm"  # it does not count
    CLAIMED = "claimed"  # its mending is claimed already
    NOT_DISPUTED = "not_disputed"
    FOR_A_PERSON = "for_a_person"  # no program can judge the clause


_NOT_IN = {
    Decision.DISPUTE: {State.WAIVED: Hindrance.WAIVED},
    Decision.CLAIM: {
        State.WAIVED: Hindrance.WAIVED,
        State.FALSE_ALARM: Hindrance.FALSE_ALARM,
        State.CLAIMED: Hindrance.CLAIMED,
    },
    Decision.VERIFY: {State.WAIVED: Hindrance.WAIVED, State.FALSE_ALARM: Hindrance.FALSE_ALARM},
}


def hindrance(row: FindingRow, decision: Decision) -> Hindrance | None:
    """Why this cannot be decided of the finding as it stands; None where it can."""
    if decision is Decision.RECHECK:
        return Hindrance.FOR_A_PERSON if row.rule is None else None
    if row.state is State.FIXED:
        return Hindrance.FIXED
    if decision is Decision.RESOLVE:
        return None if row.state is State.DISPUTED else Hindrance.NOT_DISPUTED
    if decision is Decision.CONFIRM:
        wide = row.waiver is not None and row.waiver.scope is not Scope.FINDING
        return Hindrance.WAIVED_WIDELY if wide else None
    return _NOT_IN.get(decision, {}).get(row.state)
