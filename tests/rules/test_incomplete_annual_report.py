"""The parts of an annual report."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

TITLE = "2015年政府信息公开工作年度报告"
LONG = "本局认真落实各项公开要求，完善工作机制，加强平台建设。" * 15
REVIEWS: dict[str, Any] = {"parts": [{"name": "复议诉讼", "words": ["复议", "诉讼"]}], "first_year": 2008}
HEADS: dict[str, Any] = {
    "parts": [{"name": "总体情况", "words": ["总体情况"]}, {"name": "问题", "words": ["存在的主要问题"]}],
    "first_year": 2008,
    "headed": True,
    "ordered": True,
    "empty_answers": ["无", "暂无"],
}


def _report(text: str, title: str = TITLE, **more: object) -> column:
    entry = row(title, "2016-03-02", "2016-03-02", text=text, **more)  # type: ignore[arg-type]
    return column("公开年报", ColumnClass.ANNUAL, rows=[entry], identity="oip.report")


def test_part_that_no_paragraph_speaks_of_is_flagged() -> None:
    found = ask(catalogue_with(_report(LONG)), "incomplete_annual_report", **REVIEWS)[TITLE]
    assert found.verdict is FLAGGED
    assert "复议诉讼" in found.message


def test_part_merged_into_a_paragraph_without_a_heading_is_there() -> None:
    conn = catalogue_with(_report(f"一、基本情况\n{LONG}没有发生行政复 议。"))
    assert verdicts(conn, "incomplete_annual_report", **REVIEWS) == {TITLE: CLEAR}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"一、总体情况\n{LONG}\n五、存在的主要问题及改进情况\n{LONG}", CLEAR),
        (f"第一部分 总体情况\n{LONG}\n第五部分 存在的主要问题\n{LONG}", CLEAR),
        (f"一、总体情况\n{LONG}", FLAGGED),
        (f"五、存在的主要问题\n{LONG}\n一、总体情况\n{LONG}", FLAGGED),
        (f"一、总体情况\n{LONG}\n五、存在的主要问题\n无。\n六、其他\n无。", FLAGGED),
        (f"一、总体情况\n{LONG}\n五、存在的主要问题\n无专职人员。\n六、其他\n无。", CLEAR),
        (f"总体情况是好的。{LONG}\n至于存在的主要问题，{LONG}", UNSURE),
    ],
)
def test_headings_stand_in_order_and_say_something(text: str, verdict: object) -> None:
    assert verdicts(catalogue_with(_report(text)), "incomplete_annual_report", **HEADS) == {TITLE: verdict}


@pytest.mark.parametrize(("chars", "verdict"), [(299, UNSURE), (300, FLAGGED)])
def test_short_text_only_wraps_a_file(chars: int, verdict: object) -> None:
    conn = catalogue_with(_report("公" * chars))
    assert verdicts(conn, "incomplete_annual_report", **REVIEWS) == {TITLE: verdict}


def test_report_that_was_not_read_is_unsure() -> None:
    conn = catalogue_with(_report("", outcome=Outcome.TIMEOUT))
    assert verdicts(conn, "incomplete_annual_report", **REVIEWS) == {TITLE: UNSURE}


def test_the_longest_of_several_places_counts() -> None:
    wrapped = row(TITLE, "2016-03-01", "2016-03-01", url="http://bureau.example/a.html", text="详见附件。")
    whole = row(TITLE, "2016-03-02", "2016-03-02", url="http://bureau.example/b.html", text=f"{LONG}没有行政诉讼。")
    conn = catalogue_with(column("公开年报", ColumnClass.ANNUAL, rows=[wrapped, whole], identity="oip.report"))
    assert verdicts(conn, "incomplete_annual_report", **REVIEWS) == {TITLE: CLEAR}


def test_reports_of_years_under_another_format_are_not_asked() -> None:
    conn = catalogue_with(_report(LONG))
    later = {**REVIEWS, "first_year": 2016}
    earlier = {**REVIEWS, "last_year": 2014}
    for options in (later, earlier):
        assert list(verdicts(conn, "incomplete_annual_report", **options).values()) == [NOT_APPLICABLE]


def test_site_without_a_report_is_left_to_another_rule() -> None:
    seen = catalogue_with(column("公开年报", ColumnClass.ANNUAL, identity="oip.report"))
    unseen = catalogue_with(column("公开年报", ColumnClass.ANNUAL, identity="oip.report", outcome=Outcome.TIMEOUT))
    assert list(verdicts(seen, "incomplete_annual_report", **REVIEWS).values()) == [NOT_APPLICABLE]
    assert list(verdicts(unseen, "incomplete_annual_report", **REVIEWS).values()) == [UNSURE]


def test_fault_counts_from_the_day_of_publication_and_clear_has_none() -> None:
    flagged = ask(catalogue_with(_report(LONG)), "incomplete_annual_report", **REVIEWS)[TITLE]
    clear = ask(catalogue_with(_report(f"{LONG}没有行政诉讼。")), "incomplete_annual_report", **REVIEWS)[TITLE]
    assert (flagged.since, clear.since) == (date(2016, 3, 2), None)
    assert "有“复议诉讼”" in clear.message
