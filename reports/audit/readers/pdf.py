"""A PDF with text: lines joined to paragraphs, page furniture dropped, ruled tables, also those over several pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.audit.paper import Paper
from reports.audit.readers.building import Builder
from reports.audit.readers.columns import table_at
from reports.audit.readers.furniture import without_furniture
from reports.audit.readers.printed import PrintedLine, PrintedTable, joined_tables, lines_of, tables_of
from reports.audit.readers.raw_pages import RawPage, raw_pdf
from reports.audit.wording import heading_level, joint, mark_level

_UNMAPPED = "(cid:"
_SHORT = 2.5  # character widths: a line that ends so much sooner ends its paragraph
_INDENT = 0.8
_WIDE_GAP = 1.9  # line heights between two lines of different paragraphs
_ENDS = tuple("。！？；：!?;:")
_OPEN = tuple("，、,（(“《")
_RUNNING = re.compile("[，。；,]")
_PICTURE = 60  # points: smaller pictures are ornaments

_Piece = PrintedLine | PrintedTable


def read_pdf(body: bytes, source: str) -> Paper:
    """A PDF file. Raises ConfigError where it is damaged or protected; pages without text are listed as unread."""
    raw = raw_pdf(body, source)
    builder = Builder()
    for what in raw.unread:
        builder.unread(what)
    pages = [_page(page, builder) for page in raw.pages]
    pieces = [piece for page in without_furniture(pages) for piece in page]
    _tell(builder, joined_tables(pieces))
    return builder.paper(source, "pdf")


def _page(page: RawPage, builder: Builder) -> list[_Piece]:
    """Lines and tables of one page from top to bottom; what cannot be read of it is listed."""
    number = page.number
    tables = tables_of(page)
    lines = [line for line in lines_of(page, [table.box for table in tables]) if line.text.strip()]
    for width, height in page.images:
        if width < _PICTURE or height < _PICTURE:
            continue
        scanned = not lines and not tables
        builder.unread(f"第{number}页是扫描件，没有文字" if scanned else f"第{number}页图片中的文字")
    if not lines and not tables and not page.images:
        why = "文字已转成曲线" if page.has_curves else "是空白页，或者已损坏"
        builder.unread(f"第{number}页没有读到文字（{why}）")
    if any(_UNMAPPED in line.text for line in lines):
        builder.unread(f"第{number}页部分文字的字体没有编码表")
    if any(not char.get("upright", True) for char in page.chars):
        builder.unread(f"第{number}页竖排或旋转的文字")
    return sorted([*lines, *tables], key=lambda piece: piece.top)


def _tell(builder: Builder, pieces: Sequence[_Piece]) -> None:
    """Paragraphs and tables in their order."""
    waiting: list[PrintedLine] = []
    for piece in pieces:
        if isinstance(piece, PrintedLine):
            waiting.append(piece)
            continue
        _flush(builder, waiting)
        builder.grid(piece.laid.rows, piece.laid.merged, page=piece.page)
    _flush(builder, waiting)


def _flush(builder: Builder, lines: list[PrintedLine]) -> None:
    """Running text between two tables, in which tables without rules may stand."""
    texts = [line.spaced for line in lines]
    place = start = 0
    while place < len(lines):
        rows, end = table_at(texts, place)
        if rows:
            _paragraphs(builder, lines[start:place])
            builder.grid(rows, page=lines[place].page)
            place = start = end
            continue
        place += 1
    _paragraphs(builder, lines[start:])
    lines.clear()


def _paragraphs(builder: Builder, lines: Sequence[PrintedLine]) -> None:
    if not lines:
        return
    page = _Margins.of(lines)
    text, first = lines[0].text.strip(), lines[0]
    for above, line in pairwise(lines):
        if page.begins(above, line):
            builder.text(text, page=first.page)
            text, first = line.text.strip(), line
        else:
            text += joint(text, line.text.strip()) + line.text.strip()
    builder.text(text, page=first.page)


@dataclass(frozen=True, slots=True)
class _Margins:
    """The edges of running text: most lines begin at the one, and none goes beyond the other."""

    left: float
    right: float
    indents: bool  # paragraphs begin with an indent, so that a line at the margin does not

    @classmethod
    def of(cls, lines: Sequence[PrintedLine]) -> _Margins:
        starts = sorted(round(line.left) for line in lines)
        common = float(max(dict.fromkeys(starts), key=lambda start: (starts.count(start), -start)))
        indented = sum(_INDENT * line.size < line.left - common < 5 * line.size for line in lines)
        return cls(common, max(line.right for line in lines), indented >= 2 and indented * 12 >= len(lines))

    def begins(self, above: PrintedLine, line: PrintedLine) -> bool:
        """True where a line begins a paragraph."""
        size, text, before = line.size, line.text.strip(), above.text.strip()
        if heading_level(text) is not None or abs(above.size - size) > 1:
            return True
        if line.left - self.left > _INDENT * size:
            return True
        if above.right < self.right - _SHORT * size:
            unfinished = before.endswith(_OPEN) or (self.indents and not before.endswith(_ENDS))
            return not (unfinished and _RUNNING.search(before))
        if line.page == above.page and line.top - above.bottom > _WIDE_GAP * size:
            return True
        return heading_level(before) is not None and mark_level(before) in (1, 2)
