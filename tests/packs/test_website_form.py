"""The yearly forms of websites: from the report year 2017 on, by 31 January."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from checks.engine import check_site
from checks.model import Verdict
from checks.pack import load_packs
from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, link, row
from tests.packs.marking import clause
from tests.packs.putting import put, verdict_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

SEEN = datetime(2018, 12, 31, tzinfo=UTC)
UNREAD = column("其他", outcome=Outcome.TIMEOUT)


def _forms(*days: tuple[int, str], name: str = "网站年报") -> column:
    rows = [row(f"{year}年政府网站工作年度报表", day, day) for year, day in days]
    return column(name, ColumnClass.ANNUAL, rows=rows, identity="col.wr")


@clause("wr.work", "flags", "clears", "unsure")
@pytest.mark.parametrize(("day", "verdict"), [("2018-01-31", CLEAR), ("2018-02-01", FLAGGED)])
def test_form_is_due_on_the_last_day_of_january(day: str, verdict: Verdict) -> None:
    conn = catalogue_with(_forms((2017, day)), observed=SEEN)
    assert verdict_under(conn, "wr.work", "2018-06-30") is verdict
    assert verdict_under(catalogue_with(UNREAD, observed=SEEN), "wr.work", "2018-06-30") is UNSURE


def test_absence_of_the_form_for_2016_is_no_fault() -> None:
    conn = catalogue_with(column("动态"), observed=SEEN)
    assert verdict_under(conn, "wr.work", "2017-12-31") is NOT_APPLICABLE
    packs = load_packs(ids=["website-form"])
    assert packs[0].in_force(date(2017, 12, 31)) is False
    result = check_site(conn, "bureau", packs=packs, as_of=date(2018, 1, 31), now=SEEN)
    assert not result.findings


@clause("wr.work.home", "clears", "unsure")
def test_form_is_reached_from_the_home_page() -> None:
    linked = catalogue_with(link("/nb.html", "政府网站工作年度报表", on_home=True), observed=SEEN)
    assert verdict_under(linked, "wr.work.home", "2018-06-30") is CLEAR
    assert verdict_under(catalogue_with(column("动态"), observed=SEEN), "wr.work.home", "2018-06-30") is UNSURE


@clause("wr.sup", "clears", "unsure")
def test_supervision_form_is_asked_of_governments_and_left_to_a_person() -> None:
    form = row("2017年政府网站监管年度报表", "2018-01-20", "2018-01-20")
    there = catalogue_with(column("公开目录", rows=[form]), observed=SEEN, name="东莞市人民政府")
    absent = catalogue_with(column("动态"), observed=SEEN, name="东莞市人民政府")
    assert verdict_under(there, "wr.sup", "2018-06-30") is CLEAR
    assert verdict_under(absent, "wr.sup", "2018-06-30") is UNSURE
    assert verdict_under(catalogue_with(column("动态"), observed=SEEN), "wr.sup", "2018-06-30") is NOT_APPLICABLE


@clause("wr.year", "flags", "clears", "unsure")
@pytest.mark.parametrize(("years", "verdict"), [((2017, 2019), FLAGGED), ((2018, 2019), CLEAR), ((2019,), UNSURE)])
def test_forms_of_earlier_years_stay(years: tuple[int, ...], verdict: Verdict) -> None:
    conn = catalogue_with(_forms(*((year, f"{year + 1}-01-20") for year in years)))
    assert [one.verdict for one in put(conn, "wr.year", "2020-12-31").values()] == [verdict]
