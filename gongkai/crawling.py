"""From a workspace to finished runs: over the network, or again from archived bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.catalogue.runs import RunRow
from crawler.clock import SHANGHAI, clock_starting_at, frozen_clock, system_clock
from crawler.errors import ConfigError
from crawler.profiles.profile import Profile
from gongkai.screen import progress_bar
from gongkai.workspace import Workspace

if TYPE_CHECKING:
    from crawler.crawl import Progress


def crawl_online(
    place: Workspace,
    profiles: Sequence[Profile],
    *,
    mode: str = "full",
    start: datetime | None = None,
    allow_net: tuple[str, ...] = (),
    fresh: bool = False,
    quiet: bool = False,
    jobs: int = 1,
) -> list[RunRow]:
    """Crawl sites into the workspace's catalogue and archive; one run a site.

    `start` lets the clock begin at a past moment (taken as Asia/Shanghai where it names no zone); `fresh` begins
    anew instead of resuming. Scrapy is started in this process, which it can be only once.
    """
    from crawler.crawl import crawl_sites

    with progress_bar("采集", quiet=quiet) as step:

        def progress(state: Progress) -> None:
            step(state.done, state.done + state.queued, state.url)

        return crawl_sites(
            profiles,
            catalogue=place.catalogue,
            archive=place.archive,
            clock=clock_starting_at(in_shanghai(start)) if start else system_clock,
            mode=mode,
            allow_net=(*place.settings.fetch.allow_net, *allow_net),
            contact=place.settings.fetch.contact,
            progress=progress,
            fresh=fresh,
            jobs=jobs,
        )


def replay_sites(
    place: Workspace,
    profiles: Sequence[Profile],
    warcs: Sequence[Path],
    *,
    start: datetime | None = None,
    quiet: bool = False,
) -> list[RunRow]:
    """Crawl sites again from WARC files, without the network. Raises ConfigError where a file is not there."""
    from crawler.replay import replay

    for path in warcs:
        if not path.is_file():
            raise ConfigError("there is no such WARC file", where=str(path))
    clock = frozen_clock(in_shanghai(start)) if start else None
    with progress_bar("重放", quiet=quiet) as step:

        def progress(state: Progress) -> None:
            step(state.done, state.done + state.queued, state.url)

        runs = [
            replay(profile, warcs, catalogue=place.catalogue, archive=place.archive, clock=clock, progress=progress)
            for profile in profiles
        ]
    pair_replayed(place, runs)
    return runs


def pair_replayed(place: Workspace, runs: Sequence[RunRow]) -> None:
    """Find the items that two sites share, at the moment at which the last replay ended: as a crawl of both does."""
    from crawler.catalogue.database import connect
    from crawler.running import pair_all

    moments = [datetime.fromisoformat(run.finished_at) for run in runs if run.finished_at]
    if not moments:
        return
    conn = connect(place.catalogue)
    try:
        pair_all(conn, frozen_clock(max(moments)))
    finally:
        conn.close()


def in_shanghai(moment: datetime) -> datetime:
    """The moment as an option names it: Asia/Shanghai unless it says otherwise."""
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
