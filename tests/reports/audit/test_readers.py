"""Readers of all formats: the same report comes back the same from each, and what cannot be read is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from crawler.errors import ConfigError
from reports.audit.paper import Line, Paper
from reports.audit.read import LARGEST_PAGE, read_paper
from reports.audit.wording import compact
from tests.reports.audit.making import Cell, Tab, as_docx, as_html, as_pdf, as_text

TITLE = "平安市安全生产监督管理局2016年政府信息公开工作年度报告"
LONG = (
    "2016年，本局严格按照条例的要求，推进安全生产重点领域的政府信息公开工作，主动通过门户网站（http://www.example.gov.cn/"
    "xxgk/index.html）、刊物和公开栏等渠道公开信息，共公开政府信息1,234条，其中在市政府信息公开平台公开378条；"
    "收到依申请公开4宗，全部按要求答复。"
)
PARTS: list[str | Tab] = [
    LONG,
    "一、基本情况",
    LONG.replace("2016", "2015"),
    "（一）改版网站，优化主要渠道",
    "网站改版针对栏目众多的状况，重新梳理规划，新设栏目5个。",
    Tab([["指标", "单位", "数"], ["收到申请数", "件", "4"], ["办结数", "件", "4"]], repeat=1),
    "二、存在的问题",
    "更新还不够及时。",
]
FORMATS: dict[str, Callable[[], bytes]] = {
    "utf-8": lambda: as_text(TITLE, PARTS).encode(),
    "utf-8 with a mark": lambda: as_text(TITLE, PARTS).encode("utf-8-sig"),
    "gb18030": lambda: as_text(TITLE, PARTS).encode("gb18030"),
    "utf-16": lambda: as_text(TITLE, PARTS).encode("utf-16"),
    "html": lambda: as_html(TITLE, PARTS),
    "page": lambda: as_html(TITLE, PARTS, page=True),
    "docx": lambda: as_docx(TITLE, PARTS),
    "pdf": lambda: as_pdf(TITLE, PARTS, head=""),
}


def read(body: bytes, name: str = "report") -> Paper:
    return read_paper(body, name=name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_comes_back_from_every_format(name: str) -> None:
    paper = read(FORMATS[name]())
    assert compact(paper.title) == compact(TITLE)
    shown = [compact(line.text) for line in paper.lines() if "附件" not in line.text]
    assert shown == [compact(part) for part in PARTS if isinstance(part, str)]
    levels = [line.level for line in paper.lines() if "附件" not in line.text]
    assert levels == [None, 1, None, 2, None, 1, None]
    [grid] = paper.grids()
    assert grid.rows == (("指标", "单位", "数"), ("收到申请数", "件", "4"), ("办结数", "件", "4"))
    assert [type(block) for block in paper.blocks].index(type(grid)) == 5  # where it stands in the text


def test_a_page_gives_its_article_only() -> None:
    paper = read(as_html(TITLE, PARTS, page=True))
    whole = "".join(line.text for line in paper.lines())
    assert "版权所有" not in whole
    assert "当前位置" not in whole
    assert "2015年政府信息公开工作年度报告之" not in whole
    assert str(paper.published) == "2023-01-12"
    assert [one.partition("（")[0] for one in paper.unread] == ["附件“统计表.docx”", "第1张图片"]


def test_a_day_in_the_text_is_not_when_a_page_was_published() -> None:
    body = (
        f"<html><body><h1>{TITLE}</h1><p>统计期限自2016年1月1日起至2016年12月31日止。</p>{as_html('', PARTS).decode()}"
    )
    paper = read(body.encode())
    assert paper.published is None
    assert "统计期限" in next(paper.lines()).text


@pytest.mark.parametrize("make", [as_html, as_docx, as_pdf])
def test_merged_cells_repeat_their_text(make: Callable[..., bytes]) -> None:
    tab = Tab([[Cell("复议", 1, 2), Cell("总计", 2)], ["维持", "纠正"], ["1", "2", "3"]])
    [grid] = read(make(TITLE, ["正文如下，请看表格。", tab])).grids()
    assert grid.rows == (("复议", "复议", "总计"), ("维持", "纠正", "总计"), ("1", "2", "3"))
    assert grid.merged == {(0, 1), (1, 2)}


def test_a_table_over_two_pages_is_one_and_has_one_head() -> None:
    rows = [["统计指标", "单位", "统计数"], *([f"第{n}项指标数", "件", str(n)] for n in range(120))]
    [grid] = read(as_pdf(TITLE, ["附表如下。", Tab(rows, repeat=1)])).grids()
    assert [list(row) for row in grid.rows] == rows


def test_page_numbers_and_running_heads_are_no_text() -> None:
    paper = read(as_pdf(TITLE, [LONG] * 12))
    assert [compact(line.text) for line in paper.lines()] == [compact(LONG)] * 12


def test_a_pdf_table_without_rules_is_a_table() -> None:
    tab = Tab([["统计指标", "单位", "统计数"], ["收到申请数", "件", "4"], ["办结数", "件", "3"], ["延期数", "件", "1"]])
    [grid] = read(as_pdf(TITLE, [LONG, tab, LONG], ruled=False)).grids()
    assert grid.rows[1:] == (("收到申请数", "件", "4"), ("办结数", "件", "3"), ("延期数", "件", "1"))


# --- plain text -------------------------------------------------------------------------------------


def wrapped(text: str, width: int = 36) -> str:
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


def test_lines_broken_at_a_margin_are_joined() -> None:
    body = f"{TITLE}\n\n　　{wrapped(LONG)}\n一、基本情况\n　　{wrapped(LONG)}\n"
    assert [compact(line.text) for line in read(body.encode()).lines()] == [
        compact(LONG),
        "一、基本情况",
        compact(LONG),
    ]


def test_a_line_broken_in_mid_sentence_is_joined() -> None:
    body = f"{TITLE}\n全年共收到依申请公开政府信息的申请，\n合计12件，均按时答复。\n一、概述\n"
    assert next(line.text for line in read(body.encode()).lines()).endswith("申请，合计12件，均按时答复。")


@pytest.mark.parametrize(
    "drawn",
    [
        "指标\t单位\t数\n收到申请数\t件\t4\n办结数\t件\t3",
        "| 指标 | 单位 | 数 |\n|---|---|---|\n| 收到申请数 | 件 | 4 |\n| 办结数 | 件 | 3 |",
        "指标        单位    数\n收到申请数    件      4\n办结数        件      3",
        "┌────┬──┬──┐\n│指标│单位│数│\n├────┼──┼──┤\n│收到申请数│件│4│\n│办结数│件│3│\n└────┴──┴──┘",
        "指标 单位 数\n收到申请数 件 4\n办结数 件 3",
    ],
)
def test_drawn_tables_are_tables(drawn: str) -> None:
    paper = read(f"{TITLE}\n正文在前，共一段。\n{drawn}\n正文在后，也是一段。\n".encode())
    [grid] = paper.grids()
    assert ("收到申请数", "件", "4") in grid.rows
    assert ("办结数", "件", "3") in grid.rows


def test_broken_bytes_are_told() -> None:
    assert "1处字符" in read(as_text(TITLE, PARTS).encode()[:-1] + b"\xff\n").unread[0]


def test_an_organ_on_a_line_of_its_own_belongs_to_the_title() -> None:
    body = f"平安市安全生产监督管理局\n2016年政府信息公开工作年度报告\n\n{LONG}\n"
    paper = read(body.encode())
    assert paper.title == TITLE
    assert [line.text for line in paper.lines()] == [LONG]


# --- Word -------------------------------------------------------------------------------------------


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_automatic_numbering_is_written_out() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    counting = '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">'
            f'<w:lvl w:ilvl="0">{counting}<w:lvlText w:val="%1、"/></w:lvl>'
            f'<w:lvl w:ilvl="1">{counting}<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    for text, level in (("概述", 0), ("渠道", 1), ("方式", 1), ("问题", 0), ("更新", 1)):
        paragraph = document.add_paragraph(text)
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="99"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(number))
    lines = list(read(saved(document)).lines())
    assert [line.text for line in lines] == ["一、概述", "（一）渠道", "（二）方式", "二、问题", "（一）更新"]
    assert [line.level for line in lines] == [1, 2, 2, 1, 2]


def test_heading_styles_content_controls_and_tracked_changes() -> None:
    document = docx.Document()
    document.add_heading("总体情况", level=2)
    body = document.element.body
    body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>收到申请</w:t></w:r>"
            "<w:ins><w:r><w:t>4件</w:t></w:r></w:ins><w:del><w:r><w:delText>5件</w:delText></w:r></w:del>"
            "<w:r><w:t>。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert [(line.text, line.level) for line in read(saved(document)).lines()] == [
        ("总体情况", 2),
        ("收到申请4件。", None),
    ]


def test_boxes_pictures_and_objects_are_listed() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文。")
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>框中另有说明</w:t></w:r></w:p></w:txbxContent></w:pict>"
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{box}</w:r>"))
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:object/></w:r>"))
    document.add_picture(io.BytesIO(png()))
    paper = read(saved(document))
    assert [line.text for line in paper.lines()] == ["正文。"]
    assert paper.unread == ("文本框“框中另有说明”", "嵌入的对象（如电子表格）", "第1张图片中的文字")


def png() -> bytes:
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


# --- what cannot be read ------------------------------------------------------------------------------


def zipped(**entries: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for name, text in entries.items():
            box.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def locked_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 72, "x")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"{\\rtf1 x}", "RTF"),
        (b"PK\x03\x04broken", "damaged"),
        (zipped(OFD_xml="<a/>"), "OFD"),
        (zipped(xl__workbook_xml="<a/>"), "spreadsheet"),
        (zipped(report_txt="a"), "archive"),
        (zipped(word__document_xml="<broken"), "damaged"),
        (b"%PDF-1.4\nnothing of a PDF", "damaged"),
        (locked_pdf(), "password"),
        (b"\0\1\2\3" * 300, "no text"),
        (b"<html>" + b" " * LARGEST_PAGE, "larger than 20 MB"),
        (b"<html><body>" + b"<div>" * 30000 + b"x", "nested too deeply"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_with_a_way_out(body: bytes, what: str) -> None:
    with pytest.raises(ConfigError, match=what) as caught:
        read(body, "x.bin")
    assert caught.value.where == "x.bin"
    assert caught.value.fix


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("word/document.xml", b"0" * (30 << 20))
    with pytest.raises(ConfigError, match="unpacks to far more"):
        read(out.getvalue())


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_no_file_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError):
        read_paper(tmp_path / name)


def test_a_scanned_page_is_listed() -> None:
    from reportlab.lib.utils import ImageReader

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(io.BytesIO(png())), 0, 0, 500, 700)
    canvas.save()
    paper = read(out.getvalue())
    assert paper.blocks == ()
    assert paper.unread == ("第1页是扫描件，没有文字",)


def test_places_name_heading_and_page() -> None:
    body = as_pdf(TITLE, PARTS, head="")
    places = [line.place for line in read(body).blocks if isinstance(line, Line)]
    assert places[0] == "第1页第1段"
    assert places[2] == "第1页“一、基本情况”下第1段"
