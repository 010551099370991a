"""Back-dating: late against a list that was seen whole without the item, and every innocent way to look like it."""

from __future__ import annotations

import pytest

from crawler.model import Outcome
from tests.builders import Part, column, row
from tests.builders_history import Crawled, crawled, seen
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

POINT = "2016-04-30"
OLD = row("旧闻", "2016-01-05", "2016-01-05")
LATE = row("倒填的动态", "2016-03-01", "2016-03-01")


def _list(*rows: row, path: str = "新闻/工作动态") -> column:
    return column(path, rows=rows)


def _weeks(*days: str, **kwargs: object) -> list[Crawled]:
    return [crawled(day, _list(OLD)) for day in days]


def test_item_that_was_not_in_the_whole_list_of_weeks_is_flagged() -> None:
    conn = seen(*_weeks("2016-02-22", "2016-03-21"), crawled("2016-03-28", _list(LATE, OLD)))
    found = ask(conn, "backdated_item", POINT)
    assert {name: one.verdict for name, one in found.items()} == {"倒填的动态": FLAGGED}
    judged = found["倒填的动态"]
    assert "2016-03-21至2016-03-28之间" in judged.message
    assert "至少20天" in judged.message
    assert len(judged.evidence) == 2, "the list without it, and the list with it"
    captures = [
        conn.execute("SELECT at FROM captures WHERE id = ?", (number,)).fetchone()["at"][:10]
        for number in judged.evidence
    ]
    assert captures == ["2016-03-21", "2016-03-28"]


@pytest.mark.parametrize(("absent", "verdict"), [("2016-03-08", UNSURE), ("2016-03-09", FLAGGED)])
def test_seven_days_are_in_order_and_the_eighth_is_not(absent: str, verdict: object) -> None:
    conn = seen(*_weeks("2016-02-22", absent), crawled("2016-03-16", _list(LATE, OLD)))
    assert list(verdicts(conn, "backdated_item", POINT).values()) == [verdict]


def test_item_seen_within_seven_days_is_clear() -> None:
    conn = seen(*_weeks("2016-02-29"), crawled("2016-03-08", _list(LATE, OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {"倒填的动态": CLEAR}


def test_first_crawl_tells_nothing() -> None:
    assert verdicts(seen(crawled("2016-03-28", _list(LATE, OLD))), "backdated_item", POINT) == {}


def test_blank_column_that_is_filled_with_old_dates_is_flagged() -> None:
    other = _list(OLD, path="通知公告")
    conn = seen(crawled("2016-03-21", _list(), other), crawled("2016-03-28", _list(LATE), other))
    assert verdicts(conn, "backdated_item", POINT) == {"倒填的动态": FLAGGED}


def test_new_column_brings_its_old_items_along() -> None:
    conn = seen(*_weeks("2016-03-14", "2016-03-21"), crawled("2016-03-28", _list(OLD), _list(LATE, path="图片新闻")))
    assert verdicts(conn, "backdated_item", POINT) == {"倒填的动态": NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("day", "found"), [("2016-06-28", {"新闻/工作动态": UNSURE}), ("2016-06-29", {"倒填的动态": NOT_APPLICABLE})]
)
def test_doubt_of_an_outage_is_not_told_for_ever(day: str, found: object) -> None:
    conn = seen(*_weeks("2016-02-29"), crawled("2016-03-28", _list(LATE, OLD)))
    assert verdicts(conn, "backdated_item", day) == found


def test_item_that_moved_to_another_column_is_clear() -> None:
    conn = seen(
        crawled("2016-03-21", _list(OLD), _list(LATE, path="图片新闻")),
        crawled("2016-03-28", _list(LATE, OLD), _list(path="图片新闻")),
    )
    assert FLAGGED not in verdicts(conn, "backdated_item", POINT).values()


def test_address_that_changed_is_no_appearance() -> None:
    text = "会议要求各单位落实主体责任，" * 5
    first = row("动态", "2016-03-01", "2016-03-01", text=text)
    moved = row("动态", "2016-03-01", "2016-03-01", text=text, url="http://bureau.example/new/77.html")
    conn = seen(crawled("2016-03-21", _list(first, OLD)), crawled("2016-03-28", _list(moved, OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {"动态": CLEAR}


def test_same_title_and_date_under_a_new_address_is_no_appearance_though_the_reading_differs() -> None:
    first = row("动态", "2016-03-01", "2016-03-01", text="一种读法的正文。" * 9)
    moved = row("动态", "2016-03-02", "2016-03-02", text="另一种读法。" * 9, url="http://bureau.example/new/77.html")
    conn = seen(crawled("2016-03-21", _list(first, OLD)), crawled("2016-03-28", _list(moved, OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {"动态": CLEAR}


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.SERVER_ERROR, Outcome.CHALLENGE, Outcome.NOT_FOUND])
def test_outage_between_the_crawls_is_unsure(outcome: Outcome) -> None:
    lost: Part = column("新闻/工作动态", outcome=outcome)
    conn = seen(*_weeks("2016-02-29"), crawled("2016-03-21", lost), crawled("2016-03-28", _list(LATE, OLD)))
    found = ask(conn, "backdated_item", POINT)
    assert {name: one.verdict for name, one in found.items()} == {"新闻/工作动态": UNSURE}
    assert "没有完整查看过" in found["新闻/工作动态"].message


def test_list_with_a_lost_page_proves_nothing() -> None:
    part = column("新闻/工作动态", rows=[OLD], pages=2)
    conn = seen(*_weeks("2016-02-29"), crawled("2016-03-21", part), crawled("2016-03-28", _list(LATE, OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {"新闻/工作动态": UNSURE}


def test_update_that_stopped_early_proves_nothing() -> None:
    early = crawled("2016-03-21", _list(OLD), mode="update", settled=["新闻/工作动态"])
    conn = seen(*_weeks("2016-02-29"), early, crawled("2016-03-28", _list(LATE, OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {"新闻/工作动态": UNSURE}


def test_update_that_walked_the_whole_list_proves_it() -> None:
    early = crawled("2016-03-21", _list(OLD), mode="update")
    conn = seen(*_weeks("2016-02-29"), early, crawled("2016-03-28", _list(LATE, OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {"倒填的动态": FLAGGED}


def test_list_that_shows_the_newest_only_is_unsure() -> None:
    newer = row("近日", "2016-03-10", "2016-03-10")
    conn = seen(crawled("2016-03-21", _list(newer)), crawled("2016-03-28", _list(newer, LATE)))
    found = ask(conn, "backdated_item", POINT)["倒填的动态"]
    assert found.verdict is UNSURE
    assert "最新的一部分" in found.message


@pytest.mark.parametrize(("oldest", "verdict"), [("2016-03-01", UNSURE), ("2016-02-29", FLAGGED)])
def test_list_must_reach_back_behind_the_date(oldest: str, verdict: object) -> None:
    rows = [row("近日", "2016-03-10", "2016-03-10"), row("最早", oldest, oldest)]
    conn = seen(crawled("2016-03-21", _list(*rows)), crawled("2016-03-28", _list(rows[0], LATE, rows[1])))
    assert verdicts(conn, "backdated_item", POINT)["倒填的动态"] is verdict


@pytest.mark.parametrize(("stated", "verdict"), [("2015-03-27", UNSURE), ("2015-03-28", FLAGGED)])
def test_date_of_more_than_a_year_ago_is_an_archive(stated: str, verdict: object) -> None:
    base, old = row("更早", "2013-01-05", "2013-01-05"), row("旧稿", stated, stated)
    conn = seen(crawled("2016-03-21", _list(base)), crawled("2016-03-28", _list(old, base)))
    assert verdicts(conn, "backdated_item", POINT)["旧稿"] is verdict


def test_list_in_another_order_is_unsure() -> None:
    rows = [row("甲", "2016-01-05", "2016-01-05"), row("乙", "2016-02-05", "2016-02-05")]
    conn = seen(crawled("2016-03-21", _list(*rows)), crawled("2016-03-28", _list(LATE, *rows)))
    assert verdicts(conn, "backdated_item", POINT) == {"倒填的动态": UNSURE}


def test_pinned_row_is_no_disorder() -> None:
    conn = seen(*_weeks("2016-02-22"), crawled("2016-03-21", _list(row("甲", "2016-02-05"), OLD)))
    conn.execute("UPDATE listings SET pinned = 1, row = 0 WHERE title = '旧闻'")
    from tests.builders_history import crawl_again

    crawl_again(conn, crawled("2016-03-28", _list(LATE, row("甲", "2016-02-05"), OLD)))
    assert verdicts(conn, "backdated_item", POINT)["倒填的动态"] is FLAGGED


def test_writing_date_as_publishing_date_is_late_but_not_forged() -> None:
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(LATE, OLD)))
    conn.execute("UPDATE item_versions SET written_on = '2016-03-01' WHERE title = '倒填的动态'")
    found = ask(conn, "backdated_item", POINT)["倒填的动态"]
    assert found.verdict is UNSURE
    assert "成文日期" in found.message


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("3月1日，我局召开安全生产工作会议。" + "会议要求压实责任。" * 30, UNSURE),
        ("会议要求压实责任。" * 30 + "东莞市安全生产监督管理局2016年3月1日", UNSURE),
        ("3月11日，我局召开安全生产工作会议。" + "会议要求压实责任。" * 30, FLAGGED),
        ("会议要求压实责任。" * 30 + "计划于3月1日举办。" + "会议要求压实责任。" * 30, FLAGGED),
    ],
)
def test_date_of_the_event_or_the_signature_is_unsure(text: str, verdict: object) -> None:
    late = row("动态", "2016-03-01", "2016-03-01", text=text)
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(late, OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {"动态": verdict}


def test_archive_that_is_being_filled_is_unsure() -> None:
    ancient = row("2014年的旧闻", "2014-03-01", "2014-03-01")
    base = row("更早", "2013-01-05", "2013-01-05")
    conn = seen(crawled("2016-03-21", _list(base)), crawled("2016-03-28", _list(ancient, base)))
    found = ask(conn, "backdated_item", POINT)["2014年的旧闻"]
    assert found.verdict is UNSURE
    assert "补录" in found.message


@pytest.mark.parametrize(("count", "verdict"), [(19, FLAGGED), (20, UNSURE)])
def test_many_at_once_are_an_archive(count: int, verdict: object) -> None:
    rows = [row(f"第{number}条", "2016-03-01", "2016-03-01") for number in range(count)]
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(*rows, OLD)))
    assert set(verdicts(conn, "backdated_item", POINT).values()) == {verdict}


def test_another_column_in_the_dark_is_unsure() -> None:
    dark = column("法规", outcome=Outcome.TIMEOUT)
    conn = seen(
        crawled("2016-02-22", _list(OLD), dark),
        crawled("2016-03-21", _list(OLD), dark),
        crawled("2016-03-28", _list(LATE, OLD), dark),
    )
    found = ask(conn, "backdated_item", POINT)["倒填的动态"]
    assert found.verdict is UNSURE
    assert "法规" in found.message


def test_another_column_that_was_seen_once_in_between_is_no_darkness() -> None:
    law = row("某法", "2015-01-01", "2015-01-01")
    conn = seen(
        crawled("2016-02-22", _list(OLD), _list(law, path="法规")),
        crawled("2016-03-14", _list(OLD), _list(law, path="法规")),
        crawled("2016-03-21", _list(OLD), column("法规", outcome=Outcome.TIMEOUT)),
        crawled("2016-03-28", _list(LATE, OLD), _list(law, path="法规")),
    )
    assert verdicts(conn, "backdated_item", POINT) == {"倒填的动态": FLAGGED}


def test_new_reader_of_pages_is_unsure() -> None:
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(LATE, OLD), software="test/2"))
    assert verdicts(conn, "backdated_item", POINT) == {"倒填的动态": UNSURE}


def test_undated_item_and_item_of_another_site_are_not_asked() -> None:
    outside = row("省厅消息", "2016-03-01", url="http://gd.example/1.html", outcome=None)
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(row("无日期"), outside, OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {}


def test_later_date_of_list_and_article_counts() -> None:
    mixed = row("动态", "2016-03-25", "2016-03-01")
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(mixed, OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {"动态": CLEAR}


def test_corrected_date_ends_the_finding() -> None:
    mended = row("倒填的动态", "2016-03-24", "2016-03-24")
    conn = seen(
        *_weeks("2016-03-21"), crawled("2016-03-28", _list(LATE, OLD)), crawled("2016-04-04", _list(mended, OLD))
    )
    assert verdicts(conn, "backdated_item", POINT) == {"倒填的动态": CLEAR}


def test_what_happened_after_the_monitoring_point_is_not_known_yet() -> None:
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(LATE, OLD)))
    assert verdicts(conn, "backdated_item", "2016-03-27") == {}
    assert verdicts(conn, "backdated_item", "2016-03-28") == {"倒填的动态": FLAGGED}


@pytest.mark.parametrize(("day", "found"), [("2017-03-28", {"倒填的动态": FLAGGED}), ("2017-03-29", {})])
def test_look_back_ends_after_twelve_months(day: str, found: object) -> None:
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(LATE, OLD)))
    assert verdicts(conn, "backdated_item", day) == found


def test_finding_stays_when_the_whole_site_gets_other_addresses() -> None:
    text = "会议要求各单位落实主体责任，" * 5
    rows = [
        row("动态", "2016-03-01", "2016-03-01", text=text),
        row("旧闻", "2016-01-05", "2016-01-05", text=text[::-1]),
    ]
    moved = [
        row(f"《{one.title}》", one.listed, one.published, text=one.text, url=f"http://bureau.example/new/{n}.html")
        for n, one in enumerate(rows)
    ]
    conn = seen(
        crawled("2016-03-21", _list(rows[1])), crawled("2016-03-28", _list(*rows)), crawled("2016-04-04", _list(*moved))
    )
    assert verdicts(conn, "backdated_item", POINT) == {"动态": FLAGGED, "《动态》": CLEAR, "《旧闻》": CLEAR}


def test_item_that_vanished_is_no_question_any_more() -> None:
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(LATE, OLD)), crawled("2016-04-04", _list(OLD)))
    assert verdicts(conn, "backdated_item", POINT) == {}


def test_column_whose_page_is_not_there_hides_nothing() -> None:
    dead = column("旧专栏", outcome=Outcome.NOT_FOUND)
    conn = seen(
        crawled("2016-02-22", _list(OLD), dead),
        crawled("2016-03-21", _list(OLD), dead),
        crawled("2016-03-28", _list(LATE, OLD), dead),
    )
    assert verdicts(conn, "backdated_item", POINT) == {"倒填的动态": FLAGGED}


def test_column_that_its_parents_page_lists_is_no_item() -> None:
    group = row("工作动态", "2016-03-01", url="http://bureau.example/new/", outcome=None)
    conn = seen(*_weeks("2016-03-21"), crawled("2016-03-28", _list(group, OLD), column("工作动态", rows=[OLD])))
    conn.execute("UPDATE columns SET key = 'bureau.example/new/' WHERE path = '工作动态'")
    assert verdicts(conn, "backdated_item", POINT) == {}
