"""双公示: seven working days, across the October holiday of 2016."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.model import ColumnClass
from tests.builders import catalogue_with, column, record, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

SEVEN: dict[str, Any] = {"window": "7 working days"}


def _published(title: str, published: str | None, *decisions: tuple[str | None, str | None]) -> row:
    records = [record("licence", number, decided) for number, decided in decisions]
    return row(title, published, published, records=records)


@pytest.mark.parametrize(
    ("decided", "published", "verdict"),
    [
        ("2016-09-29", "2016-10-13", CLEAR),  # 14 days, the 7th working day: 30.9, 8, 9, 10, 11, 12, 13.10
        ("2016-09-29", "2016-10-14", FLAGGED),
        ("2016-11-01", "2016-11-10", CLEAR),
        ("2016-11-01", "2016-11-11", FLAGGED),  # 10 days, 8 working days
        ("2016-11-01", "2016-11-01", CLEAR),
    ],
)
def test_working_days_decide_not_calendar_days(decided: str, published: str, verdict: object) -> None:
    conn = catalogue_with(
        column("行政许可", ColumnClass.EVENT, rows=[_published("许可决定", published, ("东许〔2016〕1号", decided))])
    )
    assert verdicts(conn, "late_publication", **SEVEN) == {"许可决定": verdict}


def test_message_names_the_decision_and_the_days() -> None:
    conn = catalogue_with(
        column("行政许可", rows=[_published("许可决定", "2016-10-14", ("东许〔2016〕9号", "2016-09-29"))])
    )
    found = ask(conn, "late_publication", **SEVEN)["许可决定"]
    assert "东许〔2016〕9号" in found.message
    assert "8个工作日" in found.message
    assert found.threshold == "7个工作日"


def test_the_latest_row_of_a_table_decides() -> None:
    table = _published("十一月许可", "2016-11-30", ("东许〔2016〕1号", "2016-11-28"), ("东许〔2016〕2号", "2016-11-02"))
    conn = catalogue_with(column("行政许可", rows=[table]))
    found = ask(conn, "late_publication", **SEVEN)["十一月许可"]
    assert found.verdict is FLAGGED
    assert "2号" in found.message


def test_decision_published_earlier_elsewhere_is_in_time() -> None:
    single = _published("许可决定", "2016-11-03", ("东许〔2016〕2号", "2016-11-02"))
    table = _published("十一月许可", "2016-11-30", ("东许[2016]2号", "2016-11-02"))
    conn = catalogue_with(column("行政许可", rows=[single, table]))
    assert verdicts(conn, "late_publication", **SEVEN) == {"许可决定": CLEAR, "十一月许可": CLEAR}


@pytest.mark.parametrize(
    ("published", "decided"), [("2016-11-03", None), (None, "2016-11-02"), ("2016-11-01", "2016-11-02")]
)
def test_missing_or_contradicting_dates_are_unsure(published: str | None, decided: str | None) -> None:
    conn = catalogue_with(column("行政许可", rows=[_published("许可决定", published, ("东许〔2016〕2号", decided))]))
    assert verdicts(conn, "late_publication", **SEVEN) == {"许可决定": UNSURE}


def test_decisions_of_years_ago_are_left_alone() -> None:
    conn = catalogue_with(
        column("行政许可", rows=[_published("旧许可", "2014-12-30", ("东许〔2014〕2号", "2014-11-02"))])
    )
    assert verdicts(conn, "late_publication", **SEVEN) == {"旧许可": NOT_APPLICABLE}


def test_items_without_records_are_not_asked() -> None:
    assert (
        verdicts(
            catalogue_with(column("行政处罚", rows=[row("本月无行政处罚", "2016-12-01")])), "late_publication", **SEVEN
        )
        == {}
    )


def test_years_without_a_holiday_calendar_are_unsure_in_working_days_and_sure_in_days() -> None:
    late = _published("许可决定", "2030-03-20", ("东许〔2030〕2号", "2030-03-04"))
    seen = datetime(2030, 12, 31, tzinfo=UTC)
    conn = catalogue_with(column("行政许可", rows=[late]), observed=seen)
    found = ask(conn, "late_publication", "2030-12-31", **SEVEN)["许可决定"]
    assert found.verdict is UNSURE
    assert "放假安排" in found.message
    assert verdicts(conn, "late_publication", "2030-12-31", window="7 days") == {"许可决定": FLAGGED}
    soon = _published("许可决定", "2030-03-11", ("东许〔2030〕2号", "2030-03-04"))
    conn = catalogue_with(column("行政许可", rows=[soon]), observed=seen)
    assert verdicts(conn, "late_publication", "2030-12-31", **SEVEN) == {"许可决定": CLEAR}


@pytest.mark.parametrize(("published", "verdict"), [("2016-12-05", CLEAR), ("2016-12-06", FLAGGED)])
def test_window_in_months_ends_on_its_last_day(published: str, verdict: object) -> None:
    conn = catalogue_with(
        column("行政许可", rows=[_published("许可决定", published, ("东许〔2016〕2号", "2016-11-05"))])
    )
    assert verdicts(conn, "late_publication", window="1 month") == {"许可决定": verdict}
