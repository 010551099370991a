"""Commands by which people decide: confirm, dispute, resolve, claim, deadline, dismiss."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from gongkai.findings.options import (
    ByOption,
    DeadlineOption,
    NumberArgument,
    ReasonOption,
    answer,
    moment,
    open_ledger,
)
from gongkai.options import ClockOption, JsonOption, WorkspaceOption, parse_day


def confirm(
    number: NumberArgument,
    who: ByOption,
    note: Annotated[str, typer.Option("--note", "--reason", help="A remark; needed for a doubt and a deadline.")] = "",
    deadline: DeadlineOption = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Confirm a finding: a person looked and agrees. A doubt (D-…) becomes a finding by that."""
    from checks.ledger import confirm as confirm_finding
    from checks.ledger import confirm_doubt, set_deadline

    conn, now = open_ledger(workspace), moment(clock)
    if is_doubt(number):
        row = confirm_doubt(conn, number, who=who, reason=note, now=now)
        if deadline is not None:
            row = set_deadline(conn, row.id, deadline, who=who, reason=note, now=now)
    else:
        row = confirm_finding(conn, number, who=who, note=note, now=now, deadline=deadline)
    answer(row, now, as_json)


def dispute(
    number: NumberArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why the finding is wrong.")],
    who: ByOption,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Dispute a finding, with a reason; it counts until an inspector accepts that, or it is no longer seen."""
    from checks.ledger import dispute as dispute_finding

    now = moment(clock)
    answer(dispute_finding(open_ledger(workspace), number, reason=reason, who=who, now=now), now, as_json)


def resolve(
    number: NumberArgument,
    who: ByOption,
    reason: ReasonOption,
    accept: Annotated[
        bool,
        typer.Option("--accept/--reject", help="Accept: a false alarm (误报). Reject: confirmed.", show_default=False),
    ],
    deadline: DeadlineOption = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide a dispute. An accepted one counts no more, until something else is seen than what was decided on."""
    from checks.ledger import resolve as resolve_dispute

    now = moment(clock)
    row = resolve_dispute(
        open_ledger(workspace), number, accept=accept, reason=reason, who=who, now=now, deadline=deadline
    )
    answer(row, now, as_json)


def claim(
    number: NumberArgument,
    who: ByOption,
    note: Annotated[str, typer.Option("--note", help="What was done.")] = "",
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a finding is mended (the webmaster's word); it counts until a check or a recheck has seen that."""
    from checks.ledger import claim as claim_fixed

    now = moment(clock)
    answer(claim_fixed(open_ledger(workspace), number, who=who, note=note, now=now), now, as_json)


def verify(
    number: NumberArgument,
    who: ByOption,
    reason: Annotated[str, typer.Option("--reason", "--note", help="What was seen.")],
    mended: Annotated[bool, typer.Option("--mended/--still-there", help="What it came to.", show_default=False)],
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a person's own look came to, where `recheck` cannot tell: mended, or still there."""
    from checks.ledger import verify as look_again

    now = moment(clock)
    row = look_again(open_ledger(workspace), number, mended=mended, who=who, reason=reason, now=now)
    answer(row, now, as_json)


def deadline(
    number: NumberArgument,
    day: Annotated[date, typer.Option("--deadline", "--until", parser=parse_day, metavar="DAY", help="The new day.")],
    who: ByOption,
    reason: ReasonOption,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a finding another deadline than its pack does; who and why stand in its history."""
    from checks.ledger import set_deadline

    now = moment(clock)
    answer(set_deadline(open_ledger(workspace), number, day, who=who, reason=reason, now=now), now, as_json)


def dismiss(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="E.g. D-12, as `findings list --unsure` shows it.")],
    who: ByOption,
    reason: ReasonOption,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Dismiss a doubt: a person looked, and it is no fault. Holds while the same is seen."""
    from checks.ledger import dismiss as dismiss_doubt
    from gongkai.findings.facts import doubt_facts
    from gongkai.screen import print_json, say

    row = dismiss_doubt(open_ledger(workspace), number, who=who, reason=reason, now=moment(clock))
    if as_json:
        print_json(doubt_facts(row))
    else:
        say(f"{row.number} {row.state.chinese}：{row.subject_label}")


def is_doubt(number: str) -> bool:
    """True for the number of a doubt: D-12."""
    return number.strip().upper().startswith("D-")
