"""Visits to home pages, spaced over time: does the site open, and how fast? One request chain a visit, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.availability import SECONDS
from crawler.catalogue.database import connect
from crawler.catalogue.fetches import Purpose, add_fetch
from crawler.catalogue.probe_rows import ProbeRow, put_probe
from crawler.catalogue.runs import SiteRow, add_site
from crawler.clock import Clock, stamp
from crawler.identity import canonical_key, resolve
from crawler.middlewares.cutting import Cut
from crawler.model import Fetched, Outcome, Role, Task
from crawler.profiles.profile import Profile
from crawler.safety import AddressGuard, guard_from
from crawler.sqlite_files import transaction

MAX_HOPS = 5
_CUT = Cut(page=4096, other=4096, error=4096)


@dataclass(slots=True)
class _Visit:
    """A visit on its way."""

    url: str
    chain: tuple[str, ...] = ()
    elapsed_ms: int = 0
    asked: bool = False


class ProbeSession:
    """The probes of one site: `times` visits, `every` seconds apart. It has the interface of a crawl's session."""

    outside_delay = 0.0  # hops to other hosts; a visit has few

    def __init__(
        self,
        profile: Profile,
        *,
        catalogue: Path,
        clock: Clock,
        guard: AddressGuard,
        contact: str = "",
        times: int = 1,
        every: float = 0.0,
        max_seconds: float = SECONDS,
        on_visit: Callable[[ProbeRow], None] | None = None,
    ) -> None:
        fetch = profile.fetch.model_copy(update={"timeout_seconds": max_seconds})
        self.profile = profile.model_copy(update={"fetch": fetch})
        self.clock = clock
        self.guard = guard
        self.contact = profile.fetch.contact or contact
        self.failure: BaseException | None = None
        self.made: list[ProbeRow] = []
        self._every = timedelta(seconds=every)
        self._max_ms = round(max_seconds * 1000)
        self._on_visit = on_visit
        self._conn = connect(catalogue)
        self._left = times
        self._due = clock()
        self._visit: _Visit | None = None
        self._out = False
        with transaction(self._conn):
            site = SiteRow(profile.id, profile.title, profile.kind, profile.home, profile.organ)
            add_site(self._conn, site, clock())

    @property
    def own_hosts(self) -> frozenset[str]:
        """The host of the home page."""
        return frozenset({urlsplit(self.profile.home).hostname or ""})

    # --- tasks --------------------------------------------------------------------------------------

    def next_task(self) -> Task | None:
        """The next request of the visit, or the first of one that is due; None otherwise."""
        if self.failure is not None or self._out:
            return None
        if self._visit is None:
            now = self.clock()
            if self._left <= 0 or now < self._due:
                return None
            self._left -= 1
            self._due = _next_moment(self._due, self._every, now)
            self._visit = _Visit(self.profile.home)
        self._out = True
        visit = self._visit
        return Task(0, 0, self.profile.id, visit.url, canonical_key(visit.url), Role.HOME, hops=len(visit.chain))

    def has_work(self) -> bool:
        """True while visits are left, or one is on its way."""
        return self.failure is None and (self._left > 0 or self._visit is not None)

    def seconds_until_due(self) -> float | None:
        """Seconds until the next visit is due; None where one is on its way, or none is left."""
        if self.failure is not None or self._visit is not None or self._left <= 0:
            return None
        return min(max(0.05, (self._due - self.clock()).total_seconds()), 60.0)

    def meta_for(self, task: Task) -> dict[str, Any]:
        """A visit has its seconds for the whole chain of redirects, and needs no more than the beginning."""
        spent = self._visit.elapsed_ms if self._visit is not None else 0
        return {"cut": _CUT, "download_timeout": max(0.001, (self._max_ms - spent) / 1000)}

    def conditions(self, task: Task) -> dict[str, str]:
        """None: what the address answers now is the question."""
        return {}

    def unverified(self, url: str) -> bool:
        """Never: a certificate that does not verify is what a visitor sees, too."""
        return False

    # --- answers ------------------------------------------------------------------------------------

    def record(self, task: Task, fetched: Fetched) -> Outcome:
        """Record an answer; a redirect is followed as part of the same visit."""
        visit = self._visit
        assert visit is not None
        self._out = False
        if fetched.elapsed_ms is not None:
            visit.asked = True
            visit.elapsed_ms += fetched.elapsed_ms
        outcome, error = fetched.outcome, fetched.error
        target = resolve(fetched.url, fetched.header("location") or "") if outcome is Outcome.REDIRECT else None
        if outcome is Outcome.REDIRECT:
            if target is None:
                outcome, error = Outcome.CLIENT_ERROR, "a redirect without a target"
            elif len(visit.chain) >= MAX_HOPS or target in (visit.url, *visit.chain):
                outcome, error, target = Outcome.REDIRECT_LOOP, f"goes on to {target}", None
            elif visit.elapsed_ms >= self._max_ms:
                outcome, error, target = Outcome.TIMEOUT, "the time was up before the last redirect", None
        with transaction(self._conn):
            add_fetch(self._conn, Purpose.PROBE, fetched, run_id=None)
            if target is None:
                self._end(visit, fetched, outcome, error)
        if target is not None:
            visit.chain = (*visit.chain, visit.url)
            visit.url = target
        return outcome

    def _end(self, visit: _Visit, fetched: Fetched, outcome: Outcome, error: str) -> None:
        row = ProbeRow(
            site=self.profile.id,
            url=self.profile.home,
            at=stamp(fetched.at),
            outcome=outcome,
            status=fetched.status,
            elapsed_ms=visit.elapsed_ms if visit.asked else None,
            error=error or None,
            final_url=visit.url,
            hops=len(visit.chain),
        )
        put_probe(self._conn, row)
        self._visit = None
        self.made.append(row)
        if self._on_visit is not None:
            self._on_visit(row)

    def keep(self, fetched: Fetched) -> None:
        """Note a request for robots.txt."""
        with transaction(self._conn):
            add_fetch(self._conn, Purpose.ROBOTS, fetched, run_id=None)

    def stop(self, failure: BaseException) -> None:
        """End before the time; the visits made so far are kept."""
        self.failure = self.failure or failure

    def close(self) -> None:
        """Close the catalogue."""
        self._conn.close()


def probe_sites(
    profiles: Sequence[Profile],
    *,
    catalogue: Path,
    clock: Clock,
    times: int = 1,
    every: float = 0.0,
    allow_net: Iterable[str] = (),
    contact: str = "",
    max_seconds: float = SECONDS,
    on_visit: Callable[[ProbeRow], None] | None = None,
) -> list[ProbeRow]:
    """Visit the home pages of all sites together, `times` times, `every` seconds apart; returns the visits by time.

    robots.txt is asked once a site and call. Visits made are kept, whatever happens later.
    """
    networks = tuple(allow_net)
    sessions = [
        ProbeSession(
            profile,
            catalogue=catalogue,
            clock=clock,
            guard=guard_from(profile.fetch.allow_net, networks),
            contact=contact,
            times=times,
            every=every,
            max_seconds=max_seconds,
            on_visit=on_visit,
        )
        for profile in profiles
    ]
    try:
        from crawler.spiders.links import LinksSpider  # Scrapy costs half a second: only who fetches pays it
        from crawler.spiders.process import run_sessions

        run_sessions(sessions, LinksSpider)
    finally:
        for session in sessions:
            session.close()
    for session in sessions:
        if session.failure is not None:
            raise session.failure
    return sorted((row for session in sessions for row in session.made), key=lambda row: row.at)


def _next_moment(due: datetime, every: timedelta, now: datetime) -> datetime:
    """The next moment of the grid that still lies ahead: visits that were missed are not made up for in a burst."""
    if not every:
        return now
    return due + every * (max(0, (now - due) // every) + 1)
