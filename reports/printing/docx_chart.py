"""Printing a chart into a DOCX file as a native chart, which Word can edit: no picture and no font is needed.

The part is DrawingML (ECMA-376, part 1, section 21.2) with its numbers cached, and a workbook for editing them.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from docx.shared import Emu
from xlsxwriter.utility import xl_col_to_name

from reports.document import Chart
from reports.printing.chart_svg import scale_of
from reports.printing.docx_styles import STYLES
from reports.printing.shades import BARS, PATTERNS
from reports.typography import cell_text, printable

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
_HEIGHT_SHARE = 0.56  # of the width of the text


def add_chart(word: WordDocument, chart: Chart) -> None:
    """Add a chart with its caption at the end of a document."""
    word.add_paragraph(printable(f"{chart.title}（单位：{chart.unit}）"), style=STYLES.caption)
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    paragraph = word.add_paragraph(style=STYLES.cell)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = 1.0  # an exact height would cut the drawing
    package = word.part.package
    assert isinstance(package, Package)
    part, number = _chart_part(package, chart)
    section = word.sections[-1]
    width = Emu(section.page_width - section.left_margin - section.right_margin)  # type: ignore[operator]
    identity = word.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph.add_run()._r.append(_drawing(chart, identity, number, width))


def _chart_part(package: Package, chart: Chart) -> tuple[Part, int]:
    uri = package.next_partname("/word/charts/chart%d.xml")
    number = int(uri.idx or 1)
    part = Part(uri, _CHART_TYPE, _chart_xml(chart), package)
    sheet = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _SHEET_TYPE, _workbook(chart), package)
    part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
    return part, number


def _chart_xml(chart: Chart) -> bytes:
    from reports.render import filled_template

    sums = [sum(series.values[number] for series in chart.series) for number in range(len(chart.categories))]
    fills = [_fill(index) for index in range(len(chart.series))]
    step, _ = scale_of(max(sums, default=0))
    return filled_template("chart.xml.j2", chart=chart, fills=fills, letter=xl_col_to_name, step=step).encode()


def _fill(index: int) -> tuple[str, str, str]:
    """(pattern, back, front) of a series, without the # before the colours."""
    pattern, back = PATTERNS[index % len(PATTERNS)], BARS[index % len(BARS)].removeprefix("#")
    return pattern, back, "FFFFFF" if pattern.startswith("dk") else "222222"


def _workbook(chart: Chart) -> bytes:
    """The chart's numbers as a workbook, for the word processor's command to edit data."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet("Sheet1")
    for column, series in enumerate(chart.series, start=1):
        sheet.write_string(0, column, cell_text(series.name))
        for row, value in enumerate(series.values, start=1):
            sheet.write_number(row, column, value)
    for row, category in enumerate(chart.categories, start=1):
        sheet.write_string(row, 0, cell_text(category))
    book.close()
    return file.getvalue()


def _drawing(chart: Chart, identity: str, number: int, width: Emu) -> BaseOxmlElement:
    drawing: BaseOxmlElement = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(width)}" cy="{int(width * _HEIGHT_SHARE)}"/><wp:docPr id="{1000 + number}" name=""/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    about = drawing[0][1]
    about.set("name", f"图{number}")
    about.set("descr", printable(f"{chart.title}。{chart.summary}"))
    drawing[0][-1][0][0].set(qn("r:id"), identity)
    return drawing
