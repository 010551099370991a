"""Small pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

ALIGNMENTS: Mapping[str, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """An element such as `w:bookmarkStart` with its attributes in the same namespace."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Mark the place of a paragraph so that links inside the document can lead there."""
    paragraph._p.append(element("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def add_anchor_link(paragraph: Paragraph, text: str, anchor: str, *, raised: bool = True) -> BaseOxmlElement:
    """A link to a bookmark of the same document, as superscript or (not raised) as plain text; returns its element."""
    link = element("hyperlink", anchor=anchor, history="1")
    _linked(paragraph, text, link).font.superscript = raised or None
    return link


def add_web_link(paragraph: Paragraph, text: str, address: str) -> None:
    """Words that lead to a web address."""
    _linked(paragraph, text, _to(paragraph, address))


def add_file_link(paragraph: Paragraph, text: str, path: str) -> None:
    """Words that lead to a file beside the document; `path` is relative, with slashes."""
    _linked(paragraph, text, _to(paragraph, path))


def _to(paragraph: Paragraph, target: str) -> BaseOxmlElement:
    link = element("hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return link


def _linked(paragraph: Paragraph, text: str, link: BaseOxmlElement) -> Run:
    run = paragraph.add_run(text)
    paragraph._p.append(link)
    link.append(run._r)
    return run


def highlight(run: Run) -> None:
    """Mark what a person must still fill in."""
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def all_runs(paragraph: Paragraph) -> list[Run]:
    """The runs of a paragraph, those inside links and content controls too."""
    return [Run(run, paragraph) for run in paragraph._p.iter(qn("w:r")) if isinstance(run, CT_R)]


def whiten(run: Run) -> None:
    """White words, for a dark cell."""
    run.font.color.rgb = RGBColor(255, 255, 255)


def fix_widths(table: Table, shares: Sequence[float]) -> None:
    """Give the columns their shares of the text width, fixed, so that long words cannot push the table out."""
    table.autofit = False
    section = table.part.document.sections[0]  # type: ignore[attr-defined]
    room = section.page_width - section.left_margin - section.right_margin
    for width in table._tbl.tblPr.iterchildren(qn("w:tblW")):
        width.set(qn("w:w"), str(Emu(room).twips))
        width.set(qn("w:type"), "dxa")
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(int(room * share))
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Emu(int(room * share))


def twips(cell: CT_Tc) -> int:
    """Width of a cell that has one."""
    width = cell.width
    return width.twips if width is not None else 0


def keep_row_whole(row: _Row, *, header: bool) -> None:
    """No page break inside the row; a header row is repeated on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))


def center_vertically(cell: _Cell) -> None:
    """Put a cell's text in the middle of its height."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that the word processor computes, such as PAGE."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)
