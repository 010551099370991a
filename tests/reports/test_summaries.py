"""From amounts to a sum, a share, a mean, a median."""

from __future__ import annotations

import statistics
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.metrics.base import Summary
from reports.summaries import numbered, percent, plain, summed

ROWS = st.lists(st.tuples(st.sampled_from(["", "甲", "乙"]), st.integers(0, 10_000)), min_size=1, max_size=40)
FLAGS = st.lists(st.tuples(st.sampled_from(["", "甲", "乙"]), st.integers(0, 1)), min_size=1, max_size=40)


def tenth(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@given(ROWS)
def test_sums_add_up_with_their_parts(rows: list[tuple[str, int]]) -> None:
    found = summed(Summary.SUM, rows)
    loose = sum(amount for part, amount in rows if not part)
    assert found.value == sum(amount for _, amount in rows) == sum(found.parts.values()) + loose


@given(FLAGS)
def test_share_is_of_all_rows_and_lies_between_nothing_and_everything(rows: list[tuple[str, int]]) -> None:
    found = summed(Summary.SHARE, rows)
    assert found.value == tenth(Fraction(100 * sum(flag for _, flag in rows), len(rows)))
    assert all(0 <= value <= 100 for value in (found.value or 0, *found.parts.values()))


@given(ROWS)
def test_mean_and_median_are_those_of_the_amounts(rows: list[tuple[str, int]]) -> None:
    amounts = [amount for _, amount in rows]
    assert summed(Summary.MEAN, rows).value == tenth(Fraction(sum(amounts), len(amounts)))
    assert summed(Summary.MEDIAN, rows).value == statistics.median(Fraction(amount) for amount in amounts)


@given(st.lists(st.sampled_from(["", "甲", "乙"]), max_size=40))
def test_rows_of_one_each_may_be_numbered(parts: list[str]) -> None:
    assert numbered(len(parts), parts) == summed(Summary.SUM, [(part, 1) for part in parts])


@pytest.mark.parametrize("summary", [Summary.SHARE, Summary.MEAN, Summary.MEDIAN])
def test_nothing_can_be_said_of_no_rows_but_their_sum(summary: Summary) -> None:
    assert summed(summary, []).value is None
    assert summed(Summary.SUM, []).value == 0


def test_halves_go_upwards_away_from_zero() -> None:
    assert (percent(1, 8), percent(1, 16), percent(-1, 16)) == (Decimal("12.5"), Decimal("6.3"), Decimal("-6.3"))


def test_whole_numbers_are_plain() -> None:
    assert repr(plain(Decimal("100.0"))) == "100" and repr(plain(Decimal("0.5"))) == "Decimal('0.5')"
