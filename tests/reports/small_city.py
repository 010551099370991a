"""A small bureau and its municipal portal, written with the real store functions of the catalogue."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crawler.catalogue.columns import ColumnSeen, ListPageSeen, put_column, put_home, put_list_page
from crawler.catalogue.database import connect
from crawler.catalogue.frontier import Frontier, Wanted
from crawler.catalogue.items import put_article, put_listing
from crawler.catalogue.pairing_decisions import put_pairing, renew_identities
from crawler.catalogue.runs import SiteRow, add_site, finish_run, start_run
from crawler.catalogue.visits import Capture, VisitNote, add_capture, add_visit
from crawler.model import Article, ColumnClass, DateFact, Fetched, Letter, Outcome, Role, Row, SiteKind
from reports.registers import NO_REGISTERS, Registers
from reports.scope import Scope, make_scope

NOW = datetime(2017, 1, 20, 1, 0, tzinfo=UTC)
ORGAN = "东莞市安全生产监督管理局"
BUREAU = SiteRow("bureau", "东莞市安全生产监督管理局门户网", SiteKind.BUREAU, "http://dgsafety.test/", ORGAN)
MUNICIPAL = SiteRow("municipal", "东莞市政府信息公开门户网站", SiteKind.MUNICIPAL, "http://zwgk.test/", ORGAN)


@dataclass
class SiteBuilder:
    """One run over one site, being written."""

    conn: sqlite3.Connection
    site: SiteRow
    run: int = 0
    records: int = 0
    now: datetime = NOW

    def __post_init__(self) -> None:
        add_site(self.conn, self.site, self.now)
        self.run = start_run(self.conn, self.site.id, "full", self.now, "test")
        self.records = self.run * 1_000_000
        self.frontier = Frontier(self.conn, self.run, self.site.id)
        self.visit(self.site.home, Role.HOME)
        put_home(self.conn, self.run, self.site.id, self.site.home, NOW)

    def visit(self, url: str, role: Role, outcome: Outcome = Outcome.OK) -> int:
        """Fetch a page; returns its capture id."""
        self.frontier.add(Wanted(url, role))
        task = self.frontier.lease(1, owner="test", now=self.now, until=self.now + timedelta(minutes=5))[0]
        assert task.url == url
        digest = hashlib.sha256(url.encode()).hexdigest()
        self.records += 100
        capture = add_capture(
            self.conn, Capture(url, "2017-01-20T01:00:00Z", digest, f"{self.site.id}.warc.gz", self.records, 100)
        )
        fetched = Fetched(url, self.now, outcome, status=200)
        add_visit(self.conn, task, fetched, VisitNote(sha256=digest), capture)
        (self.frontier.done if outcome is Outcome.OK else self.frontier.failed)(task.id, outcome)
        return capture

    def column(
        self,
        path: str,
        column_class: ColumnClass = ColumnClass.DYNAMIC,
        *,
        identity: str | None = None,
        kind: str = "list",
        outcome: Outcome = Outcome.OK,
        address: str = "",
    ) -> int:
        """A column that was read (or, with another outcome, was not)."""
        names = tuple(path.split("/"))
        url = address or f"{self.site.home}{len(path)}-{abs(int(hashlib.md5(path.encode()).hexdigest()[:6], 16))}/"
        seen = ColumnSeen(url, names, url, "breadcrumb", identity, column_class, "test")
        column_id = put_column(self.conn, self.run, self.site.id, seen, self.now)
        self.visit(url, Role.COLUMN, outcome)
        visit_id = self.conn.execute("SELECT max(id) FROM visits").fetchone()[0]
        page = ListPageSeen(1, url, outcome, kind=kind, visit_id=visit_id)
        put_list_page(self.conn, self.run, column_id, page)
        return column_id

    def item(
        self,
        title: str,
        day: str | None,
        *columns: int,
        name: str = "",
        publisher: str | None = None,
        kind: str = "article",
        letter: Letter | None = None,
        written: str | None = None,
        address: str = "",
        **facts: Any,
    ) -> int:
        """An item listed in columns and read; kind `listed`: its page was never read. `facts`: more of its Article."""
        url = address or f"{self.site.home}a/{name or hashlib.md5(title.encode()).hexdigest()[:8]}.html"
        stated = date.fromisoformat(day) if day else None
        item_id = 0
        for number, column in enumerate(columns, start=1):
            row = Row(title=title, href=url, url=url, listed_on=stated, raw_date=day or "")
            capture = self.conn.execute("SELECT max(id) FROM captures").fetchone()[0]
            item_id, *_ = put_listing(self.conn, self.run, self.site.id, column, row, number, self.now, capture)
        if kind == "listed":
            return item_id
        capture = self.visit(url, Role.ARTICLE)
        published = DateFact(stated, "line", day or "") if stated else None
        made = DateFact(date.fromisoformat(written), "label", written) if written else None
        facts = {"text": f"{title}的正文。" * 5, **facts}
        article = Article(title, published, written=made, publisher=publisher, letter=letter, **facts)
        return put_article(self.conn, self.run, self.site.id, url, article, kind, self.now, capture)

    def finish(self) -> None:
        """End the run."""
        finish_run(self.conn, self.run, self.now)


def empty() -> sqlite3.Connection:
    """A catalogue in memory with nothing in it."""
    return connect(None)


def pair(conn: sqlite3.Connection, one: int, other: int) -> None:
    """Say that two items are one and the same."""
    put_pairing(conn, one, other, "index_no", 1.0, "auto", NOW)
    renew_identities(conn)


def small_city(*, items: int = 6, shared: int = 3, whole: bool = True) -> sqlite3.Connection:
    """A bureau with `items` items of 2016, `shared` of them on the portal too, and much that must not count.

    With `whole` False one column of the bureau could not be fetched.
    """
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    own.column("新闻中心", kind="group")
    news = own.column("新闻中心/工作动态", ColumnClass.DYNAMIC, identity="col.news")
    notices = own.column("政务公开/通知公告", ColumnClass.POLICY, identity="col.notice")
    reading = own.column("政务公开/通知公告/政策解读", ColumnClass.INTERPRETATION, identity="col.interpret")
    mail = own.column("互动交流/局长信箱", ColumnClass.MESSAGES)
    duty = own.column("政务公开/机构职能", ColumnClass.STATIC, kind="page")
    if not whole:
        own.column("政务公开/人事信息", ColumnClass.PERSONNEL_PLAN, outcome=Outcome.SERVER_ERROR)
    ids = [_numbered_item(own, number, news, notices, reading) for number in range(items)]
    own.item("去年的通知", "2015-12-31", notices)
    own.item("明年的通知", "2017-01-01", notices)
    own.item("没有日期的通知", None, notices)
    own.item("机构职能", "2016-01-05", duty, kind="page")
    own.item("请问培训时间", "2016-03-01", mail, kind="letter", letter=_letter("2016-03-01", "2016-03-10"))
    own.item("请问考证", "2016-12-20", mail, kind="letter", letter=_letter("2016-12-20", "2017-01-04"))
    own.finish()
    _portal(conn, ids[:shared])
    return conn


def _numbered_item(own: SiteBuilder, number: int, news: int, notices: int, reading: int) -> int:
    day = (date(2016, 1, 1) + timedelta(days=number * 365 // 900 if number > 365 else number % 366)).isoformat()
    columns = [(news,), (notices,), (news, notices), (reading,)][number % 4]
    return own.item(f"安全生产信息第{number + 1}号", day, *columns, name=f"n{number}")


def _letter(sent: str, replied: str) -> Letter:
    return Letter(date.fromisoformat(sent), date.fromisoformat(replied), "已回复")


def _portal(conn: sqlite3.Connection, twins: list[int]) -> None:
    portal = SiteBuilder(conn, MUNICIPAL)
    ours = portal.column(f"信息公开目录/{ORGAN}", ColumnClass.POLICY)
    others = portal.column("信息公开目录/市水务局", ColumnClass.POLICY)
    made = []
    for number, _ in enumerate(twins):
        row = conn.execute("SELECT title, published_on FROM items WHERE id = ?", (twins[number],)).fetchone()
        made.append(portal.item(row["title"], row["published_on"], ours, name=f"m{number}", publisher=ORGAN))
    portal.item("水务局通知", "2016-05-01", others, publisher="东莞市水务局")
    portal.finish()
    for one, other in zip(twins, made, strict=True):
        pair(conn, one, other)


def scope_of(conn: sqlite3.Connection, registers: Registers = NO_REGISTERS, **more: object) -> Scope:
    """The scope of 2016."""
    return make_scope(conn, year=2016, registers=registers, **more)  # type: ignore[arg-type]
