"""The catalogue file: opened, refused, leased from, read back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.catalogue import queries
from crawler.catalogue.columns import (
    ColumnSeen,
    ListPageSeen,
    drop_twins,
    known_columns,
    put_column,
    put_list_page,
)
from crawler.catalogue.database import connect
from crawler.catalogue.frontier import Frontier, Wanted
from crawler.catalogue.items import put_article, put_listing
from crawler.catalogue.runs import SiteRow, add_site, finish_run, last_run, start_run
from crawler.errors import CatalogueError
from crawler.model import Article, ColumnClass, DateFact, Letter, Outcome, Role, Row, SiteKind
from crawler.sqlite_files import transaction

NOW = datetime(2017, 1, 20, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def conn() -> sqlite3.Connection:
    found = connect(None)
    add_site(found, SiteRow("x", "某局", SiteKind.BUREAU, "http://x.test/"), NOW)
    start_run(found, "x", "full", NOW, "test")
    return found


def frontier_with(conn: sqlite3.Connection, *wanted: Wanted) -> Frontier:
    frontier = Frontier(conn, 1, "x")
    for entry in wanted:
        frontier.add(entry)
    return frontier


# --- the file ---------------------------------------------------------------------------------------


def test_catalogue_of_a_newer_version_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    conn = connect(path)
    conn.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('gongkai.catalogue', 'm999', '')"
    )
    conn.close()
    with pytest.raises(CatalogueError, match="newer gongkai"):
        connect(path)


def test_file_that_is_no_catalogue_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("this is not a database, however long it is " * 50)
    with pytest.raises(CatalogueError, match=r"notes\.db"):
        connect(path)


def test_missing_catalogue_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no catalogue here"):
        connect(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_transaction_is_all_or_nothing(conn: sqlite3.Connection) -> None:
    with pytest.raises(RuntimeError, match="stop"), transaction(conn):
        frontier_with(conn, Wanted("http://x.test/", Role.HOME))
        raise RuntimeError("stop")
    assert Frontier(conn, 1, "x").counts() == {}


# --- the frontier -----------------------------------------------------------------------------------


def test_structure_is_leased_before_content_and_links_last(conn: sqlite3.Connection) -> None:
    frontier = frontier_with(
        conn,
        Wanted("http://x.test/l", Role.LINK),
        Wanted("http://x.test/a", Role.ARTICLE),
        Wanted("http://x.test/c", Role.COLUMN),
        Wanted("http://x.test/", Role.HOME),
    )
    leased = frontier.lease(9, owner="me", now=NOW, until=LATER)
    assert [task.role for task in leased] == [Role.HOME, Role.COLUMN, Role.ARTICLE, Role.LINK]


def test_same_page_is_queued_once(conn: sqlite3.Connection) -> None:
    frontier = frontier_with(conn, Wanted("http://x.test/a?id=1&v=2", Role.ARTICLE))
    assert not frontier.add(Wanted("http://www.x.test/a?id=1", Role.ARTICLE))
    assert frontier.counts() == {"queued": 1}


def test_leased_task_is_nobody_elses_until_the_lease_lapses(conn: sqlite3.Connection) -> None:
    frontier = frontier_with(conn, Wanted("http://x.test/", Role.HOME))
    assert frontier.lease(1, owner="one", now=NOW, until=LATER)
    assert frontier.lease(1, owner="two", now=NOW + timedelta(minutes=30), until=LATER) == []
    again = frontier.lease(1, owner="two", now=LATER + timedelta(seconds=1), until=LATER + timedelta(hours=1))
    assert [task.attempts for task in again] == [2]


def test_link_that_turns_out_to_be_a_column_is_promoted_while_queued(conn: sqlite3.Connection) -> None:
    frontier = frontier_with(conn, Wanted("http://x.test/c/", Role.LINK))
    assert frontier.add(Wanted("http://x.test/c/", Role.COLUMN))
    assert [task.role for task in frontier.lease(1, owner="me", now=NOW, until=LATER)] == [Role.COLUMN]


def test_link_that_was_read_is_queued_again_as_a_column_but_not_as_an_article(conn: sqlite3.Connection) -> None:
    frontier = frontier_with(conn, Wanted("http://x.test/c/", Role.LINK), Wanted("http://x.test/a/", Role.LINK))
    for task in frontier.lease(2, owner="me", now=NOW, until=LATER):
        frontier.done(task.id, Outcome.OK)
    assert frontier.add(Wanted("http://x.test/c/", Role.COLUMN))
    assert not frontier.add(Wanted("http://x.test/a/", Role.ARTICLE))
    assert frontier.counts() == {"queued": 1, "done": 1}


def test_task_in_flight_shows_its_promotion(conn: sqlite3.Connection) -> None:
    frontier = frontier_with(conn, Wanted("http://x.test/c/", Role.LINK))
    task = frontier.lease(1, owner="me", now=NOW, until=LATER)[0]
    frontier.add(Wanted("http://x.test/c/", Role.COLUMN))
    assert frontier.current(task).role is Role.COLUMN


def test_retry_waits_for_its_moment(conn: sqlite3.Connection) -> None:
    frontier = frontier_with(conn, Wanted("http://x.test/", Role.HOME))
    task = frontier.lease(1, owner="me", now=NOW, until=LATER)[0]
    frontier.retry(task.id, Outcome.TIMEOUT, not_before=NOW + timedelta(seconds=10))
    assert frontier.lease(1, owner="me", now=NOW + timedelta(seconds=9), until=LATER) == []
    assert frontier.lease(1, owner="me", now=NOW + timedelta(seconds=10), until=LATER)


def test_forwarded_task_keeps_its_key_and_takes_the_new_address(conn: sqlite3.Connection) -> None:
    frontier = frontier_with(conn, Wanted("http://x.test/old", Role.ARTICLE))
    task = frontier.lease(1, owner="me", now=NOW, until=LATER)[0]
    frontier.forward(task, "http://x.test/new")
    again = frontier.lease(1, owner="me", now=NOW, until=LATER)[0]
    assert (again.key, again.url, again.hops) == ("x.test/old", "http://x.test/new", 1)
    assert not frontier.add(Wanted("http://x.test/new", Role.ARTICLE))


def test_date_of_a_list_is_added_to_a_task_queued_without_one(conn: sqlite3.Connection) -> None:
    frontier = frontier_with(conn, Wanted("http://x.test/a", Role.ARTICLE, listed_title="标题…"))
    frontier.add(Wanted("http://x.test/a", Role.ARTICLE, listed_title="标题全文", listed_on=date(2016, 3, 1)))
    task = frontier.lease(1, owner="me", now=NOW, until=LATER)[0]
    assert (task.listed_on, task.listed_title) == (date(2016, 3, 1), "标题全文")


# --- columns, items, runs ---------------------------------------------------------------------------


def column(path: str, via: str = "nav", key: str = "x.test/c/") -> ColumnSeen:
    return ColumnSeen(key, tuple(path.split("/")), f"http://{key}", via, None, ColumnClass.UNKNOWN, "")


def test_breadcrumb_corrects_the_menus_path_and_not_the_reverse(conn: sqlite3.Connection) -> None:
    put_column(conn, 1, "x", column("动态"), NOW)
    put_column(conn, 1, "x", column("政务公开/工作动态", "breadcrumb"), NOW)
    put_column(conn, 1, "x", column("动态"), NOW)
    assert [known.path for known in known_columns(conn, 1, "x")] == [("政务公开", "工作动态")]


def test_new_run_takes_a_moved_column_as_it_finds_it(conn: sqlite3.Connection) -> None:
    put_column(conn, 1, "x", column("政务公开/工作动态", "breadcrumb"), NOW)
    second = start_run(conn, "x", "full", LATER, "test")
    put_column(conn, second, "x", column("要闻/工作动态"), LATER)
    assert [known.path for known in known_columns(conn, second, "x")] == [("要闻", "工作动态")]


def test_second_address_of_a_column_that_led_nowhere_is_forgotten(conn: sqlite3.Connection) -> None:
    kept = put_column(conn, 1, "x", column("动态", key="x.test/dt/"), NOW)
    put_list_page(conn, 1, kept, ListPageSeen(1, "http://x.test/dt/", Outcome.OK, "list"))
    lost = put_column(conn, 1, "x", column("动态", key="x.test/?link=dt"), NOW)
    put_list_page(conn, 1, lost, ListPageSeen(1, "http://x.test/?link=dt", Outcome.NOT_FOUND))
    frontier_with(conn, Wanted("http://x.test/?link=dt", Role.COLUMN, column_id=lost))
    assert drop_twins(conn, 1, "x") == 1
    assert [known.id for known in known_columns(conn, 1, "x")] == [kept]
    assert Frontier(conn, 1, "x").counts() == {"queued": 1}


def listed(conn: sqlite3.Connection, day: date | None, title: str = "标题") -> int:
    column_id = put_column(conn, 1, "x", column("要闻"), NOW)
    row = Row(title, "a.htm", "http://x.test/a.htm", day)
    return put_listing(conn, 1, "x", column_id, row, 1, NOW, None)[0]


def article(day: date | None, via: str = "line") -> Article:
    return Article("标题", DateFact(day, via, "") if day else None, text="正文")


def test_article_decides_over_the_list(conn: sqlite3.Connection) -> None:
    listed(conn, date(2016, 3, 1))
    put_article(conn, 1, "x", "http://x.test/a.htm", article(date(2016, 3, 5)), "article", NOW, None)
    assert [(i.published_on, i.published_via) for i in queries.items(conn, "x")] == [(date(2016, 3, 5), "line")]


@pytest.mark.parametrize("first", ["list", "article"])
def test_list_is_surer_than_the_date_in_an_address(conn: sqlite3.Connection, first: str) -> None:
    if first == "list":
        listed(conn, date(2016, 3, 1))
    put_article(conn, 1, "x", "http://x.test/a.htm", article(date(2016, 6, 1), "url"), "article", NOW, None)
    if first == "article":
        listed(conn, date(2016, 3, 1))
    assert [(i.published_on, i.published_via) for i in queries.items(conn, "x")] == [(date(2016, 3, 1), "list")]


def test_letter_is_not_dated_by_the_mailbox_that_lists_its_sending(conn: sqlite3.Connection) -> None:
    listed(conn, date(2016, 3, 1))
    letter = Article("标题", text="正文", letter=Letter(date(2016, 3, 1), None, "处理中"))
    put_article(conn, 1, "x", "http://x.test/a.htm", letter, "letter", NOW, None)
    assert [(i.published_on, i.sent_on) for i in queries.items(conn, "x")] == [(None, date(2016, 3, 1))]


def test_item_without_any_date_stays_undated(conn: sqlite3.Connection) -> None:
    listed(conn, None)
    put_article(conn, 1, "x", "http://x.test/a.htm", article(None), "article", NOW, None)
    assert [i.published_on for i in queries.items(conn, "x")] == [None]
    assert queries.items(conn, "x", since=date(2016, 1, 1)) == []
    assert len(queries.items(conn, "x", since=date(2016, 1, 1), undated=True)) == 1


def test_unchanged_article_makes_no_new_version(conn: sqlite3.Connection) -> None:
    for _ in range(3):
        put_article(conn, 1, "x", "http://x.test/a.htm", article(date(2016, 3, 5)), "article", NOW, None)
    assert conn.execute("SELECT count(*) FROM item_versions").fetchone()[0] == 1


def test_items_are_narrowed_by_day_and_kind(conn: sqlite3.Connection) -> None:
    for no, (day, kind) in enumerate([("2015-12-31", "article"), ("2016-01-01", "article"), ("2016-12-31", "letter")]):
        url = f"http://x.test/{no}.htm"
        put_article(conn, 1, "x", url, article(date.fromisoformat(day)), kind, NOW, None)
    year = {"since": date(2016, 1, 1), "until": date(2016, 12, 31)}
    assert len(queries.items(conn, "x", **year)) == 2
    assert len(queries.items(conn, "x", **year, kinds=("article", "listed"))) == 1
    assert queries.items(conn, "x", kinds=()) == []


def test_run_whose_home_was_never_read_is_incomplete(conn: sqlite3.Connection) -> None:
    run = finish_run(conn, 1, NOW)
    assert run.state == "incomplete"
    assert last_run(conn, "x") == run
