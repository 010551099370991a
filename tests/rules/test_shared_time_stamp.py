"""Items of one second: shown to a person, never flagged."""

from __future__ import annotations

import sqlite3

import pytest

from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, UNSURE, ask

NOW = "2016-09-28 16:42:07"


def _site(count: int, moment: str = NOW) -> sqlite3.Connection:
    rows = [row(f"第{n}条", "2016-09-28", "2016-09-28") for n in range(count)]
    conn = catalogue_with(column("工作动态", rows=[*rows, row("另一条", "2016-09-27", "2016-09-27")]))
    conn.execute("UPDATE item_versions SET published_raw = ? WHERE title LIKE '第%'", (moment,))
    return conn


@pytest.mark.parametrize(("count", "verdict"), [(19, CLEAR), (20, UNSURE)])
def test_twenty_items_of_one_second_are_shown_to_a_person(count: int, verdict: object) -> None:
    found = list(ask(_site(count), "shared_time_stamp").values())
    assert [one.verdict for one in found] == [verdict]
    if verdict is UNSURE:
        assert NOW in found[0].message
        assert "20条" in found[0].message
        assert len(found[0].evidence) == 5


@pytest.mark.parametrize("moment", ["2016-09-28 00:00:00", "2016-09-28 09:30:00", "2016-09-28 09:30", "2016-09-28"])
def test_full_minutes_and_days_say_nothing(moment: str) -> None:
    assert [one.verdict for one in ask(_site(25, moment), "shared_time_stamp").values()] == [CLEAR]


def test_label_before_the_moment_does_not_matter() -> None:
    assert [one.verdict for one in ask(_site(25, f"发布时间：{NOW}"), "shared_time_stamp").values()] == [UNSURE]


def test_number_can_be_set() -> None:
    assert [one.verdict for one in ask(_site(5), "shared_time_stamp", items=5).values()] == [UNSURE]
