"""Silent edits: other words under the same address and date, and what only looks like it."""

from __future__ import annotations

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import column, row
from tests.builders_history import Crawled, crawled, seen
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

POINT = "2016-04-30"
TEXT = "经调查，该起事故造成3人死亡，直接经济损失二百万元。事故调查组认定该公司负主要责任，建议依法处罚。" * 3
OTHERS = [row(f"另一条{number}", "2016-02-01", "2016-02-01") for number in range(9)]


def _week(
    day: str, text: str, *, published: str | None = "2016-03-01", title: str = "事故通报", **kwargs: str
) -> Crawled:
    entry = row(title, published, published, text=text, url="http://bureau.example/content/1.html")
    return crawled(day, column("通知公告", ColumnClass.POLICY, rows=[entry, *OTHERS]), **kwargs)


def _verdict(*crawls: Crawled) -> object:
    found = verdicts(seen(*crawls), "silent_edit", POINT)
    assert len(found) == 1, found
    return next(iter(found.values()))


def test_changed_figure_is_flagged_with_both_days_and_the_similarity() -> None:
    conn = seen(_week("2016-03-07", TEXT), _week("2016-03-14", TEXT), _week("2016-03-21", TEXT.replace("3人", "2人")))
    found = ask(conn, "silent_edit", POINT)["事故通报"]
    assert found.verdict is FLAGGED
    assert "2016-03-14至2016-03-21之间" in found.message, "it was read unchanged on the 14th"
    assert "3人死亡" in found.message
    assert "2人死亡" in found.message
    assert found.observed.endswith("%")
    assert len(found.evidence) == 2


def test_lost_crawl_in_between_widens_the_interval() -> None:
    lost = crawled("2016-03-14", column("通知公告", ColumnClass.POLICY, outcome=Outcome.TIMEOUT))
    conn = seen(_week("2016-03-07", TEXT), lost, _week("2016-03-21", TEXT.replace("3人", "2人")))
    assert "2016-03-07至2016-03-21之间" in ask(conn, "silent_edit", POINT)["事故通报"].message


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (TEXT + "浏览次数：99", CLEAR),
        (TEXT.replace("3人", "2人") + "更正：死亡人数应为2人。", CLEAR),
        (TEXT.replace("主要", "次要"), UNSURE),
        (TEXT + "受到处罚的企业名单公布如下，共计若干家。", UNSURE),
        (TEXT.replace("3人", "2人") + "会议时间调整为下午。", UNSURE),
        (TEXT[:60], UNSURE),
        (TEXT + TEXT.replace("调查", "核查") * 2, UNSURE),
    ],
)
def test_small_noted_added_and_cut_texts(change: str, verdict: object) -> None:
    old = TEXT + "浏览次数：12" if change.endswith("99") else TEXT
    assert _verdict(_week("2016-03-07", old), _week("2016-03-14", change)) is verdict


def test_title_that_says_so_is_a_note() -> None:
    edited = _week("2016-03-14", TEXT.replace("3人", "2人"), title="事故通报（更正）")
    assert _verdict(_week("2016-03-07", TEXT), edited) is CLEAR


def test_text_that_never_changed_is_not_asked() -> None:
    assert verdicts(seen(_week("2016-03-07", TEXT), _week("2016-03-14", TEXT)), "silent_edit", POINT) == {}


def test_other_date_is_another_question() -> None:
    later = _week("2016-03-14", TEXT.replace("3人", "2人"), published="2016-03-10")
    assert verdicts(seen(_week("2016-03-07", TEXT), later), "silent_edit", POINT) == {}


def test_page_without_a_date_is_unsure() -> None:
    first = _week("2016-03-07", TEXT, published=None)
    assert _verdict(first, _week("2016-03-14", TEXT.replace("3人", "2人"), published=None)) is UNSURE


def test_text_that_comes_and_goes_is_two_servers() -> None:
    other = TEXT.replace("3人", "2人")
    conn = seen(_week("2016-03-07", TEXT), _week("2016-03-14", other), _week("2016-03-21", TEXT))
    assert verdicts(conn, "silent_edit", POINT) == {"事故通报": UNSURE}


def test_new_reader_of_pages_is_unsure() -> None:
    edited = _week("2016-03-14", TEXT.replace("3人", "2人"), software="test/2")
    assert _verdict(_week("2016-03-07", TEXT), edited) is UNSURE


def test_columns_that_are_to_be_kept_up_to_date_are_not_asked() -> None:
    def week(day: str, text: str) -> Crawled:
        entry = row("机构职能", "2016-03-01", "2016-03-01", text=text)
        return crawled(day, column("机构职能", ColumnClass.STATIC, rows=[entry, *OTHERS]))

    conn = seen(week("2016-03-07", TEXT), week("2016-03-14", TEXT.replace("3人", "2人")))
    assert verdicts(conn, "silent_edit", POINT) == {}


@pytest.mark.parametrize(("count", "verdict"), [(4, FLAGGED), (5, UNSURE)])
def test_new_design_of_the_site_is_no_edit(count: int, verdict: object) -> None:
    def week(day: str, suffix: str) -> Crawled:
        rows = [row(f"第{n}条", "2016-02-01", "2016-02-01", text=TEXT + suffix) for n in range(count)]
        return crawled(day, column("通知公告", rows=[*rows, *OTHERS]))

    conn = seen(week("2016-03-07", "版权归甲单位所有共10页"), week("2016-03-14", "版权归乙单位所有共20页"))
    assert set(verdicts(conn, "silent_edit", POINT).values()) == {verdict}


def test_many_changes_of_a_big_site_are_a_new_design_too() -> None:
    def week(day: str, suffix: str) -> Crawled:
        rows = [row(f"第{n}条", "2016-02-01", "2016-02-01", text=TEXT + suffix * (n < 20)) for n in range(70)]
        return crawled(day, column("通知公告", rows=rows))

    conn = seen(week("2016-03-07", "版权归甲单位所有共10页"), week("2016-03-14", "版权归乙单位所有共20页"))
    assert set(verdicts(conn, "silent_edit", POINT).values()) == {UNSURE}
    assert set(verdicts(conn, "silent_edit", POINT, many=21).values()) == {FLAGGED}


def test_numbers_of_persons_are_not_repeated() -> None:
    conn = seen(
        _week("2016-03-07", TEXT),
        _week("2016-03-14", TEXT + "当事人身份证号11010519491231002X受伤。" + TEXT[::-1][:30]),
    )
    assert "11010519491231002X" not in ask(conn, "silent_edit", POINT)["事故通报"].message


def test_look_back_ends_after_twelve_months() -> None:
    conn = seen(_week("2016-03-07", TEXT), _week("2016-03-14", TEXT.replace("3人", "2人")))
    assert verdicts(conn, "silent_edit", "2017-03-14") == {"事故通报": FLAGGED}
    assert verdicts(conn, "silent_edit", "2017-03-15") == {}
