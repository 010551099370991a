"""Probes of home pages over loopback."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.availability import Availability
from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.catalogue.probe_rows import ProbeRow
from crawler.clock import clock_starting_at
from crawler.probing import probe_sites
from tests.crawler.link_city import DAY0, City, city
from tests.crawler.mini_site import HTML

DAY = date(2017, 1, 20)


def probe(made: City, *sites: str, **options: Any) -> list[ProbeRow]:
    options = {"max_seconds": 1.0, **options}
    return probe_sites(made.profiles(*sites), catalogue=made.catalogue, clock=clock_starting_at(DAY0), **options)


def availability(made: City, site: str) -> Availability:
    conn = connect(made.catalogue)
    found = queries.availability(conn, site, DAY, DAY, max_seconds=1.0)
    conn.close()
    return found


def test_home_page_is_opened_once_and_nothing_else_is_asked(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        [row] = probe(made)
        assert portal.asked == ["/robots.txt", "/"]
    assert (row.outcome, row.status, row.hops) == ("ok", 200, 0)
    assert row.elapsed_ms is not None
    assert availability(made, "mini").visits == 1
    conn = connect(made.catalogue)
    asked = [tuple(found) for found in conn.execute("SELECT purpose, bytes FROM fetches ORDER BY id")]
    conn.close()
    assert [purpose for purpose, _ in asked] == ["robots", "probe"]
    assert asked[1][1] <= 4096


def test_visits_are_spaced_and_robots_txt_is_asked_once(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        started = time.monotonic()
        rows = probe(made, times=3, every=0.6)
        assert portal.asked == ["/robots.txt", "/", "/", "/"]
    assert len(rows) == 3
    for number, moment in enumerate(portal.times[1:]):
        assert moment >= started + 0.6 * number, "a late visit does not bring the next one forward"
    assert availability(made, "mini").visits == 1, "closer than five minutes: one occasion"


def test_robots_txt_is_asked_again_after_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.middlewares.robots._KEPT", 0.0)
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        probe(made, times=2, every=0.6)
        assert portal.asked == ["/robots.txt", "/", "/robots.txt", "/"]


def test_chain_of_redirects_is_one_visit(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        outside = made.host(1, {"/": (302, (("Location", "/index"),), b""), "/index": (200, HTML, b"<p>hi</p>")})
        made.portal("mini", {}).answers["/"] = (301, (("Location", outside.home),), b"")
        [row] = probe(made)
    assert (row.outcome, row.hops, row.final_url) == ("ok", 2, f"{outside.home}index")


def test_slow_home_page_is_given_up_in_time_and_fails_because_the_other_site_answered(tmp_path: Path) -> None:
    given_up = threading.Event()

    def slow(handler: Any) -> None:
        given_up.wait(120)
        handler.close_connection = True

    with city(tmp_path) as made:
        made.portal("mini", {}).answers["/"] = slow
        made.portal("other", {}, number=2)
        started = time.monotonic()
        rows = {row.site: row for row in probe(made)}
        took = time.monotonic() - started
        given_up.set()
    assert took < 60
    assert rows["mini"].outcome == "timeout"
    assert 900 <= (rows["mini"].elapsed_ms or 0) < 60_000
    assert (availability(made, "mini").failures, availability(made, "other").failures) == (1, 0)


def test_time_is_that_of_the_whole_chain(tmp_path: Path) -> None:
    def hop(handler: Any) -> None:
        time.sleep(2.5)
        handler.reply(302, [("Location", "/next")], b"")

    def end(handler: Any) -> None:
        time.sleep(2.5)
        handler.reply(200, list(HTML), b"<p>late</p>")

    with city(tmp_path) as made:
        made.portal("mini", {}).answers.update({"/": hop, "/next": end})
        [row] = probe(made, max_seconds=4.0)
    assert (row.outcome, row.hops) == ("timeout", 1)


def test_all_sites_away_at_once_are_our_own_network(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        for number in (1, 2):
            portal = made.portal(f"s{number}", {}, number=number)
            portal.shutdown()
            portal.server_close()
        rows = probe(made)
        assert {row.outcome for row in rows} == {"refused"}
        found = availability(made, "s1")
        assert (found.visits, found.failures, found.own_network) == (0, 0, 1)


def test_one_site_alone_that_gives_no_answer_is_told_apart(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        portal.shutdown()
        portal.server_close()
        probe(made)
        found = availability(made, "mini")
    assert (found.visits, found.failures, found.alone, found.share) == (1, 0, 1, 0.0)


def test_home_page_that_robots_txt_forbids_is_not_asked(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        portal.answers["/robots.txt"] = (200, (), b"User-agent: *\nDisallow: /\n")
        [row] = probe(made)
        assert portal.asked == ["/robots.txt"]
    assert (row.outcome, row.elapsed_ms) == ("robots_disallowed", None)
    assert availability(made, "mini").undetermined == 1


def test_private_address_is_not_probed(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        [profile] = made.profiles("mini", allow_net=[])
        [row] = probe_sites([profile], catalogue=made.catalogue, clock=clock_starting_at(DAY0))
        assert portal.asked == []
    assert row.outcome == "blocked_address"
