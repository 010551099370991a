"""A catalogue of a whole province, written straight into SQLite: many sites, each with two crawls and a few faults.

Made so because crawling a million pages takes hours; the rows are those that a full crawl and an update four weeks
later leave behind. Deterministic from the number of the site. One item in two hundred has no date, one in a hundred
is dead, one in fifty decisions was published late, one letter in a hundred has no answer.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from checks.ledger import ledger_migrations
from crawler.catalogue.database import connect
from crawler.catalogue.marks import put_page_marks
from crawler.clock import stamp
from crawler.model import Role
from crawler.sight import COLUMN_TAGS, CONTENT_TAGS, SITE_TAGS, Footer, FooterSeen, PageMarks, TimeForm
from crawler.sqlite_files import transaction

FULL = datetime(2016, 12, 3, 1, tzinfo=UTC)
UPDATE = datetime(2016, 12, 31, 1, tzinfo=UTC)
AS_OF = date(2016, 12, 31)
LATER = 40  # items of a site that only the update saw, of 2,000
_DAYS = 1500  # over which the items are spread
_WORDS = "安全生产监督管理检查企业隐患排查整改通知关于开展专项行动加强节日期间应急值守工作的镇街分局培训考核危险化学品"


@dataclass(frozen=True)
class Kind:
    """A column of the sites: its share of the items, and what they are."""

    path: str
    identity: str
    column_class: str
    share: float
    item: str = "article"  # article | letter | page


COLUMNS = (
    Kind("新闻/工作动态", "col.news", "dynamic", 0.30),
    Kind("政务公开/通知公告", "col.notice", "policy", 0.15),
    Kind("政务公开/政策文件", "col.policy", "policy", 0.08),
    Kind("政务公开/行政处罚", "col.penalty", "event", 0.25),
    Kind("政务公开/人事信息", "col.personnel", "personnel_plan", 0.03),
    Kind("政务公开/事故调查报告", "col.acc_report", "event", 0.03),
    Kind("政务公开/政府信息公开年度报告", "oip.report", "annual", 0.01),
    Kind("互动交流/局长信箱", "col.consult", "messages", 0.15, "letter"),
    Kind("政务公开/政府信息公开指南", "oip.guide", "static", 0, "page"),
    Kind("政务公开/机构职能", "col.org", "static", 0, "page"),
)


@dataclass
class Rows:
    """Rows waiting to be written, by table."""

    tables: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)

    def add(self, table: str, *values: object) -> None:
        """One row; the values in the order of the table's fields as `_INSERT` names them."""
        self.tables.setdefault(table, []).append(values)

    def write(self, conn: sqlite3.Connection) -> None:
        """Write all and forget them."""
        for table, rows in self.tables.items():
            marks = ", ".join("?" * len(rows[0]))
            conn.executemany(f"INSERT INTO {table} ({_FIELDS[table]}) VALUES ({marks})", rows)
        self.tables.clear()


_FIELDS = {
    "sites": "id, name, kind, home, organ, added_at",
    "runs": "id, site, mode, state, started_at, finished_at, software, columns_known, columns_reached, pages_walked,"
    " pages_stated, failures",
    "columns": "id, site, key, path, name, level, url, path_via, identity, class, class_reason, first_seen, last_seen,"
    " last_run",
    "column_states": "run_id, column_id, at, outcome, kind, pages_walked, pages_stated, rows, stated_total, newest,"
    " complete, why, archived, capture_id",
    "list_pages": "run_id, column_id, page_no, url, outcome, kind, rows, new_rows, stated_total, stated_pages,"
    " has_next, archived, visit_id, settled",
    "captures": "id, url, at, sha256, warc_file, offset, length",
    "visits": "id, run_id, url, key, role, at, outcome, status, bytes, sha256, media_type, elapsed_ms, page_kind,"
    " capture_id, sent_at",
    "frontier": "run_id, key, url, role, priority, state, column_id, attempts, referrer, outcome",
    "items": "id, site, key, url, kind, identity_id, title, published_on, published_via, version_id, first_seen,"
    " last_seen, last_changed, first_run, last_run, read_run",
    "item_versions": "id, item_id, run_id, seen_at, digest, title, published_on, published_via, published_raw,"
    " written_on, written_via, source, publisher, index_no, doc_no, text, text_sha256, fields, candidates, sent_on,"
    " replied_on, letter_status, capture_id",
    "listings": "column_id, item_id, title, listed_on, raw_date, url, row, pinned, first_seen, last_seen, first_run,"
    " last_run, capture_id",
    "records": "version_id, position, kind, doc_no, decided_on, fields",
    "page_marks": "visit_id, run_id, role, set_id",
    "links": "run_id, key, url, text, from_url, on_home, internal",
}


def build(path: Path, *, sites: int, items_per_site: int = 2000, days: int = _DAYS) -> None:
    """Write the catalogue of so many sites with ten columns each, their items spread over so many days back.

    The file must not exist yet.
    """
    conn = connect(path, extra=(ledger_migrations,))
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute("PRAGMA foreign_keys = OFF")  # parents and children come in bulk, table by table
    rows = Rows()
    sets = _mark_sets(conn)
    for number in range(sites):
        _Site(rows, number, items_per_site, sets, days).add()
        if number % 20 == 19 or number == sites - 1:
            with transaction(conn):
                rows.write(conn)
    conn.execute("ANALYZE")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()


def _mark_sets(conn: sqlite3.Connection) -> dict[str, int]:
    """The marks that the pages of each role show, put into the catalogue once, and their numbers."""
    foot = Footer(FooterSeen.WHOLE, "link", "red", "4400000001", "粤ICP备05000000号", "", "某局", True, True)
    kinds = {
        "home": PageMarks(SITE_TAGS, site_name="某局", footer=foot),
        "column": PageMarks(SITE_TAGS + COLUMN_TAGS, site_name="某局", footer=foot),
        "article": PageMarks(SITE_TAGS + CONTENT_TAGS, pub_form=TimeForm.MINUTE, pub_agrees=True, footer=foot),
    }
    scratch = connect(None)
    scratch.execute("PRAGMA foreign_keys = OFF")
    found: dict[str, int] = {}
    for number, (role, marks) in enumerate(kinds.items()):
        put_page_marks(scratch, 1, number, Role(role), marks)
        set_id, text = scratch.execute(
            "SELECT s.id, s.marks FROM page_marks m JOIN mark_sets s ON s.id = m.set_id WHERE m.visit_id = ?", (number,)
        ).fetchone()
        conn.execute("INSERT INTO mark_sets (id, marks) VALUES (?, ?)", (set_id, text))
        found[role] = set_id
    scratch.close()
    return found


class _Site:
    """One site: ids are blocks of their own, so that sites do not depend on each other."""

    def __init__(self, rows: Rows, number: int, size: int, sets: dict[str, int], days: int) -> None:
        self.rows, self.number, self.size, self.sets, self.days = rows, number, size, sets, days
        self.rng = Random(number)
        self.id = f"site{number:04d}"
        self.home = f"http://{self.id}.example.gov.cn/"
        self.full, self.update = 2 * number + 1, 2 * number + 2
        self.base = number * (size + 100) * 2  # of every id
        self.captured = self.visited = self.base
        self.organ = f"第{number}市安全生产监督管理局"

    def add(self) -> None:
        add = self.rows.add
        add("sites", self.id, self.organ, "bureau", self.home, self.organ, stamp(FULL))
        for run, mode, at in ((self.full, "full", FULL), (self.update, "update", UPDATE)):
            ended = stamp(at + timedelta(minutes=30))
            add("runs", run, self.id, mode, "complete", stamp(at), ended, "bench", 12, 12, 12, 12, "{}")
            self.visit(run, self.home, "home", at)
        serial = self.base
        self.column(0, "", "首页", 0, self.home, None, "other", [])
        for place, kind in enumerate(COLUMNS, 1):
            count = round(kind.share * self.size)
            entries = list(self.entries(kind, count, serial))
            serial += count + 1
            url = f"{self.home}c{place}/"
            self.column(place, kind.path, kind.path.split("/")[1], 2, url, kind.identity, kind.column_class, entries)
            if kind.item == "page":
                self.page(serial, kind, url)
                serial += 1
        for number in range(20):
            url = f"http://other{number}.example.gov.cn/"
            add("links", self.full, url, url, f"友情链接{number}", self.home, 1, 0)

    def entries(self, kind: Kind, count: int, first: int) -> Iterator[tuple[int, date, str]]:
        for place in range(count):
            gap = place * self.days // count if kind.item != "letter" else place * 330 // count
            yield first + place + 1, AS_OF - timedelta(days=gap + 1), kind.item

    def column(
        self,
        place: int,
        path: str,
        name: str,
        level: int,
        url: str,
        identity: str | None,
        column_class: str,
        entries: Sequence[tuple[int, date, str]],
    ) -> None:
        add, column_id = self.rows.add, self.number * 20 + place + 1
        seen = (stamp(FULL), stamp(UPDATE))
        add("columns", column_id, self.id, f"{url}#{place}", path or "首页", name, level, url, "nav", identity,
            column_class, "name", *seen, self.update)  # fmt: skip
        if level == 0:
            return
        single = not entries
        newest = str(entries[0][1]) if entries else None
        for run, at in ((self.full, FULL), (self.update, UPDATE)):
            visit, capture = self.visit(run, url, "column", at, column_id)
            kind = "page" if single else "list"
            add("column_states", run, column_id, stamp(at), "ok", kind, 1, 1, len(entries), None, newest, 1, "", 0,
                capture)  # fmt: skip
            add("list_pages", run, column_id, 1, url, "ok", kind, len(entries), len(entries), None, 1, 0, 0, visit,
                int(run == self.update))  # fmt: skip
        for row, (item, day, what) in enumerate(entries, 1):
            self.item(item, day, what, path, column_id, row)

    def page(self, item: int, kind: Kind, url: str) -> None:
        self.store(item, f"{url}#page", "page", kind.path, date(2016, 3, 1), FULL, self.full, None)

    def item(self, item: int, day: date, what: str, path: str, column_id: int, row: int) -> None:
        later = day > FULL.date()
        run, at = (self.update, UPDATE) if later else (self.full, FULL)
        title = f"关于{self.words(12)}的通知（{item}）"
        url = f"{self.home}content/post_{item}.html"
        dead, undated = item % 100 == 37, item % 200 == 41
        shown = None if undated or what == "letter" else str(day)
        self.rows.add("listings", column_id, item, title, shown, shown or "", url, row, 0, stamp(at), stamp(UPDATE),
                      run, self.update, None)  # fmt: skip
        if dead:
            self.visit(run, url, "article", at, column_id, outcome="not_found")
            self.rows.add("items", item, self.id, url, url, "listed", item, title, shown, "list" if shown else None,
                          None, stamp(at), stamp(UPDATE), stamp(at), run, self.update, None)  # fmt: skip
            return
        _, capture = self.visit(run, url, "article", at, column_id)
        self.store(item, url, what, title, None if undated else day, at, run, capture, records="处罚" in path)

    def store(
        self,
        item: int,
        url: str,
        what: str,
        title: str,
        day: date | None,
        at: datetime,
        run: int,
        capture: int | None,
        records: bool = False,
    ) -> None:
        shown = str(day) if day and what != "letter" else None
        text = f"{title}\n" + "。".join(self.words(40) for _ in range(6))
        digest = sha256(text.encode()).hexdigest()
        sent = str(day) if what == "letter" and day else None
        replied = str(day + timedelta(days=9)) if what == "letter" and day and item % 100 else None
        via = "meta" if shown else None
        number = f"东安监〔{day.year}〕{item % 400}号" if day and item % 5 == 0 else None
        index_no = f"007330010-2/{day.year}-{item % 99999:05d}" if day else None
        self.rows.add("items", item, self.id, url, url, what, item, title, shown, via, item, stamp(at), stamp(UPDATE),
                      stamp(at), run, self.update, run)  # fmt: skip
        written = str(day - timedelta(days=3)) if day and item % 5 == 0 else None
        candidates = json.dumps([{"label": "meta", "day": shown}]) if shown else "[]"
        self.rows.add("item_versions", item, item, run, stamp(at), digest, title, shown, via, shown, written,
                      "label" if written else None, self.organ, self.organ, index_no, number, text, digest, "{}",
                      candidates, sent, replied, None, capture)  # fmt: skip
        if records and day:
            decided = day - timedelta(days=20 if item % 50 == 0 else 4)
            fields = {
                "决定书文号": f"东安监罚〔{decided.year}〕{item}号",
                "行政相对人名称": f"第{item}号企业有限公司",
                "处罚类别": "罚款",
                "处罚事由": self.words(20),
                "处罚依据": "《安全生产法》第九十四条",
                "处罚结果": "罚款人民币一万元",
                "处罚机关": self.organ,
                "决定日期": str(decided),
            }
            self.rows.add("records", item, 1, "penalty", fields["决定书文号"], str(decided),
                          json.dumps(fields, ensure_ascii=False))  # fmt: skip

    def visit(
        self, run: int, url: str, role: str, at: datetime, column: int | None = None, outcome: str = "ok"
    ) -> tuple[int, int | None]:
        self.visited += 1
        capture = None
        digest = f"{self.visited:064x}"
        if outcome == "ok":
            self.captured += 1
            capture = self.captured
            self.rows.add("captures", capture, url, stamp(at), digest, f"{self.id}.warc.gz", self.visited * 9000, 9000)
        status = 200 if outcome == "ok" else 404
        self.rows.add("visits", self.visited, run, url, url, role, stamp(at), outcome, status, 15000, digest,
                      "text/html", 120, role, capture, stamp(at))  # fmt: skip
        if capture is not None:
            self.rows.add("page_marks", self.visited, run, role, self.sets[role])
        self.rows.add("frontier", run, url, url, role, 1, "done", column, 1, self.home, outcome)
        return self.visited, capture

    def words(self, length: int) -> str:
        start = self.rng.randrange(len(_WORDS))
        return ((_WORDS[start:] + _WORDS) * (length // len(_WORDS) + 2))[:length]
