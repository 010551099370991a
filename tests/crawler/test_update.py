"""Update crawls: about one request a column, everything new found, nothing else changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.catalogue import queries
from crawler.catalogue.database import connect
from tests.crawler.mini_site import HTML, article
from tests.crawler.portal_server import Portal, portal
from tests.crawler.test_crawl import crawl
from tests.crawler.test_workers import told


def conditional(site: Portal) -> None:
    """Let every page of the portal answer 304 to who has it already."""
    for path, answer in list(site.answers.items()):
        if callable(answer):
            continue

        def reply(handler: Any, path: str = path, answer: tuple[int, Any, bytes] = answer) -> None:
            tag = f'"{hash(answer[2])}"'
            if handler.headers.get("If-None-Match") == tag:
                handler.reply(304, [("ETag", tag)], b"")
            else:
                handler.reply(answer[0], [*answer[1], ("ETag", tag)], answer[2])

        site.answers[path] = reply


def pages(site: Portal) -> list[str]:
    asked = [path for path in site.asked if path != "/robots.txt"]
    site.asked.clear()
    return asked


@pytest.mark.parametrize("with_tags", [False, True], ids=["200", "304"])
def test_unchanged_site_costs_one_request_a_column(tmp_path: Path, with_tags: bool) -> None:
    with portal() as site:
        if with_tags:
            conditional(site)
        assert crawl(tmp_path, site).complete
        whole, before = pages(site), told(tmp_path)
        run = crawl(tmp_path, site, mode="update")
        asked = pages(site)
    assert (run.mode, run.state) == ("update", "complete")
    assert len(asked) == len(set(asked)) == 5 < len(whole)  # the home page and four columns
    assert _plain(told(tmp_path)) == _plain(before)
    conn = connect(tmp_path / "catalogue.db")
    found = {visit.outcome for visit in queries.visits(conn, "mini")}
    conn.close()
    assert found == ({"not_modified"} if with_tags else {"ok"})


def _plain(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    walked = {"pages_walked", "outcome", "status"}  # page 2 of a list was not walked again; 304 is not 200
    return {
        name: [{k: v for k, v in row.items() if k not in walked} for row in entries] for name, entries in found.items()
    }


def test_new_item_is_found_and_the_rest_taken_over(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path, site).complete
        pages(site)
        _publish(site, "新发布的一条信息")
        run = crawl(tmp_path, site, mode="update")
        asked = pages(site)
    assert run.complete
    assert "/xwzx/gzdt/new.html" in asked
    assert len(asked) <= 5 + 1 + 1  # home, columns, the item, and page 2 behind a page with something new
    conn = connect(tmp_path / "catalogue.db")
    news = next(c for c in queries.columns(conn, "mini") if c.path == "新闻中心/工作动态")
    assert (news.items, str(news.newest), news.complete) == (9, "2016-12-30", True)
    titles = [row.title for row in queries.listings(conn, "mini") if row.column == news.path]
    assert titles[0] == "新发布的一条信息"
    assert len(titles) == 9
    conn.close()


def test_dead_link_of_the_whole_crawl_is_still_known_after_an_update(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path, site).complete
        conn = connect(tmp_path / "catalogue.db")
        dead = [link.url for link in queries.links(conn, "mini", outcomes=["not_found"])]
        assert crawl(tmp_path, site, mode="update").complete
        assert [link.url for link in queries.links(conn, "mini", outcomes=["not_found"])] == dead != []
        assert any(t.outcome == "not_found" for t in queries.targets(conn, "mini"))
        conn.close()


def test_first_update_of_a_site_is_a_whole_crawl(tmp_path: Path) -> None:
    with portal() as site:
        run = crawl(tmp_path, site, mode="update")
    assert (run.mode, run.state) == ("full", "complete")


def test_column_that_cannot_be_read_leaves_the_update_incomplete(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path, site).complete
        before = site.answers["/xwzx/gzdt/"]
        site.answers["/xwzx/gzdt/"] = (500, HTML, b"")
        run = crawl(tmp_path, site, mode="update")
        assert (run.state, dict(run.failures)) == ("incomplete", {"server_error": 1})
        conn = connect(tmp_path / "catalogue.db")
        news = next(c for c in queries.columns(conn, "mini") if c.path == "新闻中心/工作动态")
        assert (news.readable, news.complete) == (False, False)
        site.answers["/xwzx/gzdt/"] = before
        assert crawl(tmp_path, site, mode="update").complete
        news = next(c for c in queries.columns(conn, "mini") if c.path == "新闻中心/工作动态")
        assert (news.items, news.complete) == (8, True)
        conn.close()


def _publish(site: Portal, title: str) -> None:
    """A new item at the head of 工作动态."""
    status, headers, body = site.answers["/xwzx/gzdt/"]
    first = f'<li><a href="/xwzx/gzdt/new.html">{title}</a><span>2016-12-30</span></li>'.encode()
    start = body.index(b'<div class="list"><ul>') + len(b'<div class="list"><ul>')
    site.answers["/xwzx/gzdt/"] = (status, headers, body[:start] + first + body[start:])
    crumb = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/gzdt/">工作动态</a>'
    site.answers["/xwzx/gzdt/new.html"] = (200, HTML, article(title, "2016-12-30", crumb))
