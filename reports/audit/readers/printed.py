"""What stands on a printed page: lines of characters and ruled tables, with their places in points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.audit.readers.raw_pages import Box, RawPage
from reports.audit.readers.spans import Laid
from reports.audit.wording import compact, joint

_NEAR = 3.0  # points: edges so near are one edge
_GAP = 0.35  # of a character: a gap so wide is a blank
_WIDE_GAP = 1.4  # of a character: a gap so wide parts fields


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of text."""

    text: str
    spaced: str  # with two blanks where a wide gap is
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page_height: float


@dataclass(frozen=True, slots=True)
class TablePart:
    """What one page shows of a table: its cells with their text."""

    cells: tuple[tuple[Box, str], ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table, put together from what each page shows of it."""

    parts: tuple[TablePart, ...]
    page: int
    last_page: int
    box: Box

    @property
    def top(self) -> float:
        """Where it begins on its page."""
        return self.box[1]

    @property
    def laid(self) -> Laid:
        """On one grid; a head that is repeated on the next page stands there once."""
        fields = _edges(edge for part in self.parts for (left, _, right, _), _ in part.cells for edge in (left, right))
        rows: list[tuple[str, ...]] = []
        merged: set[tuple[int, int]] = set()
        for part in self.parts:
            laid = _lay_part(part, fields)
            skip = _repeated(rows, laid.rows)
            merged |= {(row - skip + len(rows), field) for row, field in laid.merged if row >= skip}
            rows += laid.rows[skip:]
        return Laid(tuple(rows), frozenset(merged))


def _repeated(rows: Sequence[tuple[str, ...]], further: Sequence[tuple[str, ...]]) -> int:
    """How many rows at the top of a further page repeat the table's head."""
    same = 0
    while same < min(len(rows), len(further)) and _same(rows[same], further[same]):
        same += 1
    return same


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(one) and list(map(compact, one)) == list(map(compact, other))


def _lay_part(part: TablePart, fields: Sequence[float]) -> Laid:
    lines = _edges(edge for (_, top, _, bottom), _ in part.cells for edge in (top, bottom))
    rows = [[""] * (len(fields) - 1) for _ in range(len(lines) - 1)]
    merged: set[tuple[int, int]] = set()
    for (left, top, right, bottom), text in part.cells:
        first = (_index(lines, top), _index(fields, left))
        for row in range(first[0], _index(lines, bottom)):
            for field in range(first[1], _index(fields, right)):
                rows[row][field] = text
                if (row, field) != first:
                    merged.add((row, field))
    return Laid(tuple(tuple(row) for row in rows), frozenset(merged))


def _edges(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))


# --- tables -----------------------------------------------------------------------------------------


def tables_of(page: RawPage) -> list[PrintedTable]:
    """The ruled tables of a page; a frame around a text is none."""
    found = [_table(page, cells) for cells in page.tables]
    return [table for table in found if table is not None]


def _table(page: RawPage, boxes: Sequence[Box]) -> PrintedTable | None:
    columns = len(_edges(edge for box in boxes for edge in (box[0], box[2]))) - 1
    rows = len(_edges(edge for box in boxes for edge in (box[1], box[3]))) - 1
    if columns < 2 or rows < 1:
        return None
    cells = tuple((box, _text_in(page.chars, box)) for box in boxes)
    if not any(text for _, text in cells):
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    whole = (min(lefts), min(tops), max(rights), max(bottoms))
    return PrintedTable((TablePart(cells),), page.number, page.number, whole)


def _text_in(chars: Sequence[dict[str, Any]], box: Box) -> str:
    left, top, right, bottom = box
    inside = [
        char
        for char in chars
        if left <= (char["x0"] + char["x1"]) / 2 < right and top <= (char["top"] + char["bottom"]) / 2 < bottom
    ]
    text = ""
    for line in _by_line(inside):
        part = _written(line)[0].strip()
        text += joint(text, part) + part
    return text


def joined_tables(pieces: Sequence[PrintedLine | PrintedTable]) -> list[PrintedLine | PrintedTable]:
    """Tables that a page break cut in two, with nothing between the halves, as one table."""
    joined: list[PrintedLine | PrintedTable] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, PrintedTable) and isinstance(last, PrintedTable) and _continues(last, piece):
            joined[-1] = PrintedTable(last.parts + piece.parts, last.page, piece.page, last.box)
        else:
            joined.append(piece)
    return joined


def _continues(above: PrintedTable, below: PrintedTable) -> bool:
    same_edges = abs(above.box[0] - below.box[0]) <= _NEAR and abs(above.box[2] - below.box[2]) <= _NEAR
    return below.page == above.last_page + 1 and same_edges


# --- lines ------------------------------------------------------------------------------------------


def lines_of(page: RawPage, boxes: Sequence[Box]) -> list[PrintedLine]:
    """The lines of text of a page, without what stands in these boxes."""
    outside = [char for char in page.chars if char.get("upright", True) and not _inside(char, boxes)]
    return [_line(line, page) for line in _by_line(outside)]


def _inside(char: dict[str, Any], boxes: Sequence[Box]) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(left <= across <= right and top <= down <= bottom for left, top, right, bottom in boxes)


def _by_line(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters by line, from top to bottom and from left to right."""
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda one: (one["top"] + one["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        if lines and middle - (lines[-1][0]["top"] + lines[-1][0]["bottom"]) / 2 <= 0.5 * char["size"]:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda one: one["x0"]) for line in lines]


def _line(chars: Sequence[dict[str, Any]], page: RawPage) -> PrintedLine:
    text, spaced = _written(chars)
    shown = [char for char in chars if char["text"].strip()] or list(chars)
    return PrintedLine(
        text=text,
        spaced=spaced,
        page=page.number,
        left=shown[0]["x0"],
        right=max(char["x1"] for char in shown),
        top=min(char["top"] for char in shown),
        bottom=max(char["bottom"] for char in shown),
        size=max(char["size"] for char in shown),
        page_height=page.height,
    )


def _written(chars: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """The text of a line, and the same with two blanks for every gap that parts fields."""
    text = spaced = ""
    end: float | None = None
    for char in chars:
        if not char["text"].strip():
            continue  # blanks are told by the gap that they leave
        gap = 0.0 if end is None else (char["x0"] - end) / max(char["size"], 1)
        text += (" " if gap > _GAP else "") + char["text"]
        spaced += ("  " if gap > _WIDE_GAP else " " if gap > _GAP else "") + char["text"]
        end = max(char["x1"], end or char["x1"])
    return text, spaced
