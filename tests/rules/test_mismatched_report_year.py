"""The years that an annual report names."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

TITLE = "2015年政府信息公开工作年度报告"


def _report(text: str, published: str | None = "2016-03-02", title: str = TITLE) -> column:
    return column(
        "公开年报", ColumnClass.ANNUAL, rows=[row(title, published, published, text=text)], identity="oip.report"
    )


@pytest.mark.parametrize(
    ("text", "published", "verdict"),
    [
        ("统计期限为2015年1月1日至2015年12月31日。", "2016-03-02", CLEAR),
        ("统计期限为2015年1月1日起至12月31日止。", "2016-12-31", CLEAR),
        ("统计期限为2015 年 1 月 1 日—12 月 31 日。", "2016-03-02", CLEAR),
        ("统计期限自二〇一五年1月1日至12月31日。", "2016-03-02", CLEAR),
        ("统计期限为2014年1月1日至2014年12月31日。", "2016-03-02", FLAGGED),
        ("统计期限为2015年1月1日至2015年12月31日。", "2015-12-31", FLAGGED),
        ("统计期限为2015年1月1日至2015年12月31日。", "2017-01-01", UNSURE),
        ("全年公开信息813条。", "2016-03-02", UNSURE),
        ("统计期限为2015年1月1日至2015年12月31日。", None, UNSURE),
    ],
)
def test_years_agree(text: str, published: str | None, verdict: object) -> None:
    conn = catalogue_with(_report(text, published))
    assert verdicts(conn, "mismatched_report_year", "2017-01-15") == {TITLE: verdict}


def test_message_names_both_years() -> None:
    conn = catalogue_with(_report("2014年1月1日至12月31日"))
    assert "标题是2015年，统计期限是2014年" in ask(conn, "mismatched_report_year")[TITLE].message


def test_old_reports_are_left_alone_and_missing_ones_to_another_rule() -> None:
    conn = catalogue_with(_report("2012年1月1日至12月31日", "2014-03-01", "2013年政府信息公开年度报告"))
    assert list(verdicts(conn, "mismatched_report_year").values()) == [NOT_APPLICABLE]
    unread = catalogue_with(column("公开年报", ColumnClass.ANNUAL, identity="oip.report", outcome=Outcome.TIMEOUT))
    assert list(verdicts(unread, "mismatched_report_year").values()) == [UNSURE]


def test_fault_counts_from_the_day_of_publication_and_clear_has_none() -> None:
    flagged = ask(catalogue_with(_report("2014年1月1日至12月31日")), "mismatched_report_year")[TITLE]
    clear = ask(catalogue_with(_report("2015年1月1日至12月31日")), "mismatched_report_year")[TITLE]
    assert (flagged.since, clear.since) == (date(2016, 3, 2), None)
