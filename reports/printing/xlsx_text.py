"""Text as spreadsheets take it: how much a cell holds, how many lines it makes, what may be the name of a sheet."""

from __future__ import annotations

import re
from collections.abc import Collection
from math import ceil

from rich.cells import cell_len

from reports.typography import printable

LIMIT = 32_767  # characters that a cell can hold, counted in UTF-16 as spreadsheets do
_CUT = "……（内容过长，已截断）"
_NAME = 31  # characters of a sheet's name
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def fit(text: str) -> str:
    """Text that a cell can hold: what is longer is cut, and says so."""
    if _units(text) <= LIMIT:
        return text
    room = LIMIT - _units(_CUT)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + _CUT


def lines_of(text: str, width: float) -> int:
    """Lines that a text takes in a column of so many characters; a Chinese character is two wide."""
    room = max(1.0, width - 1)  # words are not broken to the last place
    return sum(max(1, ceil(cell_len(line) / room)) for line in text.split("\n"))


def sheet_name(wanted: str, taken: Collection[str] = ()) -> str:
    """A name of a sheet as near to the wanted one as spreadsheets allow, and not among those taken (any case)."""
    base = _NOT_IN_NAMES.sub(" ", printable(wanted)).strip() or "表"
    used = {name.lower() for name in taken} | {"history"}  # a name that Excel keeps for itself
    name, number = base[:_NAME], 1
    while name.lower() in used:
        number += 1
        name = f"{base[: _NAME - 1 - len(str(number))]} {number}"
    return name


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
