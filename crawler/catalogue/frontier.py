"""The frontier table: what is to be fetched, by whom, and how it ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.clock import stamp
from crawler.extract.personal import mask
from crawler.identity import canonical_key
from crawler.model import Outcome, Role, Task

_FAR = timedelta(hours=1)  # no retry waits as long, unless the run's own pauses say so


@dataclass(frozen=True, slots=True)
class Wanted:
    """A URL to be fetched, and what is known of it beforehand."""

    url: str
    role: Role
    column_id: int | None = None
    page_no: int = 1
    hops: int = 0
    referrer: str | None = None
    listed_title: str | None = None
    listed_on: date | None = None


class Frontier:
    """The frontier of one run. Every method works inside the caller's transaction.

    `far`: no retry waits as long; a moment further off was set before the clock was put back, and counts as past.
    """

    def __init__(self, conn: sqlite3.Connection, run_id: int, site: str, *, far: timedelta = _FAR) -> None:
        self._far = far
        self._conn = conn
        self.run_id = run_id
        self.site = site

    def add(self, wanted: Wanted) -> bool:
        """Queue a URL unless its canonical key is known to this run. True if it was new.

        A URL that was only to be checked as a link, or read as an article, is promoted when a page turns out
        to need it sooner (a column found late). Where it was fetched already in its lesser role, and the new one
        is a column's page, it is queued once more.
        """
        key = canonical_key(wanted.url)
        listed_title = mask(wanted.listed_title) if wanted.listed_title else wanted.listed_title
        cursor = self._conn.execute(
            "INSERT INTO frontier (run_id, key, url, role, priority, state, column_id, page_no, hops, referrer,"
            " listed_title, listed_on) VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (run_id, key) DO UPDATE SET role = excluded.role, priority = excluded.priority,"
            " column_id = excluded.column_id, page_no = excluded.page_no,"
            " attempts = CASE WHEN state IN ('done', 'failed') THEN 0 ELSE attempts END,"
            " state = CASE WHEN state IN ('done', 'failed') THEN 'queued' ELSE state END,"
            " listed_title = coalesce(listed_title, excluded.listed_title),"
            " listed_on = coalesce(listed_on, excluded.listed_on)"
            " WHERE excluded.priority < priority"
            " AND (state IN ('queued', 'in_flight') OR excluded.role IN ('column', 'list_page'))",
            (
                self.run_id,
                key,
                wanted.url,
                wanted.role,
                wanted.role.priority,
                wanted.column_id,
                wanted.page_no,
                wanted.hops,
                wanted.referrer,
                listed_title,
                wanted.listed_on.isoformat() if wanted.listed_on else None,
            ),
        )
        self._conn.execute(
            "UPDATE frontier SET spelling = :url WHERE run_id = :run AND key = :key"
            " AND (length(:url), :url) < (length(ifnull(spelling, url)), ifnull(spelling, url))",
            {"url": wanted.url, "run": self.run_id, "key": key},
        )
        if cursor.rowcount == 0 and wanted.listed_on is not None:
            # A list that shows a date says more of the item than the block without one that named it first.
            self._conn.execute(
                "UPDATE frontier SET listed_on = ?, listed_title = ?, column_id = ?"
                " WHERE run_id = ? AND key = ? AND state = 'queued' AND role = 'article' AND listed_on IS NULL",
                (wanted.listed_on.isoformat(), listed_title, wanted.column_id, self.run_id, key),
            )
        return cursor.rowcount > 0

    def current(self, task: Task) -> Task | None:
        """The task as it stands now: another page may have promoted it while it was being fetched.

        None where it is not this lease's any more: it lapsed, and another process has taken the task.
        """
        row = self._conn.execute("SELECT * FROM frontier WHERE id = ?", (task.id,)).fetchone()
        if row is None or row["state"] != "in_flight" or row["attempts"] != task.attempts:
            return None
        return self._task(row)

    def hasten(self, url: str) -> None:
        """Fetch a queued URL before all others."""
        self._conn.execute(
            "UPDATE frontier SET priority = 0 WHERE run_id = ? AND key = ? AND state = 'queued'",
            (self.run_id, canonical_key(url)),
        )

    def ask_again(self, key: str) -> bool:
        """Queue an article once more whose answer turned out to be another's. True if it was done."""
        cursor = self._conn.execute(
            "UPDATE frontier SET state = 'queued', outcome = NULL WHERE run_id = ? AND key = ? AND state = 'done'"
            " AND role = 'article'",
            (self.run_id, key),
        )
        return cursor.rowcount > 0

    def holds(self, url: str) -> bool:
        """True if the canonical key of the URL is known to this run."""
        row = self._conn.execute(
            "SELECT 1 FROM frontier WHERE run_id = ? AND key = ?", (self.run_id, canonical_key(url))
        ).fetchone()
        return row is not None

    def forward(self, task: Task, url: str) -> None:
        """The task goes on at the address it was redirected to, which will not be fetched a second time.

        But where the home address forwards to the page of a column, that column will want the page for itself.
        """
        role = Role.LINK if task.role is Role.HOME else task.role
        self._conn.execute(
            "UPDATE frontier SET url = ?, hops = hops + 1, attempts = 0, state = 'queued', owner = NULL,"
            " lease_until = NULL, not_before = NULL WHERE id = ?",
            (url, task.id),
        )
        self._conn.execute(
            "INSERT INTO frontier (run_id, key, url, role, priority, state, column_id, outcome)"
            " VALUES (?, ?, ?, ?, ?, 'done', ?, ?) ON CONFLICT (run_id, key) DO NOTHING",
            (
                self.run_id,
                canonical_key(url),
                url,
                role,
                role.priority,
                task.column_id if role in (Role.COLUMN, Role.LIST_PAGE) else None,
                Outcome.REDIRECT,
            ),
        )

    def requeue_columns(self) -> int:
        """Queue the pages of structure again (home and columns that were read); returns how many."""
        return self._conn.execute(
            "UPDATE frontier SET state = 'queued', attempts = 0 WHERE run_id = ? AND state = 'done'"
            " AND role IN ('home', 'column') AND coalesce(outcome, '') <> 'redirect'",
            (self.run_id,),
        ).rowcount

    def home_urls(self) -> list[str]:
        """The addresses of the home page: as given, and where it led to."""
        rows = self._conn.execute(
            "SELECT url FROM frontier WHERE run_id = ? AND role = 'home' ORDER BY hops, id", (self.run_id,)
        )
        return [row["url"] for row in rows]

    def unfinished(self) -> bool:
        """True while anything is queued or in flight."""
        row = self._conn.execute(
            "SELECT 1 FROM frontier WHERE run_id = ? AND state IN ('queued', 'in_flight') LIMIT 1", (self.run_id,)
        ).fetchone()
        return row is not None

    def lease(self, count: int, *, owner: str, now: datetime, until: datetime) -> list[Task]:
        """Take up to `count` tasks for `owner` until `until`, the most urgent first; lapsed leases count as free."""
        rows = self._conn.execute(
            "UPDATE frontier SET state = 'in_flight', owner = ?, lease_until = ?, attempts = attempts + 1"
            " WHERE id IN (SELECT id FROM frontier WHERE run_id = ?"
            "   AND (state = 'queued' AND (not_before IS NULL OR not_before <= ? OR not_before > ?)"
            "        OR state = 'in_flight' AND lease_until < ?)"
            "   ORDER BY priority, id LIMIT ?) RETURNING *",
            (owner, stamp(until), self.run_id, stamp(now), stamp(now + self._far), stamp(now), count),
        ).fetchall()
        return [self._task(row) for row in sorted(rows, key=lambda row: (row["priority"], row["id"]))]

    def release(self, owner: str) -> int:
        """Put back in the queue what one session holds (it ends before its work does); returns how many."""
        return self._release([owner])

    def release_dead(self, alive: Callable[[str], bool]) -> int:
        """Put back in the queue what sessions hold that are no more (start-up after a crash); returns how many."""
        rows = self._conn.execute(
            "SELECT DISTINCT owner FROM frontier WHERE run_id = ? AND state = 'in_flight'", (self.run_id,)
        ).fetchall()
        return self._release([row["owner"] or "" for row in rows if not alive(row["owner"] or "")])

    def _release(self, owners: Sequence[str]) -> int:
        return sum(
            self._conn.execute(
                "UPDATE frontier SET state = 'queued', owner = NULL, lease_until = NULL,"
                " attempts = max(attempts - 1, 0)"  # the try was never finished
                " WHERE run_id = ? AND state = 'in_flight' AND ifnull(owner, '') = ?",
                (self.run_id, owner),
            ).rowcount
            for owner in owners
        )

    def held_by_others(self, owner: str) -> bool:
        """True while another session fetches for this run."""
        row = self._conn.execute(
            "SELECT 1 FROM frontier WHERE run_id = ? AND state = 'in_flight' AND ifnull(owner, '') <> ? LIMIT 1",
            (self.run_id, owner),
        ).fetchone()
        return row is not None

    def done(self, task_id: int, outcome: Outcome) -> None:
        """The site answered (with content or with 'no such page'); nothing more to do."""
        self._end(task_id, "done", outcome)

    def failed(self, task_id: int, outcome: Outcome) -> None:
        """We could not see the page and will not try again in this run."""
        self._end(task_id, "failed", outcome)

    def _end(self, task_id: int, state: str, outcome: Outcome) -> None:
        self._conn.execute(
            "UPDATE frontier SET state = ?, outcome = ?, owner = NULL, lease_until = NULL WHERE id = ?",
            (state, outcome, task_id),
        )

    def retry(self, task_id: int, outcome: Outcome, *, not_before: datetime) -> None:
        """Queue the task again, not before the given moment."""
        self._conn.execute(
            "UPDATE frontier SET state = 'queued', outcome = ?, not_before = ?, owner = NULL, lease_until = NULL"
            " WHERE id = ?",
            (outcome, stamp(not_before), task_id),
        )

    def counts(self) -> Mapping[str, int]:
        """Tasks by state."""
        rows = self._conn.execute(
            "SELECT state, count(*) AS n FROM frontier WHERE run_id = ? GROUP BY state", (self.run_id,)
        )
        return {row["state"]: row["n"] for row in rows}

    def next_due(self, now: datetime) -> datetime | None:
        """When the earliest queued task may be tried, or None where nothing is queued."""
        row = self._conn.execute(
            "SELECT min(CASE WHEN not_before IS NULL OR not_before > ? THEN '' ELSE not_before END) AS due"
            " FROM frontier WHERE run_id = ? AND state = 'queued'",
            (stamp(now + self._far), self.run_id),
        ).fetchone()
        if row["due"] is None:
            return None
        return datetime.fromisoformat(row["due"] or "1970-01-01T00:00:00Z")

    def _task(self, row: sqlite3.Row) -> Task:
        return Task(
            id=row["id"],
            run_id=row["run_id"],
            site=self.site,
            url=row["url"],
            key=row["key"],
            role=Role(row["role"]),
            column_id=row["column_id"],
            page_no=row["page_no"],
            attempts=row["attempts"],
            referrer=row["referrer"],
            hops=row["hops"],
            listed_title=row["listed_title"],
            listed_on=date.fromisoformat(row["listed_on"]) if row["listed_on"] else None,
        )
