"""A Word document: the body in its order, automatic numbering written out, merged cells, what is not text listed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import chain
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from crawler.errors import ConfigError
from reports.audit.paper import Paper
from reports.audit.readers.building import Builder
from reports.audit.readers.numbering import Numbering
from reports.audit.readers.spans import Cell, lay_out

LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes
_HIGHEST_RATIO = 200  # of one part larger than a megabyte: text packs ten to twenty times
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.I)
_TEXT, _TAB, _BREAK, _RETURN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_LEFT_OUT = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")})
_PASSED = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"


def read_docx(body: bytes, source: str) -> Paper:
    """A DOCX file. Raises ConfigError where it is damaged, or unpacks to more than any report has."""
    _refuse_bombs(body, source)
    try:
        document = docx.Document(io.BytesIO(body))
    except Exception as error:  # the library raises whatever a broken file makes of it
        raise ConfigError(
            f"is damaged ({type(error).__name__})", where=source, fix="open it in Word, save it again, and audit that"
        ) from error
    builder = Builder()
    _Reader(document, builder).read()
    return builder.paper(source, "docx")


def _refuse_bombs(body: bytes, source: str) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as box:
        entries = box.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = any(e.file_size > 1 << 20 and e.file_size > _HIGHEST_RATIO * max(1, e.compress_size) for e in entries)
    if total > LARGEST_UNPACKED or packed:
        raise ConfigError("unpacks to far more than a report has", where=source, fix="save its text as a new file")


class _Reader:
    """Walks the body of one document."""

    def __init__(self, document: Document, builder: Builder) -> None:
        self._document = document
        self._builder = builder
        self._numbering = Numbering(document)
        self._levels = {style.style_id: level for style in document.styles if (level := _level_of(style)) is not None}
        self._pictures = 0

    def read(self) -> None:
        self._blocks(self._document.element.body)

    def _blocks(self, parent: Any) -> None:
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag == qn("w:sdt"):
                for content in child.findall(qn("w:sdtContent")):
                    self._blocks(content)
            elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
                self._blocks(child)
            elif child.tag == qn("w:altChunk"):
                self._builder.unread("文档中嵌入的另一份文件")

    def _paragraph(self, paragraph: Any) -> None:
        self._list_unread(paragraph)
        mark = self._numbering.mark_of(paragraph)
        level = self._level(paragraph)
        lines = "".join(_pieces(paragraph)).split("\n")
        for number, line in enumerate(lines):
            self._builder.text((mark if number == 0 and line.strip() else "") + line, level=level)

    def _level(self, paragraph: Any) -> int | None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        outline = properties.find(qn("w:outlineLvl"))
        if outline is not None and (outline.get(qn("w:val")) or "9") < "9":
            return int(outline.get(qn("w:val"))) + 1
        style = properties.find(qn("w:pStyle"))
        return self._levels.get(style.get(qn("w:val"))) if style is not None else None

    def _list_unread(self, part: Any) -> None:
        for _ in chain(part.iter(_PICTURE), part.iter(_OLD_PICTURE)):
            self._pictures += 1
            self._builder.unread(f"第{self._pictures}张图片中的文字")
        for box in part.iter(qn("w:txbxContent")):
            if any(above.tag == _PASSED for above in box.iterancestors()):
                continue  # the same box again, for old programs
            text = "".join(piece.text or "" for piece in box.iter(_TEXT)).strip()
            self._builder.unread(f"文本框“{text[:30]}{'…' if len(text) > 30 else ''}”" if text else "一个空的文本框")
        for _ in part.iter(qn("w:object")):
            self._builder.unread("嵌入的对象（如电子表格）")

    def _table(self, table: Any) -> None:
        laid = lay_out(_rows(table))
        self._builder.grid(laid.rows, laid.merged)
        self._list_unread(table)
        for inner in table.iterdescendants(qn("w:tbl")):
            if next(a for a in inner.iterancestors() if a.tag == qn("w:tbl")) is table:
                self._table(inner)


def _level_of(style: Any) -> int | None:
    """The level of a heading style, by its name or its outline level; the title of a document is no heading."""
    found = _HEADING.match(style.name or "")
    if found:
        return int(found[1])
    outline = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    value = outline.get(qn("w:val")) if outline is not None else None
    return int(value) + 1 if value is not None and value < "9" else None


def _pieces(element: Any) -> Iterator[str]:
    """The text of an element as it stands in print: without what was deleted, and without boxes."""
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == _PASSED:
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag in (_BREAK, _RETURN):
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _pieces(child)


def _rows(table: Any) -> list[list[Cell]]:
    """The cells of a table with what they span. A vertical merge is `restart` and then `continue` in the same field."""
    placed = [list(_placed(row)) for row in _children(table, "w:tr")]
    going_on = [{start for start, _, cell, merge in row if cell is not None and merge == "continue"} for row in placed]
    rows: list[list[Cell]] = []
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(placed):
        cells: list[Cell] = []
        for start, width, cell, merge in row:
            if (number, start) in covered:
                continue
            down = 1
            while merge == "restart" and number + down < len(placed) and start in going_on[number + down]:
                covered.add((number + down, start))
                down += 1
            cells.append(Cell("" if cell is None else _cell_text(cell), down, width))
        rows.append(cells)
    return rows


def _placed(row: Any) -> Iterator[tuple[int, int, Any, str]]:
    """(first field, fields, cell, "" or how it is merged downwards) of a row; skipped fields are empty cells."""
    place = 0
    skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    if skipped is not None and (count := _number(skipped)):
        yield 0, count, None, ""
        place = count
    for cell in _children(row, "w:tc"):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        width = max(1, _number(span)) if span is not None else 1
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        how = "" if merge is None else merge.get(qn("w:val")) or "continue"
        yield place, width, cell, how
        place += width


def _number(element: Any) -> int:
    value = element.get(qn("w:val")) or ""
    return int(value) if value.isdigit() else 0


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a name, also those in content controls and tracked insertions."""
    for child in parent:
        if child.tag == qn(tag):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _children(child, tag)


def _cell_text(cell: Any) -> str:
    return " ".join("".join(_pieces(paragraph)) for paragraph in _children(cell, "w:p"))
