"""Crawling sites over the network: one call for all of them, resumed where it was cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from crawler.catalogue.database import connect
from crawler.catalogue.runs import RunRow, ended_beside, read_run
from crawler.clock import Clock
from crawler.limits import make_room
from crawler.profiles.profile import Profile
from crawler.recorder import Progress
from crawler.running import Session, pair_all
from crawler.safety import guard_from
from crawler.scope import EVERYTHING, Scope
from crawler.workers import crawl_with_workers

_TOGETHER = timedelta(minutes=10)  # runs of one call begin within this time, hundreds of them too
__all__ = ["Progress", "crawl_sites"]


def crawl_sites(
    profiles: Sequence[Profile],
    *,
    catalogue: Path,
    archive: Path,
    clock: Clock,
    mode: str = "full",
    allow_net: Iterable[str] = (),
    contact: str = "",
    progress: Callable[[Progress], None] | None = None,
    fresh: bool = False,
    scope: Scope = EVERYTHING,
    jobs: int = 1,
) -> list[RunRow]:
    """Crawl all sites at once and pair what stands on two of them; one run a site, in the order given.

    A run that was cut off is resumed (`fresh` begins anew); one that another process works on is joined. `clock`
    must run on. `jobs` is the number of processes. A run that is still `running` afterwards stopped at the end of
    its night window and goes on with the next call. Raises ArchiveError where evidence could not be kept (nothing
    stored is lost), ConfigError and CatalogueError before anything is fetched.
    """
    networks = tuple(allow_net)
    done = {} if fresh else _done_before(profiles, catalogue, mode)
    left = [profile for profile in profiles if profile.id not in done]
    if jobs > 1:
        runs = crawl_with_workers(
            left,
            jobs,
            catalogue=catalogue,
            archive=archive,
            clock=clock,
            mode=mode,
            allow_net=networks,
            contact=contact,
            scope=scope,
            fresh=fresh,
            progress=progress,
        )
    else:
        runs = crawl_sessions(
            left,
            catalogue=catalogue,
            archive=archive,
            clock=clock,
            mode=mode,
            allow_net=networks,
            contact=contact,
            progress=progress,
            fresh=fresh,
            scope=scope,
        )
    conn = connect(catalogue)
    try:
        pair_all(conn, clock)
        known = done | {profile.id: run_id for profile, run_id in zip(left, runs, strict=True)}
        return [read_run(conn, known[profile.id]) for profile in profiles]
    finally:
        conn.close()


def _done_before(profiles: Sequence[Profile], catalogue: Path, mode: str) -> dict[str, int]:
    """Sites of a crawl that was cut off which were done already, with their runs."""
    conn = connect(catalogue)
    try:
        return ended_beside(conn, [profile.id for profile in profiles], mode, within=_TOGETHER)
    finally:
        conn.close()


def crawl_sessions(
    profiles: Sequence[Profile],
    *,
    catalogue: Path,
    archive: Path,
    clock: Clock,
    mode: str,
    allow_net: tuple[str, ...],
    contact: str,
    scope: Scope,
    progress: Callable[[Progress], None] | None = None,
    fresh: bool = False,
    runs: Sequence[int | None] = (),
) -> list[int]:
    """Work on the runs of all sites in this process; returns their ids. Raises what ended one before its time.

    `runs`: the runs to join, one for each site; without them a run that was cut off is resumed, or one begun.
    """
    make_room(len(profiles))
    sessions: list[Session] = []
    conn = connect(catalogue)  # one for all: hundreds of sites would need as many caches
    try:
        for profile, run_id in zip(profiles, runs or [None] * len(profiles), strict=True):
            sessions.append(
                Session(
                    profile,
                    catalogue=catalogue,
                    archive=archive,
                    clock=clock,
                    mode=mode,
                    fresh=fresh,
                    guard=guard_from(profile.fetch.allow_net, allow_net),
                    contact=contact,
                    progress=progress,
                    scope=scope,
                    run_id=run_id,
                    conn=conn,
                )
            )
        from crawler.spiders.process import run_sessions  # Scrapy costs half a second: only who crawls pays it

        run_sessions(sessions)
    finally:
        for session in sessions:
            session.close()
        conn.close()
    for session in sessions:
        if session.failure is not None:
            raise session.failure
    return [session.run_id for session in sessions]
