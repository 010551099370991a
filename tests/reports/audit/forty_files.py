"""Make the real file of an exam report from its source: text, a saved page, a Word file or a PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from tests.reports.audit.forty_html import html_page
from tests.reports.audit.forty_source import Report, Table

SONG = "STSong-Light"


def make_file(report: Report, folder: Path) -> Path:
    """Write the report's file into the folder. Returns its path."""
    makers: Mapping[str, tuple[str, Callable[[Report, Path], None]]] = {
        "text": (".txt", _text),
        "html": (".html", _html),
        "docx": (".docx", _docx),
        "pdf": (".pdf", _pdf),
    }
    suffix, maker = makers[report.file]
    path = folder / f"{report.slug}{suffix}"
    maker(report, path)
    return path


def _text(report: Report, path: Path) -> None:
    """A text file; a table's fields are parted by tabs, as a word processor's table becomes when it is pasted."""
    width = int(report.make.get("wrap", 0))
    lines: list[str] = []
    for block in report.blocks:
        if isinstance(block, Table):
            lines += [block.caption] if block.caption else []
            lines += ["\t".join("" if cell in "^<" else cell for cell in row) for row in block.rows]
        elif block.level == 0:
            lines += ["　　　　" + block.text, ""]
        elif width:
            lines += _wrapped("　　" + block.text, width)
        else:
            lines += [block.text] if block.text.startswith("　") else ["    " + block.text]
            lines += [""]
    path.write_bytes("\r\n".join(lines).encode(report.make["encoding"]))


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most that many characters; a run of ASCII letters or digits is not cut."""
    lines, line = [], ""
    for piece in re.findall(r"[\x21-\x7e]+|.", text):
        if len(line) + len(piece) > width:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]


def _html(report: Report, path: Path) -> None:
    path.write_bytes(html_page(report).encode(report.make["encoding"]))


def _docx(report: Report, path: Path) -> None:
    """A Word file: headings by style, by automatic numbers or as plain bold paragraphs; tables with merged cells."""
    document = Document()
    headings = report.make["headings"]
    number = _chinese_numbers(document) if headings == "numbered" else None
    if "header" in report.make:
        document.sections[0].header.paragraphs[0].text = report.make["header"]
    last: WordParagraph | None = None  # with `breaks`, text goes on in the paragraph before, after a line break
    for block in report.blocks:
        if isinstance(block, Table) or block.level is not None:
            last = None
        if isinstance(block, Table):
            _docx_table(document, block)
        elif block.level == 0:
            title = document.add_paragraph(style="Title" if headings == "style" else None)
            title.add_run(block.text).bold = True
            title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif block.level:
            heading = document.add_paragraph(block.text, style=f"Heading {block.level}")
            if number is not None:
                properties = heading._p.get_or_add_pPr()
                properties.append(
                    parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
                )
        else:
            if last is not None and report.make.get("breaks"):
                last.add_run().add_break()
            else:
                last = document.add_paragraph()
            run = last.add_run(block.text)
            run.bold = block.bold or (
                headings == "plain" and bool(re.match(r"[一二三四五六七八九十]+、.{1,20}$", block.text))
            )
    document.save(str(path))


def _chinese_numbers(document: WordDocument) -> str:
    """Define the numbering 一、二、三、 in the document. Returns its id."""
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbered = OxmlElement("w:num")
    numbered.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    numbered.append(link)
    numbering.append(numbered)
    return "77"


def _docx_table(document: WordDocument, block: Table) -> None:
    if block.caption:
        document.add_paragraph(block.caption)
    table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for row, column, high, wide, text in block.spans():
        cell = cells[row][column]
        if high > 1 or wide > 1:
            cell = cell.merge(cells[row + high - 1][column + wide - 1])
        cell.text = text


def _pdf(report: Report, path: Path) -> None:
    """A PDF: a page number below, sometimes a running head; tables with or without rules, heads repeated."""
    if SONG not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    body = ParagraphStyle("body", fontName=SONG, fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24)
    title = ParagraphStyle("title", parent=body, fontSize=17, leading=28, alignment=TA_CENTER, firstLineIndent=0)
    heading = ParagraphStyle("heading", parent=body, fontSize=13, leading=24, firstLineIndent=0)
    story: list[Flowable] = []
    for block in report.blocks:
        if isinstance(block, Table):
            story += _pdf_table(block, rules=bool(report.make.get("rules")))
            continue
        style = title if block.level == 0 else heading if block.level else body
        story.append(Paragraph(block.text, style))
    running, foot = str(report.make.get("running", "")), str(report.make.get("foot", "— {} —"))
    size = landscape(A4) if report.make.get("landscape") else A4

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(SONG, 9)
        if running:
            canvas.drawCentredString(size[0] / 2, size[1] - 14 * mm, running)
        canvas.drawCentredString(size[0] / 2, 12 * mm, foot.format(document.page))

    made = SimpleDocTemplate(str(path), pagesize=size, topMargin=24 * mm, bottomMargin=22 * mm, invariant=1)
    made.build(story, onFirstPage=furniture, onLaterPages=furniture)


def _pdf_table(block: Table, *, rules: bool) -> list[Flowable]:
    small = ParagraphStyle("cell", fontName=SONG, fontSize=8, leading=10, wordWrap="CJK")
    cells: list[list[object]] = [["" for _ in row] for row in block.rows]
    style: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    for row, column, high, wide, text in block.spans():
        cells[row][column] = Paragraph(text, small)
        if high > 1 or wide > 1:
            style.append(("SPAN", (column, row), (column + wide - 1, row + high - 1)))
    if rules:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    table = PdfTable(cells, colWidths=_widths(block), style=style, repeatRows=block.heads)
    caption = [Paragraph(block.caption, ParagraphStyle("caption", parent=small, fontSize=12, leading=22))]
    return [Spacer(0, 6), *(caption if block.caption else []), table, Spacer(0, 8)]


def _widths(block: Table) -> list[float]:
    """Widths of the fields in points: what the longest cell that covers one field only asks for, within the page."""
    wanted = [14.0] * len(block.rows[0])
    for _, column, _, wide, text in block.spans():
        if wide == 1:
            wanted[column] = max(wanted[column], min(len(text), 24) * 9.0)
    for row in block.rows:
        if row[0] and len(row) == 10:  # 收到和处理申请: three label fields and seven numbers
            wanted = [26, 44, 120, 36, 36, 36, 44, 44, 36, 34]
    room = 165 * mm
    scale = min(1.0, room / sum(wanted))
    return [max(width * scale, 24) for width in wanted]
