"""Blocks of documents that are filtered in a spreadsheet: cells that are numbers or days, and tables that are sheets.

In HTML and DOCX they print as the text and the table that they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reports.document import Cell, Grid, Table, Text, Words, words


@dataclass(frozen=True, slots=True)
class Value(Text):
    """A number or a day that a spreadsheet sorts and sums as such; `text` is how it is printed elsewhere."""

    value: int | float | date = 0


@dataclass(frozen=True, slots=True)
class Jump(Text):
    """Words that lead to a row of another sheet of the same workbook. Rows are counted from 1 below the head."""

    sheet: str = ""
    row: int = 1


@dataclass(frozen=True, slots=True)
class Sheet(Table):
    """A table with a sheet of its own: `chars` are the widths of its columns in Latin characters (a Chinese one is 2).

    `choices` are drop-down lists by column (from 0), `frozen` the columns at the left that stay where they are.
    """

    name: str = ""
    chars: tuple[float, ...] = ()
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    frozen: int = 0


def cell(value: str | int | float | date | None, *, bold: bool = False) -> Words:
    """The words of a cell: numbers and days keep what they are; None and an empty text are an empty cell."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return words(value)
    shown = value.isoformat() if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)
    return (Value(shown, bold, value),)


def as_grid(table: Table) -> Grid:
    """A table of numbers as a grid, whose figures print without the numbers of their notes."""
    head = tuple(Cell(inline, head="col") for inline in table.header)
    rows = tuple(
        tuple(Cell(inline, align=align) for inline, align in zip(row, table.aligns, strict=True)) for row in table.rows
    )
    return Grid(table.title, (head, *rows), table.widths)
