"""The annual report: HTML and DOCX parsed again, every figure compared with its count."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as lxml_html

from crawler.errors import ConfigError
from reports.count import Count, count
from reports.document import Blank, Document, Figure, Grid, Paragraph, figures_of
from reports.figures import NOT_FILLED, written
from reports.kinds import kinds
from reports.kinds.annual import gather
from reports.scope import Scope, make_scope
from tests.reports.samples import CONTACT, findings_2016, registers_2016
from tests.reports.small_city import scope_of, small_city

STEM = "annual-2016"


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    registers = registers_2016(tmp_path_factory.mktemp("registers"))
    return scope_of(small_city(items=9, shared=4), registers, organ=CONTACT)


@pytest.fixture(scope="module")
def written_to(scope: Scope, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    kinds()["annual"].render(scope, findings_2016(), folder)
    return folder


def expected(made: Count, figure: Figure) -> set[str]:
    value = made.value if figure.part is None else made.part(figure.part)
    if value is None:
        return {NOT_FILLED}
    number = written(Decimal(value) * figure.scale)
    return {number} | (set() if value else {figure.shown})


def appendix(document: Document) -> Grid:
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return next(grid for grid in grids if grid.title == "政府信息公开情况统计表")


def test_every_figure_of_the_document_equals_its_count(scope: Scope) -> None:
    document = gather(scope, findings_2016())
    made = {source.note: source.count for source in document.sources}
    figures = list(figures_of(document))
    assert len(figures) > 60
    for figure in figures:
        assert made[figure.note].metric.name == figure.metric
        assert figure.shown in expected(made[figure.note], figure)


def test_metrics_in_the_document_equal_a_fresh_count(scope: Scope) -> None:
    for source in gather(scope, []).sources:
        assert source.count.value == count(scope, source.count.metric.name).value


def test_html_holds_every_figure_with_its_note_and_list(scope: Scope, written_to: Path) -> None:
    page = lxml_html.fromstring((written_to / f"{STEM}.html").read_bytes())
    shown = [
        (link.text_content(), link.get("data-metric"), link.get("data-part") or None)
        for link in page.iterfind(".//a[@class='figure']")
    ]
    assert sorted(shown, key=str) == sorted(
        (
            (figure.shown, figure.metric, str(figure.part) if figure.part else None)
            for figure in figures_of(gather(scope, findings_2016()))
        ),
        key=str,
    )
    for link in page.iterfind(".//a[@href]"):
        target = str(link.get("href"))
        if target.startswith("#"):
            assert page.get_element_by_id(target[1:]) is not None
        elif not target.startswith("http"):
            file, _, anchor = target.partition("#")
            assert (written_to / file).is_file()
            if anchor:
                lists = lxml_html.fromstring((written_to / file).read_bytes())
                assert lists.get_element_by_id(anchor) is not None


def test_docx_says_the_same_as_the_html(written_to: Path) -> None:
    word = docx.Document(str(written_to / f"{STEM}.docx"))
    page = lxml_html.fromstring((written_to / f"{STEM}.html").read_bytes())
    body = page.find(".//main")
    assert body is not None
    in_html = [plain(element.text_content()) for element in body.iterfind(".//p")]
    in_word = [plain(text_of(paragraph._p)) for paragraph in word.paragraphs]
    for text in in_html:
        assert text in in_word
    html_cells = [plain(cell.text_content()) for cell in body.iter("td", "th")]
    word_cells = [plain(text_of(cell)) for table in word.tables for cell in table._tbl.iter(qn("w:tc"))]
    assert word_cells == html_cells


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def test_docx_notes_lead_to_bookmarks_and_lists(written_to: Path) -> None:
    word = docx.Document(str(written_to / f"{STEM}.docx"))
    root = word.element
    marks = {mark.get(qn("w:name")) for mark in root.iter(qn("w:bookmarkStart"))}
    marks = {name for name in marks if not name.startswith("gongkai_f")}
    anchors = {link.get(qn("w:anchor")) for link in root.iter(qn("w:hyperlink"))} - {None}
    assert anchors and anchors == marks
    files = [rel.target_ref for rel in word.part.rels.values() if rel.is_external and "figures" in rel.target_ref]
    assert files and all((written_to / file).is_file() for file in files)


def test_docx_has_chinese_fonts_and_a_repeated_header_row(written_to: Path) -> None:
    word = docx.Document(str(written_to / f"{STEM}.docx"))
    fonts = word.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    first = word.tables[0].rows[0]._tr
    assert first.trPr is not None and first.trPr.find(qn("w:tblHeader")) is not None
    widths = [int(column.get(qn("w:w"))) for column in word.tables[0]._tbl.tblGrid.iterfind(qn("w:gridCol"))]
    section = word.sections[0]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    assert sum(widths) <= room / 635 + 1


def test_signature_is_never_alone_on_a_page(written_to: Path) -> None:
    paragraphs = docx.Document(str(written_to / f"{STEM}.docx")).paragraphs
    first = next(index for index, paragraph in enumerate(paragraphs) if paragraph.style.name == "落款")  # type: ignore[union-attr]
    assert paragraphs[first - 1].paragraph_format.keep_with_next


def test_lists_hold_the_rows_with_their_digests(scope: Scope, written_to: Path) -> None:
    text = (written_to / f"{STEM}-figures" / "published.total.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    made = count(scope, "published.total")
    assert [row["快照SHA-256"] for row in rows] == [row.sha256 for row in made.rows]
    assert [row["网址"] for row in rows] == [row.url for row in made.rows]
    assert sum(int(row["数量"]) for row in rows) == made.value


def test_same_scope_gives_the_same_bytes(scope: Scope, tmp_path: Path) -> None:
    first = kinds()["annual"].render(scope, findings_2016(), tmp_path / "one")
    second = kinds()["annual"].render(scope, findings_2016(), tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_only_the_wanted_format_is_written(scope: Scope, tmp_path: Path) -> None:
    (path,) = kinds()["annual"].render(scope, [], tmp_path / "out", ["docx"])
    assert path.name == "annual-2016.docx"
    assert not list((tmp_path / "out").rglob("*.html"))


def test_unknown_format_is_refused(scope: Scope, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match='cannot be written as "pdf"'):
        kinds()["annual"].render(scope, [], tmp_path, ["pdf"])


def test_opening_names_basis_period_place_and_contact(written_to: Path) -> None:
    text = all_text(written_to)
    assert "根据《中华人民共和国政府信息公开条例》" in text
    assert "自2016年1月1日起至2016年12月31日止" in text
    assert "http://dgsafety.test/" in text
    for label, key in (("地址", "address"), ("邮编", "postcode"), ("电话", "phone"), ("传真", "fax")):
        assert f"{label}：{CONTACT[key]}" in text


def test_unknown_contact_data_is_left_to_fill_in(tmp_path: Path) -> None:
    kinds()["annual"].render(scope_of(small_city()), [], tmp_path, ["html"])
    text = all_text(tmp_path)
    assert "地址：【待填：地址】" in text and "【待填：成文日期】" in text


def test_numbers_read_as_the_office_wrote_them(written_to: Path) -> None:
    text = re.sub(r"\[\d+\]", "", all_text(written_to))
    for sentence in (
        "我局共公开政府信息9条",
        "在市政府信息公开门户网站公开政府信息4条，在本单位网站公开政府信息9条",
        "未召开新闻发布会，召开各类听证会14场，召开各种政务论坛2场",
        "收到政府信息公开申请4件",
        "已全部答复",
        "未收取任何费用",
        "未因政府信息公开被申请行政复议，未因政府信息公开被提起行政诉讼",
        "官方微博“安全东莞”发布信息3466条，粉丝10143个",
        "官方微信公众号“东莞安监”发布信息82条，关注505人",
    ):
        assert sentence in text


def test_not_filled_in_is_printed_in_tables_and_asked_for_in_prose() -> None:
    document = gather(scope_of(small_city()), [])
    table = appendix(document)
    cells = {row[0].words[0].text: row[2].words[0] for row in table.rows}  # type: ignore[union-attr]
    requests = next(word for label, word in cells.items() if "收到申请数" in label)
    assert isinstance(requests, Figure) and requests.shown == NOT_FILLED
    prose = [word for block in document.blocks if isinstance(block, Paragraph) for word in block.words]
    assert not [word for word in prose if isinstance(word, Figure) and word.shown == NOT_FILLED]
    asked = "".join(word.label for word in prose if isinstance(word, Blank))
    for matter in ("收到、答复政府信息公开申请情况", "官方微博名称和发布数", "听证会场数", "依申请公开收费"):
        assert matter in asked
    assert "收取任何费用" not in "".join(getattr(word, "text", "") for word in prose if not isinstance(word, Blank))


def test_statistics_table_has_all_rows_of_the_form() -> None:
    table = appendix(gather(scope_of(small_city()), []))
    assert len(table.rows) == 1 + 65
    assert [cell.words[0].text for cell in table.rows[0]] == ["统计指标", "单位", "统计数"]  # type: ignore[union-attr]


def test_incomplete_crawl_is_announced_and_marked(tmp_path: Path) -> None:
    kinds()["annual"].render(scope_of(small_city(whole=False)), findings_2016(), tmp_path, ["html"])
    text = re.sub(r"\[\d+\]", "", all_text(tmp_path))
    assert "填报人注意" in text and "共公开政府信息6（不完整）条" in text
    assert "以下仅为已查实的数量" in text


def test_year_before_the_regulation_is_refused() -> None:
    with pytest.raises(ConfigError, match="no annual report on disclosure for 2007"):
        gather(make_scope(small_city(), year=2007), [])


def all_text(folder: Path) -> str:
    page = lxml_html.fromstring((folder / f"{STEM}.html").read_bytes())
    body = page.find(".//main")
    assert body is not None
    return plain(body.text_content())
