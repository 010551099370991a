"""One address, fetched with a crawl's own means."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.archive.reader import read_capture
from crawler.clock import clock_starting_at
from crawler.model import Outcome
from crawler.one_page import Got, fetch_page
from crawler.profiles.profile import profile_from
from tests.crawler.link_city import DAY0, LOOPBACK, TEXT, City, Host, city
from tests.crawler.mini_site import HTML, article, page

REPORT = article("某局2016年政府信息公开工作年度报告", "2017-01-20", "信息公开年报")


def fetch(made: City, host: Host, path: str, allow_net: tuple[str, ...] = LOOPBACK) -> Got:
    url = host.home + path
    profile = profile_from({"home": url}, where=url, default_id="report")
    return fetch_page(profile, url, folder=made.folder / "audit", clock=clock_starting_at(DAY0), allow_net=allow_net)


def test_a_page_is_fetched_and_archived(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        host = made.host(1, {"/report.html": (200, HTML, REPORT)})
        got = fetch(made, host, "report.html")
        assert host.asked == ["/robots.txt", "/report.html"]
    assert (got.outcome, got.fetched.body) == (Outcome.OK, REPORT)
    assert got.capture is not None
    capture = got.capture
    kept = read_capture(made.folder / "audit" / "archive", capture.warc_file, capture.offset, capture.length)
    assert kept.body == REPORT


def test_a_redirect_is_followed_and_told(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        answers: dict[str, Any] = {
            "/old": (302, (("Location", "/report.html"),), b""),
            "/report.html": (200, HTML, REPORT),
        }
        host = made.host(1, answers)
        got = fetch(made, host, "old")
        assert got.url == f"{host.home}report.html"
    assert got.outcome is Outcome.OK


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"/robots.txt": (200, TEXT, b"User-agent: *\nDisallow: /\n")}, "robots_disallowed"),
        ({"/report.html": (404, HTML, b"no")}, "not_found"),
        ({"/report.html": (302, (("Location", "/report.html"),), b"")}, "redirect_loop"),
        ({"/report.html": (200, HTML, page("404", "<p>您访问的页面不存在</p>", menu=""))}, "soft_404"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_page_is_an_outcome(tmp_path: Path, answers: dict[str, Any], outcome: str) -> None:
    with city(tmp_path) as made:
        host = made.host(1, {"/report.html": (200, HTML, REPORT), **answers})
        assert fetch(made, host, "report.html").outcome == outcome


def test_a_private_address_is_refused_without_leave(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        host = made.host(1, {"/report.html": (200, HTML, REPORT)})
        got = fetch(made, host, "report.html", allow_net=())
        assert host.asked == []
    assert (got.outcome, got.capture) == (Outcome.BLOCKED_ADDRESS, None)
