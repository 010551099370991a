"""`gongkai findings`: the ledger of findings, and what people decide about them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.options import AsOfOption, JsonOption, WorkspaceOption, parse_day
from gongkai.screen import print_json, print_table, say
from gongkai.words import EVENTS, word

if TYPE_CHECKING:
    import sqlite3

    from checks.ledger import FindingDetail, FindingRow

ORDER = 40

NumberArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="E.g. F-000012, as `findings list` shows it.")]


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="List, show and review findings (问题台账).", no_args_is_help=True, rich_markup_mode=None)
    group.command("list")(list_all)
    group.command("show")(show_one)
    group.command("confirm")(confirm_one)
    group.command("dispute")(dispute_one)
    group.command("waive")(waive_one)
    app.add_typer(group, name="findings")


def list_all(
    site: Annotated[str | None, typer.Option("--site", metavar="SITE", help="Only this site.")] = None,
    state: Annotated[
        list[str] | None,
        typer.Option("--state", help="open, confirmed, disputed, waived, fixed, reopened (repeatable)."),
    ] = None,
    clause: Annotated[str | None, typer.Option("--clause", metavar="ID", help="Only this clause.")] = None,
    pack: Annotated[str | None, typer.Option("--pack", metavar="ID", help="Only this pack.")] = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List findings. Without --state: all that stand against a site (not those waived or fixed)."""
    from checks.ledger import list_findings

    rows = list_findings(_open(workspace), site=site, states=_states(state), clause=clause, pack=pack, as_of=as_of)
    if as_json:
        print_json([row_facts(row) for row in rows])
        return
    if not rows:
        say("没有符合条件的问题。")
        return
    print_table(
        ("编号", "条款", "对象", "情况", "期限", "状态"),
        [
            (row.number, row.clause_title, row.subject_label, row.observed, row.deadline or "—", row.state.chinese)
            for row in rows
        ],
        keep=(0, 4, 5),
    )
    say(f"共 {len(rows)} 个。详情：gongkai findings show {rows[0].number}")


def show_one(number: NumberArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show one finding: what was seen, against which clause, the evidence, what to do, its history."""
    from checks.ledger import show

    conn = _open(workspace)
    detail = show(conn, number)
    captures = _captures(conn, detail.finding)
    if as_json:
        print_json(
            {
                **row_facts(detail.finding),
                "captures": captures,
                "history": [
                    {"at": event.at, "kind": event.kind, "who": event.who, "note": event.note}
                    for event in detail.events
                ],
                "seen_as_of": [str(day) for day in detail.seen_as_of],
            }
        )
        return
    _print_detail(detail, captures)


def confirm_one(
    number: NumberArgument,
    who: Annotated[str, typer.Option("--by", help="Who looked.")],
    note: Annotated[str, typer.Option("--note", help="A remark.")] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Confirm a finding: a person looked and agrees."""
    from checks.ledger import confirm
    from crawler.clock import system_clock

    _say_state(confirm(_open(workspace), number, who=who, now=system_clock(), note=note))


def dispute_one(
    number: NumberArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why the finding is wrong.")],
    who: Annotated[str, typer.Option("--by", help="Who says so.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Dispute a finding, with a reason; it counts until it is waived or no longer seen."""
    from checks.ledger import dispute
    from crawler.clock import system_clock

    _say_state(dispute(_open(workspace), number, reason=reason, who=who, now=system_clock()))


def waive_one(
    number: NumberArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why it shall not count.")],
    approver: Annotated[str, typer.Option("--approver", help="Who answers for that.")],
    document: Annotated[str | None, typer.Option("--document", metavar="NO", help="Number of the decision.")] = None,
    until: Annotated[
        date | None, typer.Option("--until", parser=parse_day, metavar="DAY", help="Last day on which it holds.")
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Waive a finding: it is kept, but does not count, for a reason and until a day."""
    from checks.ledger import waive
    from crawler.clock import system_clock

    row = waive(
        _open(workspace),
        number,
        reason=reason,
        approver=approver,
        now=system_clock(),
        document=document,
        until=until,
    )
    _say_state(row)


def row_facts(row: FindingRow) -> dict[str, Any]:
    """A finding of the ledger as plain values for scripts."""
    waiver = row.waiver
    return {
        "number": row.number,
        "fingerprint": row.fingerprint,
        "site": row.site,
        "state": row.state.value,
        "clause": row.clause,
        "title": row.clause_title,
        "pack": row.pack,
        "rule": row.rule,
        "veto": row.veto,
        "points": row.points,
        "unverified": row.unverified,
        "confidence": row.confidence,
        "source": row.source,
        "subject": row.subject_url or row.subject_key if row.subject_kind in ("item", "link") else row.subject_key,
        "label": row.subject_label,
        "url": row.subject_url,
        "message": row.message,
        "observed": row.observed,
        "threshold": row.threshold,
        "since": _text(row.since),
        "advice": row.advice,
        "deadline": _text(row.deadline),
        "first_flagged": row.first_flagged,
        "last_flagged": row.last_flagged,
        "first_as_of": str(row.first_as_of),
        "last_as_of": str(row.last_as_of),
        "fixed_at": row.fixed_at,
        "reopened": row.reopened,
        "waiver": {
            "reason": waiver.reason,
            "approver": waiver.approver,
            "document": waiver.document,
            "until": _text(waiver.until),
        }
        if waiver
        else None,
        "evidence": list(row.evidence),
    }


def _print_detail(detail: FindingDetail, captures: list[dict[str, Any]]) -> None:
    row = detail.finding
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
    if row.deadline:
        say(f"整改期限：{row.deadline}")
    for place in captures:
        say(f"证据：{place['url']}")
        say(f"      {_local(place['at'])} 存档，sha256 {place['sha256']}")
        say(f"      {place['capture']}")
    say("经过：")
    for event in detail.events:
        say(f"  {_local(event.at)}  {word(EVENTS, event.kind)}  {event.who}  {event.note}")


def _captures(conn: sqlite3.Connection, row: FindingRow) -> list[dict[str, Any]]:
    from crawler.catalogue.queries import capture

    found = [capture(conn, capture_id) for capture_id in row.evidence]
    return [
        {
            "url": place["url"],
            "at": place["at"],
            "sha256": place["sha256"],
            "capture": f"{place['warc_file']}:{place['offset']}",
        }
        for place in found
        if place is not None
    ]


def _local(stamp: str) -> str:
    """A stored moment (UTC) as people of the place read it."""
    from datetime import datetime

    from crawler.clock import SHANGHAI

    return datetime.fromisoformat(stamp).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _say_state(row: FindingRow) -> None:
    say(f"{row.number} {row.state.chinese}：{row.subject_label}")


def _open(workspace: Any) -> sqlite3.Connection:
    from gongkai.workspace import find_workspace

    return find_workspace(workspace).open_catalogue()


def _states(names: list[str] | None) -> list[Any]:
    from checks.ledger import State

    if not names:
        return [state for state in State if state.counts]
    for name in names:
        if name not in list(State):
            raise typer.BadParameter(f"{name!r} is not a state; write one of {', '.join(State)}", param_hint="--state")
    return [State(name) for name in names]


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
