"""Obligations that were not met by their due day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, link, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

FORM: dict[str, Any] = {"obligations": ["website_form"]}
TITLE = "2017年政府网站工作年度报表"
LATER = datetime(2018, 12, 31, tzinfo=UTC)


def _site(*rows: row, path: str = "政务公开/网站年报", **more: Any) -> Any:
    more.setdefault("identity", "col.wr")
    return catalogue_with(column(path, ColumnClass.ANNUAL, rows=rows, **more), observed=LATER)


def _form(day: str | None, title: str = TITLE) -> row:
    return row(title, day, day)


@pytest.mark.parametrize(("day", "verdict"), [("2018-01-31", CLEAR), ("2018-02-01", FLAGGED), (None, UNSURE)])
def test_thirty_first_of_january_is_in_time(day: str | None, verdict: object) -> None:
    assert verdicts(_site(_form(day)), "missed_obligation", "2018-06-30", **FORM) == {TITLE: verdict}


def test_form_that_is_not_there_is_flagged_from_the_day_after() -> None:
    conn = _site(_form("2017-01-20", "2016年政府网站工作年度报表"))
    assert list(verdicts(conn, "missed_obligation", "2018-01-31", **FORM).values()) == [NOT_APPLICABLE]
    found = ask(conn, "missed_obligation", "2018-02-01", **FORM)[TITLE]
    assert found.verdict is FLAGGED
    assert "没有找到" in found.message
    assert "2018-01-31" in found.message


def test_form_for_2016_is_never_asked_for() -> None:
    assert list(verdicts(_site(), "missed_obligation", "2017-12-31", **FORM).values()) == [NOT_APPLICABLE]


def test_form_elsewhere_is_known_by_its_title_and_notices_about_it_are_not() -> None:
    there = _site(_form("2018-01-20", "东莞市安监局政府网站工作年度报表（2017年度）"), path="通知公告", identity=None)
    notice = _site(_form("2018-01-05", "关于填报2017年政府网站工作年度报表的通知"), path="通知公告", identity=None)
    assert verdicts(there, "missed_obligation", "2018-06-30", **FORM) == {TITLE: CLEAR}
    assert verdicts(notice, "missed_obligation", "2018-06-30", **FORM) == {TITLE: FLAGGED}


def test_entry_that_names_no_year_may_be_it() -> None:
    conn = _site(_form("2018-01-20", "政府网站工作年度报表"))
    assert verdicts(conn, "missed_obligation", "2018-06-30", **FORM) == {TITLE: UNSURE}


def test_site_not_seen_whole_is_unsure() -> None:
    unread = _site(outcome=Outcome.TIMEOUT)
    early = catalogue_with(column("动态"), observed=datetime(2018, 3, 1, tzinfo=UTC))
    for conn in (unread, early):
        assert verdicts(conn, "missed_obligation", "2018-06-30", **FORM) == {TITLE: UNSURE}


def test_conventions_are_never_flagged() -> None:
    found = ask(_site(), "missed_obligation", "2018-06-30", obligations=["quarterly_statistics", "final_accounts"])
    assert {one.verdict for one in found.values()} == {UNSURE}
    assert "没有查到全国统一的期限" in found["2018年第1季度统计数据"].message


def test_any_item_of_the_month_answers_for_the_month() -> None:
    rows = [
        row("对某公司的行政处罚决定", "2018-05-14", "2018-05-14"),
        row("2018年4月无行政处罚", "2018-05-11", "2018-05-11"),
    ]
    conn = _site(*rows, path="行政处罚", identity="col.penalty")
    options: dict[str, Any] = {"obligations": ["dual_publicity_month"], "look_back": "2 months"}
    found = verdicts(conn, "missed_obligation", "2018-06-30", **options)
    title = "2018年{}月双公示信息（没有的，说明没有）"
    assert found[title.format(5)] is CLEAR
    assert found[title.format(4)] is UNSURE, (
        "the notice came on the eleventh of May, a day after the seventh working day"
    )


def test_government_and_department_have_days_of_their_own() -> None:
    report = "2019年政府信息公开工作年度报告"
    place = column("年报", ColumnClass.ANNUAL, rows=[_form("2020-03-31", report)], identity="oip.report")
    both: dict[str, Any] = {"obligations": ["annual_report_department", "annual_report_government"]}
    late = datetime(2020, 12, 31, tzinfo=UTC)
    bureau = catalogue_with(place, observed=late)
    town = catalogue_with(place, observed=late, name="东莞市长安镇人民政府")
    assert verdicts(bureau, "missed_obligation", "2020-06-30", **both) == {report: FLAGGED}
    assert verdicts(town, "missed_obligation", "2020-06-30", **both) == {report: CLEAR}


def test_link_on_the_home_page_may_lead_to_the_form() -> None:
    for text, verdict in (("政府网站工作年度报表", UNSURE), ("2016年政府网站工作年度报表", FLAGGED)):
        conn = catalogue_with(column("动态"), link("/nb.jpg", text, on_home=True), observed=LATER)
        assert verdicts(conn, "missed_obligation", "2018-06-30", **FORM) == {TITLE: verdict}


def test_disclosure_on_another_site_may_hold_the_form() -> None:
    conn = catalogue_with(column("政府信息公开", kind="external"), observed=LATER)
    assert verdicts(conn, "missed_obligation", "2018-06-30", **FORM) == {TITLE: UNSURE}


def test_fault_counts_from_the_due_day_and_only_a_year_back() -> None:
    conn = _site(_form("2018-02-01"))
    assert ask(conn, "missed_obligation", "2018-06-30", **FORM)[TITLE].since == date(2018, 1, 31)
    assert ask(_site(_form("2018-01-31")), "missed_obligation", "2018-06-30", **FORM)[TITLE].since is None
    late = catalogue_with(column("动态"), observed=datetime(2019, 12, 31, tzinfo=UTC))
    assert set(verdicts(late, "missed_obligation", "2019-01-31", **FORM)) == {TITLE}
    assert set(verdicts(late, "missed_obligation", "2019-02-01", **FORM)) == {"2018年政府网站工作年度报表"}


@pytest.mark.parametrize(("day", "verdict"), [("2016-12-31", FLAGGED), ("2017-01-01", UNSURE)])
def test_entry_without_a_year_from_before_the_period_is_none_of_its(day: str, verdict: object) -> None:
    conn = _site(_form(day, "政府网站工作年度报表"))
    assert verdicts(conn, "missed_obligation", "2018-06-30", **FORM) == {TITLE: verdict}


def test_menu_entry_of_a_list_that_was_read_is_no_doubt() -> None:
    place = column("网站年报", ColumnClass.ANNUAL, identity="col.wr")
    known = catalogue_with(place, observed=LATER)
    url = known.execute("SELECT url FROM columns").fetchone()[0]
    conn = catalogue_with(place, link(url, "政府网站工作年度报表", on_home=True), observed=LATER)
    assert verdicts(conn, "missed_obligation", "2018-06-30", **FORM) == {TITLE: FLAGGED}
