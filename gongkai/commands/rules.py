"""`gongkai rules`: what can be seen, and under which clauses."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.options import AsOfOption, JsonOption, SiteOption, WorkspaceOption
from gongkai.screen import print_as_is, print_json, print_table, say

if TYPE_CHECKING:
    from checks.model import Clause, Pack

ORDER = 90


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="List and explain rules, clauses and packs.", no_args_is_help=True, rich_markup_mode=None)
    group.command("list")(list_all)
    group.command("show")(show_one)
    group.command("diff")(diff)
    group.command("docs")(docs)
    app.add_typer(group, name="rules")


def list_all(
    pack: Annotated[str | None, typer.Option("--pack", metavar="ID", help="Only this pack.")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the packs with their clauses: what each costs, how sure we are of it, which rule sees it."""
    packs = _packs(workspace, [pack] if pack else None)
    if as_json:
        print_json([{**_pack_facts(entry), "clauses": [_clause_facts(c) for c in entry.clauses]} for entry in packs])
        return
    for entry in packs:
        print_table(
            ("条款", "内容", "后果", "把握", "规则"),
            [
                (clause.id, clause.title, _weight(clause), clause.confidence.value, clause.rule or "人工")
                for clause in entry.clauses
            ],
            title=f"{entry.id}  {entry.title}（{entry.valid_from} 至 {entry.valid_to or '今'}）",
            keep=(0, 3),
        )
    say("把握：A、B+、B 已核实；C、D 凭记忆，只作提示，不单独据以判定不合格。")


def show_one(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A clause (c15.d.basic_news), rule or pack.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain one clause, rule or pack: what it sees, why it matters, when it cannot tell."""
    from checks.rule import rules
    from crawler.errors import ConfigError

    packs = _packs(workspace, None)
    clauses = {clause.id: (entry, clause) for entry in packs for clause in entry.clauses}
    by_id = {entry.id: entry for entry in packs}
    if name in clauses:
        _show_clause(*clauses[name], as_json=as_json)
    elif name in rules():
        unit = rules()[name]
        used = [clause.id for _, clause in clauses.values() if clause.rule == name]
        facts = {"rule": unit.id, "title": unit.rule.title, "doc": unit.doc, "clauses": used}
        if as_json:
            print_json(facts)
        else:
            say(f"{unit.id}  {unit.rule.title}\n")
            print_as_is(unit.doc)
            say(f"\n用到它的条款：{'、'.join(used) or '没有'}")
    elif name in by_id:
        list_all(pack=name, workspace=workspace, as_json=as_json)
    else:
        near = difflib.get_close_matches(name, [*clauses, *rules(), *by_id], n=2, cutoff=0.5)
        fix = f"did you mean {' or '.join(near)}?" if near else "`gongkai rules list` shows them all"
        raise ConfigError(f'there is no clause, rule or pack "{name}"', fix=fix)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A pack, e.g. census-2015.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another one, e.g. inspection-2019.")],
    site: Annotated[
        str | None, typer.Argument(metavar="[SITE]", help="Also say which columns of this site fail under NEW.")
    ] = None,
    named: SiteOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two editions of a standard: what is new, gone and changed, and what that means for a site.

    The site is checked under both packs as of one day, in force or not; nothing is recorded.
    """
    from checks.comparing import compare_packs
    from crawler.clock import day_in_shanghai, system_clock
    from gongkai.editions import comparison_facts, print_comparison, print_site, site_under_both
    from gongkai.workspace import find_workspace

    before, after = _packs(workspace, [old, new])
    found = compare_packs(before, after)
    under_both = None
    chosen = site or named
    if chosen is not None:
        conn = find_workspace(workspace).open_catalogue()
        now = system_clock()
        under_both = site_under_both(conn, chosen, found, as_of or day_in_shanghai(now), now)
    if as_json:
        print_json(comparison_facts(found, under_both))
        return
    print_comparison(found)
    if under_both is not None:
        print_site(under_both)


def docs(
    write: Annotated[
        Path | None, typer.Option("--write", metavar="DIR", help="Write one page a rule and pack.")
    ] = None,
) -> None:
    """Print the rule documentation as Markdown, or write it into a folder."""
    from checks.pack import load_packs
    from checks.rulebook import pages

    written = pages(load_packs())
    if write is None:
        print_as_is("\n\n".join(written.values()))
        return
    write.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (write / name).write_text(text, encoding="utf-8")
        say(str(write / name))


def _packs(workspace: Path | None, ids: list[str] | None) -> list[Pack]:
    """Shipped packs, and those of the workspace one stands in, if any."""
    from checks.pack import load_packs
    from crawler.errors import ConfigError
    from gongkai.workspace import find_workspace

    try:
        folder = find_workspace(workspace).packs
    except ConfigError:
        if workspace is not None:
            raise
        folder = None
    return load_packs(folder, ids=ids)


def _show_clause(pack: Pack, clause: Clause, *, as_json: bool) -> None:
    from checks.rule import rules

    unit = rules().get(clause.rule) if clause.rule else None
    if as_json:
        print_json({**_clause_facts(clause), "pack": pack.id, "doc": unit.doc if unit else None})
        return
    say(f"{clause.id}  {clause.title}（{pack.id}）")
    say(f"要求：{clause.text}")
    say(f"出处：{clause.source}，{clause.clause}")
    say(f"后果：{_weight(clause) or '标准没有载明或未核实扣分值，不计分'}")
    say(f"把握：{clause.confidence.value}{'（未核实，不单独据以判定不合格）' if clause.unverified else ''}")
    if clause.window:
        say(f"期限：{clause.window.chinese}")
    if clause.law:
        say(f"法律依据：{clause.law}")
    if clause.advice:
        say(f"整改建议：{clause.advice}")
    say(f"判断方式：{_way(clause)}")
    if clause.look:
        say(f"人工查看：{clause.look}")
    if unit is not None:
        say(f"\n规则 {unit.id}：\n")
        print_as_is(unit.doc)


def _way(clause: Clause) -> str:
    """Who judges a clause, in Chinese."""
    if clause.rule is None:
        return "连续监测" if clause.needs == "probe" else "人工"
    return "程序找线索，人工认定" if clause.by_person else "程序"


def _weight(clause: Clause) -> str:
    if clause.veto:
        return "单项否决"
    return f"每处扣 {clause.points:g} 分" if clause.points is not None else ""


def _pack_facts(pack: Pack) -> dict[str, Any]:
    return {
        "pack": pack.id,
        "title": pack.title,
        "issuer": pack.issuer,
        "document": pack.document,
        "number": pack.number,
        "valid_from": str(pack.valid_from),
        "valid_to": str(pack.valid_to) if pack.valid_to else None,
    }


def _clause_facts(clause: Clause) -> dict[str, Any]:
    return {
        "clause": clause.id,
        "title": clause.title,
        "text": clause.text,
        "rule": clause.rule,
        "veto": clause.veto,
        "points": clause.points,
        "window": str(clause.window) if clause.window else None,
        "confidence": clause.confidence.value,
        "unverified": clause.unverified,
        "source": clause.source,
        "place": clause.clause,
        "automatable": clause.automatable,
        "needs": clause.needs,
        "by_person": clause.by_person,
        "look": clause.look,
        "group": clause.group,
        "indicator": clause.indicator,
        "cap": clause.cap,
        "advice": clause.advice,
        "law": clause.law,
    }
