"""What no list shows any more: a whole crawl asks for its page once, and keeps the answer as evidence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.catalogue.database import connect
from crawler.page import Page
from crawler.platforms.base import read_page
from tests.crawler.mini_site import HTML, page, rows
from tests.crawler.portal_server import Portal, portal
from tests.crawler.test_crawl import crawl

GONE = "/xwzx/tzgg/201611/t20161101_90.html"


@contextmanager
def catalogue(folder: Path) -> Iterator[sqlite3.Connection]:
    conn = connect(folder / "catalogue.db")
    yield conn
    conn.close()


def _take_away(site: Portal, answer: object) -> None:
    """Take the notice out of its list and off the home page, and let its address answer otherwise."""
    for path, (status, headers, body) in [(k, v) for k, v in site.answers.items() if isinstance(v, tuple)]:
        if GONE.encode() in body:
            lines = body.decode().split("<li>")
            kept = [line for line in lines if GONE not in line]
            site.answers[path] = (status, headers, "<li>".join(kept).encode())
    site.answers[GONE] = answer
    site.asked.clear()


def _answers(folder: Path) -> list[str]:
    with catalogue(folder) as conn:
        found = conn.execute("SELECT outcome FROM visits WHERE key LIKE '%_90.html' AND role = 'attachment'")
        return [row["outcome"] for row in found]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((404, HTML, b"<html><title>404</title></html>"), "not_found"),
        ((410, HTML, b"<html><title>410</title></html>"), "gone"),
        ((302, [*HTML, ("Location", "/")], b""), "redirect"),
        ((200, HTML, page("通知", "<p>原来的正文</p>")), "ok"),
    ],
)
def test_page_of_an_item_that_left_its_list_is_asked_for_once(tmp_path: Path, answer: object, outcome: str) -> None:
    with portal() as site:
        assert crawl(tmp_path, site).complete
        _take_away(site, answer)
        assert crawl(tmp_path, site).complete
        assert site.asked.count(GONE) == 1
        assert _answers(tmp_path) == [outcome]
        with catalogue(tmp_path) as conn:
            row = conn.execute("SELECT vanished_at FROM items WHERE key LIKE '%_90.html'").fetchone()
        assert row["vanished_at"] is not None, "that its page is still there does not put it back into the list"
        site.asked.clear()
        assert crawl(tmp_path, site).complete
        assert GONE not in site.asked, "it has vanished by now"


def test_page_that_fails_leaves_the_crawl_complete(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path, site).complete
        _take_away(site, (503, HTML, b"busy"))
        assert crawl(tmp_path, site).complete
    assert set(_answers(tmp_path)) == {"server_error"}


def test_list_that_could_not_be_read_makes_nobody_ask(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path, site).complete
        _take_away(site, (404, HTML, b""))
        site.answers["/xwzx/tzgg/"] = (404, HTML, b"<html><title>404</title></html>")
        crawl(tmp_path, site)
        assert GONE not in site.asked


def test_update_asks_nothing_more(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path, site).complete
        _take_away(site, (404, HTML, b""))
        crawl(tmp_path, site, mode="update")
        assert GONE not in site.asked


def test_date_that_does_not_exist_is_kept_as_written() -> None:
    entries = [(f"第{n}次会议在市里召开的情况通报", f"/a/{n}.html", f"2016-02-{n}") for n in (30, 29, 28, 27)]
    listing = read_page(Page("http://portal.test/a/", page("工作动态", rows(entries)), "text/html", 200)).listing
    assert listing is not None
    assert [(str(row.listed_on), row.raw_date) for row in listing.rows] == [
        ("None", "2016-02-30"),
        ("2016-02-29", "2016-02-29"),
        ("2016-02-28", "2016-02-28"),
        ("2016-02-27", "2016-02-27"),
    ]
