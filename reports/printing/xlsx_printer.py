"""Printing a document as a workbook: each table is a sheet with a fixed head, filters, and a page layout for A4.

Text is always written as text: no cell can act as a formula, whatever a site's titles say. The same document gives the
same bytes: no clock is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from reports.document import (
    Blank,
    Document,
    Figure,
    Heading,
    Inline,
    Link,
    Paragraph,
    Source,
    Table,
    Text,
    Words,
    indentation,
    without_indentation,
    words,
)
from reports.printing.sheet import Jump, Sheet, Value, cell
from reports.printing.xlsx_looks import Looks, set_page
from reports.printing.xlsx_text import fit, lines_of, sheet_name
from reports.typography import cell_text, printable, web_address

_LONGEST_LINK = 2_079  # characters of an address that Excel follows
_MOST_LINKS = 60_000  # in one workbook; Excel allows 65,530 on a sheet
_SHARED = 150  # characters that the shares of a document's table are of
_LINE, _HIGHEST = 16, 409  # points: of one line of Chinese, and what a row can be
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?")
_PROSE = 78  # characters across the sheet of texts: a portrait page
_DEEPEST = 3  # steps of indentation
_SOURCE_FIELDS = (
    ("注号", 6),
    ("指标", 26),
    ("代号", 22),
    ("数值", 10),
    ("单位", 6),
    ("含义", 50),
    ("来源", 40),
    ("说明", 40),
    ("明细行数", 9),
    ("明细文件", 26),
    ("明细SHA-256", 40),
)


def xlsx_bytes(document: Document, hidden: Sequence[Sequence[str]] = ()) -> bytes:
    """The document as a workbook: its tables, then what is written beside them, then the sources of its figures.

    `hidden` are rows of a sheet that no person sees (the trace, see `reports.sealing`). Figures that have an id are
    marked by defined names.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    title = _plain(document.title)
    author = printable(document.author)
    book.set_properties({"title": title, "author": author, "created": datetime.fromisoformat(document.dated)})
    printer = _Printer(book, title)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for number, table in enumerate(tables, start=1):
        printer.table(table, table.title or (title if len(tables) == 1 else f"表{number}"))
    printer.prose(document)
    if document.sources:
        printer.sources(document.sources)
    if hidden:
        printer.hidden(hidden)
    book.close()
    return out.getvalue()


@dataclass
class _Printer:
    """A workbook in the making."""

    book: Any
    title: str
    links: int = 0

    def __post_init__(self) -> None:
        self.looks = Looks(self.book)

    def add_sheet(self, wanted: str) -> Any:
        return self.book.add_worksheet(sheet_name(wanted, [sheet.get_name() for sheet in self.book.worksheets()]))

    def table(self, table: Table, title: str) -> None:
        own = table if isinstance(table, Sheet) else Sheet(title, table.header, (), table.widths, table.aligns)
        sheet = self.add_sheet(own.name or title)
        chars = own.chars or tuple(max(5.0, share * _SHARED) for share in table.widths)
        self.head(sheet, [_shown(head) for head in table.header], chars)
        for index, row in enumerate(table.rows, start=1):
            lines = 1
            for place, (inline, align, width) in enumerate(zip(row, table.aligns, chars, strict=True)):
                lines = max(lines, lines_of(self.cell(sheet, index, place, inline, align), width))
            _set_height(sheet, index, lines)
        last = len(table.rows)
        sheet.autofilter(0, 0, last, len(table.header) - 1)
        sheet.freeze_panes(1, own.frozen)
        for place, choices in own.choices.items() if last else ():
            rule = {"validate": "list", "source": list(choices), "error_type": "warning", "error_message": "不在列表中"}
            sheet.data_validation(1, place, last, place, rule)
        set_page(sheet, self.title, chars=sum(chars))
        sheet.repeat_rows(0)
        if own.frozen:
            sheet.repeat_columns(0, own.frozen - 1)

    def head(self, sheet: Any, names: Sequence[str], chars: Sequence[float]) -> None:
        for place, (name, width) in enumerate(zip(names, chars, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, name, self.looks.head)
        _set_height(sheet, 0, max(lines_of(name, width) for name, width in zip(names, chars, strict=True)))

    def cell(self, sheet: Any, row: int, place: int, inline: Words, align: str) -> str:
        """Write one cell; returns what it shows, for its height."""
        indent = indentation(inline)
        inline = without_indentation(inline) if indent else inline
        step = min(indent, _DEEPEST) if align == "left" else 0
        self.note(sheet, row, place, inline)
        look = self.looks.text(align, bold=bool(inline) and all(map(_is_bold, inline)), indent=step)
        only = inline[0] if len(inline) == 1 else None
        if isinstance(only, Value) and isinstance(only.value, date):
            sheet.write_datetime(row, place, only.value, self.looks.day)
            return only.text
        number = _number(only)
        if number is not None:
            sheet.write_number(row, place, number, look)
            return _shown(inline)
        shown = fit(cell_text(_shown(inline)))
        address = self.address(only)
        if address is not None:
            sheet.write_url(row, place, address, self.looks.link, shown)
        else:
            blank = any(isinstance(word, Blank) for word in inline)
            sheet.write_string(row, place, shown, self.looks.blank if blank else look)
        return shown

    def note(self, sheet: Any, row: int, place: int, inline: Words) -> None:
        """Mark where figures stand."""
        for word in inline:
            if isinstance(word, Figure):
                from reports.sealing import name_figure  # it opens files of all forms: only where there are figures

                name_figure(self.book, sheet.get_name(), row, place, word)

    def address(self, word: Inline | None) -> str | None:
        """Where a cell leads: a row of another sheet, or a web address that a spreadsheet can follow."""
        address = None
        if isinstance(word, Jump):
            address = f"internal:'{sheet_name(word.sheet)}'!A{word.row + 1}"
        elif isinstance(word, Link):
            address = web_address(word.url)
        if address is None or len(address) > _LONGEST_LINK or self.links >= _MOST_LINKS:
            return None
        self.links += 1
        return address

    def prose(self, document: Document) -> None:
        """What is written beside the tables, on a sheet of its own."""
        looks = self.looks
        lines: list[tuple[Words, Any]] = [(words(self.title), looks.title)]
        lines += [(words(document.subtitle), looks.prose)] if document.subtitle else []
        for block in document.blocks:
            if isinstance(block, Heading):
                lines.append((words(block.text), looks.heading))
            elif isinstance(block, Paragraph):
                lines.append((block.words, looks.prose))
        sheet = self.add_sheet("说明")
        sheet.set_column(0, 0, _PROSE)
        for row, (inline, look) in enumerate(lines):
            self.note(sheet, row, 0, inline)
            shown = fit(cell_text(_shown(inline)))
            sheet.write_string(row, 0, shown, look)
            _set_height(sheet, row, lines_of(shown, _PROSE - 6))
        set_page(sheet, self.title, chars=0, landscape=False)

    def sources(self, sources: Sequence[Source]) -> None:
        """The source notes of the figures."""
        names, chars = zip(*_SOURCE_FIELDS, strict=True)
        sheet = self.add_sheet("数据来源")
        self.head(sheet, names, chars)
        for row, source in enumerate(sources, start=1):
            lines = 1
            for place, (value, width) in enumerate(zip(_source_cells(source), chars, strict=True)):
                lines = max(lines, lines_of(self.cell(sheet, row, place, cell(value), "left"), width))
            _set_height(sheet, row, lines)
        sheet.freeze_panes(1, 0)
        set_page(sheet, self.title, chars=sum(chars))
        sheet.repeat_rows(0)

    def hidden(self, rows: Sequence[Sequence[str]]) -> None:
        """A sheet that no person sees."""
        from reports.verify.xlsx_file import SHEET

        sheet = self.book.add_worksheet(SHEET)
        for row, texts in enumerate(rows):
            for place, text in enumerate(texts):
                sheet.write_string(row, place, text)
        sheet.very_hidden()


def _source_cells(source: Source) -> tuple[str | int | float, ...]:
    from reports.render import list_digest

    count, metric = source.count, source.count.metric
    known = count.value is not None
    value: str | int | float = "未填报"
    if count.value is not None:
        value = count.value if isinstance(count.value, int) else float(count.value)
    return (
        source.note,
        metric.title,
        metric.name,
        value,
        metric.unit,
        metric.definition,
        source.origin,
        count.note,
        len(count.rows) if known else "",
        f"{source.list_name}.csv" if known else "",
        list_digest(count) if known else "",
    )


def _number(word: Inline | None) -> float | None:
    """The number that a cell is, None where it is none."""
    if isinstance(word, Value) and not isinstance(word.value, date):
        return float(word.value)
    if isinstance(word, Figure) and _NUMBER.fullmatch(word.shown):
        return float(word.shown)
    return None


def _shown(inline: Words) -> str:
    """The words of a cell or paragraph as one text; figures among others with the number of their source note."""
    return printable("".join(_word(word, alone=len(inline) == 1) for word in inline))


def _word(word: Inline, *, alone: bool) -> str:
    if isinstance(word, Figure):
        return word.shown if alone else f"{word.shown}[{word.note}]"
    return word.text


def _is_bold(word: Inline) -> bool:
    return isinstance(word, Text) and word.bold


def _set_height(sheet: Any, row: int, lines: int) -> None:
    sheet.set_row(row, min(lines * _LINE + 2, _HIGHEST))  # not every program fits rows to wrapped text by itself


def _plain(title: str) -> str:
    return printable(title.replace("\n", ""))
