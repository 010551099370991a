"""One site's run of link checks: hands out addresses, one at a time a host, and records what became of each.

It has the interface of a crawl's session, so that the same scheduler, robots.txt, guard and delays stand between it and
the network. What is still to do lies in the catalogue alone; in memory are the numbers of the tasks, by host.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.archive.tails import seal_run, trim_tails
from crawler.archive.verify import committed_ends
from crawler.archive.writer import WarcWriter
from crawler.catalogue.database import connect
from crawler.catalogue.fetches import Purpose, add_fetch
from crawler.catalogue.link_rows import (
    Checked,
    LinkTask,
    check_of,
    count_open,
    end_links_run,
    open_task,
    open_tasks,
    put_check,
)
from crawler.catalogue.runs import RunRow, read_run
from crawler.catalogue.visits import Capture, add_capture
from crawler.clock import SHANGHAI, Clock, stamp
from crawler.errors import ArchiveError
from crawler.identity import canonical_key, resolve
from crawler.links import NO_ANSWER
from crawler.middlewares.cutting import Cut
from crawler.model import Fetched, Outcome, Role, Task
from crawler.outcomes import by_content, is_readable
from crawler.page import Page
from crawler.placing import is_document
from crawler.platforms.base import Hint, read_page
from crawler.profiles.profile import Profile
from crawler.recorder import Progress
from crawler.safety import AddressGuard
from crawler.sqlite_files import transaction

logger = logging.getLogger(__name__)

MAX_HOPS = 5
GIVE_UP_OUTSIDE = 3  # addresses in a row to which an outside host gives no answer (or a challenge): the rest waits
GIVE_UP_OWN = 10  # the same of the site itself
OUTSIDE_DELAY = 2.0  # seconds between two requests to an outside host, at least
_UNWELCOME = NO_ANSWER | {Outcome.THROTTLED, Outcome.CHALLENGE}
_LONGEST_PAUSE = 300.0
_PAGE = 2 * 1024 * 1024  # bytes of an own page that are read to see whether it says 'no such page'
_INSIDE_CUT = Cut(page=_PAGE, other=4096, error=65536)
_OUTSIDE_CUT = Cut(page=4096, other=4096, error=65536)


@dataclass(frozen=True, slots=True)
class _Job:
    """An address on its way: the task, where it has led so far, and how long that took."""

    task: LinkTask
    url: str
    chain: tuple[str, ...] = ()
    elapsed_ms: int = 0

    @property
    def hops(self) -> int:
        return len(self.chain)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an answer came to."""

    outcome: Outcome
    target: str | None = None
    error: str = ""


class LinkSession:
    """The link checks of one site. Everything on its list that is not checked yet is still to do."""

    def __init__(
        self,
        profile: Profile,
        run_id: int,
        *,
        catalogue: Path,
        archive: Path,
        clock: Clock,
        guard: AddressGuard,
        software: str,
        contact: str = "",
        outside_delay: float = OUTSIDE_DELAY,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self.profile = profile
        self.run_id = run_id
        self.clock = clock
        self.guard = guard
        self.contact = profile.fetch.contact or contact
        self.outside_delay = max(outside_delay, 0.0)
        self.failure: BaseException | None = None
        self._progress = progress
        self._conn: sqlite3.Connection = connect(catalogue)
        self._archive = archive
        self._software = software
        self._warc: WarcWriter | None = None  # opened for the first answer that is evidence
        self._ends = partial(committed_ends, self._conn, profile.id)  # asked anew once a file is locked
        begun = datetime.fromisoformat(read_run(self._conn, run_id).started_at)
        trim_tails(archive, profile.id, run_id, self._ends, since=begun)
        self._hosts: dict[str, deque[int | _Job]] = {}
        self._free: deque[str] = deque()  # hosts with something to do that nobody is asking just now
        self._out: dict[int, _Job] = {}
        self._paused: dict[str, datetime] = {}
        self._silent: dict[str, int] = {}  # answers in a row that were none
        self._unverified: set[str] = set()
        self._own = {_bare(profile.home), *profile.hosts}
        self._done = 0
        self._left = 0
        self._ended: RunRow | None = None
        for task_id, url in open_tasks(self._conn, run_id):
            self._queue(task_id, url)
            self._left += 1

    # --- tasks --------------------------------------------------------------------------------------

    @property
    def own_hosts(self) -> frozenset[str]:
        """The site's own host names, as they stand in addresses."""
        names = {urlsplit(self.profile.home).hostname or "", *self.profile.hosts}
        return frozenset(names | {f"www.{name}" for name in names if not name.startswith("www.")})

    def next_task(self) -> Task | None:
        """An address of a host that nobody is asking just now; None if there is none."""
        if self.failure is not None or not self._is_open():
            return None
        now = self.clock()
        for _ in range(len(self._free)):
            host = self._free.popleft()
            if self._paused.get(host, now) > now:
                self._free.append(host)
                continue
            job = self._take(host)
            if job is not None:
                self._out[job.task.id] = job
                return Task(job.task.id, self.run_id, self.profile.id, job.url, job.task.key, Role.LINK, hops=job.hops)
        return None

    def _take(self, host: str) -> _Job | None:
        """The next address of a host that was not answered for by another one meanwhile."""
        waiting = self._hosts[host]
        while waiting:
            entry = waiting.popleft()
            job = entry if isinstance(entry, _Job) else self._job(entry)
            if job is not None:
                return job
        del self._hosts[host]
        return None

    def _job(self, task_id: int) -> _Job | None:
        task = open_task(self._conn, self.run_id, task_id=task_id)
        return _Job(task, task.url) if task is not None else None

    def _queue(self, entry: int | _Job, url: str) -> None:
        host = _bare(url)
        if host not in self._hosts:
            self._hosts[host] = deque()
            self._free.append(host)
        if isinstance(entry, _Job):
            self._hosts[host].appendleft(entry)  # what was begun is ended first
        else:
            self._hosts[host].append(entry)

    def has_work(self) -> bool:
        """True while addresses are left that this process may ask for."""
        return self.failure is None and bool(self._hosts or self._out) and self._is_open()

    def seconds_until_due(self) -> float | None:
        """Seconds until a paused host may be asked again; None where nothing waits for that."""
        if self.failure is not None or not self._is_open():
            return None
        now = self.clock()
        pauses = [(self._paused.get(host, now) - now).total_seconds() for host in self._free]
        return max(0.05, min(pauses)) if pauses else None

    def _is_open(self) -> bool:
        return self.profile.fetch.open_at(self.clock().astimezone(SHANGHAI).time())

    def meta_for(self, task: Task) -> dict[str, Any]:
        """How the request for a task differs from a crawl's: only the beginning of most answers is read."""
        return {"cut": _INSIDE_CUT if self._is_own(self._out[task.id]) else _OUTSIDE_CUT}

    def conditions(self, task: Task) -> dict[str, str]:
        """None: what the address answers now is the question."""
        return {}

    def unverified(self, url: str) -> bool:
        """True if this host's certificate failed before and the profile says to go on all the same."""
        return _bare(url) in self._unverified

    # --- answers ------------------------------------------------------------------------------------

    def record(self, task: Task, fetched: Fetched) -> Outcome:
        """Record an answer. Raises ArchiveError where it cannot be kept: the run then stops and can be resumed."""
        job = self._out.pop(task.id)
        host = _bare(job.url)
        job = replace(job, elapsed_ms=job.elapsed_ms + (fetched.elapsed_ms or 0))
        seen = self._look(job, fetched)
        capture = self._evidence(fetched) if fetched.status is not None and _is_evidence(seen.outcome) else None
        with transaction(self._conn):
            capture_id = add_capture(self._conn, capture) if capture is not None else None
            add_fetch(self._conn, Purpose.LINK, fetched, run_id=self.run_id, capture_id=capture_id)
            outcome = self._go_on(job, fetched, seen, capture_id)
            given_up = self._watch(host, job, fetched, seen.outcome)
        if host in self._hosts:
            if given_up or not self._hosts[host]:
                del self._hosts[host]
            else:
                self._free.append(host)
        self._report(task.url)
        return outcome

    def _evidence(self, fetched: Fetched) -> Capture:
        """Archive an answer: the link did not open, and a person may want to see how."""
        if self._warc is None:
            self._warc = WarcWriter(
                self._archive, self.profile.id, self.run_id, self.clock(), software=self._software, committed=self._ends
            )
        stored = self._warc.write(fetched)
        self._warc.sync()
        return Capture(fetched.url, stamp(fetched.at), stored.sha256, stored.warc_file, stored.offset, stored.length)

    def _look(self, job: _Job, fetched: Fetched) -> _Seen:
        if fetched.outcome is Outcome.REDIRECT:
            return self._redirect(job, resolve(fetched.url, fetched.header("location") or ""))
        if fetched.outcome is not Outcome.OK or not self._is_own(job):
            return _Seen(fetched.outcome, error=fetched.error)
        content_type = fetched.header("content-type")
        if not is_readable(content_type, fetched.body, fetched.url):
            return _Seen(Outcome.OK)
        page = Page(fetched.url, fetched.body, content_type or "", fetched.status or 200)
        try:
            reading = read_page(page, Hint(Role.LINK, self.profile.home), platform=self.profile.platform)
        except Exception as error:  # a reader's bug must not end the run: the address opened, that much is known
            logger.exception("%s: run %d: %s cannot be read", self.profile.id, self.run_id, job.url)
            return _Seen(Outcome.UNREADABLE, error=f"{type(error).__name__}: {error}")
        outcome = by_content(page, reading)
        if outcome is Outcome.REDIRECT:
            return self._redirect(job, reading.refresh_url)
        if outcome is Outcome.OK and is_document(job.task.url) and reading.listing is None:
            return _Seen(Outcome.SOFT_404, error="the address of a file shows a page")
        return _Seen(outcome, error=reading.error)

    def _redirect(self, job: _Job, target: str | None) -> _Seen:
        if target is None:
            return _Seen(Outcome.CLIENT_ERROR, error="a redirect without a target")
        if job.hops >= MAX_HOPS or target in (job.url, *job.chain):
            return _Seen(Outcome.REDIRECT_LOOP, error=f"goes on to {target}")
        return _Seen(Outcome.REDIRECT, target)

    def _is_own(self, job: _Job) -> bool:
        return job.task.internal and (job.hops == 0 or _bare(job.url) in self._own)

    def _go_on(self, job: _Job, fetched: Fetched, seen: _Seen, capture_id: int | None) -> Outcome:
        """Follow a redirect, ask again without verifying the certificate, or note how the check ended."""
        host = _bare(job.url)
        allowed = self.profile.fetch.allow_unverified_tls and self._is_own(job)
        if seen.outcome is Outcome.TLS and allowed and host not in self._unverified:
            self._unverified.add(host)
            self._queue(job, job.url)
            return seen.outcome
        if seen.target is not None:
            return self._follow(job, fetched, seen.target)
        checked = Checked(
            job.task,
            fetched.at,
            seen.outcome,
            job.url,
            job.hops,
            fetched.status,
            seen.error or fetched.error,
            job.elapsed_ms,
            capture_id=capture_id,
        )
        self._end(checked)
        return seen.outcome

    def _follow(self, job: _Job, fetched: Fetched, target: str) -> Outcome:
        key = canonical_key(target)
        known = check_of(self._conn, self.run_id, key) if key != job.task.key else None
        if known is None:
            self._queue(replace(job, url=target, chain=(*job.chain, job.url)), target)
            return Outcome.REDIRECT
        outcome = Outcome(known["outcome"])
        hops = job.hops + 1 + known["hops"]
        self._end(
            Checked(
                job.task, fetched.at, outcome, known["final_url"], hops, known["status"], known["error"] or "",
                job.elapsed_ms, asked=False, capture_id=known["capture_id"],
            )
        )  # fmt: skip
        return outcome

    def _end(self, checked: Checked) -> None:
        """Note a check; where it was forwarded to another address on the list, that one is checked with it."""
        self._put(checked)
        key = canonical_key(checked.final_url)
        if checked.hops and key != checked.task.key:
            target = open_task(self._conn, self.run_id, key=key)
            if target is not None:
                self._put(replace(checked, task=target, hops=0, asked=False))

    def _put(self, checked: Checked) -> None:
        if put_check(self._conn, self.run_id, checked):
            self._done += 1
            self._left -= 1

    # --- hosts that do not answer -------------------------------------------------------------------

    def _watch(self, host: str, job: _Job, fetched: Fetched, outcome: Outcome) -> bool:
        """Pause a host that asks for less, give up one that is away. True if it was given up for this run."""
        if outcome is Outcome.THROTTLED:
            asked = (fetched.header("retry-after") or "").strip()
            pause = min(float(asked), _LONGEST_PAUSE) if asked.isdecimal() else self.profile.fetch.retry_seconds[1]
            self._paused[host] = self.clock() + timedelta(seconds=pause)
        if outcome not in _UNWELCOME:
            self._silent.pop(host, None)
            return False
        self._silent[host] = self._silent.get(host, 0) + 1
        limit = GIVE_UP_OWN if host in self._own else GIVE_UP_OUTSIDE
        if outcome is not Outcome.DNS and self._silent[host] < limit:
            return False
        self._answer_for_all(host, fetched, outcome)
        return True

    def _answer_for_all(self, host: str, fetched: Fetched, outcome: Outcome) -> None:
        """What is left of a host gets the outcome that it has given so often; it is not asked again in this run."""
        for entry in self._hosts.get(host, ()):
            job = entry if isinstance(entry, _Job) else self._job(entry)
            if job is None:
                continue
            words = f"not asked: {host} ended as {outcome} {self._silent[host]} time(s) in a row"
            self._put(Checked(job.task, fetched.at, outcome, job.url, job.hops, error=words, asked=False))

    # --- beside the pages -----------------------------------------------------------------------------

    def keep(self, fetched: Fetched) -> None:
        """Note a request for robots.txt."""
        with transaction(self._conn):
            add_fetch(self._conn, Purpose.ROBOTS, fetched, run_id=self.run_id)

    def stop(self, failure: BaseException) -> None:
        """End the run before its time; it stays resumable."""
        self.failure = self.failure or failure

    def _report(self, url: str) -> None:
        if self._progress is not None:
            self._progress(Progress(self.profile.id, self._done, self._left, 0, url))

    def close(self) -> RunRow:
        """Close the archive and end the run, unless something is left to do: it then goes on with the next call."""
        if self._ended is not None:
            return self._ended
        try:
            if self._warc is not None:
                self._warc.close()
                if self.failure is None:
                    seal_run(self._archive, self.profile.id, self.run_id, self._ends, self.clock())
        except ArchiveError as error:
            self.stop(error)
        if self.failure is None and not count_open(self._conn, self.run_id):
            with transaction(self._conn):
                end_links_run(self._conn, self.run_id, self.clock())
        self._ended = read_run(self._conn, self.run_id)
        self._conn.close()
        return self._ended


def _bare(url: str) -> str:
    """The host of an address, `www.` left out: all its ports are one machine."""
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def _is_evidence(outcome: Outcome) -> bool:
    """True for an answer that a person may want to see: the link did not open."""
    return outcome not in (Outcome.OK, Outcome.NOT_MODIFIED, Outcome.REDIRECT)
