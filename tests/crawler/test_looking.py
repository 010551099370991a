"""A crawl keeps what pages show beside their content, and a replay, an update or a second look says the same."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from benchmarks.robustness.told import differences, told
from crawler.catalogue.concealed import hidden_links
from crawler.catalogue.database import connect
from crawler.catalogue.marks import mark_groups, marked_pages
from crawler.catalogue.numbers import personal_numbers
from crawler.catalogue.queries import last_run
from crawler.catalogue.view import View, view_of
from crawler.catalogue.wrong import wrong_addresses
from crawler.extract import marks as reader
from crawler.model import Outcome, Role
from crawler.replay import replay
from crawler.sight import FooterSeen, Hiding
from crawler.traps import wrong_address
from tests.builders_marks import MOBILE, identity_number
from tests.crawler.mini_site import HOME, HTML, Network, article, page, profile
from tests.crawler.portal_server import portal
from tests.crawler.test_crawl import crawl
from tests.crawler.test_recorder import Crawl
from tests.crawler.test_update import conditional

WRONG = wrong_address(HOME, "mini").removeprefix("http://portal.test")
LEAK = "/xwzx/gzdt/201612/t20161208_8.html"
BET = b"<div style='position:absolute;left:-9999px'><a href='http://bet.example/'>bet</a></div></body>"


def city() -> Network:
    """The mini portal with meta tags, a hidden link on two pages, a leak, and a friendly error page."""
    network = Network()
    leak = article(f"处罚决定（身份证号{identity_number()}，手机{MOBILE}）", "2016-12-08", "新闻中心")
    network.answers[LEAK] = (200, HTML, leak)
    for path, (status, headers, body) in list(network.answers.items()):
        if path != "/robots.txt":
            tagged = body.replace(b"</head>", b"<meta name='SiteName' content='Mini'></head>")
            network.answers[path] = (status, headers, tagged)
    for path in ("/", "/jgzn/"):
        status, headers, body = network.answers[path]
        network.answers[path] = (status, headers, body.replace(b"</body>", BET))
    sorry = page("页面不存在", "<p>您访问的页面不存在或者已经删除，请返回首页。</p>")
    network.answers[WRONG] = (404, HTML, sorry)
    return network


def view(conn: sqlite3.Connection) -> View:
    run = last_run(conn, "mini")
    assert run is not None
    return view_of(conn, "mini", run.id, date(2017, 1, 20))


@pytest.fixture
def crawled(tmp_path: Path) -> Crawl:
    found = Crawl(tmp_path, city())
    found.finish()
    return found


def test_every_page_of_the_site_has_its_marks(crawled: Crawl) -> None:
    groups = mark_groups(crawled.conn, view(crawled.conn))
    pages = Counter[Role]()
    for group in groups:
        pages[group.role] += group.pages
    assert pages == {Role.HOME: 1, Role.COLUMN: 4, Role.LIST_PAGE: 1, Role.ARTICLE: 9}
    assert all(group.marks.tags == ("sitename",) for group in groups)
    assert groups[0].role is Role.HOME and groups[0].marks.footer.seen is FooterSeen.WHOLE
    assert len(groups) < 10  # pages of one template share their marks


def test_hidden_link_is_noted_with_the_home_page_first(crawled: Crawl) -> None:
    (found,) = hidden_links(crawled.conn, view(crawled.conn))
    assert (found.url, found.how, found.from_url, found.on_home) == (
        "http://bet.example/",
        Hiding.OFF_SCREEN,
        HOME,
        True,
    )


def test_answer_to_the_wrong_address_is_looked_at(crawled: Crawl) -> None:
    (found,) = wrong_addresses(crawled.conn, view(crawled.conn))
    assert (found.status, found.honest, found.friendly) == (404, True, True)
    assert found.page is not None and found.page.title == "页面不存在"


@pytest.mark.parametrize(
    ("status", "body", "honest", "friendly"),
    [
        (200, page("页面不存在", "<p>您访问的页面不存在。</p>"), False, True),
        (404, b"<html><head><title>404 Not Found</title></head><body><h1>404</h1>nginx</body></html>", True, False),
        (404, b"", True, None),
        (200, b"<html><body><h1>It works</h1></body></html>", False, False),
    ],
)
def test_other_answers_to_the_wrong_address(
    tmp_path: Path, status: int, body: bytes, honest: bool, friendly: bool | None
) -> None:
    network = city()
    network.answers[WRONG] = (status, HTML, body)
    found = Crawl(tmp_path, network)
    found.finish()
    (answer,) = wrong_addresses(found.conn, view(found.conn))
    assert (answer.honest, answer.friendly) == (honest, friendly)


def test_wrong_address_that_is_not_answered_says_nothing(tmp_path: Path) -> None:
    network = city()
    network.answers[WRONG] = Outcome.TIMEOUT
    found = Crawl(tmp_path, network)
    found.finish()
    (answer,) = wrong_addresses(found.conn, view(found.conn))
    assert (answer.honest, answer.friendly) == (None, None)


def test_numbers_are_nowhere_whole_after_a_crawl(crawled: Crawl) -> None:
    held = "\n".join(crawled.conn.iterdump())
    assert identity_number() not in held and MOBILE not in held
    places = {row.place for row in personal_numbers(crawled.conn, view(crawled.conn))}
    assert {"title", "text"} <= places


def test_replay_says_the_same(crawled: Crawl, tmp_path: Path) -> None:
    crawled.conn.close()
    warcs = sorted((tmp_path / "archive" / "mini").glob("*.warc.gz"))
    replay(profile(), warcs, catalogue=tmp_path / "again.db", archive=tmp_path / "again")
    first, again = told(tmp_path / "catalogue.db"), told(tmp_path / "again.db")
    for kind in ("marks", "hidden links", "numbers of persons", "wrong pages"):
        assert first[kind]
        assert differences({kind: first[kind]}, {kind: again[kind]}) == []


def test_page_that_was_not_modified_keeps_its_marks_in_an_update(tmp_path: Path) -> None:
    with portal() as site:
        conditional(site)
        assert crawl(tmp_path, site).complete
        conn = connect(tmp_path / "catalogue.db")
        before = {page.key: page.marks for page in marked_pages(conn, view(conn))}
        crawl(tmp_path, site, mode="update")
        newest = view(conn)
        after = {page.key: page.marks for page in marked_pages(conn, newest)}
        (again,) = conn.execute("SELECT count(*) FROM page_marks WHERE run_id = ?", (newest.run,)).fetchone()
        conn.close()
    assert before == after and len(before) == 15
    assert again == 5  # the pages that the update asked for


def test_reader_that_fails_costs_the_marks_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(reader, "_meta", broken)
    found = Crawl(tmp_path, city())
    run = found.finish()
    assert run.state == "complete"
    assert mark_groups(found.conn, view(found.conn)) == ()


def test_page_too_deep_to_parse_has_no_marks(tmp_path: Path) -> None:
    network = city()
    network.answers["/jgzn/"] = (200, HTML, b"<html><body>" + b"<div>" * 5000 + b"x")
    found = Crawl(tmp_path, network)
    found.finish()
    assert "portal.test/jgzn/" not in {page.key for page in marked_pages(found.conn, view(found.conn))}
