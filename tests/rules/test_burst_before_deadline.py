"""Bursts before a deadline: after a rest, between two whole sightings, and what is none."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from pydantic import ValidationError

from checks.rules.burst_before_deadline import BurstOptions
from crawler.model import ColumnClass, Outcome
from tests.builders import column, row
from tests.builders_history import Crawled, crawled, seen
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

PATH = "应急管理/应急知识"
OLD = row("旧知识", "2016-06-01", "2016-06-01")
LONG_AGO = [crawled("2016-07-04", column(PATH, rows=[OLD])), crawled("2016-09-19", column(PATH, rows=[OLD]))]


def _new(count: int, day: str = "2016-09-24") -> list[row]:
    return [row(f"新知识第{n}条", day, day, text=f"第{n}条知识的内容。" * 9) for n in range(count)]


def _filled(day: str = "2016-09-26", count: int = 8, stated: str = "2016-09-24") -> Crawled:
    return crawled(day, column(PATH, rows=[*_new(count, stated), OLD]))


def _verdict(conn: sqlite3.Connection, point: str = "2016-09-30", **options: Any) -> object:
    return verdicts(conn, "burst_before_deadline", point, **options).get(PATH)


def test_resting_column_that_is_filled_before_the_end_of_a_quarter_is_flagged() -> None:
    conn = seen(*LONG_AGO, _filled())
    found = ask(conn, "burst_before_deadline", "2016-09-30")[PATH]
    assert found.verdict is FLAGGED
    assert "2016-09-19至2016-09-26之间" in found.message
    assert "8条" in found.message
    assert "2016-09-30之前" in found.message
    assert len(found.evidence) == 2


@pytest.mark.parametrize(("count", "verdict"), [(4, CLEAR), (5, FLAGGED)])
def test_five_items_are_a_burst(count: int, verdict: object) -> None:
    assert _verdict(seen(*LONG_AGO, _filled(count=count))) is verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2016-09-19", CLEAR), ("2016-09-20", FLAGGED), ("2016-09-30", FLAGGED), ("2016-10-01", CLEAR)],
)
def test_ten_days_before_a_deadline_up_to_the_day_itself(day: str, verdict: object) -> None:
    conn = seen(LONG_AGO[0], crawled("2016-09-18", column(PATH, rows=[OLD])), _filled(day, stated="2016-09-18"))
    assert _verdict(conn, "2016-10-31") is verdict


def test_deadlines_can_be_given() -> None:
    conn = seen(*LONG_AGO, _filled())
    assert _verdict(conn, deadlines=("10-01",)) is FLAGGED
    assert _verdict(conn, deadlines=("10-15",)) is CLEAR


@pytest.mark.parametrize(("last", "verdict"), [("2016-07-21", FLAGGED), ("2016-07-22", CLEAR)])
def test_sixty_days_are_a_rest(last: str, verdict: object) -> None:
    still = row("夏天的知识", last, last)
    conn = seen(
        crawled("2016-07-25", column(PATH, rows=[still, OLD])),
        crawled("2016-09-19", column(PATH, rows=[still, OLD])),
        crawled("2016-09-26", column(PATH, rows=[*_new(8), still, OLD])),
    )
    assert _verdict(conn) is verdict
    assert _verdict(conn, quiet="59 days") is FLAGGED


def test_item_seen_lately_is_no_rest_whatever_its_date() -> None:
    undated = row("新近的知识", "2016-06-02", "2016-06-02")
    conn = seen(
        crawled("2016-07-04", column(PATH, rows=[OLD])),
        crawled("2016-09-05", column(PATH, rows=[undated, OLD])),
        crawled("2016-09-19", column(PATH, rows=[undated, OLD])),
        crawled("2016-09-26", column(PATH, rows=[*_new(8), undated, OLD])),
    )
    assert _verdict(conn) is CLEAR


def test_column_of_steady_work_is_clear() -> None:
    weekly = [row(f"第{n}周", f"2016-09-{n:02d}", f"2016-09-{n:02d}") for n in (12, 5)]
    conn = seen(
        crawled("2016-09-19", column(PATH, rows=[*weekly, OLD])),
        crawled("2016-09-26", column(PATH, rows=[*_new(8), *weekly, OLD])),
    )
    assert _verdict(conn) is CLEAR


def test_outage_before_the_deadline_is_unsure() -> None:
    lost = crawled("2016-09-12", column(PATH, outcome=Outcome.TIMEOUT))
    conn = seen(LONG_AGO[0], crawled("2016-09-05", column(PATH, rows=[OLD])), lost, _filled())
    found = ask(conn, "burst_before_deadline", "2016-09-30")[PATH]
    assert found.verdict is UNSURE
    assert "21天没有完整查看" in found.message


def test_fourteen_days_between_two_sightings_are_close_enough() -> None:
    for day, verdict in (("2016-09-12", FLAGGED), ("2016-09-11", UNSURE)):
        assert _verdict(seen(LONG_AGO[0], crawled(day, column(PATH, rows=[OLD])), _filled())) is verdict


def test_items_that_moved_are_no_burst() -> None:
    rows = [
        row(one.title, one.listed, one.published, text=one.text, url=f"http://bureau.example/new/{n}.html")
        for n, one in enumerate(_new(8))
    ]
    conn = seen(
        LONG_AGO[0],
        crawled("2016-09-19", column(PATH, rows=[OLD]), column("旧栏目", rows=_new(8, "2016-09-24"))),
        crawled("2016-09-26", column(PATH, rows=[*rows, OLD]), column("旧栏目")),
    )
    assert _verdict(conn) is CLEAR


def test_columns_of_events_and_columns_seen_once_are_not_asked() -> None:
    def events(one: Crawled) -> Crawled:
        parts = [column(PATH, ColumnClass.EVENT, rows=part.rows) for part in one.parts if isinstance(part, column)]
        return crawled(one.day, *parts)

    assert _verdict(seen(*(events(one) for one in (*LONG_AGO, _filled())))) is None
    assert _verdict(seen(_filled())) is None


def test_burst_of_an_earlier_quarter_is_forgotten_after_three_months() -> None:
    conn = seen(*LONG_AGO, _filled(), crawled("2016-12-19", column(PATH, rows=[*_new(8), OLD])))
    assert _verdict(conn, "2016-12-26") is FLAGGED
    assert _verdict(conn, "2016-12-27") is CLEAR


@pytest.mark.parametrize("wrong", ["3-31", "02-30", "31 March"])
def test_deadline_that_is_no_day_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        BurstOptions(deadlines=(wrong,))
