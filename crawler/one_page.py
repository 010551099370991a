"""Fetching one address with a crawl's own means: robots.txt, guard, limits of size, and evidence in a WARC file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.archive.tails import seal_run
from crawler.archive.verify import committed_ends
from crawler.archive.writer import WarcWriter
from crawler.catalogue.database import connect
from crawler.catalogue.fetches import Purpose, add_fetch
from crawler.catalogue.runs import SiteRow, add_site, end_single_run, start_run
from crawler.catalogue.visits import Capture, add_capture
from crawler.clock import Clock, stamp
from crawler.identity import canonical_key, resolve
from crawler.model import Fetched, Outcome, Role, Task
from crawler.modes import AUDIT
from crawler.outcomes import by_content, is_readable
from crawler.page import Page
from crawler.placing import is_document
from crawler.platforms.base import read_page
from crawler.profiles.profile import Profile
from crawler.running import software
from crawler.safety import AddressGuard, guard_from
from crawler.sqlite_files import transaction

MAX_HOPS = 5


@dataclass(frozen=True, slots=True)
class Got:
    """What an address answered in the end, behind its redirects, and where the answer is kept."""

    fetched: Fetched
    outcome: Outcome
    capture: Capture | None

    @property
    def url(self) -> str:
        """The address that answered."""
        return self.fetched.url


class OnePage:
    """The session of a single address. It has the interface of a crawl's session."""

    outside_delay = 1.0

    def __init__(
        self,
        profile: Profile,
        url: str,
        *,
        catalogue: Path,
        archive: Path,
        clock: Clock,
        guard: AddressGuard,
        contact: str,
    ) -> None:
        self.profile = profile
        self.clock = clock
        self.guard = guard
        self.contact = profile.fetch.contact or contact
        self.failure: BaseException | None = None
        self.got: Got | None = None
        self._conn = connect(catalogue)
        self._archive = archive
        with transaction(self._conn):
            site = SiteRow(profile.id, profile.title, profile.kind, profile.home, profile.organ)
            add_site(self._conn, site, clock())
            self._run = start_run(self._conn, profile.id, AUDIT, clock(), software())
        self._ends = partial(committed_ends, self._conn, profile.id)
        self._warc: WarcWriter | None = None
        self._url = url
        self._chain: tuple[str, ...] = ()
        self._out = False
        self._closed = False

    @property
    def own_hosts(self) -> frozenset[str]:
        """The host of the address."""
        return frozenset({urlsplit(self.profile.home).hostname or ""})

    def next_task(self) -> Task | None:
        """The address, or where it led; None once it has answered."""
        if not self.has_work() or self._out:
            return None
        self._out = True
        role = Role.ATTACHMENT if is_document(self._url) else Role.ARTICLE
        key = canonical_key(self._url)
        return Task(0, self._run, self.profile.id, self._url, key, role, hops=len(self._chain))

    def has_work(self) -> bool:
        """True until the address has answered."""
        return self.failure is None and self.got is None

    def seconds_until_due(self) -> float | None:
        """None: nothing waits."""
        return None

    def meta_for(self, task: Task) -> dict[str, Any]:
        """Nothing: the whole answer is wanted."""
        return {}

    def conditions(self, task: Task) -> dict[str, str]:
        """None: what the address answers now is the question."""
        return {}

    def unverified(self, url: str) -> bool:
        """Never."""
        return False

    def record(self, task: Task, fetched: Fetched) -> Outcome:
        """Archive an answer; go on where it is a redirect. Raises ArchiveError where it cannot be kept."""
        self._out = False
        capture = self._keep(fetched) if fetched.status is not None else None
        outcome = _outcome(fetched)
        target = resolve(fetched.url, fetched.header("location") or "") if outcome is Outcome.REDIRECT else None
        if outcome is Outcome.REDIRECT and (target is None or len(self._chain) >= MAX_HOPS or target in self._chain):
            outcome, target = Outcome.REDIRECT_LOOP, None
        with transaction(self._conn):
            capture_id = add_capture(self._conn, capture) if capture is not None else None
            add_fetch(self._conn, Purpose.LINK, fetched, run_id=self._run, capture_id=capture_id)
        if target is not None:
            self._chain, self._url = (*self._chain, self._url), target
        else:
            self.got = Got(fetched, outcome, capture)
        return outcome

    def _keep(self, fetched: Fetched) -> Capture:
        if self._warc is None:
            self._warc = WarcWriter(
                self._archive, self.profile.id, self._run, self.clock(), software=software(), committed=self._ends
            )
        stored = self._warc.write(fetched)
        self._warc.sync()
        return Capture(fetched.url, stamp(fetched.at), stored.sha256, stored.warc_file, stored.offset, stored.length)

    def keep(self, fetched: Fetched) -> None:
        """Note a request for robots.txt."""
        with transaction(self._conn):
            add_fetch(self._conn, Purpose.ROBOTS, fetched, run_id=self._run)

    def stop(self, failure: BaseException) -> None:
        """End before an answer."""
        self.failure = self.failure or failure

    def close(self) -> None:
        """Close and seal the archive, end the run; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._warc is not None:
                self._warc.close()
                seal_run(self._archive, self.profile.id, self._run, self._ends, self.clock())
            with transaction(self._conn):
                outcome = self.got.outcome if self.got is not None else Outcome.CONNECTION_LOST
                failures = {} if outcome is Outcome.OK else {outcome.value: 1}
                end_single_run(self._conn, self._run, self.clock(), failures)
        finally:
            self._conn.close()


def _outcome(fetched: Fetched) -> Outcome:
    """How the visit ended, also by what the page says: a soft 404 or a challenge is no report."""
    content_type = fetched.header("content-type")
    if fetched.outcome is not Outcome.OK or not is_readable(content_type, fetched.body, fetched.url):
        return fetched.outcome
    page = Page(fetched.url, fetched.body, content_type or "", fetched.status or 200)
    return by_content(page, read_page(page))


def fetch_page(
    profile: Profile,
    url: str,
    *,
    folder: Path,
    clock: Clock,
    allow_net: Iterable[str] = (),
    contact: str = "",
) -> Got:
    """Fetch one address; the answer is archived under `folder`, with a catalogue of its own.

    Raises whatever ended the session before an answer (ArchiveError where evidence cannot be kept).
    """
    folder.mkdir(parents=True, exist_ok=True)
    session = OnePage(
        profile,
        url,
        catalogue=folder / "catalogue.sqlite",
        archive=folder / "archive",
        clock=clock,
        guard=guard_from(profile.fetch.allow_net, tuple(allow_net)),
        contact=contact,
    )
    try:
        from crawler.spiders.links import LinksSpider  # Scrapy costs half a second: only who fetches pays it
        from crawler.spiders.process import run_sessions

        run_sessions([session], LinksSpider)
    finally:
        session.close()
    if session.failure is not None:
        raise session.failure
    assert session.got is not None, "a session ends with an answer or a failure"
    return session.got
