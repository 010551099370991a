"""The life of a run: begun or resumed, worked through task by task, ended with a verdict on its completeness."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlsplit

from crawler.archive.tails import seal_run, trim_tails
from crawler.archive.verify import committed_ends
from crawler.archive.writer import WarcWriter
from crawler.catalogue.columns import drop_twins
from crawler.catalogue.database import connect
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
    mode_of,
    read_run,
    start_run,
    unfinished_run,
)
from crawler.catalogue.spelling import settle_spellings
from crawler.catalogue.updating import base_of, begin_update, can_update, carry_over, chain_of
from crawler.clock import SHANGHAI, Clock
from crawler.earlier import Earlier
from crawler.model import Fetched, Outcome, Role, SiteKind, Task
from crawler.modes import FULL, UPDATE
from crawler.owners import end_owner, is_alive, new_owner
from crawler.profiles.profile import Profile
from crawler.recorder import Progress, Recorder
from crawler.retrying import Backoff
from crawler.safety import AddressGuard
from crawler.scope import EVERYTHING, Scope
from crawler.sqlite_files import transaction

logger = logging.getLogger(__name__)
_BATCH = 32  # answers that share one transaction at most
_MOST_BYTES = 16_000_000  # of their bodies
_PERIOD = 2.0  # seconds of work that a killed process may lose
_LOOK_AGAIN = 0.2  # seconds; while another process fetches for the same run
_LONGEST_WAIT = 60.0  # seconds; then the clock is looked at again, which may have been put back
_REPORT_EVERY = 0.1  # seconds between two calls of `progress`


def software() -> str:
    """Name and version as written into archives, runs and request headers."""
    try:
        return f"gongkai/{version('gongkai')}"
    except PackageNotFoundError:  # a checkout that was never installed
        return "gongkai/0"


def begin_run(conn: sqlite3.Connection, profile: Profile, mode: str, clock: Clock, *, fresh: bool = False) -> int:
    """Go on with the run that was cut off, or begin one (`fresh`: always begin one); returns its id.

    An update needs a finished crawl to build on: where there is none, everything is walked instead.
    The cut-off run that `fresh` passes over is ended as it stands: incomplete.
    """
    site = SiteRow(profile.id, profile.title, profile.kind, profile.home, profile.organ)
    with transaction(conn):
        add_site(conn, site, clock())
        if mode == UPDATE and not can_update(conn, profile.id):
            mode = FULL
        run_id = unfinished_run(conn, profile.id, mode)
        if run_id is not None and fresh:
            finish_run(conn, run_id, clock())
            run_id = None
        if run_id is None:
            run_id = start_run(conn, profile.id, mode, clock(), software())
            Frontier(conn, run_id, profile.id).add(Wanted(profile.home, Role.HOME))
            base = base_of(conn, run_id) if mode == UPDATE else None
            if base is not None:
                begin_update(conn, run_id, base)
        Frontier(conn, run_id, profile.id).release_dead(is_alive)
    return run_id


def end_run(conn: sqlite3.Connection, profile: Profile, run_id: int, clock: Clock) -> RunRow:
    """Merge what is one document under several addresses, and judge how complete the run was.

    Of several processes that worked on the run the first to come here ends it; for the others nothing is left to do.
    """
    with transaction(conn):
        if read_run(conn, run_id).state != "running":
            return read_run(conn, run_id)
        base = base_of(conn, run_id) if mode_of(conn, run_id) == UPDATE else None
        if base is not None:
            carry_over(conn, run_id, base)
        settle_spellings(conn, run_id, profile.id)
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
        run_id: int | None = None,
        conn: sqlite3.Connection | None = None,
    ) -> None:
        """`run_id` joins a run that is going on; without it the run that was cut off is resumed, or one begun.

        `conn` is a connection to the catalogue that the sessions of one process share; it is left open at the end.
        """
        self.profile = profile
        self.clock = clock
        self.guard = guard or AddressGuard(profile.fetch.allow_net)
        self.contact = profile.fetch.contact or contact
        self.failure: BaseException | None = None  # what ended the run before its time
        self._progress = progress
        self._archive_folder = archive
        self._shared = conn is not None
        self._conn = conn or connect(catalogue)
        self.run_id = run_id or begin_run(self._conn, profile, mode, clock, fresh=fresh)
        self._ends = partial(committed_ends, self._conn, profile.id)  # asked anew once a file is locked
        begun = datetime.fromisoformat(read_run(self._conn, self.run_id).started_at)
        trim_tails(archive, profile.id, self.run_id, self._ends, since=begun)
        self._warc = WarcWriter(archive, profile.id, self.run_id, clock(), software=software(), committed=self._ends)
        self._recorder = Recorder(self._conn, self.run_id, profile, self._warc, clock, scope)
        if mode_of(self._conn, self.run_id) == UPDATE:
            self._recorder.earlier = Earlier(self._conn, archive, chain_of(self._conn, self.run_id)[:-1])
        self._owner = new_owner()
        self._ready: deque[Task] = deque()
        self._committed = time.monotonic()
        self._quiet_until = 0.0
        self._backoff = Backoff(profile.fetch.retry_seconds[0])
        self._leased = 0
        self._reported = 0.0
        self._unverified: set[str] = set()  # hosts whose certificate failed, and the profile goes on
        self._ended: RunRow | None = None

    # --- tasks --------------------------------------------------------------------------------------

    def next_task(self) -> Task | None:
        """The most urgent task, leased to this process; None if there is none just now."""
        resting = self._resting() > 0 or self._backoff.hopeless
        if self._recorder.pending if resting else not self._ready:
            self._commit()
        if resting:
            return None
        return self._ready.popleft() if self._ready else None

    def seconds_until_due(self) -> float | None:
        """Seconds until there may be something to fetch (at least a little); None where nothing is waited for."""
        if self.failure is not None or not self._is_open():
            return None
        now = self.clock()
        due = now if self._ready else self._recorder.frontier.next_due(now)
        if due is None:
            return _LOOK_AGAIN if self._recorder.frontier.held_by_others(self._owner) else None
        until_due = (due - now).total_seconds()
        return min(max(0.05, until_due, self._resting()), _LONGEST_WAIT)

    def has_work(self) -> bool:
        """True while tasks are queued or in flight and may still be fetched, by this process or by another."""
        if self._recorder.pending or (self._ready and not self._backoff.hopeless):
            return True
        if self.failure is not None or self._spent() or not self._is_open():
            return False
        try:
            recorder = self._recorder
            return recorder.frontier.unfinished() or recorder.widen() or recorder.ask_after()
        except Exception as error:  # nothing that Scrapy asks us may fail: it would ask for ever
            self.stop(error)
            return False

    def _commit(self) -> None:
        """Store what was answered and lease what is next, in one transaction. A failure of ours ends the run."""
        try:
            tasks = self._recorder.commit(self._affordable(), owner=self._owner, now=self.clock())
            if not tasks and self._recorder.frontier.held_by_others(self._owner):
                self._recorder.release_dead()
        except Exception as error:  # whoever began the crawl is told: see `failure`
            self.stop(error)
            return
        self._committed = time.monotonic()
        self._leased += len(tasks)
        self._ready.extend(tasks)

    def _affordable(self) -> int:
        """How many tasks to lease at once: what can be fetched in about two seconds."""
        if self.failure is not None or self._spent() or self._resting() or not self._is_open():
            return 0
        fetch = self.profile.fetch
        count = _BATCH
        if fetch.delay_seconds > 0:
            count = min(_BATCH, max(fetch.concurrency, round(_PERIOD / fetch.delay_seconds)))
        return count if fetch.max_pages is None else min(count, fetch.max_pages - self._leased)

    def _rest(self, seconds: float) -> None:
        """The host asked for a pause, or was strained: nothing is fetched for so long."""
        self._quiet_until = time.monotonic() + seconds  # no clock that can be put back

    def _resting(self) -> float:
        """Seconds that are left of the pause; 0 where there is none."""
        return max(0.0, self._quiet_until - time.monotonic())

    def _spent(self) -> bool:
        """True where this session asks for no more: as many pages as it may, or the host wants to be left alone."""
        limit = self.profile.fetch.max_pages
        return self._backoff.hopeless or (limit is not None and self._leased >= limit)

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
        outcome = self._recorder.take(task, fetched)
        if (
            self._recorder.pending >= _BATCH
            or self._recorder.pending_bytes >= _MOST_BYTES
            or time.monotonic() - self._committed >= _PERIOD
        ):
            self._recorder.commit()
            self._committed = time.monotonic()
        pause = self._backoff.pause(fetched, outcome, resting=self._resting() > 0)
        if pause > self._resting():
            self._rest(pause)
        self._report(task.url, outcome)
        return outcome

    def conditions(self, task: Task) -> dict[str, str]:
        """Headers for a conditional request, where an earlier crawl keeps what 'not modified' would stand for."""
        return self._recorder.earlier.conditions(task) if self._recorder.earlier is not None else {}

    def unverified(self, url: str) -> bool:
        """True if this host's certificate failed before and the profile says to go on all the same."""
        return urlsplit(url).netloc in self._unverified

    def keep(self, fetched: Fetched) -> None:
        """Archive something that is evidence but no page of the site (robots.txt)."""
        self._recorder.keep(fetched)

    def stop(self, failure: BaseException) -> None:
        """End the run before its time; it stays resumable."""
        self.failure = self.failure or failure

    def _report(self, url: str, outcome: str = "", *, force: bool = False) -> None:
        now = time.monotonic()
        if self._progress is None or (not force and now - self._reported < _REPORT_EVERY):
            return
        self._reported = now
        self._progress(self._recorder.progress(url, outcome))

    # --- the end ------------------------------------------------------------------------------------

    def close(self) -> RunRow:
        """Close the archive and end the run, unless it is to be resumed (cut off, or outside its night window).

        A second call changes nothing.
        """
        if self._ended is not None:
            return self._ended
        try:
            if self.failure is None:
                self._recorder.commit()
            self._warc.close()
            if self.failure is None:  # otherwise a record may be there that was never catalogued: it will be cut off
                seal_run(self._archive_folder, self.profile.id, self.run_id, self._ends, self.clock())
        except Exception as error:
            self.stop(error)
        try:
            self._settle()
        except Exception as error:  # the catalogue is locked, the disk is full, …: what is leased ends with its owner
            self.stop(error)
        finally:
            end_owner(self._owner)
        run = read_run(self._conn, self.run_id)
        for warning in self._recorder.warnings:
            logger.warning("%s: run %d: %s", self.profile.id, self.run_id, warning)
        self._report("", force=True)
        if not self._shared:
            self._conn.close()
        self._ended = run
        return run

    def _settle(self) -> None:
        """End the run, or give back what is leased where it is to be resumed."""
        self._recorder.release(self._owner)
        if self.failure is None and (self._spent() or not self._recorder.frontier.unfinished()):
            end_run(self._conn, self.profile, self.run_id, self.clock)
