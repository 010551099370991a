"""`gongkai findings`: the ledger of findings, and what people decide about them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.findings import decisions, exporting, rechecks, waiving
from gongkai.findings.options import NumberArgument, moment, open_ledger, states_named
from gongkai.options import AsOfOption, ClockOption, JsonOption, WorkspaceOption
from gongkai.screen import print_json, print_table, say
from gongkai.words import EVENTS, word

if TYPE_CHECKING:
    import sqlite3

    from checks.ledger import DoubtRow, EventRow, FindingRow

ORDER = 40


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="List, show and review findings (问题台账).", no_args_is_help=True, rich_markup_mode=None)
    group.command("list")(list_all)
    group.command("show")(show_one)
    for name in ("confirm", "dispute", "resolve", "claim", "verify", "deadline", "dismiss"):
        group.command(name)(getattr(decisions, name))
    group.command("recheck")(rechecks.recheck)
    group.command("waive")(waiving.waive)
    waivers = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
    waivers.callback()(waiving.waivers)
    waivers.command("revoke")(waiving.revoke)
    group.add_typer(waivers, name="waivers")
    group.command("export")(exporting.export)
    app.add_typer(group, name="findings")


def list_all(
    site: Annotated[str | None, typer.Option("--site", metavar="SITE", help="Only this site.")] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            help="open, confirmed, disputed, claimed, reopened, waived, fixed, false_alarm (repeatable).",
        ),
    ] = None,
    clause: Annotated[str | None, typer.Option("--clause", metavar="ID", help="Only this clause.")] = None,
    pack: Annotated[str | None, typer.Option("--pack", metavar="ID", help="Only this pack.")] = None,
    as_of: AsOfOption = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose deadline has passed.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="What waits for a person instead (doubts).")] = False,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List findings. Without --state: all that stand against a site (not those waived, fixed or false alarms)."""
    from checks.ledger import State, list_findings
    from crawler.clock import day_in_shanghai
    from gongkai.findings.facts import row_facts
    from gongkai.findings.named import check_names
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    conn, today = place.open_catalogue(), day_in_shanghai(moment(clock))
    check_names(conn, place.packs, site=site, clause=clause, pack=pack)
    if unsure:
        _list_doubts(conn, site, clause, pack, as_json)
        return
    rows = list_findings(
        conn,
        site=site,
        states=states_named(state) or [each for each in State if each.counts],
        clause=clause,
        pack=pack,
        as_of=as_of,
        overdue=today if overdue else None,
    )
    if as_json:
        print_json([row_facts(row, today) for row in rows])
        return
    if not rows:
        say("没有符合条件的问题。")
        return
    print_table(
        ("编号", "条款", "对象", "情况", "期限", "状态"),
        [
            (row.number, row.clause_title, row.subject_label, row.observed, _deadline(row, today), row.state.chinese)
            for row in rows
        ],
        keep=(0, 4),
    )
    late = sum(row.overdue(today) for row in rows)
    overdue_too = f"，其中逾期 {late} 个（期限后有“!”）" if late else ""
    say(f"共 {len(rows)} 个{overdue_too}。详情：gongkai findings show {rows[0].number}")


def _deadline(row: FindingRow, today: date) -> str:
    if row.deadline is None:
        return "—"
    return f"{row.deadline}!" if row.overdue(today) else str(row.deadline)


def _list_doubts(
    conn: sqlite3.Connection, site: str | None, clause: str | None, pack: str | None, as_json: bool
) -> None:
    from checks.ledger import list_doubts
    from gongkai.findings.facts import doubt_facts

    rows = list_doubts(conn, site=site, clause=clause, pack=pack)
    if as_json:
        print_json([doubt_facts(row) for row in rows])
        return
    if not rows:
        say("没有待人工判断的事项。")
        return
    print_table(
        ("编号", "条款", "对象", "要看什么"),
        [(row.number, row.clause_title, row.subject_label, row.look or row.message) for row in rows],
        keep=(0,),
    )
    say(f"共 {len(rows)} 项。认定：gongkai findings confirm D-…；排除：gongkai findings dismiss D-…")


def show_one(number: NumberArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show one finding or doubt: what was seen, against which clause, the evidence, what to do, its history."""
    from checks.ledger import doubt_history, find_doubt, show
    from gongkai.findings.facts import captures_facts, finding_facts, whole_doubt_facts

    conn = open_ledger(workspace)
    if decisions.is_doubt(number):
        doubt = find_doubt(conn, number)
        history = doubt_history(conn, doubt)
        if as_json:
            print_json(whole_doubt_facts(conn, doubt, history))
        else:
            _print_detail(doubt, captures_facts(conn, doubt), history)
        return
    detail = show(conn, number)
    if as_json:
        print_json(finding_facts(conn, detail))
        return
    _print_detail(detail.finding, captures_facts(conn, detail.finding), detail.events)


def _print_detail(row: FindingRow | DoubtRow, captures: list[dict[str, Any]], events: tuple[EventRow, ...]) -> None:
    say(f"{row.number}  {row.state.chinese}  {row.clause_title}（{row.clause}，{row.pack}）")
    say(f"对象：{row.subject_label}")
    if row.subject_url:
        say(f"地址：{row.subject_url}")
    say(f"情况：{row.message}")
    if row.observed or row.threshold:
        say(f"实际：{row.observed or '—'}    要求：{row.threshold or '—'}")
    say(f"依据：{row.source}{'（条文未经核实，不单独据以判定不合格）' if row.unverified else ''}")
    if row.advice:
        say(f"建议：{row.advice}")
    if look := getattr(row, "look", ""):
        say(f"要看：{look}")
    if deadline := getattr(row, "deadline", None):
        say(f"整改期限：{deadline}")
    if waiver := getattr(row, "waiver", None):
        say(f"豁免：{waiver.number} {waiver.covers}，{waiver.reason}（{waiver.approver} {waiver.document or ''}）")
    for place in captures:
        say(f"证据：{place['url']}")
        say(f"      {_local(place['at'])} 存档，sha256 {place['sha256']}")
        say(f"      {place['capture']}")
    if events:
        say("经过：")
    for event in events:
        say(f"  {_local(event.at)}  {word(EVENTS, event.kind)}  {event.who}  {event.note}")


def _local(stamp: str) -> str:
    """A stored moment (UTC) as people of the place read it."""
    from datetime import datetime

    from crawler.clock import SHANGHAI

    return datetime.fromisoformat(stamp).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
