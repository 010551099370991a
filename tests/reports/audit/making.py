"""Report files of every format out of one simple model, for tests of the readers and of the audit."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

FONT = "STSong-Light"
HEAD = "某市某局信息公开办公室"


@dataclass(frozen=True)
class Cell:
    """A table cell that spans."""

    text: str
    rows: int = 1
    fields: int = 1


Rows = Sequence[Sequence["str | Cell"]]


@dataclass(frozen=True)
class Tab:
    """A table."""

    rows: Rows
    repeat: int = 0  # rows of the head, printed again on every page


Part = "str | Tab"


def _spans(rows: Rows) -> list[tuple[int, int, Cell]]:
    """(row, field, cell) of every cell, laid out by hand: spans to the right and downwards take places."""
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[int, int, Cell]] = []
    for number, row in enumerate(rows):
        field = 0
        for entry in row:
            cell = entry if isinstance(entry, Cell) else Cell(entry)
            while (number, field) in taken:
                field += 1
            placed.append((number, field, cell))
            taken |= {(number + r, field + f) for r in range(cell.rows) for f in range(cell.fields)}
            field += cell.fields
    return placed


def as_html(title: str, parts: Sequence[str | Tab], *, page: bool = False) -> bytes:
    """A page; with `page` a whole government page with what stands around an article."""
    body = "".join(_html_table(part) if isinstance(part, Tab) else f"<p>　　{html.escape(part)}</p>" for part in parts)
    if not page:
        text = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
        return text.encode()
    menu = "".join(f'<li><a href="/{n}/">{name}</a></li>' for n, name in enumerate(("首页", "政务公开", "办事服务")))
    more = "".join(f'<li><a href="/a/{n}.html">2015年政府信息公开工作年度报告之{n}</a></li>' for n in range(6))
    return (
        f"<html><head><title>{title}_某市某局</title></head><body><div class=nav><ul>{menu}</ul></div>"
        f"<div class=crumb>当前位置：<a href=/>首页</a> &gt; <a href=/xxgk/>信息公开年报</a></div>"
        f"<div class=main><h1>{title}</h1><div class=info>发布日期：2023-01-12　来源：某局　字号：大 中 小</div>"
        f'<div class="article-content">{body}<p>附件：<a href="/files/表.docx">统计表.docx</a></p>'
        f'<p><img src="/img/seal.jpg" width="300"></p></div>'
        f"<div class=more><h3>相关阅读</h3><ul>{more}</ul></div></div>"
        "<div class=foot>版权所有：某市某局　地址：某路1号　联系电话：0769-12345678　粤ICP备12345678号</div>"
        "</body></html>"
    ).encode()


def _html_table(tab: Tab) -> str:
    rows = []
    for row in tab.rows:
        cells = ""
        for entry in row:
            cell = entry if isinstance(entry, Cell) else Cell(entry)
            spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
                f' colspan="{cell.fields}"' if cell.fields > 1 else ""
            )
            cells += f"<td{spans}>{html.escape(cell.text)}</td>"
        rows.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"


def as_text(title: str, parts: Sequence[str | Tab]) -> str:
    """Plain text, tables with tabs."""
    lines = [title, ""]
    for part in parts:
        if isinstance(part, Tab):
            lines += ["\t".join(e.text if isinstance(e, Cell) else e for e in row) for row in part.rows]
        else:
            lines.append(part)
    return "\n".join(lines) + "\n"


def as_docx(title: str, parts: Sequence[str | Tab]) -> bytes:
    """A Word file with merged cells."""
    document = docx.Document()
    document.add_paragraph(title, style="Title")
    for part in parts:
        if isinstance(part, Tab):
            placed = _spans(part.rows)
            width = max(field + cell.fields for _, field, cell in placed)
            table = document.add_table(rows=len(part.rows), cols=width)
            for row, field, cell in placed:
                place = table.cell(row, field)
                if cell.rows > 1 or cell.fields > 1:
                    place = place.merge(table.cell(row + cell.rows - 1, field + cell.fields - 1))
                place.text = cell.text
        else:
            document.add_paragraph(part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(title: str, parts: Sequence[str | Tab], *, ruled: bool = True, head: str = HEAD) -> bytes:
    """A printed report with a running head and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    text = ParagraphStyle("text", fontName=FONT, fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK")
    big = ParagraphStyle("big", parent=text, fontSize=16, leading=24, alignment=1, firstLineIndent=0)
    small = ParagraphStyle("small", parent=text, fontSize=7, leading=8.5, firstLineIndent=0)
    flow: list[object] = [Paragraph(html.escape(title), big), Spacer(1, 12)]
    for part in parts:
        if not isinstance(part, Tab):
            flow.append(Paragraph(html.escape(part), text))
            continue
        placed = _spans(part.rows)
        width = max(field + cell.fields for _, field, cell in placed)
        grid: list[list[object]] = [[""] * width for _ in part.rows]
        style: list[tuple[object, ...]] = [
            ("FONT", (0, 0), (-1, -1), FONT, 7),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
        if ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        for row, field, cell in placed:
            grid[row][field] = Paragraph(html.escape(cell.text), small)
            if cell.rows > 1 or cell.fields > 1:
                style.append(("SPAN", (field, row), (field + cell.fields - 1, row + cell.rows - 1)))
        flow.append(Table(grid, style=style, repeatRows=part.repeat, colWidths=[450 / width] * width))
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, invariant=1)
    furniture = partial(_furniture, head)
    document.build(flow, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def _furniture(head: str, canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawString(72, A4[1] - 40, head)
    canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")
