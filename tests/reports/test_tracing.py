"""The trace of a document, putting it into files, and counting from it again."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from crawler.catalogue.pairing_decisions import decide
from crawler.sqlite_files import transaction
from reports.document import Cell, Document, Figure, Grid, Paragraph, Table, Text
from reports.figures import Figures
from reports.kinds import kinds
from reports.registers import Registers
from reports.scope import Scope
from reports.sealing import as_printed, seal_html
from reports.tracing import Trace, figures_in, numbered, trace_of
from reports.verify.edits import edits
from reports.verify.file import NotOursError, Opened, open_document, read_document
from reports.verify.recount import recount, scope_for
from reports.verify.remarks import About, Level
from reports.verify.texts import Gatherer, SeenText
from tests.reports.samples import CONTACT, findings_2016, registers_2016
from tests.reports.small_city import scope_of, small_city


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Registers:
    return registers_2016(tmp_path_factory.mktemp("registers"))


@pytest.fixture
def scope(registers: Registers) -> Scope:
    return scope_of(small_city(items=9, shared=4), registers, organ=CONTACT)


def annual(scope: Scope) -> tuple[Document, Trace]:
    document = numbered(kinds()["annual"].gather(scope, findings_2016()))
    return document, trace_of(document, scope, "annual")


# --- the trace ------------------------------------------------------------------------------------------------------


def test_figures_are_numbered_as_they_are_read(scope: Scope) -> None:
    figures = Figures(scope)
    one, other = figures.figure("published.total"), figures.figure("published.own_site")
    table = Table("", ((one,),), ((other, Text("x")),), (1.0,), ("left",))
    grid = Grid("", ((Cell((one,)), Cell((Text("y"), other))),), (0.5, 0.5))
    document = Document("d", "", "", "", "2016-12-31", (Paragraph((other,)), table, grid), figures.sources())
    found = figures_in(numbered(document))
    assert [figure.id for figure in found] == ["f1", "f2", "f3", "f4", "f5"]
    assert [figure.metric for figure in found] == [
        f"published.{name}" for name in ("own_site", "total", "own_site", "total", "own_site")
    ]
    assert numbered(numbered(document)) == numbered(document)


def test_trace_says_what_every_figure_is_and_from_when(scope: Scope) -> None:
    document, trace = annual(scope)
    assert [figure.id for figure in trace.figures] == [figure.id for figure in figures_in(document)]
    assert trace.known_at == "2017-01-20T01:00:00Z"
    assert {run.site: run.state for run in trace.runs} == {"bureau": "complete", "municipal": "complete"}
    total = next(figure for figure in trace.figures if figure.metric == "published.total")
    assert (str(total.value), total.year, total.shown) == ("9", 2016, "9")
    behind = trace.list_of(total)
    assert behind is not None and (behind.rows, str(behind.value)) == (9, "9")
    assert {entry.name for entry in trace.registers} >= {"requests", "hearings"}


def test_trace_survives_json_and_knows_when_it_was_changed(scope: Scope) -> None:
    _, trace = annual(scope)
    sealed = trace.sealed()
    assert Trace.model_validate_json(sealed.text()) == sealed and sealed.intact
    assert not sealed.model_copy(update={"year": 2015}).intact


def test_nothing_in_a_trace_can_end_a_data_block_or_hide(scope: Scope) -> None:
    _, trace = annual(scope)
    hostile = trace.model_copy(update={"title": "</script><b>&\u2028\u202e\x00𠀀"}).sealed()
    assert not re.search("[<>&\u2028\u202e\x00]", hostile.text())
    assert Trace.model_validate_json(hostile.text()) == hostile


# --- in files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["annual", "columns"])
def test_every_form_of_a_document_carries_the_same_trace(kind: str, scope: Scope, tmp_path: Path) -> None:
    paths = kinds()[kind].render(scope, findings_2016(), tmp_path)
    opened = [open_document(path) for path in paths]
    traces = [one.trace for one in opened]
    assert all(trace is not None and trace.intact for trace in traces)
    first = traces[0]
    assert first is not None
    for one, trace in zip(opened, traces, strict=True):
        assert trace is not None
        values = [{(f.metric, f.part, f.value) for f in made.figures} for made in (trace, first)]
        assert values[0] == values[1]
        assert {figure.id: figure.shown for figure in one.figures} == {f.id: f.shown for f in trace.figures}
        assert edits(one, trace) == []


def test_content_controls_and_bookmarks_do_not_hide_the_words_from_word_processors(
    scope: Scope, tmp_path: Path
) -> None:
    kinds()["annual"].render(scope, findings_2016(), tmp_path, ["docx"])
    with zipfile.ZipFile(tmp_path / "annual-2016.docx") as package:
        assert package.testzip() is None
        body = package.read("word/document.xml").decode()
        assert "urn:gongkai:figure" not in body  # the marks of the printer are gone
        assert body.count("<w:sdt>") == body.count('w:name="gongkai_f') == len(re.findall("w:tag w:val", body)) > 60
        types = package.read("[Content_Types].xml").decode()
        assert all(name in package.namelist() for name in re.findall(r'PartName="/([^"]+)"', types))


def test_cell_of_a_workbook_that_was_edited_is_named(scope: Scope, tmp_path: Path) -> None:
    kinds()["columns"].render(scope, findings_2016(), tmp_path)
    path = tmp_path / "columns-2016.xlsx"
    opened = open_document(path)
    assert opened.trace is not None and edits(opened, opened.trace) == []
    figure = next(seen for seen in opened.figures if "工作表" in seen.place and seen.shown.isdigit())
    book = openpyxl.load_workbook(path)
    sheet, place = re.fullmatch(r"工作表“(.+)”([A-Z]+\d+)", figure.place).groups()  # type: ignore[union-attr]
    book[sheet][place] = 4711
    book.save(path)
    again = open_document(path)
    assert again.trace == opened.trace
    (remark,) = edits(again, opened.trace)
    assert (remark.about, remark.figure, remark.now) == (About.EDITED, figure.id, "4711")


def test_template_of_a_user_may_leave_figures_out_and_repeat_them(scope: Scope) -> None:
    _, trace = annual(scope)
    page = '<p>共<a data-figure="f4">9</a>条，即<b data-figure="f4">9</b>条。</p>'
    opened = read_document(seal_html(page, trace).encode(), Path("own.html"))
    assert opened.trace is not None
    assert [(figure.id, figure.times) for figure in opened.trace.figures] == [("f4", 2)]
    assert edits(opened, opened.trace) == []


def test_broken_traces_are_refused_with_the_place(scope: Scope, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text('<script type="application/json" id="gongkai-trace">{"year": 1}</script><p>1</p>', "utf-8")
    with pytest.raises(NotOursError, match="its trace cannot be read"):
        open_document(path)


def test_bombs_and_endless_nesting_are_refused_or_read(tmp_path: Path) -> None:
    deep = tmp_path / "deep.html"
    deep.write_text("<div>" * 50_000 + "813" + "</div>" * 50_000, "utf-8")
    with pytest.raises(NotOursError):
        open_document(deep)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * (1 << 20))
    (tmp_path / "bomb.docx").write_bytes(bomb.getvalue())
    with pytest.raises(NotOursError, match="200 MB"):
        open_document(tmp_path / "bomb.docx")
    entities = tmp_path / "entities.docx"
    with zipfile.ZipFile(entities, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    with pytest.raises(NotOursError):
        open_document(entities)


# --- words beside the figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("截至2016年12月31日，共8,130条", ("2016年12月31日", "8,130")),
        ("同比增长12.5％，全年１２件", ("12.5%", "12")),
        ("召开三次会议，答复二十余件", ("三", "二十")),
        ("一是进一步加强统一领导，十分重视", ()),
        ("（二）改进措施", ()),
        ("电话：0769-22114073", ("0769-22114073",)),
        ("见数据来源[12]", ()),
    ],
)
def test_numbers_are_told_from_words(text: str, numbers: tuple[str, ...]) -> None:
    found = Gatherer()
    found.text(text)
    found.end("第1段")
    assert found.texts[0].numbers == numbers


def changed(before: list[str], after: list[str]) -> list[tuple[Level, About]]:
    """What is said when paragraphs become other ones."""

    def seen(lines: list[str]) -> list[SeenText]:
        found = Gatherer()
        for line in lines:
            found.text(line)
            found.end("段")
        return found.texts

    trace = TRACE.model_copy(update={"figures": (), "texts": tuple(text.traced() for text in seen(before))}).sealed()
    opened = Opened(Path("x.docx"), trace, (), seen(after))
    return [(remark.level, remark.about) for remark in edits(opened, trace)]


TRACE = Trace(
    software="x", kind="annual", stem="annual-2016", title="", year=2016, as_of=date(2016, 12, 31),
    known_at=None, organ=None, bureau="b", municipal=None, runs=(), packs=(), registers=(), checked_on=None,
    snapshot=None, lists=(), figures=(),
)  # fmt: skip
NOTE, WRONG = (Level.NOTE, About.WORDS), (Level.WRONG, About.NUMBER)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (["共5件。", "好。"], ["共5件。", "好。"], []),
        (["共5件。"], ["共6件。"], [WRONG]),
        (["共5件。"], ["合计5件。"], [NOTE]),
        (["共5件，好。"], ["共5件，", "好。"], [NOTE, NOTE]),  # only cut in two
        (["共5 件。\n"], ["共５件。"], []),  # another spelling
        (["好。", "共5件。"], ["好。"], [WRONG]),
        (["好。", "很好。"], ["好。"], [NOTE]),
        (["好。"], ["好。", "另有3件。"], [WRONG]),
        (["好。"], ["好。", "很好。"], [NOTE]),
        (["邮编：【待填：邮编】，共5件"], ["邮编：523123，共5件"], [NOTE]),
        (["邮编：【待填：邮编】，共5件"], ["邮编：523123，共6件"], [WRONG]),
        (["一是好。", "共5件。", "共6件。"], ["一是很好。", "共6件。", "共5件。"], [NOTE, WRONG, WRONG]),
    ],
)
def test_edits_of_words_and_of_numbers(before: list[str], after: list[str], said: list[tuple[Level, About]]) -> None:
    found = changed(before, after)
    assert sorted(found) == sorted(said) or (said[-1:] == [WRONG] and WRONG in found)


# --- counting again -------------------------------------------------------------------------------------------------


def test_recount_gives_every_figure_again(scope: Scope, registers: Registers) -> None:
    _, trace = annual(scope)
    again = recount(trace, scope_for(trace, scope.conn, registers=registers, organ=CONTACT), findings_2016())
    assert len(again.figures) == len(trace.figures) > 60
    assert all(one.holds and one.shown == one.figure.shown for one in again.figures)
    assert all(entry.same and not entry.redefined for entry in again.lists)


def test_pair_that_is_rejected_later_changes_nothing_of_what_was_known(scope: Scope, registers: Registers) -> None:
    conn = scope.conn
    _, trace = annual(scope)
    with transaction(conn):
        pairing = conn.execute("SELECT id FROM pairings ORDER BY id LIMIT 1").fetchone()[0]
        decide(conn, pairing, "rejected", "张三", "不是同一信息", datetime(2017, 2, 1, tzinfo=UTC))
    pinned = scope_for(trace, conn, registers=registers, organ=CONTACT)
    assert all(one.holds for one in recount(trace, pinned, findings_2016()).figures)
    now = scope_of(conn, registers, organ=CONTACT)
    differing = {one.figure.metric for one in recount(trace, now, findings_2016()).figures if not one.holds}
    assert "published.total" in differing and "published.own_site" not in differing


def test_figures_of_findings_are_made_again_from_the_check(scope: Scope, registers: Registers) -> None:
    _, trace = annual(scope)
    found = {figure.id: figure for figure in trace.figures if figure.metric.startswith("findings.")}
    assert found
    pinned = scope_for(trace, scope.conn, registers=registers, organ=CONTACT)
    assert all(one.holds for one in recount(trace, pinned, findings_2016()).figures if one.figure.id in found)
    without = [one for one in recount(trace, pinned, []).figures if one.figure.id in found]
    assert all(not one.holds and one.why for one in without)


def test_printed_figures_are_taken_as_they_stand_in_the_file(scope: Scope) -> None:
    _, trace = annual(scope)
    made = as_printed(trace, '<p><a data-figure="f1">  1\u00a0</a></p>'.encode(), ".html")
    assert [(figure.id, figure.shown) for figure in made.figures] == [("f1", "1")]
    assert isinstance(made.figures[0], type(trace.figures[0])) and Figure("1", 1, "x").id == ""


def test_a_table_of_many_like_cells_is_compared_quickly() -> None:
    cells = ["—" if number % 3 else f"第{number}行" for number in range(30_000)]
    edited = [f"{cells[0]}改", *cells[1:-3], "第9行", *cells[-2:]]
    assert changed(cells, cells) == []
    assert len(changed(cells, edited)) == 2


def test_number_that_a_chart_shows_is_looked_at_too(scope: Scope, tmp_path: Path) -> None:
    kinds()["annual"].render(scope, findings_2016(), tmp_path, ["docx"])
    path = tmp_path / "annual-2016.docx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chart = "word/charts/chart1.xml"
    parts[chart] = re.sub(rb"<c:v>(\d+)</c:v>", b"<c:v>4711</c:v>", parts[chart], count=1)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    opened = open_document(path)
    assert opened.trace is not None
    (remark,) = edits(opened, opened.trace)
    assert (remark.about, remark.place) == (About.NUMBER, "图表1") and "4711" in remark.message
