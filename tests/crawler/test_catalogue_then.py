"""What was known when a run ended: later versions, items and crawls must not leak into an earlier look."""

from __future__ import annotations

from datetime import UTC, date, datetime

from crawler.catalogue import queries
from tests.builders import HOME, Outcome, catalogue_with, column, row, site_with

FIRST = datetime(2016, 6, 6, 1, tzinfo=UTC)
SECOND = datetime(2016, 6, 13, 1, tzinfo=UTC)
NEWS = "政务公开/工作动态"


def news(*rows: row) -> column:
    return column(NEWS, rows=rows)


def test_item_is_shown_as_the_run_knew_it() -> None:
    url = HOME + "a/1.html"
    conn = catalogue_with(news(row("甲", "2016-06-01", "2016-06-01", url=url, text="旧文")), observed=FIRST)
    site_with(conn, news(row("甲（更正）", "2016-06-09", "2016-06-09", url=url, text="新文")), observed=SECOND)
    (then,) = queries.items(conn, "bureau", run=1)
    (now,) = queries.items(conn, "bureau")
    assert (then.title, then.published_on) == ("甲", date(2016, 6, 1))
    assert (now.title, now.published_on) == ("甲（更正）", date(2016, 6, 9))


def test_article_read_later_was_only_listed_then() -> None:
    url = HOME + "a/1.html"
    conn = catalogue_with(news(row("甲", "2016-06-01", url=url, outcome=Outcome.TIMEOUT)), observed=FIRST)
    site_with(conn, news(row("甲", "2016-06-01", "2016-06-01", url=url)), observed=SECOND)
    assert [item.kind for item in queries.items(conn, "bureau", run=1)] == ["listed"]
    assert [item.kind for item in queries.items(conn, "bureau")] == ["article"]


def test_item_first_seen_later_did_not_exist_then() -> None:
    conn = catalogue_with(news(row("甲", "2016-06-01", "2016-06-01")), observed=FIRST)
    site_with(conn, news(row("甲", "2016-06-01", "2016-06-01"), row("乙", "2016-06-02", "2016-06-02")), observed=SECOND)
    assert [item.title for item in queries.items(conn, "bureau", run=1)] == ["甲"]
    assert [item.title for item in queries.items(conn, "bureau", run=2)] == ["甲", "乙"]


def test_item_that_vanished_later_was_there_then() -> None:
    conn = catalogue_with(news(row("甲", "2016-06-01", "2016-06-01"), row("乙", "2016-06-02")), observed=FIRST)
    site_with(conn, news(row("甲", "2016-06-01", "2016-06-01")), observed=SECOND)
    gone = {item.title: item.vanished_at is not None for item in queries.items(conn, "bureau")}
    then = {item.title: item.vanished_at is not None for item in queries.items(conn, "bureau", run=1)}
    assert gone == {"甲": False, "乙": True}
    assert then == {"甲": False, "乙": False}


def test_check_rests_on_the_crawl_nearest_to_the_end_of_the_day() -> None:
    conn = catalogue_with(news(row("甲", "2016-06-01")), observed=FIRST)
    site_with(conn, news(row("甲", "2016-06-01")), observed=SECOND)

    def nearest(day: date) -> int:
        run = queries.run_nearest(conn, "bureau", day)
        assert run is not None
        return run.id

    assert nearest(date(2016, 6, 1)) == 1  # both came later: the first of them
    assert nearest(date(2016, 6, 6)) == 1
    assert nearest(date(2016, 6, 7)) == 2
    assert nearest(date(2016, 12, 31)) == 2  # nothing so late: the newest


def test_of_two_crawls_on_the_day_itself_the_later_counts() -> None:
    conn = catalogue_with(news(row("甲", "2016-06-01")), observed=FIRST)
    site_with(conn, news(row("甲", "2016-06-01")), observed=FIRST.replace(hour=9))
    run = queries.run_nearest(conn, "bureau", FIRST.date())
    assert run is not None and run.id == 2


def test_incomplete_crawl_gives_way_to_a_complete_one() -> None:
    conn = catalogue_with(column(NEWS, outcome=Outcome.TIMEOUT), observed=FIRST)
    site_with(conn, news(row("甲", "2016-06-01")), observed=SECOND)
    run = queries.run_nearest(conn, "bureau", FIRST.date())
    assert run is not None and run.id == 2
