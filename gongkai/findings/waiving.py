"""Commands about waivers: granting, listing, taking back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.findings.options import ByOption, ReasonOption, answer, moment, open_ledger
from gongkai.options import ClockOption, JsonOption, WorkspaceOption, parse_day

if TYPE_CHECKING:
    from checks.ledger import Waiver


def waive(
    reason: Annotated[str, typer.Option("--reason", help="Why it shall not count.")],
    approver: Annotated[str, typer.Option("--approver", help="Who answers for that.")],
    number: Annotated[
        str | None, typer.Argument(metavar="[NUMBER]", help="One finding. Without it: --clause on --site or --column.")
    ] = None,
    clause: Annotated[
        str | None, typer.Option("--clause", metavar="ID", help="All findings under this clause …")
    ] = None,
    site: Annotated[str | None, typer.Option("--site", metavar="SITE", help="… on this site.")] = None,
    column: Annotated[
        str | None, typer.Option("--column", metavar="PATH", help="… in this column and its sub-columns only.")
    ] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="NO", help="Number of the decision.")] = None,
    since: Annotated[
        date | None, typer.Option("--from", parser=parse_day, metavar="DAY", help="First day on which it holds.")
    ] = None,
    until: Annotated[
        date | None, typer.Option("--until", parser=parse_day, metavar="DAY", help="Last day on which it holds.")
    ] = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Waive findings: they are kept, but do not count, for a reason and until a day.

    One finding, or one clause on a site or a column: then also what later checks find there.
    """
    from checks.ledger import Scope, grant
    from checks.ledger import waive as waive_one
    from crawler.clock import day_in_shanghai
    from gongkai.findings.facts import waiver_facts
    from gongkai.findings.named import check_names
    from gongkai.screen import print_json, say
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    conn, now = place.open_catalogue(), moment(clock)
    if number is not None:
        if clause or site or column:
            raise typer.BadParameter("name one finding, or --clause with --site, not both", param_hint="NUMBER")
        row = waive_one(
            conn, number, reason=reason, approver=approver, now=now, document=document, until=until, since=since
        )
        answer(row, now, as_json)
        return
    if not clause or not site:
        raise typer.BadParameter("name a finding, or --clause and --site (and --column)", param_hint="NUMBER")
    check_names(conn, place.packs, site=site, clause=clause)
    waiver = grant(
        conn,
        Scope.COLUMN if column else Scope.SITE,
        site=site,
        clause=clause,
        column=column.strip("/") if column else None,
        reason=reason,
        approver=approver,
        now=now,
        document=document,
        until=until,
        since=since,
    )
    from checks.ledger import waivers_on

    today = day_in_shanghai(now)
    covered = next(found.findings for found in waivers_on(conn, today, site=site) if found.waiver.id == waiver.id)
    if as_json:
        print_json({**waiver_facts(waiver), "findings": [row.number for row in covered]})
        return
    say(f"{waiver.number} 豁免 {_scope(waiver)}：现涵盖 {len(covered)} 个问题，今后检查发现的也在内。")
    if not covered:
        say("注意：目前没有涵盖任何问题，请核对条款和栏目路径。")


def waivers(
    context: typer.Context,
    site: Annotated[str | None, typer.Option("--site", metavar="SITE", help="Only this site.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that were taken back.")] = False,
    days: Annotated[int, typer.Option("--soon", min=0, max=3650, metavar="DAYS", help="What is soon to expire.")] = 30,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List waivers, first those that need a look: expired, about to expire, not needed any more, covering nothing."""
    if context.invoked_subcommand is not None:
        return
    from checks.ledger import waivers_on
    from crawler.clock import day_in_shanghai
    from gongkai.findings.facts import standing_facts
    from gongkai.findings.named import check_names
    from gongkai.screen import print_json, print_table, say
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    conn = place.open_catalogue()
    check_names(conn, place.packs, site=site)
    found = waivers_on(conn, day_in_shanghai(moment(clock)), site=site, soon_days=days)
    shown = [standing for standing in found if every or standing.kind != "revoked"]
    if as_json:
        print_json([standing_facts(standing) for standing in shown])
        return
    if not shown:
        say("没有豁免。")
        return
    print_table(
        ("编号", "范围", "批准", "情况", "问题"),
        [
            (
                standing.waiver.number,
                _scope(standing.waiver),
                f"{standing.waiver.approver} {standing.waiver.document or ''}".strip(),
                standing.text,
                len(standing.findings),
            )
            for standing in shown
        ],
        right=(4,),
        keep=(0,),
    )


def revoke(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="E.g. W-3, as `findings waivers` shows it.")],
    who: ByOption,
    reason: ReasonOption,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a waiver back: what it covers counts again, with a deadline from the next check on."""
    from checks.ledger import revoke as take_back
    from gongkai.findings.facts import waiver_facts
    from gongkai.screen import print_json, say

    waiver = take_back(open_ledger(workspace), number, who=who, reason=reason, now=moment(clock))
    if as_json:
        print_json(waiver_facts(waiver))
    else:
        say(f"{waiver.number} 已撤销：{_scope(waiver)}")


def _scope(waiver: Waiver) -> str:
    return waiver.covers if waiver.finding_id else f"{waiver.site} {waiver.covers} {waiver.clause}"
