"""Small real catalogues for tests, built by sentences and by the store functions of the crawler itself.

    conn = catalogue_with(column("政务公开/工作动态", last="2016-03-01"), letter("关于粉尘", sent="2016-09-01"))

Everything is stored as one finished run of the site `bureau` (home http://bureau.example/), observed on
2017-01-20 unless said otherwise. `site_with` adds a further site to the same catalogue.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zlib import crc32

from checks.ledger import ledger_migrations
from crawler.catalogue import columns, items, link_rows, probe_rows, runs, visits
from crawler.catalogue.database import connect
from crawler.catalogue.frontier import Frontier, Wanted
from crawler.clock import SHANGHAI, stamp
from crawler.identity import canonical_key
from crawler.model import (
    Article,
    Attachment,
    ColumnClass,
    DateFact,
    Fetched,
    Letter,
    Outcome,
    Record,
    Role,
    Row,
    SiteKind,
)
from crawler.modes import LINKS

OBSERVED = datetime(2017, 1, 20, 1, 0, tzinfo=UTC)
HOME = "http://bureau.example/"


@dataclass(frozen=True)
class row:  # noqa: N801 - reads as a word in set-ups
    """An entry of a list. `listed` is the list's date, `published` the article's; outcome None: never fetched."""

    title: str
    listed: str | None = None
    published: str | None = None
    url: str | None = None
    outcome: Outcome | None = Outcome.OK
    text: str = ""
    index_no: str | None = None
    publisher: str | None = None
    records: Sequence[Record] = ()
    kind: str = "article"
    written: str | None = None
    doc_no: str | None = None
    source: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)  # the 索引号 block
    files: Sequence[str] = ()  # names of attachments


@dataclass(frozen=True)
class column:  # noqa: N801
    """A column. `last` is short for one entry of that day; rows may be given instead."""

    path: str
    column_class: ColumnClass = ColumnClass.DYNAMIC
    last: str | None = None
    rows: Sequence[row] = ()
    kind: str = "list"  # list | page | door | external | heading
    outcome: Outcome = Outcome.OK
    identity: str | None = None
    archived: bool = False
    pages: int = 1  # stated; one is walked
    page_outcome: Outcome = Outcome.TIMEOUT  # how the further pages answered
    total: int | None = None
    published: str | None = None  # of a single page
    text: str = ""  # of a single page
    files: Sequence[str] = ()  # of a single page


@dataclass(frozen=True)
class letter:  # noqa: N801
    """A public letter."""

    title: str
    sent: str | None = None
    replied: str | None = None
    status: str | None = None
    column: str = "互动交流/局长信箱"


@dataclass(frozen=True)
class link:  # noqa: N801
    """A link and how its target answered; outcome None: never visited."""

    url: str
    text: str = "链接"
    on_home: bool = False
    outcome: Outcome | None = Outcome.OK
    redirect: str | None = None
    from_url: str = HOME + "a/page.html"
    linked: bool = True  # False: visited, although no page links there


@dataclass(frozen=True)
class home_row:  # noqa: N801
    """An entry of the home page's own blocks."""

    title: str
    listed: str | None


@dataclass(frozen=True)
class home:  # noqa: N801
    """How the home page answered (by default it opened once)."""

    outcome: Outcome = Outcome.OK
    visits: int = 1
    failed: int = 0
    redirect: str | None = None  # the address to which it forwards, and which then opens


@dataclass(frozen=True)
class probes:  # noqa: N801
    """Probes of the home page: `per_day` visits on each of the days up to `until`, of which the first ones failed.

    `beside`: another site was probed at the same moments, and how that ended (None: no other site was).
    """

    until: str = "2016-12-31"
    days: int = 7
    per_day: int = 20
    failed: int = 0
    outcome: Outcome = Outcome.TIMEOUT
    beside: Outcome | None = Outcome.OK


Part = column | letter | link | home_row | home | probes


def catalogue_with(
    *parts: Part,
    observed: datetime = OBSERVED,
    name: str = "东莞市安全生产监督管理局",
    address: str | None = None,
) -> sqlite3.Connection:
    """An in-memory catalogue (with ledger) that holds one finished run of the site `bureau`."""
    conn = connect(None, extra=(ledger_migrations,))
    site_with(conn, *parts, observed=observed, name=name, address=address)
    return conn


def site_with(
    conn: sqlite3.Connection,
    *parts: Part,
    site: str = "bureau",
    kind: SiteKind = SiteKind.BUREAU,
    organ: str | None = None,
    observed: datetime = OBSERVED,
    name: str = "东莞市安全生产监督管理局",
    address: str | None = None,
) -> runs.RunRow:
    """Add a site, or a further run of it, to the catalogue. `address`: its home page, where that matters."""
    home_page = address or f"http://{site}.example/"
    runs.add_site(conn, runs.SiteRow(site, name, kind, home_page, organ), observed)
    run_id = runs.start_run(conn, site, "full", observed, "test")
    builder = _Builder(conn, site, run_id, observed, home_page)
    builder.open_home(next((part for part in parts if isinstance(part, home)), home()))
    for part in parts:
        builder.add(part)
    return runs.finish_run(conn, run_id, observed)


def check_link(conn: sqlite3.Connection, url: str, outcome: Outcome, at: str, *, site: str = "bureau") -> None:
    """Add one check of a link, made by a run of its own at a moment (ISO 8601, with its zone)."""
    moment = datetime.fromisoformat(at)
    internal = url.startswith("/")
    address = HOME.replace("bureau", site) + url.lstrip("/") if internal else url
    run_id = runs.start_run(conn, site, LINKS, moment, "test")
    known = link_rows.KnownLink(canonical_key(address), address, internal)
    link_rows.add_tasks(conn, run_id, [known])
    task = link_rows.open_task(conn, run_id, key=known.key)
    assert task is not None
    link_rows.put_check(conn, run_id, link_rows.Checked(task, moment, outcome, address, 0))
    link_rows.end_links_run(conn, run_id, moment)


def record(kind: str, doc_no: str | None, decided: str | None, fields: Mapping[str, str] | None = None) -> Record:
    """A 双公示 record."""
    return Record(kind, fields or {}, doc_no, date.fromisoformat(decided) if decided else None)


@dataclass
class _Builder:
    conn: sqlite3.Connection
    site: str
    run_id: int
    now: datetime
    base: str  # the home page, and what other addresses begin with

    def __post_init__(self) -> None:
        self.frontier = Frontier(self.conn, self.run_id, self.site)
        self._column_ids: dict[str, int] = {}

    def open_home(self, part: home) -> None:
        for number in range(part.visits):
            outcome = Outcome.TIMEOUT if number < part.failed else part.outcome
            if part.redirect is not None:
                self.fetch(self.base, Role.HOME, Outcome.REDIRECT, again=number > 0, redirect=part.redirect)
            self.fetch(part.redirect or self.base, Role.HOME, outcome, again=number > 0 or part.redirect is not None)

    def add(self, part: Part) -> None:
        match part:
            case column():
                self.add_column(part)
            case letter():
                self.add_letter(part)
            case link():
                self.add_link(part)
            case home_row():
                column_id = columns.put_home(self.conn, self.run_id, self.site, self.base, self.now)
                self.list_row(
                    column_id, row(part.title, part.listed, outcome=None, url=self.url_of(part.title)), 1, None
                )
            case probes():
                self.add_probes(part)
            case home():
                pass

    def add_column(self, part: column) -> None:
        url = None if part.kind == "heading" else self.url_of(part.path, "list")
        column_id = self.put_column(part.path, url, part.column_class, part.identity)
        if url is None:
            return
        visit_id, capture_id = self.fetch(url, Role.COLUMN, part.outcome, column_id)
        entries = list(part.rows) or ([row(f"{part.path}最新信息", part.last, part.last)] if part.last else [])
        if part.outcome is not Outcome.OK:
            entries = []
        if part.outcome.seen:
            page = columns.ListPageSeen(
                page_no=1,
                url=url,
                outcome=part.outcome,
                kind=part.kind,
                rows=len(entries),
                new_rows=len(entries),
                stated_total=part.total,
                stated_pages=part.pages,
                has_next=part.pages > 1,
                archived=part.archived,
                visit_id=visit_id,
            )
            columns.put_list_page(self.conn, self.run_id, column_id, page)
        for page_no in range(2, part.pages + 1):
            self.fetch(f"{url}?page={page_no}", Role.LIST_PAGE, part.page_outcome, column_id, page_no)
        for number, entry in enumerate(entries, 1):
            self.list_row(column_id, entry, number, capture_id)
        if part.kind == "page":
            self.read_article(
                url, row(part.path, published=part.published, kind="page", text=part.text, files=part.files), capture_id
            )

    def put_column(self, path: str, url: str | None, column_class: ColumnClass, identity: str | None = None) -> int:
        seen = columns.ColumnSeen(
            key=canonical_key(url) if url else f"path:{path}",
            path=tuple(path.split("/")),
            url=url,
            path_via="breadcrumb",
            identity=identity,
            column_class=column_class,
            class_reason="test",
        )
        return columns.put_column(self.conn, self.run_id, self.site, seen, self.now)

    def list_row(self, column_id: int, entry: row, number: int, capture_id: int | None) -> None:
        url = entry.url or self.url_of(entry.title)
        listed = Row(
            title=entry.title,
            href=url,
            url=url,
            listed_on=date.fromisoformat(entry.listed) if entry.listed else None,
            raw_date=entry.listed or "",
        )
        items.put_listing(self.conn, self.run_id, self.site, column_id, listed, number, self.now, capture_id)
        if entry.outcome is None:
            return
        _, article_capture = self.fetch(url, Role.ARTICLE, entry.outcome)
        if entry.outcome is Outcome.OK:
            self.read_article(url, entry, article_capture)

    def read_article(self, url: str, entry: row, capture_id: int | None) -> None:
        day = date.fromisoformat(entry.published) if entry.published else None
        article = Article(
            title=entry.title,
            published=DateFact(day, "meta", entry.published or "") if day else None,
            written=DateFact(date.fromisoformat(entry.written), "block", entry.written) if entry.written else None,
            source=entry.source,
            index_no=entry.index_no,
            doc_no=entry.doc_no,
            publisher=entry.publisher,
            attachments=tuple(Attachment(f"{url}/{number}", name) for number, name in enumerate(entry.files)),
            text=entry.text or f"{entry.title}的正文,内容各不相同。",
            records=tuple(entry.records),
            fields=entry.fields,
        )
        items.put_article(self.conn, self.run_id, self.site, url, article, entry.kind, self.now, capture_id)

    def add_letter(self, part: letter) -> None:
        url = self.url_of(part.title)
        if part.column not in self._column_ids:
            list_url = self.url_of(part.column, "list")
            column_id = self.put_column(part.column, list_url, ColumnClass.MESSAGES, "col.consult")
            visit_id, _ = self.fetch(list_url, Role.COLUMN, Outcome.OK, column_id)
            page = columns.ListPageSeen(1, list_url, Outcome.OK, "list", 1, 1, visit_id=visit_id)
            columns.put_list_page(self.conn, self.run_id, column_id, page)
            self._column_ids[part.column] = column_id
        listed = Row(title=part.title, href=url, url=url)
        items.put_listing(self.conn, self.run_id, self.site, self._column_ids[part.column], listed, 1, self.now, None)
        _, capture_id = self.fetch(url, Role.ARTICLE, Outcome.OK)
        sent = date.fromisoformat(part.sent) if part.sent else None
        replied = date.fromisoformat(part.replied) if part.replied else None
        article = Article(title=part.title, text=part.title, letter=Letter(sent, replied, part.status))
        items.put_article(self.conn, self.run_id, self.site, url, article, "letter", self.now, capture_id)

    def add_link(self, part: link) -> None:
        url = part.url if "://" in part.url else self.base + part.url.lstrip("/")
        if not part.linked:
            self.fetch(url, Role.LINK, part.outcome or Outcome.OK)
            return
        visits.add_link(
            self.conn,
            self.run_id,
            key=canonical_key(url),
            url=url,
            text=part.text,
            from_url=self.base if part.on_home else part.from_url,
            on_home=part.on_home,
            internal=url.startswith(self.base),
        )
        if part.redirect is not None:
            target = self.base + part.redirect.lstrip("/")
            self.fetch(url, Role.LINK, Outcome.REDIRECT, redirect=target)
            self.fetch(target, Role.LINK, part.outcome or Outcome.OK, referrer=url)
        elif part.outcome is not None:
            self.fetch(url, Role.LINK, part.outcome)

    def add_probes(self, part: probes) -> None:
        if part.beside is not None:
            runs.add_site(
                self.conn, runs.SiteRow("beside", "别处", SiteKind.MUNICIPAL, "http://beside.example/"), self.now
            )
        first = datetime.fromisoformat(part.until).replace(tzinfo=SHANGHAI) - timedelta(days=part.days - 1)
        for number in range(part.days * part.per_day):
            day, place = divmod(number, part.per_day)
            moment = first + timedelta(days=day, minutes=place * 60 * 24 // part.per_day)
            self.put_probe(self.site, moment, part.outcome if number < part.failed else Outcome.OK)
            if part.beside is not None:
                self.put_probe("beside", moment, part.beside)

    def put_probe(self, site: str, moment: datetime, outcome: Outcome) -> None:
        url = f"http://{site}.example/"
        status = 200 if outcome is Outcome.OK else None
        probe_rows.put_probe(
            self.conn, probe_rows.ProbeRow(site, url, stamp(moment), outcome, status, 120, None, url, 0)
        )

    def fetch(
        self,
        url: str,
        role: Role,
        outcome: Outcome,
        column_id: int | None = None,
        page_no: int = 1,
        *,
        again: bool = False,
        redirect: str | None = None,
        referrer: str | None = None,
    ) -> tuple[int, int | None]:
        """Queue, lease, visit, archive and end one address; returns (visit id, capture id)."""
        wanted = Wanted(url, role, column_id=column_id, page_no=page_no, referrer=referrer)
        if not self.frontier.add(wanted) and again:
            self.conn.execute(
                "UPDATE frontier SET state = 'queued' WHERE run_id = ? AND key = ?", (self.run_id, canonical_key(url))
            )
        tasks = self.frontier.lease(1, owner="test", now=self.now, until=self.now + timedelta(minutes=1))
        if not tasks:  # the same address once more, e.g. an article that two columns list
            return 0, None
        capture_id = None
        if outcome.seen:
            number = self.conn.execute("SELECT count(*) FROM captures").fetchone()[0]
            capture = visits.Capture(url, stamp(self.now), f"{number:064x}", "test.warc.gz", number, 100)
            capture_id = visits.add_capture(self.conn, capture)
        status = {Outcome.OK: 200, Outcome.NOT_FOUND: 404, Outcome.SERVER_ERROR: 503}.get(outcome)
        fetched = Fetched(url, self.now, outcome, status, elapsed_ms=120)
        visit_id = visits.add_visit(self.conn, tasks[0], fetched, visits.VisitNote(redirect_url=redirect), capture_id)
        end = self.frontier.done if outcome.seen else self.frontier.failed
        end(tasks[0].id, outcome)
        return visit_id, capture_id

    def url_of(self, name: str, folder: str = "content") -> str:
        """A stable address for a title or path: equal names have equal addresses, in every run."""
        return f"{self.base}{folder}/{crc32(name.encode()):08x}.html"
