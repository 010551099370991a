"""Quiet deletions: gone from the list and from its address, and every way to be gone that is none."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from crawler.model import Outcome
from tests.builders import check_link, column, home, letter, row
from tests.builders_history import address_of, answer, crawled, key_of, seen
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

POINT = "2016-07-31"
TEXT = "经调查，该起事故造成三人死亡，事故调查组认定该公司负主要责任。" * 3
REPORT = row("某公司事故调查报告", "2016-04-05", "2016-04-05", text=TEXT)
OTHERS = [row(f"其他第{n}号报告", f"2016-0{n}-01", f"2016-0{n}-01") for n in (5, 3, 2, 1)]
FULL = [OTHERS[0], REPORT, *OTHERS[1:]]
LEFT = list(OTHERS)


def _list(rows: list[row], path: str = "事故调查报告", **kwargs: Any) -> column:
    return column(path, rows=rows, **kwargs)


def _of(conn: sqlite3.Connection, title: str = REPORT.title) -> object:
    """The verdict on an item: one that has vanished and is clear is known by its address alone."""
    found = verdicts(conn, "quiet_deletion", POINT)
    return found.get(title) or found.get(address_of(title)) or found.get(key_of(title))


def _verdict(*crawls: Any) -> object:
    return _of(seen(*crawls))


def test_item_that_left_the_list_and_whose_page_is_gone_is_flagged() -> None:
    conn = seen(
        crawled("2016-06-06", _list(FULL)),
        crawled("2016-06-13", _list(LEFT), answer(REPORT.title)),
    )
    found = ask(conn, "quiet_deletion", POINT)[REPORT.title]
    assert found.verdict is FLAGGED
    assert "2016-06-06至2016-06-13之间" in found.message
    assert "404" in found.message
    assert len(found.evidence) == 3, "its page, the list without it, and the answer"


@pytest.mark.parametrize("outcome", [Outcome.GONE, Outcome.SOFT_404])
def test_other_answers_of_the_same_meaning(outcome: Outcome) -> None:
    gone = crawled("2016-06-13", _list(LEFT), answer(REPORT.title, outcome))
    assert _verdict(crawled("2016-06-06", _list(FULL)), gone) is FLAGGED


def test_address_that_leads_to_the_home_page_is_gone_and_one_that_leads_elsewhere_is_not() -> None:
    first = crawled("2016-06-06", _list(FULL))
    assert _verdict(first, crawled("2016-06-13", _list(LEFT), answer(REPORT.title, redirect="/index.html"))) is FLAGGED
    assert _verdict(first, crawled("2016-06-13", _list(LEFT), answer(REPORT.title, redirect="/new/1.html"))) is UNSURE


def test_page_that_still_opens_is_not_deleted() -> None:
    again = crawled("2016-06-13", _list(LEFT), answer(REPORT.title, Outcome.OK))
    assert _verdict(crawled("2016-06-06", _list(FULL)), again) is CLEAR


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.SERVER_ERROR, Outcome.FORBIDDEN, Outcome.CHALLENGE])
def test_answer_that_fails_is_unsure(outcome: Outcome) -> None:
    again = crawled("2016-06-13", _list(LEFT), answer(REPORT.title, outcome))
    assert _verdict(crawled("2016-06-06", _list(FULL)), again) is UNSURE


def test_address_that_nobody_asked_is_unsure() -> None:
    assert _verdict(crawled("2016-06-06", _list(FULL)), crawled("2016-06-13", _list(LEFT))) is UNSURE


def test_check_of_links_must_fail_on_two_days() -> None:
    conn = seen(crawled("2016-06-06", _list(FULL)), crawled("2016-06-13", _list(LEFT)))
    path = "/" + address_of(REPORT.title).split("/", 3)[3]
    check_link(conn, path, Outcome.NOT_FOUND, "2016-06-14T09:00+08:00")
    assert verdicts(conn, "quiet_deletion", POINT)[REPORT.title] is UNSURE
    check_link(conn, path, Outcome.NOT_FOUND, "2016-06-15T09:00+08:00")
    assert verdicts(conn, "quiet_deletion", POINT)[REPORT.title] is FLAGGED
    check_link(conn, path, Outcome.OK, "2016-06-16T09:00+08:00")
    assert _of(conn) is CLEAR


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.SERVER_ERROR, Outcome.CHALLENGE])
def test_list_that_could_not_be_read_says_nothing(outcome: Outcome) -> None:
    lost = crawled("2016-06-13", _list([], outcome=outcome), answer(REPORT.title))
    assert _verdict(crawled("2016-06-06", _list(FULL)), lost) is None


def test_list_that_was_walked_in_part_says_nothing() -> None:
    part = crawled("2016-06-13", _list(LEFT, pages=2), answer(REPORT.title))
    assert _verdict(crawled("2016-06-06", _list(FULL)), part) is None


def test_outage_in_between_widens_the_interval() -> None:
    lost = crawled("2016-06-13", home(outcome=Outcome.TIMEOUT), _list([], outcome=Outcome.TIMEOUT))
    conn = seen(crawled("2016-06-06", _list(FULL)), lost, crawled("2016-06-20", _list(LEFT), answer(REPORT.title)))
    assert "2016-06-06至2016-06-20之间" in ask(conn, "quiet_deletion", POINT)[REPORT.title].message


@pytest.mark.parametrize("title", ["某公司事故调查报告", "【事故】某公司事故调查报告"])
def test_item_that_moved_is_clear(title: str) -> None:
    moved = row(title, "2016-04-05", "2016-04-05", text=TEXT, url="http://bureau.example/new/5.html")
    again = crawled("2016-06-13", _list(LEFT), _list([moved], "挂牌督办"), answer(REPORT.title))
    assert _verdict(crawled("2016-06-06", _list(FULL), _list([], "挂牌督办")), again) is CLEAR


def test_same_text_under_another_title_is_clear() -> None:
    moved = row("调查处理情况", "2016-06-12", "2016-06-12", text=TEXT, url="http://bureau.example/new/5.html")
    again = crawled("2016-06-13", _list([moved, *LEFT]), answer(REPORT.title))
    assert _verdict(crawled("2016-06-06", _list(FULL)), again) is CLEAR


def test_new_item_of_nearly_the_same_title_is_unsure() -> None:
    better = row("某公司事故调查报告全文", "2016-06-12", "2016-06-12", url="http://bureau.example/new/5.html")
    again = crawled("2016-06-13", _list([better, *LEFT]), answer(REPORT.title))
    assert _verdict(crawled("2016-06-06", _list(FULL)), again) is UNSURE


@pytest.mark.parametrize(
    ("old", "new"),
    [("第31场宣讲活动在各镇街举行", "第71场宣讲活动在各镇街举行"), ("第三期安全培训班", "第四期安全培训班")],
)
def test_next_number_of_a_series_replaces_nothing(old: str, new: str) -> None:
    gone, after = row(old, "2016-04-05", "2016-04-05"), row(new, "2016-06-10", "2016-06-10")
    conn = seen(
        crawled("2016-06-06", _list([OTHERS[0], gone, *OTHERS[1:]])),
        crawled("2016-06-13", _list([after, *LEFT]), answer(old)),
    )
    assert _of(conn, old) is FLAGGED


@pytest.mark.parametrize(("many", "verdict"), [(3, UNSURE), (4, FLAGGED)])
def test_many_of_all_columns_together_are_a_redesign(many: int, verdict: object) -> None:
    names = ("甲甲甲甲甲甲", "乙乙乙乙乙乙", "丙丙丙丙丙丙")
    before = [_list([OTHERS[0], row(name, "2016-04-05", "2016-04-05"), *OTHERS[1:]], f"栏目{name}") for name in names]
    after = [_list(LEFT, f"栏目{name}") for name in names]
    conn = seen(crawled("2016-06-06", *before), crawled("2016-06-13", *after, *(answer(name) for name in names)))
    found = verdicts(conn, "quiet_deletion", POINT, many=many)
    assert {found[name] for name in names} == {verdict}


def test_item_without_a_date_may_have_fallen_off_the_list() -> None:
    undated = row("没有日期的报告", None)
    conn = seen(
        crawled("2016-06-06", _list([OTHERS[0], undated, *OTHERS[1:]])),
        crawled("2016-06-13", _list(LEFT), answer(undated.title)),
    )
    assert _of(conn, undated.title) is UNSURE


def test_page_that_died_while_it_was_listed_was_taken_down_then() -> None:
    dead = row(REPORT.title, REPORT.listed, outcome=Outcome.NOT_FOUND)
    conn = seen(
        crawled("2016-05-30", _list(FULL)),
        crawled("2016-06-06", _list([OTHERS[0], dead, *OTHERS[1:]])),
        crawled("2016-06-13", _list(LEFT)),
    )
    found = ask(conn, "quiet_deletion", POINT)[REPORT.title]
    assert found.verdict is FLAGGED
    assert "2016-05-30至2016-06-06之间被撤下" in found.message


def test_answer_from_before_it_left_the_list_proves_nothing() -> None:
    dead = row(REPORT.title, REPORT.listed, outcome=Outcome.NOT_FOUND)
    unread = row(REPORT.title, REPORT.listed, outcome=None)
    conn = seen(
        crawled("2016-05-30", _list(FULL)),
        crawled("2016-06-06", _list([OTHERS[0], dead, *OTHERS[1:]])),
        crawled("2016-06-10", _list([OTHERS[0], unread, *OTHERS[1:]])),
        crawled("2016-06-13", _list(LEFT)),
    )
    assert _of(conn) is UNSURE


def test_public_notice_that_has_run_its_time_is_clear() -> None:
    notice = row("拟任职人员公示", "2016-04-05", "2016-04-05")
    conn = seen(
        crawled("2016-06-06", _list([OTHERS[0], notice, *OTHERS[1:]])),
        crawled("2016-06-13", _list(LEFT), answer(notice.title)),
    )
    assert _of(conn, notice.title) is CLEAR
    assert verdicts(conn, "quiet_deletion", POINT, ending=()) == {notice.title: FLAGGED}


def test_oldest_row_may_have_fallen_off_the_list() -> None:
    oldest = row("最早的报告", "2016-01-01", "2016-01-01")
    conn = seen(crawled("2016-06-06", _list([*FULL, oldest])), crawled("2016-06-13", _list(FULL), answer(oldest.title)))
    assert verdicts(conn, "quiet_deletion", POINT) == {"最早的报告": UNSURE}


def test_column_that_was_emptied_is_unsure() -> None:
    again = crawled("2016-06-13", _list([]), answer(REPORT.title))
    assert _verdict(crawled("2016-06-06", _list([REPORT])), again) is UNSURE


@pytest.mark.parametrize(("count", "verdict"), [(4, FLAGGED), (5, UNSURE)])
def test_a_third_of_a_list_at_once_is_a_redesign(count: int, verdict: object) -> None:
    words = "甲乙丙丁戊己庚辛"
    rows = [row(words[n] * 6, "2016-04-05", "2016-04-05") for n in range(count)]
    conn = seen(
        crawled("2016-06-06", _list([OTHERS[0], *rows, *OTHERS[1:]])),
        crawled("2016-06-13", _list(LEFT), *(answer(one.title) for one in rows)),
    )
    assert set(verdicts(conn, "quiet_deletion", POINT).values()) == {verdict}


def test_item_that_came_back_is_no_question() -> None:
    crawls = [
        crawled("2016-06-06", _list(FULL)),
        crawled("2016-06-13", _list(LEFT), answer(REPORT.title)),
        crawled("2016-06-20", _list(FULL)),
    ]
    assert _verdict(*crawls) is None


def test_finding_stays_in_later_crawls_and_ends_with_the_look_back() -> None:
    conn = seen(
        crawled("2016-06-06", _list(FULL)),
        crawled("2016-06-13", _list(LEFT), answer(REPORT.title)),
        crawled("2016-06-20", _list(LEFT)),
    )
    assert verdicts(conn, "quiet_deletion", POINT) == {REPORT.title: FLAGGED}
    assert verdicts(conn, "quiet_deletion", "2017-06-13") == {REPORT.title: FLAGGED}
    assert verdicts(conn, "quiet_deletion", "2017-06-14") == {}


def test_letters_and_rows_that_never_opened_are_not_asked() -> None:
    dead = row("从未打开", "2016-04-05", outcome=Outcome.NOT_FOUND)
    conn = seen(
        crawled("2016-06-06", _list([OTHERS[0], dead, *OTHERS[1:]]), letter("来信", sent="2016-05-01")),
        crawled("2016-06-13", _list(LEFT), answer(dead.title), answer("来信")),
    )
    assert verdicts(conn, "quiet_deletion", POINT) == {}


def test_last_day_on_which_the_page_opened_begins_the_interval() -> None:
    unread = row(REPORT.title, REPORT.listed, outcome=None)
    conn = seen(
        crawled("2016-05-23", _list(FULL)),
        crawled("2016-05-30", _list(FULL)),
        crawled("2016-06-06", _list([OTHERS[0], unread, *OTHERS[1:]])),
        crawled("2016-06-13", _list(LEFT), answer(REPORT.title)),
    )
    assert "2016-05-30至2016-06-13之间被撤下" in ask(conn, "quiet_deletion", POINT)[REPORT.title].message


def test_first_crawl_tells_nothing() -> None:
    assert verdicts(seen(crawled("2016-06-06", _list(FULL))), "quiet_deletion", POINT) == {}
