"""Crawling sites over the network: one call for all of them, resumed where it was cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from crawler.catalogue.database import connect
from crawler.catalogue.runs import RunRow, read_run
from crawler.clock import Clock
from crawler.profiles.profile import Profile
from crawler.recorder import Progress
from crawler.running import Session, pair_all
from crawler.safety import guard_from
from crawler.scope import EVERYTHING, Scope

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
) -> list[RunRow]:
    """Crawl all sites at once and pair what stands on two of them; one run a site, in the order given.

    A run that was cut off is resumed (`fresh` begins anew). `clock` must run on. A run that is still `running`
    afterwards stopped at the end of its night window and goes on with the next call. Raises ArchiveError where
    evidence could not be kept (nothing stored is lost), ConfigError and CatalogueError before anything is fetched.
    """
    networks = tuple(allow_net)
    sessions: list[Session] = []
    try:
        for profile in profiles:
            sessions.append(
                Session(
                    profile,
                    catalogue=catalogue,
                    archive=archive,
                    clock=clock,
                    mode=mode,
                    fresh=fresh,
                    guard=guard_from(profile.fetch.allow_net, networks),
                    contact=contact,
                    progress=progress,
                    scope=scope,
                )
            )
        from crawler.spiders.process import run_sessions  # Scrapy costs half a second: only who crawls pays it

        run_sessions(sessions)
    finally:
        for session in sessions:
            session.close()
    for session in sessions:
        if session.failure is not None:
            raise session.failure
    conn = connect(catalogue)
    try:
        pair_all(conn, clock)
        return [read_run(conn, session.run_id) for session in sessions]
    finally:
        conn.close()
