"""Rechecks: a few requests, judged in a copy, and a catalogue whose chain of crawls knows nothing of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crawler.archive.verify import verify_captures
from crawler.catalogue import queries
from crawler.catalogue.asked import requests_to
from crawler.catalogue.database import connect
from crawler.catalogue.runs import last_run
from crawler.clock import day_in_shanghai, system_clock
from crawler.errors import ConfigError
from crawler.profiles import Profile
from crawler.recheck import Rechecked, Wish, recheck
from tests.crawler.mini_site import HTML
from tests.crawler.portal_server import Portal, portal
from tests.crawler.test_crawl import LOOPBACK, crawl
from tests.crawler.test_update import _publish, pages
from tests.crawler.test_workers import told

NEWS = "新闻中心/工作动态"


def look_again(folder: Path, site: Portal, wish: Wish) -> Rechecked[tuple[str, int, str, list[str]]]:
    """Recheck, and say of the news column what the copy knows: newest day, items, outcome, titles."""
    profile = Profile.model_validate(
        {"id": "mini", "home": site.home, "fetch": {"delay_seconds": 0, "retry_seconds": [0.1, 0.2]}}
    )

    def judge(conn: sqlite3.Connection, run: int) -> tuple[str, int, str, list[str]]:
        news = next(column for column in queries.columns(conn, "mini", run=run) if column.path == NEWS)
        rows = queries.listings(conn, "mini", run=run)
        return str(news.newest), news.items, news.outcome, [row.title for row in rows]

    return recheck(
        profile,
        wish,
        judge,
        catalogue=folder / "catalogue.db",
        archive=folder / "archive",
        clock=system_clock,
        allow_net=LOOPBACK,
        contact="mailto:web@example.test",
    )


def test_column_is_looked_at_again_with_its_new_item_and_nothing_else(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path, site).complete
        pages(site)
        before = told(tmp_path)
        _publish(site, "新发布的一条信息")
        found = look_again(tmp_path, site, Wish(columns=(NEWS,)))
        asked = pages(site)
    newest, items, outcome, titles = found.judged
    assert (newest, items, outcome) == ("2016-12-30", 9, "ok")
    assert "新发布的一条信息" in titles
    assert len(titles) > 9, "the lists of the other columns are known from the crawl"
    assert set(asked) <= {"/xwzx/gzdt/", "/xwzx/gzdt/new.html", "/xwzx/gzdt/index_1.html"}
    assert found.finished and found.run.mode == "recheck" and found.run.complete
    assert told(tmp_path) == before, "columns, items and lists stay as the crawl saw them"


def test_recheck_leaves_the_chain_of_crawls_as_it_was(tmp_path: Path) -> None:
    with portal() as site:
        first = crawl(tmp_path, site)
        _publish(site, "新发布的一条信息")
        look_again(tmp_path, site, Wish(columns=(NEWS,)))
        conn = connect(tmp_path / "catalogue.db")
        newest = last_run(conn, "mini")
        assert newest is not None and newest.id == first.id
        pages(site)
        update = crawl(tmp_path, site, mode="update")
        assert update.complete
        assert "/xwzx/gzdt/new.html" in pages(site), "the update finds it as if nobody had looked"
        news = next(column for column in queries.columns(conn, "mini") if column.path == NEWS)
        assert (news.items, news.complete) == (9, True)
        assert len(queries.columns(conn, "mini")) == 4
        conn.close()


def test_what_was_asked_is_archived_and_stands_in_the_ledger_for_webmasters(tmp_path: Path) -> None:
    with portal() as site:
        crawl(tmp_path, site)
        conn = connect(tmp_path / "catalogue.db")
        today = day_in_shanghai(system_clock())
        before = len(requests_to(conn, "127.0.0.1", today, today))
        asked_before = len(site.asked)
        found = look_again(tmp_path, site, Wish(columns=(NEWS,)))
        requests = requests_to(conn, "127.0.0.1", today, today)
        assert len(requests) - before == len(site.asked) - asked_before > 0
        assert found.captures
        assert list(verify_captures(conn, tmp_path / "archive")) == []
        shown = queries.visits(conn, "mini", run=found.run.id)
        assert [visit.capture_id in found.captures.values() for visit in shown] == [True] * len(shown)
        conn.close()
    assert not list(tmp_path.glob(".catalogue*")), "the copy is gone"


def test_server_that_fails_is_an_answer_of_its_own(tmp_path: Path) -> None:
    with portal() as site:
        crawl(tmp_path, site)
        site.answers["/xwzx/gzdt/"] = (500, HTML, b"")
        found = look_again(tmp_path, site, Wish(columns=(NEWS,)))
        assert found.judged[2] == "server_error"
        assert found.outcome_of(f"{site.home}xwzx/gzdt/") == "server_error"
        assert found.run.state == "complete", "it was asked and answered, though not with the page"
        assert dict(found.run.failures) == {"server_error": 1}


def test_item_link_and_home_page_cost_one_request_each(tmp_path: Path) -> None:
    with portal() as site:
        crawl(tmp_path, site)
        conn = connect(tmp_path / "catalogue.db")
        item = next(item for item in queries.items(conn, "mini") if item.kind == "article")
        conn.close()
        for wish in (Wish(pages=(item.url,)), Wish(link=item.url), Wish(home=True), Wish(probe=True)):
            pages(site)
            found = look_again(tmp_path, site, wish)
            assert len(pages(site)) == 1, wish
            assert list(found.answers.values()) == ["ok"], wish


def test_site_that_was_never_crawled_cannot_be_rechecked(tmp_path: Path) -> None:
    connect(tmp_path / "catalogue.db").close()
    with portal() as site, pytest.raises(ConfigError, match="gongkai crawl mini"):
        look_again(tmp_path, site, Wish(home=True))
