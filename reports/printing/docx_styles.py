"""Fonts, sizes and page of the DOCX documents, as Chinese offices set them (GB/T 9704-2012, convention)."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from reports.printing.docx_parts import add_field, element

FANGSONG, SONG, HEI, KAI, TITLE = "仿宋_GB2312", "宋体", "黑体", "楷体_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"
_SUBSTITUTES = {
    FANGSONG: "仿宋,FangSong",
    KAI: "楷体,KaiTi",
    TITLE: "华文中宋,STZhongsong",
    HEI: "SimHei",
    SONG: "SimSun",
}
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
_GRID = "Table Grid"
_TWO_CHARACTERS = "200"  # hundredths of a character


@dataclass(frozen=True, slots=True)
class _Styles:
    """Names of the styles by use."""

    title: str = "Title"
    caption: str = "Caption"
    cell: str = "表格文字"
    plain: str = "注释文字"
    subtitle: str = "副标题文字"
    source: str = "数据来源"
    headings: dict[int, str] = field(default_factory=lambda: {1: "Heading 1", 2: "Heading 2"})
    paragraphs: dict[str, str] = field(
        default_factory=lambda: {
            "body": "Normal",
            "flush": "主送机关",
            "plain": "注释文字",
            "right": "落款",
            "notice": "填报提示",
        }
    )


STYLES = _Styles()


@dataclass(frozen=True, slots=True)
class _Look:
    font: str
    size: float  # points
    line: float  # points, exact
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: bool = False  # first line, two characters
    after: float = 0.0
    box: bool = False


_LOOKS = {
    "Normal": _Look(FANGSONG, 16, 28, indent=True),
    "Title": _Look(TITLE, 22, 34, WD_ALIGN_PARAGRAPH.CENTER, after=28),
    "Heading 1": _Look(HEI, 16, 28, indent=True),
    "Heading 2": _Look(KAI, 16, 28, indent=True),
    "Caption": _Look(HEI, 16, 28, WD_ALIGN_PARAGRAPH.CENTER),
    "表格文字": _Look(SONG, 10.5, 16, WD_ALIGN_PARAGRAPH.LEFT),
    "注释文字": _Look(FANGSONG, 12, 20),
    "副标题文字": _Look(FANGSONG, 12, 20, WD_ALIGN_PARAGRAPH.CENTER, after=10),
    "数据来源": _Look(SONG, 10.5, 17, WD_ALIGN_PARAGRAPH.LEFT, after=3),
    "主送机关": _Look(FANGSONG, 16, 28),
    "落款": _Look(FANGSONG, 16, 28, WD_ALIGN_PARAGRAPH.RIGHT),
    "填报提示": _Look(HEI, 12, 20, after=12, box=True),
}


def set_up(word: WordDocument, *, landscape: bool = False) -> None:
    """Page, styles, fonts and page numbers of a new document."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.footer_distance = Cm(2.5)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.4)
        section.footer_distance = Cm(1.4)
    for name, look in _LOOKS.items():
        _apply(_style(word, name), look)
    _name_substitutes(word)
    _number_pages(word)
    language(word)


def add_missing_styles(word: WordDocument) -> None:
    """Give somebody else's document those of our styles that it has not; its own stay as they are."""
    for name, look in _LOOKS.items():
        if name not in word.styles:
            _apply(_style(word, name), look)
    if _GRID not in word.styles:
        word.styles.element.append(deepcopy(docx.Document().styles[_GRID].element))


def _style(word: WordDocument, name: str) -> ParagraphStyle:
    if name in word.styles:
        found = word.styles[name]
    else:
        found = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        found.base_style = None
    assert isinstance(found, ParagraphStyle)
    return found


def _apply(style: ParagraphStyle, look: _Look) -> None:
    style.font.size = Pt(look.size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # theme fonts would win over named ones
        del fonts.attrib[name]
    for slot, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", look.font)):
        fonts.set(qn(f"w:{slot}"), font)
    form = style.paragraph_format
    form.alignment = look.align
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    form.space_before, form.space_after = Pt(0), Pt(look.after)
    form.widow_control = True
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")) + properties.findall(qn("w:ind")):
        properties.remove(old)
    if look.box:
        edges = element("pBdr")
        for side in ("top", "left", "bottom", "right"):
            edges.append(element(side, val="single", sz="12", space="4", color="B3261E"))
        properties.insert_element_before(edges, *_AFTER_BORDERS)
    form.first_line_indent = Pt(2 * look.size) if look.indent else Pt(0)
    properties.find(qn("w:ind")).set(qn("w:firstLineChars"), _TWO_CHARACTERS if look.indent else "0")


def _name_substitutes(word: WordDocument) -> None:
    """Tell the word processor which font to take where the office fonts are not installed."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from lxml import etree

    part = word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = etree.fromstring(part.blob)
    for name, substitute in _SUBSTITUTES.items():
        font = etree.SubElement(table, qn("w:font"))
        font.set(qn("w:name"), name)
        for tag, value in (("altName", substitute), ("charset", "86"), ("pitch", "fixed")):
            etree.SubElement(font, qn(f"w:{tag}")).set(qn("w:val"), value)
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def _number_pages(word: WordDocument) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.style = STYLES.cell
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" —")
    for run in paragraph.runs:
        run.font.size = Pt(14)


def language(word: WordDocument) -> None:
    """Mark the text as Chinese, so that line breaking and proofing follow Chinese rules."""
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
