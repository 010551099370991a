"""When a number agrees with what a text says of it: at the boundary of each way of saying it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.audit.bounds import agrees, last_step
from reports.audit.claim import Claim


def claim(value: str, bound: str = "", raw: str = "", sentence: str = "") -> Claim:
    return Claim("published.total", Decimal(value), "条", raw or value, sentence, "第1段", bound)


@pytest.mark.parametrize(
    ("said", "inside", "outside"),
    [
        (claim("813"), ["813"], ["812", "814"]),
        (claim("12000", "about"), ["12000", "12034", "11001", "12999"], ["11000", "13000"]),
        (claim("12000", "over"), ["12000", "12999"], ["11999", "13000"]),
        (claim("12000", "over", sentence="超过12000条"), ["12000", "13000", "50000"], ["11999"]),
        (claim("12000", "under"), ["12000", "11001"], ["12001", "11000"]),
        (claim("12000", raw="1.2万"), ["12000", "12034", "11966"], ["13000", "11000"]),
        (claim("0"), ["0"], ["1"]),
        (claim("1.5", "about"), ["1.5", "1.45", "1.59"], ["1.4", "1.6"]),
    ],
    ids=lambda value: f"{value.bound or 'plain'} {value.raw}" if isinstance(value, Claim) else "",
)
def test_a_number_agrees_up_to_its_boundary(said: Claim, inside: list[str], outside: list[str]) -> None:
    assert [value for value in inside if not agrees(said, Decimal(value))] == []
    assert [value for value in outside if agrees(said, Decimal(value))] == []


@given(st.integers(0, 10**9), st.sampled_from(["", "about", "over", "under"]))
def test_every_number_agrees_with_itself(value: int, bound: str) -> None:
    assert agrees(claim(str(value), bound), Decimal(value))


@pytest.mark.parametrize(
    ("value", "step"), [("12000", "1000"), ("120", "10"), ("813", "1"), ("0", "1"), ("1.5", "0.1")]
)
def test_the_last_step_is_that_of_the_last_digit(value: str, step: str) -> None:
    assert last_step(Decimal(value)) == Decimal(step)
