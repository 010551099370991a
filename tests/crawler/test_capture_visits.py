"""Whose a capture is, and what else was captured at its address."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from crawler.catalogue.capture_visits import captures_beside, newest_at, page_linking, sites_of_capture
from crawler.catalogue.database import connect
from crawler.catalogue.runs import start_run
from crawler.catalogue.visits import Capture, VisitNote, add_capture, add_link, add_visit
from crawler.model import Fetched, Outcome, Role, Task

NOW = datetime(2016, 12, 31, tzinfo=UTC)


@pytest.fixture
def conn() -> sqlite3.Connection:
    made = connect(None)
    for site in ("bureau", "city"):
        made.execute("INSERT INTO sites VALUES (?, ?, 'bureau', 'http://x.test/', NULL, '2016-01-01')", (site, site))
    return made


def put(
    conn: sqlite3.Connection, site: str, folder: str, day: int, key: str = "x.test/a", url: str = "http://x.test/a"
) -> int:
    run = start_run(conn, site, "full", NOW, "test")
    at = f"2016-12-{day:02}T00:00:00Z"
    capture = add_capture(conn, Capture(url, at, "00", f"{folder}/a.warc.gz", day, 10))
    task = Task(id=1, run_id=run, site=site, key=key, url=url, role=Role.ARTICLE)
    fetched = Fetched(url=url, at=NOW, outcome=Outcome.OK, status=200)
    add_visit(conn, task, fetched, VisitNote(), capture)
    return capture


def test_a_capture_belongs_to_the_sites_that_visited_it_and_to_its_folder(conn: sqlite3.Connection) -> None:
    number = put(conn, "city", "bureau", 1)
    assert sites_of_capture(conn, number) == {"bureau", "city"}
    assert sites_of_capture(conn, 999) == frozenset()


def test_what_has_no_visit_belongs_to_its_folder(conn: sqlite3.Connection) -> None:
    robots = add_capture(conn, Capture("http://x.test/robots.txt", "2016-12-01T00:00:00Z", "00", "city/r.warc", 1, 1))
    nobody = add_capture(conn, Capture("http://x.test/robots.txt", "2016-12-01T00:00:00Z", "00", "else/r.warc", 1, 1))
    assert sites_of_capture(conn, robots) == {"city"}
    assert sites_of_capture(conn, nobody) == frozenset()


def test_captures_of_one_address_come_newest_first_and_page_by_page(conn: sqlite3.Connection) -> None:
    numbers = [put(conn, "bureau", "bureau", day) for day in (1, 2, 3)]
    put(conn, "bureau", "bureau", 4, key="x.test/b", url="http://x.test/b")
    found = captures_beside(conn, numbers[0], ["bureau"])
    assert [each.row.id for each in found] == numbers[::-1]
    assert {(each.outcome, each.status) for each in found} == {("ok", 200)}
    last = found[0].row
    assert [each.row.id for each in captures_beside(conn, numbers[0], ["bureau"], before=(last.at, last.id))] == [
        numbers[1],
        numbers[0],
    ]
    assert [each.row.id for each in captures_beside(conn, numbers[0], ["bureau"], limit=1)] == [numbers[2]]


def test_captures_in_the_crawls_of_other_sites_are_not_told(conn: sqlite3.Connection) -> None:
    own, _ = put(conn, "bureau", "bureau", 1), put(conn, "city", "city", 2)
    assert [each.row.id for each in captures_beside(conn, own, ["bureau", "city"])] == [own]
    assert captures_beside(conn, own, ["city"]) == []
    assert captures_beside(conn, own, []) == []


def test_the_question_needs_no_look_at_all_visits(conn: sqlite3.Connection) -> None:
    plan = [
        row["detail"]
        for row in conn.execute(
            "EXPLAIN QUERY PLAN SELECT r.site FROM visits v JOIN runs r ON r.id = v.run_id WHERE v.capture_id = 1"
        )
    ]
    assert any("visits_by_capture" in step for step in plan), plan


def test_the_newest_capture_of_an_address_at_a_moment(conn: sqlite3.Connection) -> None:
    first, second = put(conn, "bureau", "bureau", 1), put(conn, "bureau", "bureau", 2)
    put(conn, "city", "city", 3)
    newest = newest_at(conn, "bureau", "http://x.test/a")
    then = newest_at(conn, "bureau", "http://x.test/a", until="2016-12-01T12:00:00Z")
    assert newest and then and (newest.id, then.id) == (second, first)
    assert newest_at(conn, "bureau", "http://x.test/b") is None


@pytest.mark.parametrize(("on_home", "page"), [(False, "http://x.test/list"), (True, "http://x.test/")])
def test_the_page_that_links_somewhere(conn: sqlite3.Connection, on_home: bool, page: str) -> None:
    run = start_run(conn, "bureau", "full", NOW, "test")
    came = "http://x.test/list"
    add_link(conn, run, key="x.test/a", url="u", text="t", from_url=came, on_home=on_home, internal=True)
    assert page_linking(conn, "bureau", "x.test/a") == page
    assert page_linking(conn, "city", "x.test/a") is None
    assert page_linking(conn, "bureau", "x.test/a", until="2015-01-01T00:00:00Z") is None
