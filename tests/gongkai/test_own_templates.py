"""Users' own templates: the same figures with notes and trace, nothing that acts, errors that say where and what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from docx.shared import RGBColor

from tests.gongkai.conftest import Answer
from tests.gongkai.inspected import CLOCK, city, furnish, text_of, words_of

Call = Callable[..., Answer]


@pytest.fixture
def place(stored: Callable[..., Path]) -> Path:
    return furnish(stored(city()))


def annual(gongkai: Call, place: Path, form: str) -> Answer:
    return gongkai(
        "report", "annual", "--year", "2016", "--site", "school", "--format", form, *CLOCK, "--out", place, "-w", place
    )


def page_of(gongkai: Call, place: Path, template: str) -> BeautifulSoup:
    (place / "templates").mkdir(exist_ok=True)
    (place / "templates" / "annual.html.j2").write_text(template, encoding="utf-8")
    answer = annual(gongkai, place, "html")
    assert answer.code == 0, answer.err
    return BeautifulSoup((place / "annual-2016.html").read_text(encoding="utf-8"), "html.parser")


def word_with(place: Path, *paragraphs: str) -> Path:
    """A template as a person makes it in Word: a coloured paragraph style, a table, some words."""
    (place / "templates").mkdir(exist_ok=True)
    word = docx.Document()
    for text in paragraphs:
        run = word.add_paragraph().add_run(text)
        run.font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "公开信息"
    table.rows[0].cells[1].text = '{{ figure("published.own_site") }}条'
    path = place / "templates" / "annual.docx"
    word.save(str(path))
    return path


def counted(gongkai: Call, place: Path, metric: str) -> int:
    value = gongkai("count", metric, "--year", "2016", "--site", "school", "--json", "-w", place).json["value"]
    assert isinstance(value, int)
    return value


def test_page_has_figures_with_notes_and_lists_and_can_be_verified(gongkai: Call, place: Path) -> None:
    page = page_of(
        gongkai,
        place,
        '<html><body><h1>{{ organ.name }}{{ year }}年小结</h1><p>公开{{ figure("published.own_site") }}条'
        '{% if value("hearings.held") is none %}，听证{{ figure("hearings.held") }}{% endif %}。</p></body></html>',
    )
    first, second = page.select("p a.figure")
    assert first.get_text() == str(counted(gongkai, place, "published.own_site"))
    assert second.get_text() == "未填报"
    note = page.select_one("p sup a")
    assert note is not None
    assert page.select_one(str(note["href"]).replace("#", "#")) is not None, "the note leads to its source"
    assert (place / str(first["href"])).is_file()
    assert "某市安全生产监督管理局2016年小结" in page.get_text()
    assert gongkai("verify", place / "annual-2016.html", "--json", "-w", place).json["figures"]["wrong"] == []


def test_figure_that_is_not_in_the_document_gets_a_note_of_its_own(gongkai: Call, place: Path) -> None:
    page = page_of(gongkai, place, '<body>{{ figure("columns.total") }}<p>{{ part(1) }}</p>{{ sources }}</body>')
    figure = page.select_one("a.figure")
    assert figure is not None
    sources = page.select(".sources li")
    note = figure.find_next("sup")
    assert note is not None
    assert "columns.total" in sources[int(note.get_text().strip("[]")) - 1].get_text()
    assert len(page.select(".sources")) == 1
    assert (place / "annual-2016-figures" / "columns.total.csv").is_file()
    answer = gongkai("verify", place / "annual-2016.html", "--json", "-w", place)
    assert answer.json["figures"]["wrong"] == [] and answer.json["figures"]["total"] >= 1


def test_edited_figure_of_an_own_page_is_named(gongkai: Call, place: Path) -> None:
    page_of(gongkai, place, '<body><p>公开{{ figure("published.own_site") }}条。</p></body>')
    path = place / "annual-2016.html"
    text = path.read_text(encoding="utf-8")
    number = counted(gongkai, place, "published.own_site")
    path.write_text(text.replace(f">{number}</a>", ">999</a>"), encoding="utf-8")
    answer = gongkai("verify", path, "--json", "-w", place)
    assert answer.code == 4 and len(answer.json["figures"]["wrong"]) == 1


def test_word_template_keeps_its_looks_and_gets_figures_blocks_and_sources(gongkai: Call, place: Path) -> None:
    word_with(
        place,
        "{{ title }}",
        '公开{{ figure("published.own_site") }}条，{{ blank("说明") }}。',
        '{{ table("统计表") }}',
        "完",
    )
    assert annual(gongkai, place, "docx").code == 0
    path = place / "annual-2016.docx"
    text = words_of(path)
    number = counted(gongkai, place, "published.own_site")
    assert f"公开{number}[" in text and "【待填：说明】" in text
    assert "数据来源" in text and "\ue000" not in text
    made = docx.Document(str(path))
    line = next(paragraph for paragraph in made.paragraphs if paragraph.text.startswith("公开"))
    assert line.runs[0].font.color.rgb == RGBColor(0x12, 0x34, 0x56)
    assert len(made.tables) == 2, "the document's first table, and the template's own"
    assert text_of(made.tables[1].rows[0].cells[1]._tc).startswith(f"{number}[")
    order = [element.tag.rpartition("}")[2] for element in made.element.body]
    assert order.index("tbl") < len(order) - 1
    answer = gongkai("verify", path, "--json", "-w", place)
    assert answer.json["figures"]["wrong"] == [] and answer.json["figures"]["holding"] >= 2


def test_same_template_gives_the_same_bytes(gongkai: Call, place: Path) -> None:
    word_with(place, "{{ title }}", "{{ body }}", "{{ sources }}")
    assert annual(gongkai, place, "docx").code == 0
    first = (place / "annual-2016.docx").read_bytes()
    assert annual(gongkai, place, "docx").code == 0
    assert (place / "annual-2016.docx").read_bytes() == first


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("<p>\n{{ organ.nme }}</p>", 2, 'unknown word "nme"; did you mean "name"? there are: '),
        ("<p>{{ titel }}</p>", 1, 'unknown word "titel"; did you mean "title"?'),
        ("\n\n{{ figure('publishd.total') }}", 3, "did you mean published.total"),
        ("{{ figure('published.total', part='无') }}", 1, 'has no part "无"'),
        ("{{ part('没有') }}", 1, "there is no such part; there are: 1 "),
        ("{{ table(99) }}", 1, "there is no such table"),
        ("<p>\n{% if %}", 2, "Expected an expression"),
        ("{% include '../gongkai.toml' %}", 0, "which is not there"),
        ("{{ title.__class__.__mro__ }}", 1, '"__class__" is not known'),
        ("{{ 1 / 0 }}", 1, "division by zero"),
    ],
)
def test_wrong_page_template_names_file_line_word_and_what_there_is(
    gongkai: Call, place: Path, template: str, line: int, said: str
) -> None:
    (place / "templates").mkdir()
    (place / "templates" / "annual.html.j2").write_text(template, encoding="utf-8")
    answer = annual(gongkai, place, "html")
    assert answer.code == 2, answer.err
    assert said in answer.err
    assert "annual.html.j2" in answer.err
    assert not line or f"line {line}" in answer.err
    assert not (place / "annual-2016.html").exists()


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (["第一段", "致{{ organ.nme }}"], 'paragraph 2 (致{{ organ.nme }}): unknown word "nme"'),
        (['公开{{ figure("publishd.total") }}条'], "did you mean published.total"),
        (["正文：{{ body }}"], "blocks stand among other words"),
        (["{% if year %}未结束"], "annual.docx"),
        (["{{ title.__class__ }}"], "annual.docx"),
    ],
)
def test_wrong_word_template_names_paragraph_word_and_what_there_is(
    gongkai: Call, place: Path, paragraphs: list[str], said: str
) -> None:
    word_with(place, *paragraphs)
    answer = annual(gongkai, place, "docx")
    assert answer.code == 2, answer.err
    assert said in answer.err
    assert "internal" not in answer.err


def test_a_file_that_is_no_word_file_is_an_error(gongkai: Call, place: Path) -> None:
    (place / "templates").mkdir()
    (place / "templates" / "annual.docx").write_bytes(b"no word")
    answer = annual(gongkai, place, "docx")
    assert answer.code == 2 and "is no DOCX file" in answer.err


def test_figures_do_not_stand_in_headers(gongkai: Call, place: Path) -> None:
    path = word_with(place, "{{ title }}")
    word = docx.Document(str(path))
    word.sections[0].header.paragraphs[0].text = '{{ figure("published.own_site") }}'
    word.save(str(path))
    answer = annual(gongkai, place, "docx")
    assert answer.code == 2 and "stands in a header, footer or footnote" in answer.err


def test_hostile_title_in_an_own_page_acts_as_nothing(gongkai: Call, place: Path) -> None:
    settings = place / "gongkai.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("某市安全生产监督管理局", "<script>alert(1)</script>{{ 7*7 }}"), encoding="utf-8")
    page = page_of(gongkai, place, "<body><h1>{{ organ.name }}</h1>{{ body }}</body>")
    assert [script["type"] for script in page.select("script")] == ["application/json"]
    heading = page.select_one("h1")
    assert heading is not None and heading.get_text() == "<script>alert(1)</script>{{ 7*7 }}"


@pytest.mark.parametrize("document", ["annual", "bulletin", "ledger"])
@pytest.mark.parametrize("form", ["html", "docx"])
def test_template_to_begin_with_prints_the_whole_document(gongkai: Call, place: Path, document: str, form: str) -> None:
    of = ("--year", "2016", "--format", form, *CLOCK, "-w", place)
    more = ("--site", "school") if document == "annual" else ()
    (ours,) = gongkai("report", document, *of, *more, "--out", place / "ours", "--json").json["documents"]
    assert gongkai("report", "templates", document, "--format", form, "-w", place).code == 0
    again = gongkai("report", "templates", document, "--format", form, "-w", place)
    assert again.code == 2 and "is there already" in again.err
    (own,) = gongkai("report", document, *of, *more, "--out", place / "own", "--json").json["documents"]
    assert own != ours

    def words(path: str) -> str:
        if form == "docx":
            return words_of(Path(path))
        return BeautifulSoup(Path(path).read_text(encoding="utf-8"), "html.parser").get_text()

    lines = {line.strip() for line in words(own).splitlines()}
    missing = [line for line in words(ours).splitlines() if line.strip() and line.strip() not in lines]
    assert len(missing) <= 2, missing  # the title, and what stands below it
    shown = gongkai("report", "templates", "--json", "-w", place).json
    assert [entry["document"] for entry in shown["templates"]] == [document]


def test_file_that_is_named_as_no_document_is_pointed_out(gongkai: Call, place: Path) -> None:
    (place / "templates").mkdir()
    (place / "templates" / "通报.docx").write_bytes(b"")
    answer = gongkai("report", "templates", "-w", place)
    assert answer.code == 0
    assert "没有使用的文件：templates/通报.docx" in answer.out
    assert "figure" in answer.out


def test_example_of_the_documentation_works(gongkai: Call, place: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    example = text.split("```jinja\n")[1].split("```")[0]
    page = page_of(gongkai, place, example)
    total = page.select_one("p a.figure")
    assert total is not None and total["data-metric"] == "published.total"
    assert "听证会次数【待填：听证会次数】" in page.get_text()
    assert [heading.get_text() for heading in page.select("h2")][:2] == ["一、概述", "二、主动公开政府信息情况"]
    assert gongkai("verify", place / "annual-2016.html", "--json", "-w", place).json["figures"]["wrong"] == []


def test_documentation_explains_every_word(gongkai: Call) -> None:
    from reports.own.vocabulary import WORDS

    text = (Path(__file__).resolve().parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    assert [word for word in WORDS if word not in text] == []


def test_words_filled_in_by_word_processors_as_chinese_quotes_are_understood(gongkai: Call, place: Path) -> None:
    word_with(place, "公开{{ figure(“published.own_site”) }}条")
    assert annual(gongkai, place, "docx").code == 0
    assert f"公开{counted(gongkai, place, 'published.own_site')}[" in words_of(place / "annual-2016.docx")
