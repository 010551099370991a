"""`gongkai crawl`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.exits import ExitCode
from gongkai.options import ClockOption, JsonOption, SitesArgument, WorkspaceOption

if TYPE_CHECKING:
    from crawler.profiles.profile import Profile
    from gongkai.workspace import Workspace

ORDER = 20


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("crawl")(crawl)


def crawl(
    sites: SitesArgument = None,
    mode: Annotated[
        str,
        typer.Option(
            "--mode", help="full: walk everything. update: what may have changed since. links: see whether links open."
        ),
    ] = "full",
    replay: Annotated[
        list[Path] | None,
        typer.Option("--replay", metavar="FILE", help="Read these WARC or WACZ files, not the network (repeatable)."),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew; default: go on where a run was cut off.")] = False,
    allow_net: Annotated[
        list[str] | None,
        typer.Option("--allow-net", metavar="CIDR", help="A private network that may be entered (repeatable)."),
    ] = None,
    window: Annotated[
        int, typer.Option("--window", min=1, max=365, metavar="DAYS", help="links: outside links once in so many days.")
    ] = 7,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help="Processes that share the work.")] = 1,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Crawl sites into the catalogue and the archive, and say how complete that was.

    Exit code 3 where a run is incomplete: something could not be reached, and the table says what.
    """
    from crawler.modes import LINKS, MODES
    from gongkai.coverage import coverage_of, print_coverage
    from gongkai.crawling import crawl_online, replay_sites
    from gongkai.screen import print_json
    from gongkai.workspace import find_workspace

    if mode not in MODES:
        raise typer.BadParameter(f"{mode!r} is not a mode; write {' or '.join(MODES)}", param_hint="--mode")
    place = find_workspace(workspace)
    profiles = place.profiles(sites)
    if mode == LINKS:
        if replay:
            raise typer.BadParameter("links are checked over the network only", param_hint="--replay")
        _check_links(place, profiles, window, clock, tuple(allow_net or ()), fresh=fresh, as_json=as_json)
        return
    if replay:
        runs = replay_sites(place, profiles, replay, start=clock, quiet=as_json)
    else:
        runs = crawl_online(
            place,
            profiles,
            mode=mode,
            start=clock,
            allow_net=tuple(allow_net or ()),
            fresh=fresh,
            quiet=as_json,
            jobs=jobs,
        )
    conn = place.open_catalogue()
    coverage = [coverage_of(conn, run) for run in runs]
    if as_json:
        print_json({"runs": [entry.as_json() for entry in coverage]})
    else:
        print_coverage(coverage)
    if not all(run.complete for run in runs):
        raise typer.Exit(ExitCode.INCOMPLETE)


def _check_links(
    place: Workspace,
    profiles: Sequence[Profile],
    window: int,
    clock: datetime | None,
    allow_net: tuple[str, ...],
    *,
    fresh: bool,
    as_json: bool,
) -> None:
    from gongkai.linking import check_links_online, links_of, print_links
    from gongkai.screen import print_json

    runs = check_links_online(
        place, profiles, window_days=window, start=clock, allow_net=allow_net, fresh=fresh, quiet=as_json
    )
    conn = place.open_catalogue()
    entries = [links_of(conn, run) for run in runs]
    if as_json:
        print_json({"runs": [entry.as_json() for entry in entries]})
    else:
        print_links(entries)
    if not all(run.complete for run in runs):
        raise typer.Exit(ExitCode.INCOMPLETE)
