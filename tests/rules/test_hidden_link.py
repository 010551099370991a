"""Hidden links over several crawls, in sight and out of it."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.model import SiteKind
from tests.builders import HOME, catalogue_with, link, site_with
from tests.builders_marks import hidden_link, marks, see
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

BET = "http://www.bet-88.example/"


def test_finding_names_page_host_way_and_word() -> None:
    conn = catalogue_with()
    see(conn, marks(), hidden_link(BET, "澳门博彩", "zero_size", "/a/1.html"))
    found = ask(conn, "hidden_link")["澳门博彩"]
    assert found.verdict is FLAGGED
    assert HOME + "a/1.html" in found.message
    assert "bet-88.example" in found.message
    assert "大小为零" in found.message
    assert found.evidence, "the page is in the archive"
    assert found.subject.shown == BET


def test_page_on_the_home_page_is_called_so_and_a_link_without_text_by_its_address() -> None:
    conn = catalogue_with()
    see(conn, marks(), hidden_link(BET, " "))
    assert "首页" in ask(conn, "hidden_link")[BET].message


def test_same_address_in_sight_and_hidden_is_one_finding() -> None:
    conn = catalogue_with(link(BET, "博彩", on_home=True, outcome=None))
    see(conn, marks(), hidden_link(BET, "博彩"))
    assert verdicts(conn, "hidden_link", about="illegal") == {"博彩": FLAGGED}


def test_later_full_crawl_without_the_link_forgets_it() -> None:
    conn = catalogue_with()
    see(conn, marks(), hidden_link(BET, "博彩"))
    site_with(conn, observed=datetime(2017, 2, 1, tzinfo=UTC))
    see(conn, marks())
    assert FLAGGED not in verdicts(conn, "hidden_link", "2017-02-01").values()


def test_links_to_the_sites_own_other_names_are_not_strange() -> None:
    conn = catalogue_with(address="http://dgsafety.dg.gov.cn/")
    see(conn, marks(), hidden_link("http://wap.dgsafety.dg.gov.cn/", "手机版"))
    assert set(verdicts(conn, "hidden_link").values()) == {CLEAR}


def test_links_out_of_sight_of_another_site_do_not_matter() -> None:
    conn = catalogue_with()
    site_with(conn, site="portal", kind=SiteKind.MUNICIPAL)
    see(conn, marks(), hidden_link(BET, "博彩"), site="portal")
    assert verdicts(conn, "hidden_link") == {}
    assert verdicts(conn, "hidden_link", site="portal") == {"博彩": FLAGGED}


def test_number_of_strange_hosts_that_is_too_many_is_an_option() -> None:
    conn = catalogue_with()
    see(conn, marks(), hidden_link("http://a.example/", "甲"), hidden_link("http://b.example/", "乙"))
    assert set(verdicts(conn, "hidden_link").values()) == {UNSURE}
    assert set(verdicts(conn, "hidden_link", many=2).values()) == {FLAGGED}
    same_host = catalogue_with()
    see(same_host, marks(), hidden_link("http://a.example/1", "甲"), hidden_link("http://a.example/2", "乙"))
    assert set(verdicts(same_host, "hidden_link", many=2).values()) == {UNSURE}, "one host twice is one"


def test_illegal_links_only_leave_other_hidden_ones_alone() -> None:
    conn = catalogue_with()
    see(conn, marks(), hidden_link("http://a.example/", "甲"), hidden_link(BET, "乙"))
    found = verdicts(conn, "hidden_link", about="illegal")
    assert found.pop("乙") is FLAGGED
    assert set(found.values()) == {CLEAR}
