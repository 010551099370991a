"""Lists behind a POST, crawled over loopback, archived, and crawled again out of the archive."""

from __future__ import annotations

from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.posting import is_post
from crawler.profiles import Profile
from crawler.replay import replay
from tests.crawler.mini_site import article, page
from tests.crawler.portal_server import Portal, portal
from tests.crawler.test_crawl import crawl

COLUMN = "/News_List.aspx?t=77"
MENU = f'<div class="nav"><ul><li><a href="/">网站首页</a></li><li><a href="{COLUMN}">工作动态</a></li></ul></div>'
CRUMB = f'<a href="{COLUMN}">工作动态</a>'


def list_page(number: int) -> bytes:
    """Page 1 to 3 of a list of eight, whose view state holds the number of the page."""
    numbers = range(8 - 3 * (number - 1), max(8 - 3 * number, 0), -1)
    items = "".join(
        f'<li><a href="/NewsView.aspx?id={n}">全市安全生产工作第{n}次会议召开</a><span>2016-12-{n:02d}</span></li>'
        for n in numbers
    )
    step = f"<a href=\"javascript:__doPostBack('pager','{number + 1}')\">下一页</a>" if number < 3 else ""
    state = f'<form method="post" action=""><input type="hidden" name="__VIEWSTATE" value="s{number}"/>'
    return page("工作动态", f"{state}<ul>{items}</ul><div>共8条 第{number}页/共3页 {step}</div></form>", CRUMB, MENU)


def answer_post(site: Portal, posted: list[dict[str, list[str]]]) -> Any:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "GET":
            body = list_page(1)
        else:
            fields = parse_qs(
                handler.rfile.read(int(handler.headers["Content-Length"])).decode(), keep_blank_values=True
            )
            posted.append(fields)
            state, wanted = fields["__VIEWSTATE"][0], int(fields["__EVENTARGUMENT"][0])
            body = list_page(wanted) if state == f"s{wanted - 1}" else list_page(1)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture
def posted() -> list[dict[str, list[str]]]:
    return []


def run(folder: Path, posted: list[dict[str, list[str]]], robots: bytes = b"") -> str:
    with portal() as site:
        html = (("Content-Type", "text/html; charset=utf-8"),)
        site.answers = {"/": (200, html, page("首页", "<p>某局</p>", menu=MENU)), COLUMN: answer_post(site, posted)}
        site.answers |= {
            f"/NewsView.aspx?id={n}": (
                200,
                html,
                article(f"全市安全生产工作第{n}次会议召开", f"2016-12-{n:02d}", CRUMB),
            )
            for n in range(1, 9)
        }
        if robots:
            site.answers["/robots.txt"] = (200, (("Content-Type", "text/plain"),), robots)
        crawl(folder, site)
        return site.home


def rows(folder: Path) -> list[tuple[str, date | None, int]]:
    conn = connect(folder / "catalogue.db")
    found = [(row.title, row.listed_on, row.row) for row in queries.listings(conn, "mini")]
    conn.close()
    return sorted(found, key=lambda row: row[2])


def test_view_state_list_is_walked_to_its_end(tmp_path: Path, posted: list[dict[str, list[str]]]) -> None:
    run(tmp_path, posted)
    found = rows(tmp_path)
    assert [row for _, _, row in found] == list(range(1, 9))
    assert [fields["__EVENTARGUMENT"] for fields in posted] == [["2"], ["3"]]


def test_archive_brings_back_what_was_asked_by_post(tmp_path: Path, posted: list[dict[str, list[str]]]) -> None:
    home = run(tmp_path, posted)
    profile = Profile.model_validate({"id": "mini", "home": home})
    warcs = sorted((tmp_path / "archive").rglob("*.warc.gz"))
    again = tmp_path / "again"
    again.mkdir()
    replay(profile, warcs, catalogue=again / "catalogue.db", archive=tmp_path / "archive")
    assert rows(again) == rows(tmp_path)
    assert len(rows(again)) == 8


def test_robots_rules_hold_for_the_real_address_of_a_post(tmp_path: Path, posted: list[dict[str, list[str]]]) -> None:
    run(tmp_path, posted, b"User-agent: *\nDisallow: /News_List.aspx\n")
    assert posted == []
    conn = connect(tmp_path / "catalogue.db")
    assert not [visit for visit in queries.visits(conn, "mini") if is_post(visit.url)]
    conn.close()
