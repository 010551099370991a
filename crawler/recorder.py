"""From a fetched response to catalogue rows and further tasks: archive first, then one transaction for a few pages.

No Scrapy here: the live crawl and the replay from WARC files both end in `Recorder.take` and `Recorder.commit`.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from crawler.archive.writer import Stored
from crawler.catalogue.columns import ListPageSeen, put_list_page
from crawler.catalogue.fetches import Purpose, add_fetch
from crawler.catalogue.frontier import Frontier, Wanted
from crawler.catalogue.memory import SITE_NUMBER, facts, put_fact
from crawler.catalogue.runs import read_run
from crawler.catalogue.unlisted import unlisted
from crawler.catalogue.visits import Capture, VisitNote, add_capture, add_visit, came_by
from crawler.clock import Clock, stamp
from crawler.earlier import Earlier, EarlierPage
from crawler.identity import canonical_key, header_text, resolve
from crawler.looking import NOTHING, keep, look, look_at_wrong
from crawler.model import Fetched, Outcome, Reading, Role, Task
from crawler.modes import FULL, UPDATE
from crawler.outcomes import by_content, is_readable, unreadable
from crawler.owners import is_alive
from crawler.page import Page
from crawler.placing import Plan, is_document, place
from crawler.platforms.base import Hint, end_of_list, read_page
from crawler.profiles.profile import Profile
from crawler.retrying import longest_pause, pause_before_retry
from crawler.scope import EVERYTHING, Scope
from crawler.sight import Sight
from crawler.sqlite_files import transaction
from crawler.storing import Store
from crawler.watching import Shown, Watch, is_probe

logger = logging.getLogger(__name__)
MAX_HOPS = 5
MOST_ASKED_AFTER = 200  # addresses of one run that no list shows any more
LEASE = timedelta(minutes=15)  # a task that is not back by then is free for others


class Archive(Protocol):
    """Where responses are kept. Writing must be done (flushed) when `write` returns."""

    def write(self, fetched: Fetched) -> Stored:
        """Keep one response and say where. Raises ArchiveError."""

    def sync(self) -> None:
        """Bring all that was written to the disk itself. Raises ArchiveError."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A fetched response after a look inside."""

    outcome: Outcome
    reading: Reading | None = None
    target: str | None = None  # where a redirect leads
    error: str = ""
    shown: Shown | None = None  # what the page taught us of others
    again: str | None = None  # the key of an answer that was taken for good, wrongly
    sight: Sight = NOTHING  # what the page shows beside its content


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that is archived and read, and waits for its transaction."""

    task: Task
    fetched: Fetched
    stored: Stored | None
    seen: Examined
    shown_by: int | None = None  # of a page that was not modified: the capture that shows it


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one site's run has come. `url` is the address recorded last, `outcome` how it ended."""

    site: str
    done: int
    queued: int
    failed: int
    url: str
    outcome: str = ""


class Recorder:
    """Records the answers to the tasks of one run."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        run_id: int,
        profile: Profile,
        archive: Archive,
        clock: Clock,
        scope: Scope = EVERYTHING,
    ) -> None:
        self._conn = conn
        self._profile = profile
        self._archive = archive
        self._clock = clock
        far = timedelta(seconds=longest_pause(profile.fetch.retry_seconds) + 1)
        self.frontier = Frontier(conn, run_id, profile.id, far=far)
        self.store = Store(conn, run_id, profile, self.frontier, scope)
        probing = not scope.structure_only and read_run(conn, run_id).mode != UPDATE
        self.watch = Watch(conn, run_id, profile.id, self.frontier, probing=probing)
        self._asks_after = not scope.structure_only and read_run(conn, run_id).mode == FULL
        self.warnings: list[str] = []
        self.pending_bytes = 0  # of the bodies that wait
        self._pending: list[Taken] = []
        self.earlier: Earlier | None = None  # set for an update: what a 304 stands for
        self._site_number = facts(conn, run_id).get(SITE_NUMBER)  # as the newest page that states one has it

    def take(self, task: Task, fetched: Fetched) -> Outcome:
        """Archive and read an answer; the catalogue learns of it with the next `commit`. Returns how the visit ended.

        Raises ArchiveError if the evidence cannot be kept; the task then stays leased.
        """
        stored = self._archive.write(fetched) if fetched.status is not None else None
        earlier = self.earlier.behind(task) if self.earlier is not None else None
        if fetched.outcome is Outcome.NOT_MODIFIED and earlier is not None:
            taken = Taken(task, fetched, stored, self._unmodified(task, earlier), earlier.capture_id)
        else:
            taken = Taken(task, fetched, stored, self._examine(task, fetched))
        self._pending.append(taken)
        self.pending_bytes += len(fetched.body)
        return taken.seen.outcome

    @property
    def pending(self) -> int:
        """Answers that wait for the next `commit`."""
        return len(self._pending)

    def commit(self, lease: int = 0, *, owner: str = "", now: datetime | None = None) -> list[Task]:
        """Store all that the waiting answers mean, and lease up to `lease` further tasks, in one transaction.

        The evidence is on the disk before the transaction ends. After an error none of the answers is stored, and
        their tasks stay leased: the run ends and can be resumed.
        """
        moment = now or self._clock()
        if not self._pending and not lease:
            return []
        try:
            if self._pending:
                self._archive.sync()
            with transaction(self._conn):
                self.store.refresh()
                for taken in self._pending:
                    self._store(taken)
                tasks = self.frontier.lease(lease, owner=owner, now=moment, until=moment + LEASE) if lease else []
        except BaseException:
            self.store.reload()
            self.watch.forget()
            raise
        finally:
            self._pending.clear()
            self.pending_bytes = 0
        return tasks

    def record(self, task: Task, fetched: Fetched) -> Outcome:
        """Take one answer and store what it means at once."""
        outcome = self.take(task, fetched)
        self.commit()
        return outcome

    def _store(self, taken: Taken) -> None:
        task = self.frontier.current(taken.task)
        if task is None:
            return  # another process has taken it over
        seen = taken.seen
        if (task.role, task.column_id) != (taken.task.role, taken.task.column_id) and taken.shown_by is None:
            seen = self._examine(task, taken.fetched)  # promoted on the way: it is read as what it now is
        self._write(task, taken, seen, self._plan(task, seen))

    def again(self, task: Task, fetched: Fetched) -> None:
        """Note a failed visit and queue the task anew at once (another way of asking will be tried)."""
        self.commit()
        with transaction(self._conn):
            add_visit(self._conn, task, fetched, VisitNote(), None)
            self.frontier.retry(task.id, fetched.outcome, not_before=self._clock())

    def want_links(self, urls: Iterable[str]) -> int:
        """Queue addresses of the site that no page led to; returns how many were new."""
        with transaction(self._conn):
            known = self.store.known()
            return sum(self.frontier.add(Wanted(url, Role.LINK)) for url in urls if known.internal(url))

    def release(self, owner: str) -> None:
        """Give back what a session has leased: the run will be resumed."""
        with transaction(self._conn):
            self.frontier.release(owner)

    def release_dead(self) -> int:
        """Free what sessions hold that are no more (a process of this crawl was killed)."""
        with transaction(self._conn):
            return self.frontier.release_dead(is_alive)

    def progress(self, url: str, outcome: str = "") -> Progress:
        """How far the run has come; `url` is what was recorded last."""
        counts = self.frontier.counts()
        waiting = counts.get("queued", 0) + counts.get("in_flight", 0)
        return Progress(self._profile.id, counts.get("done", 0), waiting, counts.get("failed", 0), url, outcome)

    def keep(self, fetched: Fetched) -> None:
        """Archive a response that belongs to no task (robots.txt), and note the request. Raises ArchiveError."""
        self.commit()  # what was archived before it is catalogued before it
        stored = self._archive.write(fetched) if fetched.status is not None else None
        self._archive.sync()
        with transaction(self._conn):
            capture_id = self._capture(fetched, stored)
            add_fetch(self._conn, Purpose.ROBOTS, fetched, run_id=self.frontier.run_id, capture_id=capture_id)

    def widen(self) -> bool:
        """The organ was found nowhere on its portal: walk all of it, and say so. True if there is more to do now."""
        if not self.store.branch.seeking:
            return False
        with transaction(self._conn):
            self.store.refresh()
            if not self.store.branch.seeking:  # another process was quicker
                return self.frontier.unfinished()
            self.store.widen()
            queued = self.frontier.requeue_columns()
        self.warnings.append(f'no column is named after "{self._profile.organ}": the whole site is walked')
        return queued > 0

    def ask_after(self) -> bool:
        """What lists showed before and none shows now: is its page still there? True if there is more to do now.

        Only a crawl that looks at everything asks, once, when all else is done. What the page holds is not read.
        """
        if not self._asks_after:
            return False
        self._asks_after = False
        with transaction(self._conn):
            known = self.store.known()
            urls = unlisted(self._conn, self.frontier.run_id, most=MOST_ASKED_AFTER)
            added = [self.frontier.add(Wanted(url, Role.ATTACHMENT)) for url in urls if known.internal(url)]
        return any(added)

    def _plan(self, task: Task, seen: Examined) -> Plan | None:
        shown = seen.outcome in (Outcome.OK, Outcome.NOT_MODIFIED)
        if not shown or seen.reading is None or task.role is Role.ATTACHMENT:
            return None
        return place(task.url, task, seen.reading, self.store.known())

    # --- looking ------------------------------------------------------------------------------------

    def _examine(self, task: Task, fetched: Fetched) -> Examined:
        if fetched.outcome is Outcome.REDIRECT:
            location = header_text(fetched.header("location") or "")
            return self._redirect(task, resolve(fetched.url, location), fetched.error)
        if fetched.outcome is Outcome.NOT_FOUND and task.role is Role.LIST_PAGE and task.page_no > 1:
            ended = end_of_list(fetched.url)
            if ended is not None:  # nobody linked there: we asked whether the list goes on
                return Examined(Outcome.OK, ended)
        content_type = fetched.header("content-type")
        page = Page(fetched.url, fetched.body, content_type or "", fetched.status or 200)
        if fetched.outcome is not Outcome.OK:
            sight = look_at_wrong(page) if is_probe(task) and fetched.outcome.broken else NOTHING
            return Examined(fetched.outcome, error=fetched.error, sight=sight)
        why = unreadable(page) if task.role is not Role.ATTACHMENT else ""
        if why:
            return Examined(Outcome.UNREADABLE, error=why)
        if not is_readable(content_type, fetched.body, fetched.url):
            return Examined(Outcome.OK)
        try:
            reading = read_page(page, self._hint(task), platform=self._profile.platform)
            outcome = by_content(page, reading)
            sight = look_at_wrong(page) if is_probe(task) else look(page, reading, task.role, self._profile.title)
        except Exception as error:  # a reader's bug must not end the crawl: the page is kept and named
            logger.exception("%s: run %d: %s cannot be read", self._profile.id, task.run_id, task.url)
            return Examined(Outcome.UNREADABLE, error=f"{type(error).__name__}: {error}")
        why = unreadable(page, reading)
        if why:
            return Examined(Outcome.UNREADABLE, reading, error=why)
        self._site_number = reading.site_number or self._site_number
        if outcome is Outcome.REDIRECT:
            return self._redirect(task, reading.refresh_url, "")
        if outcome is Outcome.OK and task.role is Role.ATTACHMENT and is_document(task.url):
            # A file's address that shows a page instead of the file: there is no such file.
            return Examined(Outcome.SOFT_404 if reading.listing is None else Outcome.OK, reading)
        if outcome is not Outcome.OK:
            return Examined(outcome, reading, error=reading.error, sight=sight if is_probe(task) else NOTHING)
        suspicion, shown = self.watch.examine(task, page, reading, is_home=self.store.is_home(task.url))
        if suspicion is not None:
            return Examined(
                suspicion.outcome,
                reading,
                error=suspicion.reason,
                shown=shown,
                again=suspicion.again,
                sight=sight if is_probe(task) else NOTHING,
            )
        return Examined(outcome, reading, error=reading.error, shown=shown, sight=sight)

    def _unmodified(self, task: Task, earlier: EarlierPage) -> Examined:
        """The page is as an earlier crawl found it: read from the archive, it says the same once more."""
        seen = self._examine(task, replace(earlier.fetched, url=task.url))
        return replace(seen, outcome=Outcome.NOT_MODIFIED) if seen.outcome is Outcome.OK else seen

    def _redirect(self, task: Task, target: str | None, error: str) -> Examined:
        if target is None:
            return Examined(Outcome.CLIENT_ERROR, error=error or "a redirect without a target")
        if task.hops >= MAX_HOPS:
            return Examined(Outcome.REDIRECT_LOOP, target=target, error=f"more than {MAX_HOPS} redirects")
        if task.hops and target != task.url and came_by(self._conn, task, target):
            return Examined(Outcome.REDIRECT_LOOP, target=target, error=f"back to {target}")
        suspicion, shown = self.watch.redirected(task, target)
        if suspicion is not None:
            return Examined(suspicion.outcome, target=target, error=suspicion.reason)
        return Examined(Outcome.REDIRECT, target=target, error=error, shown=shown)

    def _hint(self, task: Task) -> Hint:
        column = self.store.column(task.column_id)
        return Hint(
            role=task.role,
            site_url=self.store.site_url,
            column_path=column.path if column is not None else (),
            listed_title=task.listed_title,
            listed_on=task.listed_on,
            site_number=self._site_number,
        )

    # --- writing ------------------------------------------------------------------------------------

    def _write(self, task: Task, taken: Taken, seen: Examined, plan: Plan | None) -> None:
        fetched, stored = taken.fetched, taken.stored
        capture_id = self._capture(fetched, stored)
        if taken.shown_by is not None:
            capture_id = taken.shown_by  # what a person would want to see is the page, not the 304
        reading = seen.reading
        if reading is not None and reading.site_number:
            put_fact(self._conn, task.run_id, SITE_NUMBER, reading.site_number)
        note = VisitNote(
            sha256=stored.sha256 if stored is not None else None,
            redirect_url=seen.target,
            page_kind=reading.kind if reading is not None else None,
            platform=reading.platform if reading is not None else None,
        )
        visit_id = add_visit(self._conn, task, _ended(fetched, seen), note, capture_id)
        keep(self._conn, task, visit_id, seen.sight)
        if seen.shown is not None or seen.outcome is Outcome.OK:
            self.watch.keep(task, seen.shown)
        if seen.again is not None:
            self.watch.ask_again(seen.again)
        if seen.outcome is Outcome.REDIRECT and seen.target is not None:
            self._follow(task, seen.target, visit_id)
            return
        if seen.outcome in (Outcome.OK, Outcome.NOT_MODIFIED):
            if plan is not None:
                self.store.apply(task, plan, capture_id, visit_id, fetched.at)
            elif task.role in (Role.COLUMN, Role.LIST_PAGE):
                self._note_page(task, seen.outcome, visit_id, kind="page")
            self.frontier.done(task.id, seen.outcome)
            return
        self._end(task, fetched, seen.outcome, visit_id)

    def _capture(self, fetched: Fetched, stored: Stored | None) -> int | None:
        if stored is None:
            return None
        url, at = stored.url or fetched.url, stamp(stored.at or fetched.at)
        place_of = Capture(url, at, stored.sha256, stored.warc_file, stored.offset, stored.length)
        return add_capture(self._conn, place_of)

    def _follow(self, task: Task, target: str, visit_id: int) -> None:
        """The same task goes on at the new address; what is known elsewhere, or off the site, is not fetched again."""
        home = task.role is Role.HOME
        if home:
            self.store.moved_home(target)
        elif is_probe(task) and (not self.store.known().internal(target) or self.store.is_home(target)):
            self.frontier.done(task.id, Outcome.REDIRECT)
            return
        elif not self.store.known().internal(target):
            self.store.note_link(target, "", task.url, on_home=False, internal=False)
            self._note_page(task, Outcome.OK, visit_id, kind="external")
            self.frontier.done(task.id, Outcome.REDIRECT)
            return
        if canonical_key(target) != task.key and self.frontier.holds(target) and not home:
            self._note_page(task, Outcome.OK, visit_id, kind="door")
            self.frontier.done(task.id, Outcome.REDIRECT)
            return
        self.frontier.forward(task, target)

    def _end(self, task: Task, fetched: Fetched, outcome: Outcome, visit_id: int) -> None:
        """No content: an answer ('no such page'), a failure to be tried again, or a failure."""
        if is_probe(task):  # asked for our own sake: whatever it answers, the site is no worse for it
            self.frontier.done(task.id, outcome)
            return
        if outcome.seen:
            self._note_page(task, outcome, visit_id)
            self.frontier.done(task.id, outcome)
            if task.role is Role.COLUMN:
                self.store.lose(task, outcome)
            return
        pause = pause_before_retry(fetched, outcome, task.attempts, self._profile.fetch.retry_seconds)
        if pause is not None:
            self.frontier.retry(task.id, outcome, not_before=self._clock() + timedelta(seconds=pause))
            return
        if task.role is Role.ATTACHMENT and task.referrer is None:  # asked after: nobody missed it
            self.frontier.done(task.id, outcome)
            return
        self._note_page(task, outcome, visit_id)
        self.frontier.failed(task.id, outcome)
        self.store.lose(task, outcome)

    def _note_page(self, task: Task, outcome: Outcome, visit_id: int, kind: str | None = None) -> None:
        if task.role not in (Role.COLUMN, Role.LIST_PAGE) or task.column_id is None:
            return
        seen = ListPageSeen(task.page_no, task.url, outcome, kind=kind, visit_id=visit_id)
        put_list_page(self._conn, task.run_id, task.column_id, seen)


def _ended(fetched: Fetched, seen: Examined) -> Fetched:
    """The fetch with the outcome that reading it brought to light."""
    if fetched.outcome is seen.outcome and not seen.error:
        return fetched
    return Fetched(
        url=fetched.url,
        at=fetched.at,
        outcome=seen.outcome,
        status=fetched.status,
        headers=fetched.headers,
        body=fetched.body,
        error=seen.error or fetched.error,
        elapsed_ms=fetched.elapsed_ms,
    )
