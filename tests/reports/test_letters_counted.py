"""Public letters: answered, in time, and how long they waited."""

from __future__ import annotations

import sqlite3
from datetime import date

from crawler.model import ColumnClass, Letter
from reports.count import count
from tests.reports.small_city import BUREAU, SiteBuilder, empty, scope_of


def mailbox(*letters: tuple[str | None, str | None]) -> sqlite3.Connection:
    """A mailbox with letters of (day sent, day answered)."""
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    column = own.column("互动交流/局长信箱", ColumnClass.MESSAGES)
    for number, days in enumerate(letters):
        sent, replied = (date.fromisoformat(day) if day else None for day in days)
        letter = Letter(sent, replied, "已回复" if replied else "处理中")
        own.item(f"来信{number}", days[0], column, name=f"l{number}", kind="letter", letter=letter)
    own.finish()
    return conn


def values(conn: sqlite3.Connection) -> dict[str, object]:
    scope = scope_of(conn)
    names = ("received", "answered", "on_time", "median_days", "average_days")
    return {name: count(scope, f"letters.{name}").value for name in names}


def test_letters_count_by_their_own_days() -> None:
    found = values(mailbox(("2016-03-01", "2016-03-11"), ("2016-12-30", "2017-01-04"), ("2015-12-30", "2016-01-04")))
    assert (found["received"], found["answered"]) == (2, 2)


def test_three_months_to_the_day_are_in_time() -> None:
    found = values(mailbox(("2016-01-31", "2016-04-30"), ("2016-01-31", "2016-05-01"), ("2016-06-01", None)))
    assert (found["answered"], found["on_time"]) == (2, 1)


def test_waiting_is_told_in_working_days_in_the_middle_and_in_days_on_average() -> None:
    found = values(mailbox(("2016-03-04", "2016-03-07"), ("2016-03-01", "2016-03-03"), ("2016-03-01", "2016-03-31")))
    assert found["median_days"] == 2  # of 1, 2 and 22 working days
    assert str(found["average_days"]) == "11.7"  # of 3, 2 and 30 days


def test_letter_without_a_day_of_arrival_is_answered_and_not_reckoned() -> None:
    scope = scope_of(mailbox((None, "2016-03-03"), ("2016-03-01", "2016-03-03")))
    assert count(scope, "letters.answered").value == 2
    made = count(scope, "letters.on_time")
    assert made.value == 1 and made.note == "另有1封答复的来信没有写明来信时间或日期矛盾，未计入"


def test_in_time_is_not_known_where_no_answer_can_be_reckoned() -> None:
    made = count(scope_of(mailbox((None, "2016-03-03"))), "letters.on_time")
    assert made.value is None and "没有写明来信时间" in made.note


def test_no_answers_have_no_median() -> None:
    found = values(mailbox(("2016-03-01", None)))
    assert (found["answered"], found["on_time"], found["median_days"]) == (0, 0, None)
