"""Printing a document as DOCX, in the page layout of official papers (GB/T 9704): A4, 仿宋 16 pt, 28 pt lines."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from itertools import zip_longest

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from reports.document import (
    Block,
    Chart,
    Document,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Source,
    Table,
    Words,
    indentation,
    without_indentation,
)
from reports.printing import docx_parts as parts
from reports.printing.docx_chart import add_chart
from reports.printing.docx_grid import add_grid
from reports.printing.docx_styles import STYLES, set_up
from reports.printing.docx_words import anchor, write
from reports.sealing import wrap_figures
from reports.typography import printable

_CELL_INDENT = 10.5  # points for each step of indentation in a table
_EPOCH = (1980, 1, 1, 0, 0, 0)


def docx_bytes(document: Document) -> bytes:
    """The document as a DOCX file. The same document gives the same bytes: no clock is read."""
    word = docx.Document()
    set_up(word, landscape=document.landscape)
    set_properties(word, document)
    word.add_paragraph("\n".join(map(printable, document.title.split("\n"))), style=STYLES.title)
    if document.subtitle:
        word.add_paragraph(printable(document.subtitle), style=STYLES.subtitle)
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        print_block(word, block)
        if isinstance(following, Paragraph) and following.style == "right" and isinstance(block, Paragraph):
            word.paragraphs[-1].paragraph_format.keep_with_next = True  # no signature alone on a page
    print_sources(word, document)
    wrap_figures(word.element.body)
    return settled(word)


def print_block(word: WordDocument, block: Block) -> None:
    """Print one block at the end of a document that has our styles."""
    if isinstance(block, Heading):
        word.add_paragraph(printable(block.text), style=STYLES.headings[block.level])
    elif isinstance(block, Paragraph):
        write(word.add_paragraph(style=STYLES.paragraphs[block.style]), block.words)
    elif isinstance(block, Table):
        _table(word, block)
    elif isinstance(block, Grid):
        add_grid(word, block)
    elif isinstance(block, Chart):
        add_chart(word, block)
    elif isinstance(block, PageBreak):
        word.add_paragraph(style=STYLES.cell).add_run().add_break(WD_BREAK.PAGE)


def _table(word: WordDocument, block: Table) -> None:
    if block.title:
        word.add_paragraph(printable(block.title), style=STYLES.caption).paragraph_format.keep_with_next = True
    table = word.add_table(rows=1 + len(block.rows), cols=len(block.header), style="Table Grid")
    parts.fix_widths(table, block.widths)
    # One pass over the row elements: asking python-docx for single cells is quadratic.
    for index, (row, words) in enumerate(zip(table.rows, (block.header, *block.rows), strict=True)):
        parts.keep_row_whole(row, header=index == 0)
        for cell, inline, align in zip(row.cells, words, block.aligns, strict=True):
            _cell(cell, inline, "center" if index == 0 else align, header=index == 0)


def _cell(cell: _Cell, words: Words, align: str, *, header: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = STYLES.cell
    paragraph.alignment = parts.ALIGNMENTS[align]
    parts.center_vertically(cell)
    paragraph.paragraph_format.left_indent = Pt(_CELL_INDENT * indentation(words))
    write(paragraph, without_indentation(words))
    if header:
        for run in paragraph.runs:
            run.bold = True


def print_sources(word: WordDocument, document: Document) -> None:
    """Print the source notes at the end of a document, on a new page."""
    if not document.sources:
        return
    word.add_paragraph("数据来源", style=STYLES.headings[1]).paragraph_format.page_break_before = True
    for source in document.sources:
        paragraph = word.add_paragraph(style=STYLES.source)
        parts.add_bookmark(paragraph, anchor(source.note), source.note)
        _source(paragraph, source, f"{document.stem}-figures")


def _source(paragraph: WordParagraph, source: Source, folder: str) -> None:
    from reports.render import list_digest

    count = source.count
    value = "未填报" if count.value is None else f"{count.value}{count.metric.unit}"
    text = f"[{source.note}] {count.metric.title}（{count.metric.name}）：{value}。{count.metric.definition}"
    text += f"来源：{source.origin}。" if source.origin else ""
    text += f"说明：{count.note}。" if count.note else ""
    if count.value is None:
        paragraph.add_run(printable(text))
        return
    paragraph.add_run(printable(f"{text}明细{len(count.rows)}行："))
    file = f"{folder}/{source.list_name}.csv"
    parts.add_file_link(paragraph, file, file)
    paragraph.add_run(f"（SHA-256 {list_digest(count)}）。")


def set_properties(word: WordDocument, document: Document) -> None:
    """Title, author and the day of a document."""
    moment = datetime.fromisoformat(document.dated)
    properties = word.core_properties
    properties.title = printable(document.title.replace("\n", ""))
    properties.author = printable(document.author)
    properties.last_modified_by = printable(document.author)
    properties.comments = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = moment


def settled(word: WordDocument) -> bytes:
    """Save, with every entry of the ZIP dated alike."""
    saved = io.BytesIO()
    word.save(saved)
    settled = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(entry.filename))
    return settled.getvalue()
