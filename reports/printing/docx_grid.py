"""Printing a grid as a DOCX table with merged cells and repeated head rows."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell

from reports.document import Cell, Grid, indentation, without_indentation
from reports.printing import docx_parts as parts
from reports.printing.docx_styles import STYLES
from reports.printing.docx_words import write
from reports.printing.grid_places import Place, places
from reports.printing.shades import FILLS, is_dark
from reports.typography import printable

_INDENT = 9.0  # points for each step of indentation
_SMALL, _NORMAL = (9.0, 12.5), (10.5, 16.0)  # size and line, points
_MARGIN = 40  # twips left and right of the text in a cell


def add_grid(word: WordDocument, grid: Grid) -> None:
    """Add a grid at the end of a document."""
    if grid.title:
        word.add_paragraph(printable(grid.title), style=STYLES.caption).paragraph_format.keep_with_next = True
    table = word.add_table(rows=len(grid.rows), cols=len(grid.widths), style="Table Grid")
    parts.fix_widths(table, grid.widths)
    _narrow_margins(table)
    begins = {(place.row, place.column): place for line in places(grid) for place in line}
    for number, row in enumerate(table.rows):
        parts.keep_row_whole(row, header=number < grid.heads)
        _row(table, row._tr, number, begins, grid)


def _row(table: WordTable, row: BaseOxmlElement, number: int, begins: dict[tuple[int, int], Place], grid: Grid) -> None:
    """Fill the cells that begin in a row; let those of rows above reach into it."""
    cells = [cell for cell in row.iterchildren() if isinstance(cell, CT_Tc)]
    column = 0
    while column < len(cells):
        place = begins.get((number, column)) or _from_above(begins, number, column)
        _span(cells[column : column + place.cell.columns], place, number)
        made = _Cell(cells[column], table)
        if place.row == number:
            _fill(made, place.cell, small=grid.small)
        if grid.whole and number < len(grid.rows) - 1:
            made.paragraphs[0].paragraph_format.keep_with_next = True
        column += place.cell.columns


def _from_above(begins: dict[tuple[int, int], Place], row: int, column: int) -> Place:
    above = next(number for number in range(row - 1, -1, -1) if (number, column) in begins)
    return begins[above, column]


def _span(cells: list[CT_Tc], place: Place, row: int) -> None:
    first: Any = cells[0]
    properties = first.get_or_add_tcPr()
    if len(cells) > 1:
        width = sum(parts.twips(cell) for cell in cells)
        properties.find(qn("w:tcW")).set(qn("w:w"), str(width))
        properties.find(qn("w:tcW")).addnext(parts.element("gridSpan", val=str(len(cells))))
        for cell in cells[1:]:
            first.getparent().remove(cell)
    if place.cell.rows > 1:
        merge = parts.element("vMerge", **({"val": "restart"} if place.row == row else {}))
        (properties.find(qn("w:gridSpan")) if len(cells) > 1 else properties.find(qn("w:tcW"))).addnext(merge)


def _fill(cell: _Cell, made: Cell, *, small: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = STYLES.cell
    paragraph.alignment = parts.ALIGNMENTS[made.align]
    size, line = _SMALL if small else _NORMAL
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.left_indent = Pt(_INDENT * indentation(made.words))
    write(paragraph, without_indentation(made.words), quiet=True)
    for run in parts.all_runs(paragraph):
        run.font.size = Pt(size)
        run.bold = True if made.head == "col" else run.bold
    if made.shade:
        _darken(cell, made.shade)
    parts.center_vertically(cell)


def _darken(cell: _Cell, shade: int) -> None:
    fill = parts.element("shd", val="clear", color="auto", fill=FILLS[shade].removeprefix("#"))
    properties = cell._tc.get_or_add_tcPr()
    properties.append(fill)
    if is_dark(shade):
        for run in parts.all_runs(cell.paragraphs[0]):
            parts.whiten(run)


def _narrow_margins(table: WordTable) -> None:
    margins = parts.element("tblCellMar")
    for side in ("left", "right"):
        margins.append(parts.element(side, w=str(_MARGIN), type="dxa"))
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)
