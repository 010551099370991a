"""Annual reports of all years."""

from __future__ import annotations

from typing import Any

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts


def _reports(*years: int, title: str = "{}年政府信息公开工作年度报告", **more: object) -> column:
    rows = [row(title.format(year), f"{year + 1}-03-02", f"{year + 1}-03-02") for year in years]
    return column("公开年报", ColumnClass.ANNUAL, rows=rows, identity="oip.report", **more)  # type: ignore[arg-type]


def test_year_between_others_that_is_not_there_is_flagged() -> None:
    found = ask(catalogue_with(_reports(2012, 2013, 2015)), "gap_in_annual_reports")
    assert {label: one.verdict for label, one in found.items()} == {"2014年政府信息公开年度报告": FLAGGED}
    assert "2012、2013、2015年" in found["2014年政府信息公开年度报告"].message


def test_all_years_are_there() -> None:
    assert list(verdicts(catalogue_with(_reports(2013, 2014, 2015)), "gap_in_annual_reports").values()) == [CLEAR]


def test_years_before_the_oldest_report_are_not_asked_for() -> None:
    conn = catalogue_with(_reports(2014, 2015))
    assert list(verdicts(conn, "gap_in_annual_reports").values()) == [CLEAR]


def test_single_year_says_nothing_of_others() -> None:
    assert list(verdicts(catalogue_with(_reports(2015)), "gap_in_annual_reports").values()) == [UNSURE]


def test_site_not_seen_whole_cannot_have_gaps() -> None:
    conn = catalogue_with(_reports(2012, 2015), column("年报汇编", ColumnClass.ANNUAL, outcome=Outcome.TIMEOUT))
    assert list(verdicts(conn, "gap_in_annual_reports").values()) == [UNSURE]


def test_report_whose_title_names_no_year_may_fill_the_gap() -> None:
    nameless = column(
        "公开年报/归档", ColumnClass.ANNUAL, rows=[row("政府信息公开年报", "2015-03-01")], identity="oip.report"
    )
    conn = catalogue_with(_reports(2013, 2015), nameless)
    assert list(verdicts(conn, "gap_in_annual_reports").values()) == [UNSURE]


def test_site_without_reports_is_left_to_another_rule() -> None:
    assert list(verdicts(catalogue_with(_reports()), "gap_in_annual_reports").values()) == [NOT_APPLICABLE]


def test_other_yearly_publications_are_known_by_their_titles() -> None:
    conn = catalogue_with(_reports(2017, 2019, title="{}年政府网站工作年度报表"))
    options: dict[str, Any] = {
        "name": "政府网站工作年度报表",
        "identities": ("col.wr",),
        "title_words": ("网站", "年度报表"),
    }
    found = verdicts(conn, "gap_in_annual_reports", "2020-12-31", **options)
    assert found == {"2018年政府网站工作年度报表": FLAGGED}


def test_missing_year_may_stand_where_the_disclosure_column_leads() -> None:
    conn = catalogue_with(_reports(2012, 2015), column("政府信息公开", kind="external"))
    assert list(verdicts(conn, "gap_in_annual_reports").values()) == [UNSURE]


def test_two_years_without_a_gap_are_clear_although_the_site_was_not_seen_whole() -> None:
    unread = column("年报汇编", ColumnClass.ANNUAL, outcome=Outcome.TIMEOUT)
    assert list(verdicts(catalogue_with(_reports(2014, 2015), unread), "gap_in_annual_reports").values()) == [CLEAR]
    found = ask(catalogue_with(_reports(2015), unread), "gap_in_annual_reports")
    assert "没有读到" in next(iter(found.values())).message


def test_each_missing_year_is_a_finding_of_its_own() -> None:
    found = ask(catalogue_with(_reports(2011, 2013, 2015)), "gap_in_annual_reports")
    assert {one.subject.key for one in found.values()} == {"yearly:oip.report:2012", "yearly:oip.report:2014"}
