"""Metrics that come from registers, with the figures of the 2016 report."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reports.count import count
from reports.figures import cells_of
from reports.metrics.base import Source, metrics
from reports.registers import read_registers, write_register
from tests.reports.samples import registers_2016
from tests.reports.small_city import scope_of, small_city

FIGURES = {
    "hearings.held": 14,
    "forums.held": 2,
    "press_conferences.held": 0,
    "requests.received": 4,
    "requests.answered": 4,
    "requests.refused": 0,
    "fees.charged": 0,
    "reviews.received": 0,
    "suits.received": 0,
    "microblog.posts": 3466,
    "microblog.followers": 10143,
    "wechat.posts": 82,
    "wechat.followers": 505,
}


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_figure_of_the_2016_report(name: str, tmp_path: Path) -> None:
    made = count(scope_of(small_city(), registers_2016(tmp_path)), name)
    assert made.value == FIGURES[name] and made.complete


@pytest.mark.parametrize("name", sorted(name for name, unit in metrics().items() if unit.source is Source.REGISTER))
def test_absent_register_is_not_known_and_not_zero(name: str) -> None:
    made = count(scope_of(small_city()), name)
    assert made.value is None and not made.complete and "未填报" in made.note


def test_other_years_do_not_count(tmp_path: Path) -> None:
    rows = [{"held_on": day, "title": day} for day in ("2015-12-31", "2016-01-01", "2016-12-31", "2017-01-01")]
    write_register(tmp_path, "hearings", rows)
    assert count(scope_of(small_city(), read_registers(tmp_path)), "hearings.held").value == 2


def test_row_names_file_and_row(tmp_path: Path) -> None:
    row = count(scope_of(small_city(), registers_2016(tmp_path)), "forums.held").rows[1]
    assert (row.file, row.row_no) == ("forums.csv", 3)


def test_request_of_last_year_answered_this_year_is_answered_but_not_received(tmp_path: Path) -> None:
    row = {"no": 1, "received_on": "2015-12-20", "channel": "信函", "answered_on": "2016-01-05"}
    write_register(
        tmp_path, "requests", [{**row, "result": "不同意公开：商业秘密", "fee": "12.5", "applicant": "张某某"}]
    )
    scope = scope_of(small_city(), read_registers(tmp_path))
    assert count(scope, "requests.received").value == 0
    assert count(scope, "requests.answered").part("不同意公开：商业秘密") == 1
    assert count(scope, "requests.refused").value == 1
    assert count(scope, "fees.charged").value == Decimal("12.5")
    assert "张某某" not in repr(count(scope, "requests.answered").rows)


def test_posts_sum_over_periods_and_followers_take_the_newest(tmp_path: Path) -> None:
    rows = [
        {"platform": "微博", "account": "甲", "period": "2016Q2", "posts": 20, "followers": 250},
        {"platform": "微博", "account": "甲", "period": "2016Q1", "posts": 10, "followers": 200},
        {"platform": "微博", "account": "乙", "period": "2016", "posts": 5, "followers": 30},
        {"platform": "微博", "account": "甲", "period": "2015", "posts": 900, "followers": 900},
    ]
    write_register(tmp_path, "media", rows)
    scope = scope_of(small_city(), read_registers(tmp_path))
    assert count(scope, "microblog.posts").value == 35
    assert count(scope, "microblog.followers").value == 280


def test_account_of_other_years_alone_is_not_known_and_a_platform_without_any_has_none(tmp_path: Path) -> None:
    rows = [{"platform": "微博", "account": "甲", "period": "2015", "posts": 900, "followers": 900}]
    write_register(tmp_path, "media", rows)
    scope = scope_of(small_city(), read_registers(tmp_path))
    for name in ("microblog.posts", "microblog.followers"):
        assert count(scope, name).value is None
        assert "没有2016年的记录" in count(scope, name).note
    assert count(scope, "wechat.followers").value == 0


def test_review_without_result_stands_with_the_others(tmp_path: Path) -> None:
    write_register(tmp_path, "reviews", [{"no": "1", "received_on": "2016-05-01"}])
    made = count(scope_of(small_city(), read_registers(tmp_path)), "reviews.received")
    assert made.parts == {"维持": 0, "纠正": 0, "其他": 1}


def test_cells_of_add_up(tmp_path: Path) -> None:
    """3.1 = 3.2+…+3.5, 3.9 = 3.10+…+3.13+3.20+…+3.23, 3.13 = 3.14+…+3.19, 4 = 4.1+4.2+4.3 (sheet 05)."""
    scope = scope_of(small_city(), registers_2016(tmp_path))
    rows = {}
    for number, (name, part) in cells_of("stats-2014").items():
        made = count(scope, name)
        rows[number] = made.value if part is None else made.part(part)
    assert rows["3.1"] == sum(rows[f"3.{n}"] for n in range(2, 6)) == 4  # type: ignore[misc]
    answers = [rows[f"3.{n}"] for n in (10, 11, 12, 13, 20, 21, 22, 23)]
    assert rows["3.9"] == sum(answers) == 4  # type: ignore[arg-type]
    assert rows["3.6"] == rows["3.7"] + rows["3.8"]  # type: ignore[operator]
    assert rows["3.13"] == sum(rows[f"3.{n}"] for n in range(14, 20))  # type: ignore[misc]
    for number in ("4", "5"):
        assert rows[number] == sum(rows[f"{number}.{n}"] for n in (1, 2, 3))  # type: ignore[misc]


def test_answer_after_fifteen_working_days_is_left_to_a_person(tmp_path: Path) -> None:
    """2016-09-20 to 2016-10-14: 15 working days, the October holiday and its two working weekend days counted."""
    row = {"no": "7", "received_on": "2016-09-20", "channel": "信函", "result": "同意公开", "fee": 0}
    write_register(tmp_path, "requests", [{**row, "answered_on": "2016-10-14"}])
    scope = scope_of(small_city(), read_registers(tmp_path))
    assert (count(scope, "requests.on_time").value, count(scope, "requests.extended").value) == (1, 0)
    write_register(tmp_path, "requests", [{**row, "answered_on": "2016-10-17"}])
    made = count(scope_of(small_city(), read_registers(tmp_path)), "requests.on_time")
    assert made.value is None and "申请7" in made.note and "是否延期" in made.note
