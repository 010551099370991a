"""Attached files: each once, and repeated checks before a single visit."""

from __future__ import annotations

from crawler.model import Outcome
from tests.builders import catalogue_with, check_link, column, row
from tests.builders_guideline import attach
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

DAY = "2016-12-01"
NOTICE = row("通知", DAY, DAY)


def test_finding_names_item_file_and_moment() -> None:
    conn = catalogue_with(column("公告", rows=[NOTICE]))
    attach(conn, "通知", "/f/1.doc", "报名表", outcome=Outcome.GONE)
    found = ask(conn, "unopened_attachment")["报名表"]
    assert found.verdict is FLAGGED
    assert "信息“通知”" in found.message
    assert "2017-01-20 09:00" in found.message


def test_file_that_two_items_offer_is_one_finding() -> None:
    conn = catalogue_with(column("公告", rows=[NOTICE, row("补充通知", DAY, DAY)]))
    attach(conn, "通知", "/f/1.doc", "报名表", outcome=Outcome.NOT_FOUND)
    attach(conn, "补充通知", "/f/1.doc", "报名表", outcome=None)
    assert "等2条" in ask(conn, "unopened_attachment")["报名表"].message


def test_repeated_checks_decide() -> None:
    conn = catalogue_with(column("公告", rows=[NOTICE]))
    attach(conn, "通知", "/f/1.doc", "报名表", outcome=Outcome.NOT_FOUND)
    check_link(conn, "/f/1.doc", Outcome.OK, "2017-01-21T09:00+08:00")
    assert set(verdicts(conn, "unopened_attachment").values()) == {CLEAR}
    broken = catalogue_with(column("公告", rows=[NOTICE]))
    attach(broken, "通知", "/f/1.doc", "报名表")
    for day in ("21", "22"):
        check_link(broken, "/f/1.doc", Outcome.NOT_FOUND, f"2017-01-{day}T09:00+08:00")
    assert verdicts(broken, "unopened_attachment") == {"报名表": FLAGGED}


def test_web_page_behind_an_address_that_names_no_file_is_a_viewer() -> None:
    conn = catalogue_with(column("公告", rows=[NOTICE]))
    attach(conn, "通知", "/viewer?id=3", "报名表", media_type="text/html")
    assert set(verdicts(conn, "unopened_attachment").values()) == {CLEAR}


def test_item_that_comes_later_or_has_vanished_does_not_count() -> None:
    conn = catalogue_with(column("公告", rows=[row("通知", "2017-01-05", "2017-01-05")]))
    attach(conn, "通知", "/f/1.doc", "报名表", outcome=Outcome.NOT_FOUND)
    assert verdicts(conn, "unopened_attachment") == {}
    assert verdicts(conn, "unopened_attachment", "2017-01-05") == {"报名表": FLAGGED}
    conn.execute("UPDATE items SET vanished_at = '2017-01-20T01:00:00Z'")
    assert verdicts(conn, "unopened_attachment", "2017-01-05") == {}


def test_file_that_nobody_visited_is_a_doubt() -> None:
    conn = catalogue_with(column("公告", rows=[NOTICE]))
    attach(conn, "通知", "http://files.example/1.doc", "报名表", outcome=None)
    assert verdicts(conn, "unopened_attachment") == {"报名表": UNSURE}
