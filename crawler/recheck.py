"""Looking once more at what one finding is about: a few requests, through the crawl's own engine, judged at once.

The pages are fetched as an update crawl in a copy of the catalogue (see `crawler.catalogue.rechecks`), archived like
all others, and judged there. What was asked of the site, and what it answered, is then written into the catalogue.
"""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from crawler.catalogue import rechecks
from crawler.catalogue.database import connect
from crawler.catalogue.frontier import Wanted
from crawler.catalogue.runs import RunRow, SiteRow, add_site, read_run, start_run
from crawler.catalogue.updating import base_of
from crawler.clock import Clock
from crawler.errors import ConfigError
from crawler.identity import canonical_key, same_site
from crawler.link_session import LinkSession
from crawler.model import Role
from crawler.modes import RECHECK
from crawler.probing import ProbeSession
from crawler.profiles.profile import Profile
from crawler.recorder import Progress
from crawler.running import Session, software
from crawler.safety import AddressGuard, guard_from
from crawler.scope import Scope
from crawler.sqlite_files import transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be fetched. Everything that is not wished for stays as the newest crawl saw it."""

    home: bool = False
    columns: tuple[str, ...] = ()  # paths: their lists and those of the columns below
    levels: int = 0  # and the first pages of all columns down to this level, with columns that are new
    pages: tuple[str, ...] = ()  # addresses, each in the role in which crawls have fetched it
    lists_of: tuple[str, ...] = ()  # addresses of items: the lists that show them are walked to the end
    link: str | None = None  # one link, checked as link checks do
    probe: bool = False  # one visit to the home page, as `gongkai probe` makes


@dataclass(frozen=True, slots=True)
class Rechecked(Generic[T]):
    """What a recheck came to."""

    run: RunRow
    answers: Mapping[str, str | None]  # outcome by key of the address; None: not tried
    finished: bool  # False: the host wants to be left alone, or its night window is closed
    judged: T
    captures: Mapping[int, int]  # numbers of captures in the catalogue, by those that the judgement names

    def outcome_of(self, url: str) -> str | None:
        """How an address that was wished for ended; None where it was not tried."""
        return self.answers.get(canonical_key(url))


@dataclass(frozen=True, slots=True)
class _Only(Scope):
    """Nothing but the wished-for columns and, where asked for, columns that no crawl has seen."""

    columns: frozenset[int] = frozenset()
    known: frozenset[int] | None = None  # None: new columns are not looked at either

    def admits(self, wanted: Wanted, *, level: int = 0, rows: int = 0, sitemap: bool = False) -> bool:
        """True if the address is to be fetched."""
        if wanted.role is Role.HOME:
            return True
        if wanted.role not in (Role.COLUMN, Role.LIST_PAGE, Role.ARTICLE, Role.ATTACHMENT) or wanted.column_id is None:
            return False
        return wanted.column_id in self.columns or (self.known is not None and wanted.column_id not in self.known)


def recheck(
    profile: Profile,
    wish: Wish,
    judge: Callable[[sqlite3.Connection, int], T],
    *,
    catalogue: Path,
    archive: Path,
    clock: Clock,
    allow_net: Iterable[str] = (),
    contact: str = "",
    progress: Callable[[Progress], None] | None = None,
) -> Rechecked[T]:
    """Fetch what is wished for and judge it.

    `judge` is called with a copy of the catalogue in which the run of the given number has seen these pages and knows
    the rest from the newest crawl; the copy is thrown away afterwards. Raises ConfigError where the site was never
    crawled or another recheck is going on, ArchiveError where evidence cannot be kept.
    """
    guard = guard_from(profile.fetch.allow_net, tuple(allow_net))
    with _alone(catalogue) as folder, closing(connect(catalogue)) as real:
        run_id, base = _begin(real, profile, clock)
        marks = rechecks.marks_of(real)
        copied = folder / "catalogue.sqlite"
        with closing(sqlite3.connect(copied)) as target:
            real.backup(target)
        with closing(connect(copied)) as copy:
            work = _Work(profile, copied, archive, clock, guard, contact, progress)
            seen_by, finished = work.carry_out(copy, wish, run_id, base)
            judged = judge(copy, seen_by)
            answers = rechecks.answers(copy, run_id) | work.probed
            complete = finished and all(outcome is not None for outcome in answers.values())
            with transaction(real):
                captures = rechecks.bring_home(copy, real, run_id, marks, clock(), complete=complete)
            return Rechecked(read_run(real, run_id), answers, finished, judged, captures)


def _begin(conn: sqlite3.Connection, profile: Profile, clock: Clock) -> tuple[int, int]:
    with transaction(conn):
        add_site(conn, SiteRow(profile.id, profile.title, profile.kind, profile.home, profile.organ), clock())
        rechecks.end_strays(conn, RECHECK, clock())
        run_id = start_run(conn, profile.id, RECHECK, clock(), software())
        base = base_of(conn, run_id)
        if base is None:
            raise ConfigError(
                f"no crawl of {profile.id!r} has ended yet", fix=f"run `gongkai crawl {profile.id}` first"
            )
    return run_id, base


class _Work:
    """Fetching into the copy."""

    def __init__(
        self,
        profile: Profile,
        copied: Path,
        archive: Path,
        clock: Clock,
        guard: AddressGuard,
        contact: str,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._profile = profile
        self._copied = copied
        self._archive = archive
        self._clock = clock
        self._guard = guard
        self._contact = contact
        self._progress = progress
        self.probed: dict[str, str | None] = {}

    def carry_out(self, conn: sqlite3.Connection, wish: Wish, run_id: int, base: int) -> tuple[int, bool]:
        """Fetch; returns the run that has seen it all, and whether the work came to its end."""
        if wish.probe:
            return base, self._probe()
        if wish.link is not None:
            return base, self._check_link(conn, wish.link, run_id)
        return run_id, self._crawl(conn, wish, run_id, base)

    def _probe(self) -> bool:
        session = ProbeSession(
            self._profile, catalogue=self._copied, clock=self._clock, guard=self._guard, contact=self._contact
        )
        _run(session, links=True)
        key = canonical_key(self._profile.home)
        self.probed[key] = session.made[-1].outcome if session.made else None
        if session.failure is not None:
            raise session.failure
        return bool(session.made)

    def _check_link(self, conn: sqlite3.Connection, url: str, run_id: int) -> bool:
        with transaction(conn):
            internal = same_site(url, self._profile.home, frozenset(self._profile.hosts))
            rechecks.want_link(conn, run_id, canonical_key(url), url, internal=internal)
        session = LinkSession(
            self._profile,
            run_id,
            catalogue=self._copied,
            archive=self._archive,
            clock=self._clock,
            guard=self._guard,
            software=software(),
            contact=self._contact,
            progress=self._progress,
        )
        _run(session, links=True)
        if session.failure is not None:
            raise session.failure
        return read_run(conn, run_id).state != "running"

    def _crawl(self, conn: sqlite3.Connection, wish: Wish, run_id: int, base: int) -> bool:
        with transaction(conn):
            scope = self._lay_out(conn, wish, run_id, base)
        session = Session(
            self._profile,
            catalogue=self._copied,
            archive=self._archive,
            clock=self._clock,
            guard=self._guard,
            contact=self._contact,
            progress=self._progress,
            scope=scope,
            run_id=run_id,
            conn=conn,
        )
        _run(session)
        if session.failure is not None:
            raise session.failure
        finished = read_run(conn, run_id).state != "running"
        with transaction(conn):
            rechecks.take_over_rest(conn, self._profile.id, run_id, base)
        return finished

    def _lay_out(self, conn: sqlite3.Connection, wish: Wish, run_id: int, base: int) -> Scope:
        rechecks.lay_out(conn, self._profile.id, run_id, base, home=wish.home)
        home = wish.home
        whole: set[int] = set()
        columns = rechecks.columns_below(conn, base, wish.columns) if wish.columns else set()
        if wish.levels:
            columns |= rechecks.columns_of_level(conn, base, wish.levels)
        for url in wish.lists_of:
            whole |= rechecks.columns_listing(conn, self._profile.id, canonical_key(url), base)
        for url in wish.pages:
            key = canonical_key(url)
            role = rechecks.want_page(conn, run_id, key, url)
            home = home or role is Role.HOME
            if role in (Role.COLUMN, Role.LIST_PAGE):
                whole |= rechecks.column_ids_of_page(conn, key, run_id)
        if home:
            rechecks.want_home(conn, run_id, self._profile.home)
        rechecks.want_columns(conn, run_id, base, columns - whole, whole=False)
        rechecks.want_columns(conn, run_id, base, whole, whole=True)
        known = frozenset(rechecks.columns_of_level(conn, base, 99)) if wish.levels else None
        return _Only(columns=frozenset(columns | whole), known=known)


def _run(session: Session | LinkSession | ProbeSession, *, links: bool = False) -> None:
    from crawler.spiders.links import LinksSpider  # Scrapy costs half a second: only who fetches pays it
    from crawler.spiders.process import run_sessions

    try:
        run_sessions([session], LinksSpider if links else None)
    finally:
        session.close()


@contextmanager
def _alone(catalogue: Path) -> Iterator[Path]:
    """A folder for the copy, beside the catalogue. Raises ConfigError where another process rechecks.

    What a killed process left of its copy is removed.
    """
    path = catalogue.with_name(catalogue.name + ".recheck-lock")
    prefix = f".{catalogue.name}-recheck-"
    with path.open("ab") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigError(
                "another process is rechecking", where=str(catalogue), fix="wait until it has ended"
            ) from None
        for stray in catalogue.parent.glob(f"{prefix}*"):
            shutil.rmtree(stray, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=prefix, dir=catalogue.parent) as folder:
            yield Path(folder)
