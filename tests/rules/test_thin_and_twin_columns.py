"""Columns that had better be merged, that show the same list, that nobody leads to, and topics that are over."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import HOME, catalogue_with, column, home, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

POINT = "2016-12-31"
FULL = column("新闻/工作动态", rows=[row(f"动态{n}", f"2016-0{n}-01", f"2016-0{n}-01") for n in range(1, 10)])


def _few(count: int, *, year: int = 2013, **kwargs: Any) -> column:
    rows = [row(f"廉政{n}", f"{year + n}-03-01", f"{year + n}-03-01") for n in range(count)]
    return column("新闻/廉政建设", rows=rows, **kwargs)


@pytest.mark.parametrize(("count", "verdict"), [(3, FLAGGED), (4, FLAGGED)])
def test_column_of_a_few_items_beside_a_fuller_one_is_thin(count: int, verdict: object) -> None:
    found = ask(catalogue_with(FULL, _few(count)), "thin_column")["新闻/廉政建设"]
    assert found.verdict is verdict
    assert "新闻/工作动态" in found.message


def test_five_items_are_enough_and_the_number_can_be_set() -> None:
    conn = catalogue_with(FULL, _few(4), column("新闻/图片", rows=[*_few(4).rows, row("廉政9", "2016-03-09")]))
    assert verdicts(conn, "thin_column") == {
        "新闻/工作动态": CLEAR,
        "新闻/廉政建设": FLAGGED,
        "新闻/图片": CLEAR,
    }
    assert verdicts(conn, "thin_column", min_items=4)["新闻/廉政建设"] is CLEAR


@pytest.mark.parametrize(("oldest", "verdict"), [("2015-12-30", FLAGGED), ("2015-12-31", UNSURE)])
def test_young_column_may_still_fill(oldest: str, verdict: object) -> None:
    young = column("新闻/廉政建设", rows=[row("廉政", oldest, oldest)])
    assert verdicts(catalogue_with(FULL, young), "thin_column")["新闻/廉政建设"] is verdict


@pytest.mark.parametrize("kwargs", [{"pages": 3}, {"outcome": Outcome.TIMEOUT}])
def test_column_that_was_not_seen_whole_is_unsure(kwargs: dict[str, Any]) -> None:
    assert verdicts(catalogue_with(FULL, _few(3, **kwargs)), "thin_column")["新闻/廉政建设"] is UNSURE


def test_undated_column_is_unsure() -> None:
    undated = column("新闻/廉政建设", rows=[row("廉政", None)])
    assert verdicts(catalogue_with(FULL, undated), "thin_column")["新闻/廉政建设"] is UNSURE


@pytest.mark.parametrize(
    "kwargs",
    [
        {"identity": "col.personnel", "column_class": ColumnClass.PERSONNEL_PLAN},  # 本年内确实没有发生人事信息变动
        {"column_class": ColumnClass.EVENT},
        {"column_class": ColumnClass.ANNUAL},
        {"identity": "col.notice", "column_class": ColumnClass.POLICY},  # the only one of its kind
        {"archived": True},
        {"kind": "page"},
    ],
)
def test_columns_that_are_small_with_good_reason_are_not_asked(kwargs: dict[str, Any]) -> None:
    assert "新闻/廉政建设" not in verdicts(catalogue_with(FULL, _few(3, **kwargs)), "thin_column")


def test_blank_column_and_column_without_a_neighbour_are_not_asked() -> None:
    assert "新闻/廉政建设" not in verdicts(catalogue_with(FULL, column("新闻/廉政建设")), "thin_column")
    alone = column("廉政/廉政建设", rows=_few(3).rows)
    assert "廉政/廉政建设" not in verdicts(catalogue_with(FULL, alone), "thin_column")


# --- the same list ----------------------------------------------------------------------------------


def _lists(
    common: int, own: int, *, paths: Sequence[str] = ("公开/通知公告", "新闻/公告公示"), **kwargs: Any
) -> sqlite3.Connection:
    both = [row(f"公告{n}", "2016-05-01") for n in range(common)]
    mine = [row(f"独有{n}", "2016-05-01") for n in range(own)]
    return catalogue_with(column(paths[0], rows=both), column(paths[1], rows=[*both, *mine], **kwargs))


@pytest.mark.parametrize(("common", "own", "verdict"), [(18, 2, FLAGGED), (17, 3, CLEAR), (20, 0, FLAGGED)])
def test_nine_tenths_in_common_are_the_same_list(common: int, own: int, verdict: object) -> None:
    found = ask(_lists(common, own), "duplicate_columns")
    assert found["新闻/公告公示"].verdict is verdict
    assert found["公开/通知公告"].verdict is CLEAR, "one of the two is to be merged, not both"


@pytest.mark.parametrize(("common", "asked"), [(4, False), (5, True)])
def test_short_lists_prove_nothing(common: int, asked: bool) -> None:
    assert ("新闻/公告公示" in verdicts(_lists(common, 0), "duplicate_columns")) is asked


def test_parent_that_collects_its_child_is_in_order() -> None:
    conn = _lists(9, 0, paths=("新闻", "新闻/工作动态"))
    assert set(verdicts(conn, "duplicate_columns").values()) == {CLEAR}


def test_list_that_was_not_seen_whole_is_unsure() -> None:
    assert verdicts(_lists(20, 0, pages=3), "duplicate_columns")["新闻/公告公示"] is UNSURE


# --- the way in -------------------------------------------------------------------------------------


def _orphan(referrer: str, *parts: Any) -> sqlite3.Connection:
    menu = [column(f"政务公开/第{n}栏", last="2016-05-01") for n in range(3)]
    conn = catalogue_with(column("旧版公告", rows=[row("旧公告", "2016-05-01")]), FULL, *menu, *parts)
    conn.execute(
        "UPDATE frontier SET referrer = ? WHERE role = 'column' AND key = (SELECT key FROM columns WHERE path = ?)",
        (referrer, "旧版公告"),
    )
    return conn


def _article(conn: sqlite3.Connection) -> str:
    return str(conn.execute("SELECT url FROM items WHERE title = '动态1'").fetchone()["url"])


def test_column_known_from_a_breadcrumb_alone_is_an_orphan() -> None:
    conn = _orphan(_article(catalogue_with(FULL)))
    found = ask(conn, "orphan_column")["旧版公告"]
    assert found.verdict is FLAGGED
    assert _article(conn) in found.message


def test_menu_that_a_script_paints_makes_no_orphans() -> None:
    conn = _orphan(_article(catalogue_with(FULL)))
    assert verdicts(conn, "orphan_column", share=0.2)["旧版公告"] is FLAGGED, "one of five"
    found = ask(conn, "orphan_column", share=0.19)["旧版公告"]
    assert found.verdict is UNSURE
    assert "脚本" in found.message


def test_column_of_a_menu_is_none() -> None:
    assert set(verdicts(_orphan(HOME), "orphan_column").values()) == {CLEAR}


def test_column_that_another_columns_page_links_to_is_none() -> None:
    conn = _orphan(_article(catalogue_with(FULL)))
    conn.execute(
        "INSERT INTO links SELECT 1, key, url, name, (SELECT url FROM columns WHERE path LIKE '%动态'), 0, 1"
        " FROM columns WHERE path = '旧版公告'"
    )
    assert verdicts(conn, "orphan_column")["旧版公告"] is CLEAR


def test_column_that_only_articles_link_to_is_an_orphan_still() -> None:
    conn = _orphan(_article(catalogue_with(FULL)))
    conn.execute(
        "INSERT INTO links SELECT 1, key, url, name, ?, 0, 1 FROM columns WHERE path = '旧版公告'", (_article(conn),)
    )
    assert verdicts(conn, "orphan_column")["旧版公告"] is FLAGGED


@pytest.mark.parametrize("part", [home(Outcome.TIMEOUT), column("政策", outcome=Outcome.TIMEOUT)])
def test_page_that_was_not_read_may_lead_there(part: Any) -> None:
    conn = _orphan(_article(catalogue_with(FULL)), part)
    assert verdicts(conn, "orphan_column")["旧版公告"] is UNSURE


# --- topics -----------------------------------------------------------------------------------------


def _topic(last: str | None, **kwargs: Any) -> object:
    topic = column("专题专栏/安全生产月", ColumnClass.ARCHIVE, last=last, **kwargs)
    return verdicts(catalogue_with(topic), "stale_topic", window="1 year")["专题专栏/安全生产月"]


@pytest.mark.parametrize(("last", "verdict"), [("2015-12-30", FLAGGED), ("2015-12-31", CLEAR)])
def test_topic_that_rests_for_more_than_a_year_is_stale(last: str, verdict: object) -> None:
    assert _topic(last) is verdict


def test_topic_that_says_so_is_in_order() -> None:
    assert _topic("2014-07-01", archived=True) is NOT_APPLICABLE


def test_topic_that_was_not_seen_whole_is_unsure() -> None:
    assert _topic("2014-07-01", pages=2) is UNSURE
    assert _topic(None, outcome=Outcome.TIMEOUT) is UNSURE
