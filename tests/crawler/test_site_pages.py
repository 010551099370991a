"""What the console's pages on sites ask of the catalogue: many sites at once, weeks, one column, our manners."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.catalogue import queries
from crawler.catalogue.asked import held_back, requests_to
from crawler.catalogue.column_course import column_states, first_listings, published_by_month
from crawler.catalogue.database import connect
from crawler.catalogue.fetches import Purpose, add_fetch
from crawler.catalogue.frontier import Frontier, Wanted
from crawler.catalogue.manners import host_days
from crawler.catalogue.many_sites import entries_seen, newest_days, pairs_waiting, years_of
from crawler.catalogue.runs import last_crawls, newest_crawls, start_run
from crawler.catalogue.visits import VisitNote, add_visit
from crawler.catalogue.weeks import Look, looks, monday, published_by_week
from crawler.clock import clock_starting_at
from crawler.crawl import crawl_sites
from crawler.etiquette import days_of
from crawler.model import Fetched, Outcome, Role
from tests.builders import catalogue_with, column, row, site_with
from tests.builders_history import crawled, seen
from tests.crawler.link_city import DAY0, city

NEWS = "政务公开/工作动态"
ROWS = [row("丙", "2016-12-30", "2016-12-30"), row("乙", "2016-12-27", "2016-12-27"), row("甲", "2016-03-01")]


def id_of(conn: sqlite3.Connection, path: str, site: str = "bureau") -> int:
    return next(column.id for column in queries.columns(conn, site) if column.path == path)


# --- many sites -------------------------------------------------------------------------------------------------


def test_newest_crawl_of_each_site_is_the_one_that_checks_use() -> None:
    conn = catalogue_with(column(NEWS, rows=ROWS))
    site_with(conn, column(NEWS, rows=ROWS), site="other")
    site_with(conn, column(NEWS, rows=ROWS))
    start_run(conn, "other", "full", datetime(2017, 2, 1, tzinfo=UTC), "still going on")
    conn.execute(
        "INSERT INTO runs (site, mode, state, started_at, software) VALUES ('bureau', 'recheck', 'complete', '', '')"
    )
    assert newest_crawls(conn) == {site: queries.last_run(conn, site) for site in ("bureau", "other")}
    assert [run.id for run in last_crawls(conn, "bureau", 5)] == [3, 1]
    assert [run.id for run in last_crawls(conn, "bureau", 1)] == [3]
    assert [run.id for run in last_crawls(conn, "bureau", 5, before=3)] == [1]
    assert [run.mode for run in last_crawls(conn, "bureau", 2, all_modes=True)] == ["recheck", "full"]


def test_newest_day_is_never_one_to_come() -> None:
    conn = catalogue_with(column(NEWS, rows=[*ROWS, row("明", "2017-05-01", "2017-05-01")]))
    site_with(conn, site="bare")
    days = newest_days(conn, ["bureau", "bare", "nowhere"], date(2017, 1, 20))
    assert days == {"bureau": date(2016, 12, 30)}
    assert newest_days(conn, ["bureau"], date(2017, 6, 1)) == {"bureau": date(2017, 5, 1)}
    assert years_of(conn, "bureau", date(2017, 1, 20)) == (2016, 2016)
    assert years_of(conn, "bureau", date(2017, 6, 1)) == (2016, 2017)
    assert years_of(conn, "bare", date(2017, 6, 1)) is None


def test_entries_are_those_that_the_runs_saw() -> None:
    conn = seen(crawled("2016-03-07", column(NEWS, rows=ROWS)), crawled("2016-12-31", column(NEWS, rows=ROWS[1:])))
    assert [entries_seen(conn, runs) for runs in ([1], [2], [1, 2], [])] == [3, 2, 5, 0]


def test_pairs_wait_only_where_both_sides_are_asked_for() -> None:
    conn = catalogue_with(column(NEWS, rows=ROWS))
    site_with(conn, column(NEWS, rows=ROWS), site="other")
    mine, theirs = (
        [each["id"] for each in conn.execute("SELECT id FROM items WHERE site = ? ORDER BY id", (site,))]
        for site in ("bureau", "other")
    )
    for number, state in enumerate(("review", "confirmed", "review")):
        conn.execute(
            "INSERT INTO pairings (item_a, item_b, method, score, state, made_at, made_by)"
            " VALUES (?, ?, 'close_title', 0.8, ?, '2017-01-20T00:00:00Z', 'test')",
            (mine[number], theirs[number], state),
        )
    assert pairs_waiting(conn, ["bureau", "other"]) == 2
    assert pairs_waiting(conn, ["bureau"]) == 0


def in_year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


# --- weeks ------------------------------------------------------------------------------------------------------


def test_weeks_begin_on_monday_and_count_each_item_once() -> None:
    conn = catalogue_with(column(NEWS, rows=ROWS), column("首页栏目", rows=[row("丙", "2016-12-30", "2016-12-30")]))
    weeks = published_by_week(conn, "bureau", 1, *in_year(2016))[id_of(conn, NEWS)]
    assert weeks == {date(2016, 12, 26): 2, date(2016, 2, 29): 1}
    assert monday(date(2016, 12, 30)) == date(2016, 12, 26)
    assert published_by_week(conn, "bureau", 1, *in_year(2015)) == {}


def test_a_week_is_counted_in_its_own_year_only() -> None:
    conn = catalogue_with(
        column(NEWS, rows=[row("新", "2017-01-01", "2017-01-01"), row("旧", "2016-12-31", "2016-12-31")])
    )
    (this,) = published_by_week(conn, "bureau", 1, *in_year(2017)).values()
    (last,) = published_by_week(conn, "bureau", 1, *in_year(2016)).values()
    assert (this, last) == ({date(2016, 12, 26): 1}, {date(2016, 12, 26): 1})


def test_only_a_whole_walk_vouches_for_what_was_not_there() -> None:
    conn = seen(
        crawled("2016-03-07", column(NEWS, rows=ROWS[2:])),
        crawled("2016-03-14", column(NEWS, rows=ROWS[2:], pages=3)),
        crawled("2016-03-21", column(NEWS, outcome=Outcome.TIMEOUT)),
    )
    column_id = conn.execute("SELECT id FROM columns WHERE path = ?", (NEWS,)).fetchone()["id"]
    walked = Look(date(2016, 3, 7), date(2016, 3, 14))
    assert looks(conn, "bureau", 3)[column_id] == walked
    assert looks(conn, "bureau", 1)[column_id] == Look(date(2016, 3, 7), date(2016, 3, 7))


def test_a_column_that_never_opened_was_never_looked_at() -> None:
    conn = catalogue_with(column(NEWS, outcome=Outcome.TIMEOUT))
    assert set(looks(conn, "bureau", 1).values()) == {Look(None, None)}


# --- one column -------------------------------------------------------------------------------------------------


def test_a_column_s_course_has_every_crawl_newest_first() -> None:
    conn = seen(
        crawled("2016-03-07", column(NEWS, rows=ROWS[2:])),
        crawled("2016-12-31", column(NEWS, rows=ROWS)),
        crawled("2017-01-07", column(NEWS, outcome=Outcome.TIMEOUT)),
    )
    column_id = conn.execute("SELECT id FROM columns WHERE path = ?", (NEWS,)).fetchone()["id"]
    course = column_states(conn, "bureau", column_id, last=10)
    assert [(each.run, each.outcome, each.complete) for each in course] == [
        (3, "timeout", False),
        (2, "ok", True),
        (1, "ok", True),
    ]
    assert (course[1].rows, course[1].newest) == (3, date(2016, 12, 30))
    assert [each.run for each in column_states(conn, "bureau", column_id, last=2)] == [3, 2]
    assert column_states(conn, "other", column_id, last=2) == []


def test_months_and_the_top_of_the_list() -> None:
    conn = catalogue_with(column(NEWS, rows=ROWS))
    assert published_by_month(conn, id_of(conn, NEWS), 1, *in_year(2016)) == {"2016-03": 1, "2016-12": 2}
    assert published_by_month(conn, id_of(conn, NEWS), 1, date(2016, 12, 28), date(2016, 12, 31)) == {"2016-12": 1}
    top = first_listings(conn, id_of(conn, NEWS), 1, last_row=2)
    assert [entry.title for entry in top] == ["丙", "乙"]
    assert top == [entry for entry in queries.listings(conn, "bureau") if entry.column == NEWS][:2]


# --- manners ----------------------------------------------------------------------------------------------------


def test_sums_are_those_of_the_single_requests(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {f"第{number}页": f"/a/{number}.html" for number in range(5)})
        portal.answers["/robots.txt"] = (200, (), b"User-agent: *\nDisallow: /xwzx/tzgg/\nCrawl-delay: 0.1\n")
        for day in (0, 1):
            clock = clock_starting_at(DAY0 + timedelta(days=day))
            crawl_sites(made.profiles(), catalogue=made.catalogue, archive=made.folder / "archive", clock=clock)
        host = portal.home.removeprefix("http://").rstrip("/")
    conn = connect(made.catalogue)
    span = (date(2017, 1, 1), date(2017, 12, 31))
    single = days_of(requests_to(conn, host, *span), held_back(conn, host, *span))[::-1]
    summed = host_days(conn, [1, 2])
    newest = host_days(conn, [2])
    conn.close()
    assert {each.host for each in summed} == {host}
    assert [(d.day, d.requests, d.bytes, d.longest_answer_ms) for d in summed] == [
        (d.day, d.requests, d.bytes, d.longest_answer_ms) for d in single
    ]
    assert [d.smallest for d in summed] == [pytest.approx(d.smallest, abs=0.002) for d in single]
    assert [d.held for d in summed] == [sum(d.held.values()) for d in single] == [1, 1]
    assert [(d.robots, d.crawl_delay) for d in summed] == [(("200",), 0.1)] * 2
    assert [d.day for d in newest] == [summed[0].day]


def test_distance_after_a_refusal_is_told_apart() -> None:
    conn = catalogue_with(column(NEWS, rows=ROWS))
    run = start_run(conn, "bureau", "full", DAY0, "test")
    frontier = Frontier(conn, run, "bureau")
    for number, (second, status) in enumerate([(0, 200), (1, 429), (31, 200), (32, 503), (36, 200)]):
        at = DAY0 + timedelta(seconds=second)
        url = f"http://bureau.example/{number}"
        frontier.add(Wanted(url, Role.LINK))
        (task,) = frontier.lease(1, owner="test", now=at, until=at)
        frontier.done(task.id, Outcome.OK)
        outcome = {200: Outcome.OK, 429: Outcome.THROTTLED, 503: Outcome.SERVER_ERROR}[status]
        add_visit(conn, task, Fetched(url, at, outcome, status, body=b"x", elapsed_ms=0), VisitNote(), None)
    conn.execute("UPDATE runs SET state = 'complete' WHERE id = ?", (run,))
    (day,) = host_days(conn, [run])
    assert (day.requests, day.refused, day.failed, day.bytes) == (5, 1, 1, 5)
    assert day.smallest == pytest.approx(1.0, abs=0.002)
    assert day.after_trouble == pytest.approx(4.0, abs=0.002)
    assert day.mean == pytest.approx(9.0, abs=0.002)


def test_robots_and_other_hosts_have_days_of_their_own() -> None:
    conn = catalogue_with(column(NEWS, rows=ROWS))
    at = datetime(2017, 1, 20, 15, 59, tzinfo=UTC)
    run = start_run(conn, "bureau", "full", at - timedelta(seconds=1), "test")
    for minutes, url in ((0, "http://a.test/robots.txt"), (2, "http://b.test:8080/robots.txt")):
        moment = at + timedelta(minutes=minutes)
        fetched = Fetched(url, moment, Outcome.NOT_FOUND, 404, elapsed_ms=5)
        add_fetch(conn, Purpose.ROBOTS, fetched, run_id=run)
    days = host_days(conn, [run])
    assert [(each.day, each.host, each.robots) for each in days] == [
        (date(2017, 1, 21), "b.test:8080", ("404",)),
        (date(2017, 1, 20), "a.test", ("404",)),
    ]
    assert host_days(conn, []) == []
