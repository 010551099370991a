"""Tables that are drawn with characters: tabs, bars, wide gaps; in plain text, and in a PDF without ruled lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BARS = re.compile(r"[|｜│┃]")
_RULER = re.compile(r"^[\s|｜│┃+\-=:—─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋]+$")
_GAP = re.compile(r"(?:[ \t]{2,}|\t|\u3000+|(?<=\S) ?\u3000)")
_VALUE = r"(?:\d[\d,，.]*|[/／]|[-—–]{1,2}|无)"
_UNITS = "条|件|次|篇|万元|元|个|人|人次|场|[-—–]{1,2}"
_LABELLED = re.compile(rf"^(?P<label>\S.*?\S)\s+(?P<unit>{_UNITS})(?:\s+(?P<value>{_VALUE}))?$")
_NUMBER = re.compile(rf"^{_VALUE}$")


def cells_of(line: str) -> list[str] | None:
    """The cells of a line that looks like a row of a table; None for other lines, an empty list for a drawn rule."""
    text = line.rstrip()
    if not text.strip():
        return None
    if _BARS.search(text):
        if _RULER.match(text):
            return []
        cells = [cell.strip() for cell in _BARS.split(text.strip())]
        begins, ends = _BARS.match(text.strip()), _BARS.match(text.strip()[-1])
        return cells[1 if begins else 0 : len(cells) - 1 if ends else len(cells)]
    if _RULER.match(text) and len(text.strip()) > 3:
        return []
    if "\t" in text.strip():
        return [cell.strip() for cell in text.split("\t")]
    cells = [cell for cell in _GAP.split(text.strip()) if cell]
    if len(cells) > 1:
        return cells
    if found := _LABELLED.match(text.strip()):
        return [found["label"], found["unit"], found["value"] or ""]
    return None


def is_table(rows: Sequence[Sequence[str]]) -> bool:
    """True where rows that follow each other are a table: two with numbers of their own, not two lines with a gap."""
    full = [row for row in rows if len(row) > 1]
    if len(full) < 2:
        return False
    with_numbers = sum(any(_NUMBER.match(cell) for cell in row[1:]) for row in full)
    return with_numbers >= 1 and max(len(cell) for row in full for cell in row) < 120


def table_at(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The table that begins at a line: its rows, and the line behind it; no rows where none begins there."""
    rows: list[list[str]] = []
    end = start
    while end < len(lines):
        cells = cells_of(lines[end])
        if cells is None:
            blank_inside = not lines[end].strip() and end + 1 < len(lines) and rows and cells_of(lines[end + 1])
            if not blank_inside:
                break
        elif cells:
            rows.append(cells)
        end += 1
    return (_squared(rows), end) if is_table(rows) else ([], start)


def _squared(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one width: where a cell spans fields, text has nothing in their place, and numbers stand right."""
    width = max(map(len, rows))
    numbers = max(map(_trailing, rows))
    squared = []
    for row in rows:
        tail = _trailing(row)
        if len(row) < width and tail and tail == numbers and tail < len(row):
            head = row[: len(row) - tail]
            row = head + [head[-1]] * (width - len(row)) + row[len(row) - tail :]
        squared.append(row)
    return squared


def _trailing(row: Sequence[str]) -> int:
    """How many cells at the end of a row are numbers, slashes or blank."""
    count = 0
    while count < len(row) and (not row[-1 - count] or _NUMBER.match(row[-1 - count])):
        count += 1
    return count
