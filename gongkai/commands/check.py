"""`gongkai check`."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated, Any

import typer

from gongkai.exits import ExitCode
from gongkai.options import AsOfOption, ClockOption, JsonOption, SitesArgument, WorkspaceOption
from gongkai.screen import note, print_json, say

ORDER = 30
SHOWN_WHOLE = 5  # of more sites than these each gets one line


class Level(StrEnum):
    """From which findings on the command fails."""

    VETO = "veto"
    DEDUCTION = "deduction"
    ANY = "any"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("check")(check)


def check(
    sites: SitesArgument = None,
    as_of: AsOfOption = None,
    pack: Annotated[
        list[str] | None, typer.Option("--pack", metavar="ID", help="Rule pack (repeatable). Default: gongkai.toml.")
    ] = None,
    fail_on: Annotated[
        Level | None, typer.Option("--fail-on", help="End with exit code 4 on findings at or above this.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Apply packs also where they are not in force.")] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only sites of which something new was seen since their last check.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, max=64, help="Processes that share the sites. Default: one a core.")
    ] = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check sites against the rules in force on a day, and keep the findings.

    With --fail-on: exit code 4 where a finding reaches the level (waived ones do not count), 3 where none does but
    the crawl behind it was incomplete or no pack was in force, so that "no finding" cannot be said. Sites that
    --changed leaves out count with the findings that stand.
    """
    from crawler.clock import day_in_shanghai, system_clock
    from gongkai.check_work import FailOn, Order, Unchanged, still_fails
    from gongkai.checking import carry_out
    from gongkai.crawling import in_shanghai
    from gongkai.selecting import sites_to_check
    from gongkai.verdicts import check_facts, print_check, print_line
    from gongkai.wordlists import load_words
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    now = in_shanghai(clock) if clock else system_clock()
    conn = place.open_catalogue()
    packs = tuple(pack or place.settings.check.packs)
    words = load_words(place.words)
    order = Order(place.packs, packs, as_of or day_in_shanghai(now), now, force, words, changed_only=changed)
    level = FailOn(fail_on.value) if fail_on is not None else None
    many = len(sites or sites_to_check(conn, None)) > SHOWN_WHOLE
    facts: list[dict[str, Any]] = []
    unchanged: list[str] = []
    failed = incomplete = False
    for entry in carry_out(place, conn, sites, order, jobs or os.cpu_count() or 1):
        if isinstance(entry, Unchanged):
            unchanged.append(entry.site)
            failed |= level is not None and still_fails(conn, entry.site, level)
            continue
        failed |= level is not None and entry.fails(level)
        incomplete |= not entry.result.coverage.run_complete or not entry.result.packs
        if as_json:
            facts.append(check_facts(entry))
        elif many:
            print_line(entry)
        else:
            print_check(entry)
    if as_json:
        print_json({"checks": facts, "unchanged": unchanged})
    elif unchanged:
        say(f"{len(unchanged)} 个网站自上次检查以来没有新的采集，未重新检查：{'、'.join(unchanged[:10])}")
    elif many:
        say("各网站的详情：gongkai check 网站，或 gongkai findings list --site 网站。")
    if failed:
        raise typer.Exit(ExitCode.FINDINGS)
    if level is not None and incomplete:
        note("没有达到门槛的问题，但采集不完整，或没有可用的规则包，不能据此认为没有问题。")
        raise typer.Exit(ExitCode.INCOMPLETE)
