"""What we asked of a host, by our own books, against what the host itself saw."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.catalogue.asked import Held, Request, asked_hosts, held_back, requests_to
from crawler.catalogue.database import connect
from crawler.clock import clock_starting_at
from crawler.crawl import crawl_sites
from crawler.etiquette import days_of
from crawler.probing import probe_sites
from tests.crawler.link_city import DAY0, city, some_page

NOON = datetime(2017, 1, 20, 4, tzinfo=UTC)
FIRST, LAST = date(2017, 1, 1), date(2017, 12, 31)


def request(seconds: float, purpose: str = "page", *, delay: float | None = None, status: int | None = 200) -> Request:
    return Request(NOON + timedelta(seconds=seconds), "http://a.test/", purpose, "ok", status, 100, 50, delay)


def test_distances_are_between_the_moments_of_sending() -> None:
    [day] = days_of([request(0, "robots", delay=2.0), request(2), request(5), request(9.5)])
    assert (day.requests, day.bytes, day.smallest, day.middle) == (4, 400, 2.0, 3.0)
    assert (day.by_purpose, day.robots_status, day.crawl_delay) == ({"page": 3, "robots": 1}, ("200",), 2.0)


def test_single_request_has_no_distance() -> None:
    [day] = days_of([request(0)])
    assert (day.smallest, day.middle, day.crawl_delay, day.robots_status) == (None, None, None, ())


def test_distance_across_midnight_counts_for_the_later_day() -> None:
    late = 12 * 3600  # midnight in Shanghai
    first, second = days_of([request(late - 1), request(late + 1), request(late + 9)])
    assert (first.day, first.smallest) == (date(2017, 1, 20), None)
    assert (second.day, second.smallest, second.requests) == (date(2017, 1, 21), 2.0, 2)


def test_day_on_which_only_robots_txt_was_asked_shows_what_was_left_alone() -> None:
    held = [Held(NOON, "http://a.test/x", "robots_disallowed")] * 3
    [day] = days_of([request(0, "robots", status=503)], held)
    assert (day.requests, day.robots_status, day.held) == (1, ("503",), {"robots_disallowed": 3})


def test_books_agree_with_what_the_host_saw(tmp_path: Path) -> None:
    """Crawl, link check and probe: every request is on record, robots.txt included, at the distance the host saw."""
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        portal.answers["/robots.txt"] = (
            200,
            (),
            b"User-agent: *\nDisallow: /xwzx/tzgg/\nCrawl-delay: 0.8\n",
        )
        seen, times = [], []
        archive = made.folder / "archive"
        for round_, day in enumerate((0, 1, 2)):
            clock = clock_starting_at(DAY0 + timedelta(days=day))
            if round_ == 0:
                crawl_sites(made.profiles(), catalogue=made.catalogue, archive=archive, clock=clock)
            elif round_ == 1:
                made.check(day)
            else:
                probe_sites(made.profiles(), catalogue=made.catalogue, clock=clock)
            seen.append(list(portal.asked))
            times.append(list(portal.times))
            portal.asked.clear()
            portal.times.clear()
        host = portal.home.removeprefix("http://").rstrip("/")
    conn = connect(made.catalogue)
    requests = requests_to(conn, host, FIRST, LAST)
    held = held_back(conn, host, FIRST, LAST)
    assert asked_hosts(conn) == [host]
    assert requests_to(conn, "127.0.0.1", FIRST, LAST) == requests, "without a port all its ports are meant"
    assert requests_to(conn, "127.0.0.11", FIRST, LAST) == []
    conn.close()
    days = days_of(requests, held)
    assert [day.requests for day in days] == [len(asked) for asked in seen]
    assert [day.by_purpose["robots"] for day in days] == [1, 1, 1]
    assert [set(day.by_purpose) for day in days] == [{"page", "robots"}, {"link", "robots"}, {"probe", "robots"}]
    assert [day.crawl_delay for day in days] == [0.8, 0.8, 0.8]
    assert [dict(day.held) for day in days] == [{"robots_disallowed": 1}, {"robots_disallowed": 1}, {}]
    for day, moments in zip(days, times, strict=True):
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert day.smallest == pytest.approx(min(gaps), abs=0.4)
        assert day.smallest is not None
        assert day.smallest > 0.4


def test_request_that_brings_no_answer_is_on_record(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        outside = made.host(1, {"/a.html": some_page()})
        made.portal("mini", {"甲": f"{outside.home}a.html"})
        made.crawl()
        outside.shutdown()
        outside.server_close()
        made.check(1)
    conn = connect(made.catalogue)
    [robots] = requests_to(conn, "127.0.1.1", FIRST, LAST)
    conn.close()
    assert (robots.purpose, robots.outcome, robots.status) == ("robots", "refused", None)
