"""Checking the links of sites: what is to be asked is planned once, in one transaction; a cut-off run is resumed."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from crawler.catalogue.database import connect
from crawler.catalogue.link_rows import (
    KnownLink,
    add_tasks,
    end_links_run,
    full_run,
    known_links,
    outside_checked_since,
)
from crawler.catalogue.runs import RunRow, start_run, unfinished_run
from crawler.clock import Clock
from crawler.errors import ConfigError
from crawler.link_session import OUTSIDE_DELAY, LinkSession
from crawler.modes import LINKS
from crawler.profiles.profile import Profile
from crawler.recorder import Progress
from crawler.running import software
from crawler.safety import guard_from
from crawler.sqlite_files import transaction

WINDOW = timedelta(days=7)  # an outside address is asked once in that time, for all sites together
_SLACK = timedelta(hours=12)  # a weekly schedule does not start to the minute


def check_links(
    profiles: Sequence[Profile],
    *,
    catalogue: Path,
    archive: Path,
    clock: Clock,
    window: timedelta = WINDOW,
    allow_net: Iterable[str] = (),
    contact: str = "",
    fresh: bool = False,
    outside_delay: float = OUTSIDE_DELAY,
    progress: Callable[[Progress], None] | None = None,
) -> list[RunRow]:
    """Check all internal links of these sites, and the outside ones that are due; one run a site, in the order given.

    The links are those that the newest full crawl of each site saw; ConfigError where a site has none. A run that is
    still `running` afterwards was cut off, or left its night window, and goes on with the next call (`fresh` ends it
    and begins anew). One process at a time checks the links of a catalogue. `outside_delay` is in seconds.
    """
    networks = tuple(allow_net)
    with _alone(catalogue):
        conn = connect(catalogue)
        try:
            runs = plan_runs(conn, profiles, clock, window=window, fresh=fresh)
        finally:
            conn.close()
        sessions: list[LinkSession] = []
        try:
            for profile, run_id in zip(profiles, runs, strict=True):
                sessions.append(
                    LinkSession(
                        profile,
                        run_id,
                        catalogue=catalogue,
                        archive=archive,
                        clock=clock,
                        guard=guard_from(profile.fetch.allow_net, networks),
                        software=software(),
                        contact=contact,
                        outside_delay=outside_delay,
                        progress=progress,
                    )
                )
            from crawler.spiders.links import LinksSpider  # Scrapy costs half a second: only who fetches pays it
            from crawler.spiders.process import run_sessions

            run_sessions(sessions, LinksSpider)
        finally:
            finished = [session.close() for session in sessions]
    for session in sessions:
        if session.failure is not None:
            raise session.failure
    return finished


def plan_runs(
    conn: sqlite3.Connection, profiles: Sequence[Profile], clock: Clock, *, window: timedelta = WINDOW, fresh: bool
) -> list[int]:
    """Resume or begin a run for each site and write down what it is to check; returns the ids of the runs."""
    crawls = {profile.id: full_run(conn, profile.id) for profile in profiles}
    for site, crawl in crawls.items():
        if crawl is None:
            raise ConfigError(f"no full crawl of {site!r} has ended yet", fix=f"run `gongkai crawl {site}` first")
    with transaction(conn):
        runs: dict[str, int] = {}
        found: dict[str, list[KnownLink]] = {}
        for profile in profiles:
            run_id = unfinished_run(conn, profile.id, LINKS)
            if run_id is not None and fresh:
                end_links_run(conn, run_id, clock())
                run_id = None
            if run_id is None:
                run_id = start_run(conn, profile.id, LINKS, clock(), software())
                found[profile.id] = known_links(conn, profile.id, crawls[profile.id] or 0)
            runs[profile.id] = run_id
        _plan(conn, [profile for profile in profiles if profile.id in found], runs, found, clock, window)
    return list(runs.values())


def _plan(
    conn: sqlite3.Connection,
    profiles: Sequence[Profile],
    runs: dict[str, int],
    found: dict[str, list[KnownLink]],
    clock: Clock,
    window: timedelta,
) -> None:
    """Every address goes on one list: an internal one on its site's, all outside ones of a host on one site's."""
    taken = outside_checked_since(conn, clock() - window + min(_SLACK, window / 2))
    lists: dict[str, list[KnownLink]] = {}
    for profile in profiles:
        inside = [link for link in found[profile.id] if link.internal]
        lists[profile.id] = inside
        taken |= {link.key for link in inside}
    hosts = {_host(profile.home): profile.id for profile in reversed(profiles)}
    for profile in profiles:
        for link in found[profile.id]:
            if link.internal or link.key in taken:
                continue
            taken.add(link.key)
            lists[hosts.setdefault(_host(link.url), profile.id)].append(link)
    for profile in profiles:
        add_tasks(conn, runs[profile.id], lists[profile.id])


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


@contextmanager
def _alone(catalogue: Path) -> Iterator[None]:
    """Hold the catalogue's lock for link checks. Raises ConfigError where another process holds it."""
    path = catalogue.with_name(catalogue.name + ".links-lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigError(
                "another process is checking links", where=str(catalogue), fix="wait until it has ended"
            ) from None
        yield
