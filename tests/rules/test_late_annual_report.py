"""The annual report on disclosure."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome, SiteKind
from tests.builders import catalogue_with, column, row, site_with
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

MARCH: dict[str, Any] = {"due_month": 3, "due_day": 31}
TITLE = "2015年政府信息公开工作年度报告"


def _reports(*rows: row, **more: object) -> column:
    return column("公开年报", ColumnClass.ANNUAL, rows=rows, identity="oip.report", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("day", "verdict"), [("2016-03-31", CLEAR), ("2016-04-01", FLAGGED), ("2016-04-20", FLAGGED)])
def test_last_day_of_march_is_in_time(day: str, verdict: object) -> None:
    assert verdicts(catalogue_with(_reports(row(TITLE, day, day))), "late_annual_report", **MARCH) == {TITLE: verdict}


@pytest.mark.parametrize("title", ["二〇一五年度政府信息公开年报", "东莞市安全监管局2015年政府信息公开年度报告(全文)"])
def test_report_is_known_under_its_usual_titles(title: str) -> None:
    conn = catalogue_with(_reports(row(title, "2016-04-20", "2016-04-20")))
    assert verdicts(conn, "late_annual_report", **MARCH) == {title: FLAGGED}


@pytest.mark.parametrize(
    "title", ["关于编制2015年政府信息公开年度报告的通知", "2015年政府网站工作年度报表", "2015年部门决算年度报告"]
)
def test_other_reports_do_not_stand_in_for_it(title: str) -> None:
    conn = catalogue_with(_reports(row(title, "2016-01-20", "2016-01-20"), row(TITLE, "2016-04-20", "2016-04-20")))
    assert verdicts(conn, "late_annual_report", **MARCH) == {TITLE: FLAGGED}


def test_report_elsewhere_on_the_site_is_found_by_its_title() -> None:
    conn = catalogue_with(column("通知公告", rows=[row(TITLE, "2016-03-02", "2016-03-02")]))
    assert verdicts(conn, "late_annual_report", **MARCH) == {TITLE: CLEAR}


def test_no_report_on_a_site_seen_whole_is_flagged() -> None:
    found = ask(
        catalogue_with(_reports(row("2014年政府信息公开年报", "2015-03-02", "2015-03-02"))),
        "late_annual_report",
        **MARCH,
    )
    assert [one.verdict for one in found.values()] == [FLAGGED]
    assert "没有找到" in next(iter(found.values())).message


def test_no_report_on_a_site_not_seen_whole_is_unsure() -> None:
    conn = catalogue_with(_reports(outcome=Outcome.TIMEOUT))
    assert list(verdicts(conn, "late_annual_report", **MARCH).values()) == [UNSURE]


def test_report_without_a_date_is_unsure() -> None:
    assert verdicts(catalogue_with(_reports(row(TITLE))), "late_annual_report", **MARCH) == {TITLE: UNSURE}


def test_before_the_due_day_there_is_nothing_to_judge() -> None:
    conn = catalogue_with(_reports())
    assert list(verdicts(conn, "late_annual_report", "2016-03-31", **MARCH).values()) == [NOT_APPLICABLE]


def test_report_may_stand_where_the_disclosure_column_leads() -> None:
    conn = catalogue_with(_reports(), column("政府信息公开", kind="external"))
    assert list(verdicts(conn, "late_annual_report", **MARCH).values()) == [UNSURE]


@pytest.mark.parametrize(("day", "verdict"), [("2016-03-31", CLEAR), ("2016-04-01", FLAGGED)])
def test_report_on_the_municipal_portal_counts(day: str, verdict: object) -> None:
    conn = catalogue_with(_reports())
    entry = row(TITLE, day, day, publisher="东莞市安全生产监督管理局")
    site_with(conn, column("部门年报", rows=[entry]), site="city", kind=SiteKind.MUNICIPAL, name="东莞市政府")
    assert verdicts(conn, "late_annual_report", **MARCH) == {TITLE: verdict}


@pytest.mark.parametrize(
    ("options", "name", "verdict"),
    [
        ({"organs": "department"}, "东莞市安全生产监督管理局", FLAGGED),
        ({"organs": "government"}, "东莞市安全生产监督管理局", NOT_APPLICABLE),
        ({"organs": "government"}, "东莞市长安镇人民政府", FLAGGED),
        ({"organs": "department"}, "东莞市人民政府办公室", FLAGGED),
        ({"first_year": 2015}, "东莞市安全生产监督管理局", FLAGGED),
        ({"first_year": 2016}, "东莞市安全生产监督管理局", NOT_APPLICABLE),
        ({"last_year": 2015}, "东莞市安全生产监督管理局", FLAGGED),
        ({"last_year": 2014}, "东莞市安全生产监督管理局", NOT_APPLICABLE),
    ],
)
def test_clause_binds_certain_organs_and_years(options: dict[str, Any], name: str, verdict: object) -> None:
    conn = catalogue_with(_reports(row(TITLE, "2016-04-01", "2016-04-01")), name=name)
    assert list(verdicts(conn, "late_annual_report", **MARCH, **options).values()) == [verdict]
