"""`gongkai due`: what must be published next, as a table, as JSON, and as a calendar file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.model import ColumnClass
from gongkai.calendar_file import calendar_text
from tests.builders import catalogue_with, column, row
from tests.gongkai.conftest import Answer

DAY = ("--as-of", "2018-01-10")


@pytest.fixture
def place(stored: Callable[..., Path]) -> Path:
    form = row("2017年政府网站工作年度报表", "2018-01-08", "2018-01-08")
    conn = catalogue_with(
        column("网站年报", ColumnClass.ANNUAL, rows=[form], identity="col.wr"),
        observed=datetime(2018, 1, 10, 4, 0, tzinfo=UTC),
    )
    return stored(conn)


def test_what_is_due_in_the_next_days_is_listed_with_what_is_there(gongkai: Callable[..., Answer], place: Path) -> None:
    answer = gongkai("due", *DAY, "--within", "30", "--json", "-w", place)
    assert answer.code == 0
    entries = {entry["obligation"]: entry for entry in answer.json["due"]}
    assert entries["website_form"]["due"] == "2018-01-31"
    assert entries["website_form"]["days_left"] == 21
    assert entries["website_form"]["state"] == "已公布"
    assert entries["website_form"]["published"] == "2018-01-08"
    assert entries["quarterly_statistics"]["state"] == "未见公布"
    assert entries["quarterly_statistics"]["unverified"] is True
    assert "annual_report_2008" not in entries, "due on 31 March"


def test_table_marks_what_is_not_verified(gongkai: Callable[..., Answer], place: Path) -> None:
    out = gongkai("due", *DAY, "-w", place).out
    assert "2018-01-31" in out
    assert "未核实" in out.replace("\n", "").replace(" ", "")


def test_nothing_due_is_said(gongkai: Callable[..., Answer], place: Path) -> None:
    assert "没有到期" in gongkai("due", "--as-of", "2018-02-12", "--within", "3", "-w", place).out


def test_calendar_file_has_an_event_for_each_entry(gongkai: Callable[..., Answer], place: Path, tmp_path: Path) -> None:
    file = tmp_path / "到期.ics"
    answer = gongkai("due", *DAY, "--json", "--ics", file, "-w", place)
    text = file.read_bytes().decode()
    assert text.count("BEGIN:VEVENT\r\n") == text.count("END:VEVENT\r\n") == len(json.loads(answer.out)["due"])
    assert "DTSTART;VALUE=DATE:20180131\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    assert "2017年政府网站工作年度报表" in text.replace("\r\n ", "")


def test_empty_calendar_is_a_calendar() -> None:
    text = calendar_text([], datetime(2018, 1, 10, tzinfo=UTC))
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
