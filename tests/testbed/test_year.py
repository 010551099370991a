"""The town of the year: what is up on a day, what is planted, and what an outage does to a request."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from testbed.year.clerk import FIRST, LAST
from testbed.year.model import Year
from testbed.year.script import whole_year
from testbed.year.script_records import identity_number
from testbed.year.town import Town
from testbed.year.truth import truth_of

BASES = {"bureau": "http://127.0.17.1:8017/", "municipal": "http://127.0.17.2:8017/"}


@pytest.fixture(scope="module")
def year() -> Year:
    return whole_year()


def status(town: Town, path: str, site: str = "bureau") -> int | None:
    answer = town.answer(site, path)
    return answer.status if answer else None


def body(town: Town, path: str) -> str:
    answer = town.answer("bureau", path)
    assert answer is not None
    return answer.body.decode()


def test_the_year_is_the_same_every_time(year: Year) -> None:
    again = whole_year()
    assert again.papers == year.papers
    assert again.planted == year.planted


def test_a_paper_is_up_from_its_day(year: Year) -> None:
    paper = year.papers["backdated-0"]
    path = f"/jdjc/d{paper.number}.html"
    assert paper.stated is not None and paper.up - paper.stated == timedelta(days=24)
    assert status(Town(year, BASES, paper.up - timedelta(days=1)), path) == 404
    assert status(Town(year, BASES, paper.up), path) == 200


def test_every_page_of_the_menu_opens_every_week(year: Year) -> None:
    day = FIRST
    while day <= LAST:
        town = Town(year, BASES, day)
        if not any(outage.period[0] <= day for outage in year.outages if outage.period[1] and day < outage.period[1]):
            assert {status(town, one.path) for one in town.sites["bureau"].columns} == {200}  # type: ignore[union-attr]
        day += timedelta(days=7)


def test_addresses_change_with_the_redesign(year: Year) -> None:
    number = year.papers["work-40"].number
    before, after = Town(year, BASES, date(2022, 11, 7)), Town(year, BASES, date(2022, 11, 14))
    assert (status(before, f"/gzdt/d{number}.html"), status(before, f"/gzdt/c{number}.html")) == (200, 404)
    assert (status(after, f"/gzdt/d{number}.html"), status(after, f"/gzdt/c{number}.html")) == (404, 200)


def test_outages_answer_as_they_should(year: Year) -> None:
    by_kind = {(outage.kind, outage.site): outage for outage in year.outages}
    assert status(Town(year, BASES, by_kind["down", "bureau"].period[0]), "/") is None
    assert status(Town(year, BASES, by_kind["error", "bureau"].period[0]), "/") == 503
    guarded = Town(year, BASES, by_kind["challenge", "bureau"].period[0])
    assert (status(guarded, "/xzcf/"), status(guarded, "/")) == (412, 200)
    silent = Town(year, BASES, by_kind["hangs", "bureau"].period[0])
    assert (status(silent, "/flfg/"), status(silent, "/gzdt/")) == (None, 200)
    assert status(Town(year, BASES, by_kind["down", "municipal"].period[0]), "/", "municipal") is None


def test_switches_end(year: Year) -> None:
    (period,) = year.switches["no_icp"]
    assert "粤ICP备" not in body(Town(year, BASES, period[0]), "/")
    assert period[1] is not None
    assert "粤ICP备" in body(Town(year, BASES, period[1]), "/")


def test_truth_names_what_can_be_visited(year: Year) -> None:
    town = Town(year, BASES, date(2022, 10, 31))
    truth = truth_of(town)
    assert len({one["id"] for one in truth["planted"]}) == len(truth["planted"])
    for one in (*truth["planted"], *truth["lookalikes"]):
        assert one["subjects"] and one["rule"] and one["note"]
    late = next(one for one in truth["planted"] if one["id"] == "late-licence")
    first, moved = (subject["key"] for subject in late["subjects"])
    assert status(town, first.removeprefix("http://127.0.17.1:8017")) == 200
    assert moved == first.replace("/d", "/c")


def test_periods_are_whole(year: Year) -> None:
    for one in year.planted:
        for start, end in (one.must, one.may):
            assert end is None or start < end, one.id
        if one.must[0].year < 2030:
            assert one.may[0] <= one.must[0], one.id


def test_identity_numbers_bear_their_check_character() -> None:
    assert identity_number("110105", "19491231", "002") == "11010519491231002X"  # the example of the standard
