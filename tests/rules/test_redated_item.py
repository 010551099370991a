"""Old texts with new dates: under the same address, under a new one, and the series that only look alike."""

from __future__ import annotations

import pytest

from crawler.model import Outcome
from tests.builders import column, row
from tests.builders_history import Crawled, crawled, seen
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

POINT = "2016-04-30"
TEXT = "为做好冬季安全生产工作，各单位要落实主体责任，开展隐患排查，严格值班值守，加强应急准备，确保安全。" * 3
OLD = row("旧闻", "2015-12-01", "2015-12-01", text="旧闻的正文另有内容，与别的没有关系。" * 9)


def _row(day: str, *, text: str = TEXT, title: str = "冬季安全提示", url: str = "1", listed: str | None = None) -> row:
    return row(title, listed or day, day, text=text, url=f"http://bureau.example/content/{url}.html")


def _week(day: str, *rows: row, path: str = "通知公告", **kwargs: str) -> Crawled:
    return crawled(day, column(path, rows=[*rows, OLD]), **kwargs)


def _verdict(*crawls: Crawled, title: str = "冬季安全提示") -> object:
    return verdicts(seen(*crawls), "redated_item", POINT).get(title)


def test_date_that_moves_on_while_the_text_stays_is_flagged() -> None:
    conn = seen(
        _week("2016-01-11", _row("2016-01-08")),
        _week("2016-03-21", _row("2016-01-08")),
        _week("2016-03-28", _row("2016-03-25")),
    )
    found = ask(conn, "redated_item", POINT)["冬季安全提示"]
    assert found.verdict is FLAGGED
    assert "2016-01-11已经看到" in found.message
    assert "2016-03-21至2016-03-28之间" in found.message
    assert len(found.evidence) == 2


@pytest.mark.parametrize(("again", "verdict"), [("2016-01-18", CLEAR), ("2016-01-19", FLAGGED)])
def test_seven_days_after_the_first_sighting_are_a_correction(again: str, verdict: object) -> None:
    first = _week("2016-01-11", _row("2016-01-08"))
    assert _verdict(first, _week("2016-01-25", _row(again))) is verdict


def test_wrong_year_that_is_put_right_is_no_redating() -> None:
    assert _verdict(_week("2016-01-11", _row("2015-01-08")), _week("2016-01-18", _row("2016-01-08"))) is CLEAR


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (TEXT + "浏览次数：88", FLAGGED),
        (TEXT.replace("确保安全", "确保平安"), UNSURE),
        (TEXT + "补充通知如下，请一并遵照执行。", UNSURE),
        (TEXT + "更新时间：2016-03-25", CLEAR),
        (TEXT[:50] + "各镇街要召开会议传达学习，部署三项任务，并于5日内报告落实情况。" * 4, CLEAR),
    ],
)
def test_text_that_changed_too_is_a_new_edition_or_unsure(text: str, verdict: object) -> None:
    first = _week("2016-01-11", _row("2016-01-08"))
    assert _verdict(first, _week("2016-03-28", _row("2016-03-25", text=text))) is verdict


def test_other_title_under_the_same_address_is_another_article() -> None:
    again = _week("2016-03-28", _row("2016-03-25", title="春季安全提示"))
    assert _verdict(_week("2016-01-11", _row("2016-01-08")), again, title="春季安全提示") is CLEAR


def test_list_date_alone_is_unsure() -> None:
    again = _week("2016-03-28", _row("2016-01-08", listed="2016-03-25"))
    assert _verdict(_week("2016-01-11", _row("2016-01-08")), again) is UNSURE


def test_date_read_from_another_place_is_unsure() -> None:
    conn = seen(_week("2016-01-11", _row("2016-01-08")), _week("2016-03-28", _row("2016-03-25")))
    conn.execute("UPDATE item_versions SET published_via = 'line' WHERE published_on = '2016-03-25'")
    assert verdicts(conn, "redated_item", POINT)["冬季安全提示"] is UNSURE


def test_new_reader_of_pages_is_unsure() -> None:
    again = _week("2016-03-28", _row("2016-03-25"), software="test/2")
    assert _verdict(_week("2016-01-11", _row("2016-01-08")), again) is UNSURE


@pytest.mark.parametrize("text", [TEXT, TEXT + "浏览次数：88"])
def test_old_text_under_a_new_address_is_flagged(text: str) -> None:
    conn = seen(_week("2016-01-11", _row("2016-01-08")), _week("2016-03-28", _row("2016-03-25", url="2", text=text)))
    found = ask(conn, "redated_item", POINT)["冬季安全提示"]
    assert found.verdict is FLAGGED
    assert found.subject.shown.endswith("/2.html")
    assert "在新网址再次发布" in found.message
    assert "2016-01-11至2016-03-28之间" in found.message


def test_both_copies_in_one_list_are_flagged_too() -> None:
    conn = seen(
        _week("2016-01-11", _row("2016-01-08")),
        _week("2016-03-28", _row("2016-03-25", url="2"), _row("2016-01-08")),
    )
    conn.execute("UPDATE items SET title = '冬季安全提示（旧）' WHERE published_on = '2016-01-08'")
    conn.execute("UPDATE item_versions SET title = '冬季安全提示' WHERE published_on = '2016-01-08'")
    assert verdicts(conn, "redated_item", POINT)["冬季安全提示"] is UNSURE, "another title may be another matter"
    conn.execute("UPDATE items SET title = '冬季安全提示' WHERE published_on = '2016-01-08'")
    assert verdicts(conn, "redated_item", POINT)["冬季安全提示"] is FLAGGED


def test_copy_in_another_column_is_unsure_while_the_first_is_listed() -> None:
    conn = seen(
        _week("2016-01-11", _row("2016-01-08")),
        crawled(
            "2016-03-28",
            column("通知公告", rows=[_row("2016-01-08"), OLD]),
            column("政策文件", rows=[_row("2016-03-25", url="2")]),
        ),
    )
    found = ask(conn, "redated_item", POINT)["冬季安全提示"]
    assert found.verdict is UNSURE
    assert found.subject.shown.endswith("/2.html")
    assert "另一栏目" in found.message


def test_notice_of_every_year_is_unsure() -> None:
    again = _week("2016-03-28", _row("2016-01-08", url="2"))
    assert _verdict(_week("2015-01-12", _row("2015-01-09")), again) is UNSURE


def test_series_with_other_text_every_month_is_clear() -> None:
    text = "经研究，拟任命{}同志为科长，现予公示，公示期五个工作日，如有意见请于公示期内反映。" * 4
    conn = seen(
        _week("2016-01-11", _row("2016-01-08", title="任前公示", text=text.format(*["甲"] * 4))),
        _week("2016-03-28", _row("2016-03-25", title="任前公示", text=text.format(*["乙"] * 4), url="2")),
    )
    assert verdicts(conn, "redated_item", POINT) == {"任前公示": CLEAR}


def test_notice_of_nothing_every_month_is_clear() -> None:
    conn = seen(
        _week("2016-01-11", _row("2016-01-08", title="双公示", text="本月无行政处罚信息。" * 3)),
        _week("2016-03-28", _row("2016-03-25", title="双公示", text="本月无行政处罚信息。" * 3, url="2")),
    )
    assert verdicts(conn, "redated_item", POINT) == {"双公示": CLEAR}


def test_template_that_stands_there_three_times_is_clear() -> None:
    conn = seen(
        _week("2016-01-11", _row("2016-01-08", title="公告一"), _row("2016-01-09", url="9", title="公告二")),
        _week("2016-03-28", _row("2016-03-25", url="2", title="公告三")),
    )
    assert verdicts(conn, "redated_item", POINT) == {"公告三": CLEAR}


def test_first_crawl_tells_nothing_and_an_outage_widens_the_interval() -> None:
    assert verdicts(seen(_week("2016-03-28", _row("2016-03-25"))), "redated_item", POINT) == {}
    lost = crawled("2016-03-21", column("通知公告", outcome=Outcome.TIMEOUT))
    conn = seen(_week("2016-01-11", _row("2016-01-08")), lost, _week("2016-03-28", _row("2016-03-25")))
    assert "2016-01-11至2016-03-28之间" in ask(conn, "redated_item", POINT)["冬季安全提示"].message


def test_text_that_was_seen_lately_only_counts_from_then_on() -> None:
    first = _week("2016-01-11", _row("2016-01-08", text="原来的正文完全是另一回事。" * 20))
    edited = _week("2016-03-21", _row("2016-01-08"))
    assert _verdict(first, edited, _week("2016-03-28", _row("2016-03-28"))) is CLEAR, "seven days after the new text"
    assert _verdict(first, edited, _week("2016-04-04", _row("2016-03-29"))) is FLAGGED


def test_copy_of_a_text_that_was_seen_lately_only_counts_from_then_on() -> None:
    first = _week("2016-01-11", _row("2016-01-08", text="原来的正文完全是另一回事。" * 20))
    edited = _week("2016-03-21", _row("2016-01-08"))
    for day, verdict in (("2016-03-28", CLEAR), ("2016-03-29", FLAGGED)):
        conn = seen(first, edited, _week("2016-04-04", _row(day, url="2")))
        assert verdicts(conn, "redated_item", POINT)["冬季安全提示"] is verdict


def test_finding_stays_when_the_whole_site_gets_other_addresses() -> None:
    moved = [
        row(f"《{title}》", day, day, text=TEXT, url=f"http://bureau.example/new/{n}.html")
        for n, (title, day) in enumerate((("冬季安全提示", "2016-03-25"), ("冬季安全提示", "2016-01-08")))
    ]
    conn = seen(
        _week("2016-01-11", _row("2016-01-08")),
        _week("2016-03-28", _row("2016-03-25", url="2"), _row("2016-01-08")),
        _week("2016-04-04", *moved),
    )
    conn.execute("UPDATE items SET title = title || id WHERE title LIKE '《%'")  # labels of their own
    found = [one.subject.shown for one in ask(conn, "redated_item", POINT).values() if one.verdict is FLAGGED]
    assert found == ["http://bureau.example/content/2.html"], "once, and where it was found"


@pytest.mark.parametrize(("then", "now"), [(TEXT, TEXT), (TEXT, TEXT + "浏览次数：88"), (TEXT + "浏览次数：88", TEXT)])
def test_change_of_address_after_a_redating_tells_the_redating_once(then: str, now: str) -> None:
    conn = seen(
        _week("2016-01-11", _row("2016-01-08")),
        _week("2016-06-13", _row("2016-01-08")),
        _week("2016-06-20", _row("2016-06-17", text=then)),
        _week("2016-11-07", _row("2016-06-17", text=then)),
        _week("2016-11-14", _row("2016-06-17", text=now, url="new")),
    )
    flagged = [one for one in ask(conn, "redated_item", "2016-11-30").values() if one.verdict is FLAGGED]
    assert ["2016-06-13至2016-06-20之间" in one.message for one in flagged] == [True], flagged


def test_date_that_the_old_place_had_listed_is_not_new_at_the_new_one() -> None:
    listed = _row("2016-01-08", listed="2016-06-17")
    conn = seen(
        _week("2016-01-11", _row("2016-01-08")),
        _week("2016-06-20", listed),
        _week("2016-11-07", listed),
        _week("2016-11-14", _row("2016-06-17", url="new")),
    )
    assert FLAGGED not in verdicts(conn, "redated_item", "2016-11-30").values()


def test_redating_with_the_change_of_address_is_told_of_the_latest_reading() -> None:
    conn = seen(
        _week("2016-01-11", _row("2016-01-08")),
        _week("2016-06-20", _row("2016-06-17")),
        _week("2016-11-07", _row("2016-06-17")),
        _week("2016-11-14", _row("2016-11-11", url="new")),
    )
    found = ask(conn, "redated_item", "2016-11-30")["冬季安全提示"]
    assert found.verdict is FLAGGED
    assert "2016-06-20已经看到（当时标注2016-06-17），2016-11-07至2016-11-14之间" in found.message


def test_copy_that_moves_once_more_is_no_second_redating() -> None:
    conn = seen(
        _week("2016-01-11", _row("2016-01-08")),
        _week("2016-06-20", _row("2016-06-17", url="2", text=TEXT + "浏览次数：88")),
        _week("2016-11-07", _row("2016-06-17", url="2", text=TEXT + "浏览次数：88")),
        _week("2016-11-14", _row("2016-06-17", url="new")),
    )
    assert FLAGGED not in verdicts(conn, "redated_item", "2016-11-30").values()
