"""`gongkai crawl`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.exits import ExitCode
from gongkai.options import ClockOption, JsonOption, SitesArgument, WorkspaceOption

if TYPE_CHECKING:
    from crawler.catalogue.runs import RunRow
    from crawler.profiles.profile import Profile
    from gongkai.workspace import Workspace

ORDER = 20


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("crawl")(crawl)


def crawl(
    sites: SitesArgument = None,
    mode: Annotated[str, typer.Option("--mode", help="full: walk everything.")] = "full",
    replay: Annotated[
        list[Path] | None,
        typer.Option("--replay", metavar="WARC", help="Read these WARC files instead of the network (repeatable)."),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew; default: go on where a run was cut off.")] = False,
    allow_net: Annotated[
        list[str] | None,
        typer.Option("--allow-net", metavar="CIDR", help="A private network that may be entered (repeatable)."),
    ] = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Crawl sites into the catalogue and the archive, and say how complete that was.

    Exit code 3 where a run is incomplete: something could not be reached, and the table says what.
    """
    from gongkai.coverage import coverage_of, print_coverage
    from gongkai.screen import print_json
    from gongkai.workspace import find_workspace

    if mode != "full":
        raise typer.BadParameter(f"{mode!r} is not a mode; write full", param_hint="--mode")
    place = find_workspace(workspace)
    profiles = place.profiles(sites)
    if replay:
        runs = _replay(place, profiles, replay, clock, quiet=as_json)
    else:
        runs = _crawl(place, profiles, mode, clock, tuple(allow_net or ()), fresh=fresh, quiet=as_json)
    conn = place.open_catalogue()
    coverage = [coverage_of(conn, run) for run in runs]
    if as_json:
        print_json({"runs": [entry.as_json() for entry in coverage]})
    else:
        print_coverage(coverage)
    if not all(run.complete for run in runs):
        raise typer.Exit(ExitCode.INCOMPLETE)


def _crawl(
    place: Workspace,
    profiles: Sequence[Profile],
    mode: str,
    start: datetime | None,
    allow_net: tuple[str, ...],
    *,
    fresh: bool,
    quiet: bool,
) -> list[RunRow]:
    from crawler.clock import clock_starting_at, system_clock
    from crawler.crawl import crawl_sites
    from gongkai.screen import progress_bar

    with progress_bar("采集", quiet=quiet) as step:

        def progress(state: Any) -> None:
            step(state.done, state.done + state.queued, state.url)

        return crawl_sites(
            profiles,
            catalogue=place.catalogue,
            archive=place.archive,
            clock=clock_starting_at(_in_shanghai(start)) if start else system_clock,
            mode=mode,
            allow_net=(*place.settings.fetch.allow_net, *allow_net),
            contact=place.settings.fetch.contact,
            progress=progress,
            fresh=fresh,
        )


def _replay(
    place: Workspace, profiles: Sequence[Profile], warcs: Sequence[Path], start: datetime | None, *, quiet: bool
) -> list[RunRow]:
    from crawler.clock import frozen_clock
    from crawler.errors import ConfigError
    from crawler.replay import replay
    from gongkai.screen import progress_bar

    for path in warcs:
        if not path.is_file():
            raise ConfigError("there is no such WARC file", where=str(path))
    with progress_bar("重放", quiet=quiet) as step:

        def progress(state: Any) -> None:
            step(state.done, state.done + state.queued, state.url)

        clock = frozen_clock(_in_shanghai(start)) if start else None
        return [
            replay(profile, warcs, catalogue=place.catalogue, archive=place.archive, clock=clock, progress=progress)
            for profile in profiles
        ]


def _in_shanghai(moment: datetime) -> datetime:
    from crawler.clock import SHANGHAI

    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
