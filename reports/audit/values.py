"""What stands in a table cell: a number, nothing, a slash, or words."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from reports.audit.wording import compact

_UNIT = "条|件|宗|次|篇|万元|亿元|元|个|人次|人|场|项|份|起|期|户|%"
_NUMBER = re.compile(
    rf"^(?P<sign>[+\-−增减↑↓]?)(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:{_UNIT})?$"
)
_SLASH = re.compile(r"^[/\\／—–\-−─·*\.xX×]+$")
_BELOW = frozenset("-−减↓")


class CellState(StrEnum):
    """How a cell is filled."""

    NUMBER = "number"
    BLANK = "blank"
    SLASH = "slash"
    WORDS = "words"


def state_of(raw: str) -> CellState:
    """How a cell is filled."""
    text = compact(raw)
    if not text:
        return CellState.BLANK
    if _SLASH.match(text):
        return CellState.SLASH
    return CellState.NUMBER if _NUMBER.match(text) else CellState.WORDS


def value_of(raw: str) -> Decimal | None:
    """The number of a cell, its own unit left aside; None where it holds none."""
    found = _NUMBER.match(compact(raw))
    if found is None:
        return None
    value = Decimal(found["number"].replace(",", ""))
    return -value if found["sign"] in _BELOW else value
