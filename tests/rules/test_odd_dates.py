"""Dates that lie ahead, dates that do not exist, and rows that stand twice."""

from __future__ import annotations

import sqlite3

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import column, row
from tests.builders_history import crawled, seen
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

DAY = "2016-05-16"


def _dated(listed: str | None, published: str | None, **kwargs: object) -> sqlite3.Connection:
    kind = kwargs.pop("kind", ColumnClass.DYNAMIC)
    entry = row(str(kwargs.pop("title", "动态")), listed, published, **kwargs)  # type: ignore[arg-type]
    assert isinstance(kind, ColumnClass)
    return seen(crawled(DAY, column("新闻", kind, rows=[entry])))


@pytest.mark.parametrize(
    ("stated", "point", "verdict"),
    [
        ("2016-05-31", "2016-05-31", CLEAR),
        ("2016-06-01", "2016-05-31", FLAGGED),
        ("2016-06-01", "2016-06-01", CLEAR),
        ("2016-05-16", "2016-05-16", CLEAR),
        ("2016-05-17", "2016-05-16", FLAGGED),
    ],
)
def test_the_monitoring_point_is_no_future_and_the_day_after_it_is(stated: str, point: str, verdict: object) -> None:
    assert verdicts(_dated(stated, stated), "future_date", point) == {"动态": verdict}


@pytest.mark.parametrize(("stated", "verdict"), [("2016-05-16", None), ("2016-05-17", FLAGGED)])
def test_crawl_after_the_monitoring_point_sees_what_was_published_since(stated: str, verdict: object) -> None:
    assert verdicts(_dated(stated, stated), "future_date", "2016-05-10").get("动态") is verdict


def test_message_names_both_days() -> None:
    found = ask(_dated("2016-07-16", "2016-07-16"), "future_date", "2016-05-31")["动态"]
    assert "2016-07-16" in found.message
    assert "2016-05-16已经看到" in found.message
    assert found.evidence


@pytest.mark.parametrize(("listed", "published"), [("2016-07-16", "2016-05-10"), ("2016-05-10", "2016-07-16")])
def test_places_that_contradict_each_other_are_unsure(listed: str, published: str) -> None:
    assert verdicts(_dated(listed, published), "future_date", "2016-05-31") == {"动态": UNSURE}


def test_announcements_of_events_are_unsure() -> None:
    talk = _dated("2016-07-16", "2016-07-16", kind=ColumnClass.SURVEY_TALK)
    assert verdicts(talk, "future_date", "2016-05-31") == {"动态": UNSURE}
    named = _dated("2016-07-16", "2016-07-16", title="在线访谈预告")
    assert verdicts(named, "future_date", "2016-05-31") == {"在线访谈预告": UNSURE}


def test_list_date_of_an_item_that_was_not_read_counts_alone() -> None:
    assert verdicts(_dated("2016-07-16", None, outcome=None), "future_date", "2016-05-31") == {"动态": FLAGGED}


def test_item_of_another_site_and_date_out_of_an_address_are_not_asked() -> None:
    outside = _dated("2016-07-16", None, outcome=None, url="http://gd.example/1.html")
    assert verdicts(outside, "future_date", "2016-05-31") == {}
    conn = _dated(None, "2016-07-16")
    conn.execute("UPDATE item_versions SET published_via = 'url'")
    assert FLAGGED not in verdicts(conn, "future_date", "2016-05-31").values()


def _raw(raw: str, *, on_page: bool = False) -> sqlite3.Connection:
    conn = _dated(None, None)
    if on_page:
        found = f'[{{"fact": "published", "label": "line", "raw": "{raw}", "value": null}}]'
        conn.execute("UPDATE item_versions SET candidates = ?", (found,))
    else:
        conn.execute("UPDATE listings SET raw_date = ?", (raw,))
    return conn


@pytest.mark.parametrize("on_page", [False, True])
@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("2016-02-30", FLAGGED),
        ("2016-13-05", FLAGGED),
        ("2015年2月29日", FLAGGED),
        ("0000-00-00", FLAGGED),
        ("1970-01-01 08:00:00", FLAGGED),
        ("1900/1/1", FLAGGED),
        ("1948-12-31", FLAGGED),
        ("1949-10-01", UNSURE),
        ("1989.12.26", UNSURE),
        ("2101-01-01", FLAGGED),
        ("2016-05", CLEAR),
        ("第2016-0230号", CLEAR),
        ("2016-02-2900018", CLEAR),
    ],
)
def test_days_that_cannot_be(raw: str, verdict: object, on_page: bool) -> None:
    assert verdicts(_raw(raw, on_page=on_page), "impossible_date", "2016-05-31") == {"动态": verdict}


def test_message_says_where_and_why() -> None:
    found = ask(_raw("2016-02-30"), "impossible_date", "2016-05-31")["动态"]
    assert "栏目“新闻”列表" in found.message
    assert "并不存在" in found.message
    assert "正文页" in ask(_raw("2016-02-30", on_page=True), "impossible_date", "2016-05-31")["动态"].message


def test_leap_day_is_a_day() -> None:
    conn = _dated("2016-02-29", "2016-02-29")
    assert verdicts(conn, "impossible_date", "2016-05-31") == {"动态": CLEAR}


@pytest.mark.parametrize(("stated", "verdict"), [("1993-12-31", UNSURE), ("1994-01-01", CLEAR)])
def test_day_before_the_web_may_be_that_of_a_law(stated: str, verdict: object) -> None:
    assert verdicts(_dated(stated, stated), "impossible_date", "2016-05-31") == {"动态": verdict}


def _twice(one: str, two: str, *, other_day: str = "2016-05-01", path: str = "新闻", **kwargs: object) -> object:
    first = row("防汛通知", "2016-05-01", "2016-05-01", text=one, url="http://bureau.example/1.html")
    again = row("防汛通知", other_day, other_day, text=two, url="http://bureau.example/2.html", **kwargs)  # type: ignore[arg-type]
    rest = [again] if path == "新闻" else []
    others = [column(path, rows=[again])] if path != "新闻" else []
    conn = seen(crawled(DAY, column("新闻", rows=[first, *rest]), *others))
    conn.execute("UPDATE items SET title = title || '（一）' WHERE url LIKE '%/1.html'")
    return verdicts(conn, "repeated_item", "2016-05-31")


WORDS = "请各单位做好防汛值班，按时报送情况，遇有险情及时处置。" * 3


def test_same_row_twice_is_flagged() -> None:
    assert _twice(WORDS, WORDS + "浏览次数：9") == {"防汛通知（一）": CLEAR, "防汛通知": FLAGGED}


def test_other_text_or_unread_page_is_unsure() -> None:
    assert _twice(WORDS, WORDS[::-1]) == {"防汛通知（一）": CLEAR, "防汛通知": UNSURE}
    assert _twice(WORDS, WORDS, outcome=Outcome.TIMEOUT) == {"防汛通知（一）": CLEAR, "防汛通知": UNSURE}


def test_other_day_and_other_column_are_clear() -> None:
    assert _twice(WORDS, WORDS, other_day="2016-05-02") == {"防汛通知（一）": CLEAR, "防汛通知": CLEAR}
    assert _twice(WORDS, WORDS, path="公告") == {"防汛通知（一）": CLEAR, "防汛通知": CLEAR}
