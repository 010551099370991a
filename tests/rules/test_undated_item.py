"""Items without a date."""

from __future__ import annotations

from crawler.model import Outcome
from tests.builders import catalogue_with, column, letter, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts


def test_item_without_any_date_is_flagged() -> None:
    found = ask(catalogue_with(column("通知公告", rows=[row("关于停电的通知")])), "undated_item")["关于停电的通知"]
    assert found.verdict is FLAGGED
    assert "通知公告" in found.message
    assert found.subject.shown.startswith("http://bureau.example/content/")


def test_date_in_one_of_the_two_places_is_enough() -> None:
    rows = [row("列表有日期", "2016-05-03"), row("正文有日期", published="2016-05-03")]
    conn = catalogue_with(column("通知公告", rows=rows))
    assert verdicts(conn, "undated_item") == {"列表有日期": CLEAR, "正文有日期": CLEAR}


def test_item_whose_article_was_not_read_is_unsure() -> None:
    conn = catalogue_with(column("通知公告", rows=[row("没读到", outcome=Outcome.TIMEOUT)]))
    assert verdicts(conn, "undated_item") == {"没读到": UNSURE}


def test_dead_and_external_items_are_not_applicable() -> None:
    rows = [row("死链", outcome=Outcome.NOT_FOUND), row("外链", url="http://www.other.example/1.html", outcome=None)]
    conn = catalogue_with(column("通知公告", rows=rows))
    assert verdicts(conn, "undated_item") == {"死链": NOT_APPLICABLE, "外链": NOT_APPLICABLE}


def test_letters_and_single_pages_are_not_asked() -> None:
    conn = catalogue_with(letter("关于粉尘"), column("机构职能", kind="page"))
    assert verdicts(conn, "undated_item") == {}
