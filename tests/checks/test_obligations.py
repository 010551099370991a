"""The obligations calendar: periods, due days, whom they bind, and what is due next."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from checks.due import due_list
from checks.facts import SiteFacts
from checks.obligations import calendar_of, obligations
from checks.periods import Period, due_day, is_about, periods
from crawler.catalogue import queries
from crawler.catalogue.queries import SiteRow
from crawler.errors import ConfigError
from crawler.model import SiteKind
from tests.builders import catalogue_with, column, row

BUREAU = SiteRow("bureau", "东莞市安全生产监督管理局", SiteKind.BUREAU, "http://bureau.example/", None)
CITY = SiteRow("city", "东莞市人民政府", SiteKind.MUNICIPAL, "http://city.example/", None)


@pytest.mark.parametrize(
    ("period", "due", "day", "exact"),
    [
        (Period(2016, 1, "year"), "01-31", "2017-01-31", True),
        (Period(2016, 1, "year"), "03-31", "2017-03-31", True),
        (Period(2016, 1, "year"), "12-31", "2017-12-31", True),
        (Period(2016, 1, "year"), "0 days", "2016-12-31", True),
        (Period(2016, 3, "quarter"), "20 days", "2016-10-20", True),
        (Period(2016, 3, "quarter"), "1 month", "2016-10-31", True),
        (Period(2016, 1, "month"), "1 month", "2016-02-29", True),
        (Period(2016, 8, "month"), "1 month", "2016-09-30", True),
        (Period(2016, 9, "month"), "7 working days", "2016-10-14", True),  # 1 to 7 October off, 8 and 9 worked
        (Period(2016, 9, "month"), "20 working days", "2016-11-02", True),
        (Period(2030, 1, "month"), "7 working days", "2030-02-07", False),  # no holiday notice yet
    ],
)
def test_due_days(period: Period, due: str, day: str, exact: bool) -> None:
    found = due_day(period, due)
    assert (found.day.isoformat(), found.exact) == (day, exact)


def test_periods_follow_each_other_without_gaps() -> None:
    for kind in ("year", "quarter", "month"):
        found = list(periods(kind, 2015, 2017))
        assert found[0].start == date(2015, 1, 1)
        assert found[-1].end == date(2017, 12, 31)
        assert all((later.start - earlier.end).days == 1 for earlier, later in pairwise(found))


@pytest.mark.parametrize(
    ("title", "published", "period", "about"),
    [
        ("二〇一六年政府网站工作年度报表", None, Period(2016, 1, "year"), True),
        ("2015年政府网站工作年度报表", None, Period(2016, 1, "year"), False),
        ("政府网站工作年度报表", "2017-01-20", Period(2016, 1, "year"), None),
        ("2016年第三季度统计数据", None, Period(2016, 3, "quarter"), True),
        ("2016年1—9月生产安全事故情况", None, Period(2016, 3, "quarter"), True),
        ("2016年上半年事故情况", None, Period(2016, 2, "quarter"), True),
        ("2016年第二季度统计数据", None, Period(2016, 3, "quarter"), False),
        ("三季度统计数据", "2016-10-12", Period(2016, 3, "quarter"), True),
        ("三季度统计数据", "2016-10-12", Period(2015, 3, "quarter"), False),
        ("三季度统计数据", None, Period(2016, 3, "quarter"), None),
        ("5月份无行政处罚", "2016-06-02", Period(2016, 5, "month"), True),
        ("5月份无行政处罚", "2016-06-02", Period(2015, 5, "month"), False),
        ("2016年12月无行政处罚", "2017-01-04", Period(2016, 12, "month"), True),
        ("无行政处罚", "2016-06-02", Period(2016, 5, "month"), None),
    ],
)
def test_titles_name_their_period(title: str, published: str | None, period: Period, about: bool | None) -> None:
    assert is_about(title, date.fromisoformat(published) if published else None, period) is about


def _due(site: SiteRow, since: str, until: str) -> dict[str, str]:
    found = calendar_of(site, date.fromisoformat(since), date.fromisoformat(until))
    return {task.key: task.due.day.isoformat() for task in found if task.period.kind == "year"}


def test_annual_report_is_due_by_the_text_in_force() -> None:
    assert _due(BUREAU, "2019-01-01", "2019-03-31")["annual_report_2008:2018"] == "2019-03-31"
    assert "annual_report_2008:2019" not in _due(BUREAU, "2020-01-01", "2020-03-31")
    assert _due(BUREAU, "2020-01-01", "2020-03-31")["annual_report_department:2019"] == "2020-01-31"
    assert _due(CITY, "2020-01-01", "2020-03-31")["annual_report_government:2019"] == "2020-03-31"


def test_website_form_begins_with_the_report_year_2017() -> None:
    assert "website_form:2016" not in _due(BUREAU, "2017-01-01", "2017-12-30")
    assert "website_form:2017" in _due(BUREAU, "2018-01-01", "2018-12-30")


def test_supervision_form_binds_governments() -> None:
    assert "website_supervision_form:2017" in _due(CITY, "2018-01-01", "2018-02-01")
    assert "website_supervision_form:2017" not in _due(BUREAU, "2018-01-01", "2018-02-01")


@pytest.mark.parametrize(
    ("as_of", "within", "there"),
    [("2017-12-31", 31, True), ("2017-12-31", 30, False), ("2018-01-31", 0, True), ("2018-02-01", 30, False)],
)
def test_due_day_is_in_the_list_up_to_itself(as_of: str, within: int, there: bool) -> None:
    found = due_list(BUREAU, date.fromisoformat(as_of), within)
    assert ("website_form:2017" in {entry.task.key for entry in found}) is there


def test_list_says_what_is_there_already() -> None:
    form = row("2017年政府网站工作年度报表", "2018-01-10", "2018-01-10")
    conn = catalogue_with(column("网站年报", identity="col.wr", rows=[form]))
    site = queries.sites(conn)[0]
    for as_of, state in (("2018-01-09", "未见公布"), ("2018-01-10", "已公布")):
        day = date.fromisoformat(as_of)
        facts = SiteFacts(conn, site, day, run=queries.last_run(conn, site.id))
        entries = {entry.task.key: entry for entry in due_list(site, day, 30, facts)}
        assert entries["website_form:2017"].state == state
        assert entries["website_form:2017"].days_left == (date(2018, 1, 31) - day).days
    assert {entry.state for entry in due_list(site, date(2018, 1, 10), 30)} == {"没有抓取"}


def test_unknown_obligation_is_named() -> None:
    with pytest.raises(ConfigError, match="website_forn"):
        calendar_of(BUREAU, date(2018, 1, 1), date(2018, 2, 1), ids=["website_forn"])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('due = "01-31"', 'due = "31 January"', "due"),
        ('due = "01-31"', 'due = "02-30"', "due"),
        ('missing = "flagged"', 'missing = "maybe"', "missing"),
        ('title = "报表"', 'titel = "报表"', "title"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    good = (
        '[[obligations]]\nid = "form"\ntitle = "报表"\nperiod = "year"\ndue = "01-31"\nmissing = "flagged"\n'
        'source = "文"\nconfidence = "B"\n'
    )
    path = tmp_path / "obligations.toml"
    path.write_text(good, encoding="utf-8")
    assert set(obligations(path)) == {"form"}
    assert before in good
    broken = tmp_path / "broken.toml"
    broken.write_text(good.replace(before, after), encoding="utf-8")
    with pytest.raises(ConfigError, match=f'"form".*{said}'):
        obligations(broken)


def test_what_is_only_unsure_says_why() -> None:
    for obligation in obligations().values():
        assert obligation.missing == "flagged" or obligation.doubt, obligation.id
        assert obligation.columns or obligation.titles, obligation.id


@pytest.mark.parametrize(
    ("period", "chinese", "key"),
    [
        (Period(2016, 1, "year"), "2016年", "2016"),
        (Period(2016, 3, "quarter"), "2016年第3季度", "2016-Q3"),
        (Period(2016, 5, "month"), "2016年5月", "2016-05"),
    ],
)
def test_periods_are_named(period: Period, chinese: str, key: str) -> None:
    assert (period.chinese, period.key) == (chinese, key)
