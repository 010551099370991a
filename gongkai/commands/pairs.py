"""`gongkai pairs`: items of two sites that are, or may be, one and the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.findings.options import ByOption, moment, open_ledger
from gongkai.options import ClockOption, JsonOption, WorkspaceOption
from gongkai.screen import print_json, print_table, say

if TYPE_CHECKING:
    from crawler.catalogue.pairs import Pair, Side

ORDER = 52

NumbersArgument = Annotated[list[int], typer.Argument(metavar="NUMBER...", help="As `pairs list` shows it.")]
_SHOWN_TEXT = 300  # characters of a body that `show` prints


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(
        help="Items of two sites that are, or may be, the same (同一信息).", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("list")(list_pairs)
    group.command("show")(show)
    group.command("confirm")(confirm)
    group.command("reject")(reject)
    app.add_typer(group, name="pairs")


def list_pairs(
    state: Annotated[
        list[str] | None,
        typer.Option("--state", help="review (default), auto, confirmed, rejected (repeatable)."),
    ] = None,
    site: Annotated[str | None, typer.Option("--site", metavar="SITE", help="Only pairs with this site.")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List pairs; without --state those that wait for a person. A pair that waits is counted as two items."""
    from crawler.catalogue import pairs
    from gongkai.pairing import METHODS

    for name in state or ():
        if name not in pairs.STATES:
            raise typer.BadParameter(f"{name!r}: write one of {', '.join(pairs.STATES)}", param_hint="--state")
    found = pairs.pairs(open_ledger(workspace), states=state or ("review",), site=site)
    if as_json:
        print_json([_facts(pair) for pair in found])
        return
    if not found:
        say("没有待人工确认的信息对。" if not state else "没有这样的信息对。")
        return
    print_table(
        ("编号", "依据", "网站", "日期", "标题"),
        [
            row
            for pair in found
            for row in (
                (
                    pair.id,
                    METHODS.get(pair.method, pair.method),
                    pair.a.site,
                    pair.a.published or "",
                    pair.a.title or "",
                ),
                ("", "", pair.b.site, pair.b.published or "", pair.b.title or ""),
            )
        ],
        right=(0,),
        keep=(0, 2, 3),
    )
    say("同一信息：gongkai pairs confirm 编号 --by 姓名；不同信息：gongkai pairs reject 编号 --by 姓名")


def show(number: int, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show both sides of a pair, and everything that was decided on it."""
    from crawler.catalogue.pairing_decisions import decisions_on
    from gongkai.pairing import METHODS, STATES

    conn = open_ledger(workspace)
    pair = _one(conn, number)
    decisions = decisions_on(conn, number)
    if as_json:
        history = [{"at": entry.at, "state": entry.state, "by": entry.by, "note": entry.note} for entry in decisions]
        print_json({**_facts(pair, with_text=True), "history": history})
        return
    say(f"第{pair.id}对：{METHODS.get(pair.method, pair.method)}（{STATES[pair.state]}）")
    for side in (pair.a, pair.b):
        say()
        _say_side(side)
    say()
    for entry in decisions:
        say(f"{entry.at}  {STATES[entry.state]}  {entry.by}  {entry.note}".rstrip())


def confirm(
    numbers: NumbersArgument,
    who: ByOption,
    note: Annotated[str, typer.Option("--note", help="A remark.")] = "",
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that the two are one and the same item: counted once from now on."""
    _decide(numbers, "confirmed", who, note, clock, workspace, as_json)


def reject(
    numbers: NumbersArgument,
    who: ByOption,
    note: Annotated[str, typer.Option("--note", help="A remark.")] = "",
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that the two are different items: counted twice from now on."""
    _decide(numbers, "rejected", who, note, clock, workspace, as_json)


def _decide(numbers: list[int], state: str, who: str, note: str, clock: Any, workspace: Any, as_json: bool) -> None:
    from gongkai.pairing import STATES, decide_pairs

    conn, now = open_ledger(workspace), moment(clock)
    for number in numbers:
        _one(conn, number)  # all are there, or nothing is decided
    decide_pairs(conn, numbers, state, who, note, now)
    found = [_one(conn, number) for number in numbers]
    if as_json:
        print_json([_facts(pair) for pair in found])
        return
    for pair in found:
        say(f"第{pair.id}对：{STATES[pair.state]}，{pair.a.title}")


def _one(conn: Any, number: int) -> Pair:
    from crawler.catalogue.pairs import pairs
    from crawler.errors import ConfigError

    found = pairs(conn, ids=[number])
    if not found:
        raise ConfigError(f"there is no pair {number}", fix="run `gongkai pairs list --state review --state auto`")
    return found[0]


def _say_side(side: Side) -> None:
    say(f"{side.site}  {side.published or '无日期'}  {side.title or '（无标题）'}")
    say(f"  {side.url}")
    for name, value in (("索引号", side.index_no), ("文号", side.doc_no), ("附件", "、".join(side.files))):
        if value:
            say(f"  {name}：{value}")
    text = " ".join(side.text.split())
    say(f"  {text[:_SHOWN_TEXT]}{'…' if len(text) > _SHOWN_TEXT else ''}" if text else "  （正文未读到）")


def _facts(pair: Pair, *, with_text: bool = False) -> dict[str, Any]:
    return {
        "number": pair.id,
        "state": pair.state,
        "method": pair.method,
        "score": pair.score,
        "decided_at": pair.made_at,
        "decided_by": pair.made_by,
        "note": pair.note,
        "items": [_side_facts(side, with_text) for side in (pair.a, pair.b)],
    }


def _side_facts(side: Side, with_text: bool) -> dict[str, Any]:
    facts = {
        "site": side.site,
        "title": side.title,
        "url": side.url,
        "published": side.published,
        "index_no": side.index_no,
        "doc_no": side.doc_no,
        "files": list(side.files),
        "capture": side.capture_id,
    }
    return {**facts, "text": side.text} if with_text else facts
