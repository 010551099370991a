"""The life of a run: begun or resumed, worked through task by task, ended with a verdict on its completeness."""

from __future__ import annotations

import logging
import os
import socket
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlsplit

from crawler.archive.chain import seal
from crawler.archive.verify import committed_ends
from crawler.archive.writer import WarcWriter
from crawler.catalogue.columns import drop_twins
from crawler.catalogue.database import connect, transaction
from crawler.catalogue.frontier import Frontier, Wanted
from crawler.catalogue.items import merge_same_text
from crawler.catalogue.pairing import pair_sites
from crawler.catalogue.queries import sites
from crawler.catalogue.runs import (
    RunRow,
    SiteRow,
    add_site,
    fall_short,
    finish_run,
    read_run,
    start_run,
    unfinished_run,
)
from crawler.clock import SHANGHAI, Clock
from crawler.errors import ArchiveError
from crawler.model import Fetched, Outcome, Role, SiteKind, Task
from crawler.profiles.profile import Profile
from crawler.recorder import Progress, Recorder
from crawler.safety import AddressGuard
from crawler.scope import EVERYTHING, Scope

logger = logging.getLogger(__name__)
_LEASE = timedelta(minutes=15)
_REPORT_EVERY = 0.1  # seconds between two calls of `progress`


def software() -> str:
    """Name and version as written into archives, runs and request headers."""
    try:
        return f"gongkai/{version('gongkai')}"
    except PackageNotFoundError:  # a checkout that was never installed
        return "gongkai/0"


def begin_run(conn: sqlite3.Connection, profile: Profile, mode: str, clock: Clock, *, fresh: bool = False) -> int:
    """Go on with the run that was cut off, or begin one (`fresh`: always begin one); returns its id.

    The cut-off run that `fresh` passes over is ended as it stands: incomplete.
    """
    site = SiteRow(profile.id, profile.title, profile.kind, profile.home, profile.organ)
    with transaction(conn):
        add_site(conn, site, clock())
        run_id = unfinished_run(conn, profile.id, mode)
        if run_id is not None and fresh:
            finish_run(conn, run_id, clock())
            run_id = None
        if run_id is None:
            run_id = start_run(conn, profile.id, mode, clock(), software())
        frontier = Frontier(conn, run_id, profile.id)
        frontier.release_all()
        frontier.add(Wanted(profile.home, Role.HOME))
    return run_id


def end_run(conn: sqlite3.Connection, profile: Profile, run_id: int, clock: Clock) -> RunRow:
    """Merge what is one document under several addresses, and judge how complete the run was."""
    with transaction(conn):
        merge_same_text(conn, run_id, profile.id, clock())
        drop_twins(conn, run_id, profile.id)
        run = finish_run(conn, run_id, clock())
        items = conn.execute(
            "SELECT count(DISTINCT identity_id) AS n FROM items WHERE site = ? AND last_run = ?", (profile.id, run_id)
        ).fetchone()["n"]
        missing = {
            "too_few_columns": max(0, profile.expect.columns - (run.columns_known or 0)),
            "too_few_items": max(0, profile.expect.items - items),
        }
        if any(missing.values()):
            fall_short(conn, run_id, {name: count for name, count in missing.items() if count})
    return read_run(conn, run_id)


def pair_all(conn: sqlite3.Connection, clock: Clock) -> dict[str, int]:
    """Pair the items of each bureau with those of each municipal portal that shows its organ's share.

    A portal whose profile names an organ belongs to the bureau of that name (or to the only bureau there is).
    Returns how many pairs each method made.
    """
    known = sites(conn)
    bureaus = [site for site in known if site.kind is SiteKind.BUREAU]
    portals = [site for site in known if site.kind is SiteKind.MUNICIPAL]
    made: dict[str, int] = {}
    for bureau in bureaus:
        for portal in portals:
            named = (bureau.organ, bureau.name)
            if portal.organ is not None and len(bureaus) > 1 and portal.organ not in named:
                continue
            with transaction(conn):
                for method, count in pair_sites(conn, bureau.id, portal.id, clock()).items():
                    made[method] = made.get(method, 0) + count
    return made


class Session:
    """One site's run: hands out tasks, records answers. The only thing that a spider talks to."""

    def __init__(
        self,
        profile: Profile,
        *,
        catalogue: Path,
        archive: Path,
        clock: Clock,
        mode: str = "full",
        fresh: bool = False,
        guard: AddressGuard | None = None,
        contact: str = "",
        progress: Callable[[Progress], None] | None = None,
        scope: Scope = EVERYTHING,
    ) -> None:
        self.profile = profile
        self.clock = clock
        self.guard = guard or AddressGuard(profile.fetch.allow_net)
        self.contact = profile.fetch.contact or contact
        self.failure: BaseException | None = None  # what ended the run before its time
        self._progress = progress
        self._archive_folder = archive
        self._conn = connect(catalogue)
        self.run_id = begin_run(self._conn, profile, mode, clock, fresh=fresh)
        ends = committed_ends(self._conn, profile.id)
        self._warc = WarcWriter(archive, profile.id, self.run_id, clock(), software=software(), committed=ends)
        self._recorder = Recorder(self._conn, self.run_id, profile, self._warc, clock, scope)
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._ready: deque[Task] = deque()
        self._quiet_until = clock()
        self._leased = 0
        self._reported = 0.0
        self._unverified: set[str] = set()  # hosts whose certificate failed, and the profile goes on
        self._ended: RunRow | None = None

    # --- tasks --------------------------------------------------------------------------------------

    def next_task(self) -> Task | None:
        """The most urgent task, leased to this process; None if there is none just now."""
        if not self._ready and self._may_fetch():
            self._lease()
        return self._ready.popleft() if self._ready else None

    def seconds_until_due(self) -> float | None:
        """Seconds until a queued task may be tried again (at least a little); None where nothing waits."""
        due = self._recorder.frontier.next_due()
        if self.failure is not None or due is None or not self._is_open():
            return None
        return max(0.05, (max(due, self._quiet_until) - self.clock()).total_seconds())

    def _may_fetch(self) -> bool:
        limit = self.profile.fetch.max_pages
        now = self.clock()
        if self.failure is not None or (limit is not None and self._leased >= limit) or now < self._quiet_until:
            return False
        return self.profile.fetch.open_at(now.astimezone(SHANGHAI).time())

    def _lease(self) -> None:
        now = self.clock()
        count = max(2, self.profile.fetch.concurrency)
        if self.profile.fetch.max_pages is not None:
            count = min(count, self.profile.fetch.max_pages - self._leased)
        tasks = self._recorder.lease(count, owner=self._owner, now=now, until=now + _LEASE)
        self._leased += len(tasks)
        self._ready.extend(tasks)

    def has_work(self) -> bool:
        """True while tasks are queued or in flight and may still be fetched by this process."""
        if self._ready:
            return True
        limit = self.profile.fetch.max_pages
        if self.failure is not None or (limit is not None and self._leased >= limit) or not self._is_open():
            return False
        return self._recorder.frontier.unfinished() or self._recorder.widen()

    def _is_open(self) -> bool:
        return self.profile.fetch.open_at(self.clock().astimezone(SHANGHAI).time())

    # --- answers ------------------------------------------------------------------------------------

    def record(self, task: Task, fetched: Fetched) -> Outcome:
        """Record an answer. Raises ArchiveError where it cannot be kept: the run then stops and can be resumed."""
        host = urlsplit(task.url).netloc
        if fetched.outcome is Outcome.TLS and self.profile.fetch.allow_unverified_tls and host not in self._unverified:
            self._unverified.add(host)  # the failure stays on record; the page itself is tried once more
            self._recorder.again(task, fetched)
            return fetched.outcome
        outcome = self._recorder.record(task, fetched)
        if outcome is Outcome.THROTTLED:
            asked = (fetched.header("retry-after") or "").strip()
            pause = min(float(asked), 300.0) if asked.isdecimal() else self.profile.fetch.retry_seconds[0]
            self._quiet_until = self.clock() + timedelta(seconds=pause)
        self._report(task.url)
        return outcome

    def unverified(self, url: str) -> bool:
        """True if this host's certificate failed before and the profile says to go on all the same."""
        return urlsplit(url).netloc in self._unverified

    def keep(self, fetched: Fetched) -> None:
        """Archive something that is evidence but no page of the site (robots.txt)."""
        self._recorder.keep(fetched)

    def stop(self, failure: BaseException) -> None:
        """End the run before its time; it stays resumable."""
        self.failure = self.failure or failure

    def _report(self, url: str, *, force: bool = False) -> None:
        now = time.monotonic()
        if self._progress is None or (not force and now - self._reported < _REPORT_EVERY):
            return
        self._reported = now
        self._progress(self._recorder.progress(url))

    # --- the end ------------------------------------------------------------------------------------

    def close(self) -> RunRow:
        """Close the archive and end the run, unless it is to be resumed (cut off, or outside its night window).

        A second call changes nothing.
        """
        if self._ended is not None:
            return self._ended
        try:
            self._warc.close()
            if self.failure is None:  # otherwise a record may be there that was never catalogued: it will be cut off
                seal(self._archive_folder, self._warc.warc_file, self.clock())
        except ArchiveError as error:
            self.stop(error)
        limit = self.profile.fetch.max_pages
        spent = limit is not None and self._leased >= limit
        if self.failure is not None or (self._recorder.frontier.unfinished() and not spent):
            self._recorder.release()
            run = read_run(self._conn, self.run_id)
        else:
            run = end_run(self._conn, self.profile, self.run_id, self.clock)
        for warning in self._recorder.warnings:
            logger.warning("%s: run %d: %s", self.profile.id, self.run_id, warning)
        self._report("", force=True)
        self._conn.close()
        self._ended = run
        return run
