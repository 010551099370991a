"""The statistics section: comparison, months and classes, columns, and the calendar of freshness."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from crawler.model import ColumnClass
from reports.document import Block, Cell, Chart, Document, Figure, Grid, Paragraph, figures_of
from reports.figures import Figures
from reports.kinds import kinds
from reports.kinds.statistics import gather
from reports.metrics.base import metrics
from reports.scope import Scope, make_scope
from reports.statistics.compared import SUBJECTS, comparison_blocks
from reports.statistics.freshness import STEPS, days_of_columns, freshness_blocks, month_ends, step_at
from reports.statistics.months import MONTHS, by_class, month_blocks, summary
from reports.words import COLUMN_CLASSES
from tests.reports.samples import CONTACT, registers_2016
from tests.reports.small_city import BUREAU, SiteBuilder, empty, scope_of, small_city


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    return scope_of(small_city(items=40), registers_2016(tmp_path_factory.mktemp("registers")), organ=CONTACT)


def said(cell: Cell) -> str:
    return "".join(getattr(word, "shown", "") or getattr(word, "text", "") for word in cell.words)


def rows_of(grid: Grid) -> list[list[str]]:
    return [[said(cell) for cell in row] for row in grid.rows]


def only(kind: type, made: Iterable[Block]) -> list[Block]:
    return [block for block in made if isinstance(block, kind)]


def column_and_items(*days: str, published: str = "") -> Scope:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    column = own.column("新闻中心/工作动态", ColumnClass.DYNAMIC)
    for number, day in enumerate(days):
        own.item(f"第{number}条", day, column, name=f"n{number}")
    own.finish()
    return scope_of(conn)


def test_every_compared_metric_exists_and_stands_once() -> None:
    names = [name for _, group in SUBJECTS for name in group]
    assert set(names) <= set(metrics()) and len(names) == len(set(names))


def test_each_figure_stands_beside_the_year_before(scope: Scope) -> None:
    figures = Figures(scope)
    (grid,) = only(Grid, comparison_blocks(figures))
    assert isinstance(grid, Grid)
    cells = {row[-6]: row[-4:] for row in rows_of(grid)[1:]}
    assert cells["主动公开政府信息数"][:2] == ["40", "1"]
    assert cells["主动公开政府信息数"][2].startswith("+39")
    assert cells["因政府信息公开被提起行政诉讼数"] == ["0", "0", "0", "—"]


def test_figures_that_should_not_be_compared_have_a_mark_and_no_percentage(scope: Scope) -> None:
    blocks = comparison_blocks(Figures(scope))
    (grid,) = only(Grid, blocks)
    assert isinstance(grid, Grid)
    row = next(row for row in rows_of(grid) if "主动公开政府信息数" in row)
    assert row[-2].endswith("①") or "①" in row[-2]
    assert row[-1] == "—"
    notes = [
        "".join(getattr(word, "text", "") for word in block.words) for block in blocks if isinstance(block, Paragraph)
    ]
    assert any(note.startswith("①") and "2017-01-20" in note for note in notes)


def test_unknown_year_is_not_compared() -> None:
    (grid,) = only(Grid, comparison_blocks(Figures(scope_of(small_city()))))
    assert isinstance(grid, Grid)
    row = next(row for row in rows_of(grid) if "召开听证会数" in row)
    assert row[-4:] == ["未填报", "未填报", "—", "—"]


def test_chart_and_table_say_the_same_and_add_up(scope: Scope) -> None:
    figures = Figures(scope)
    chart, grid = month_blocks(figures)
    assert isinstance(chart, Chart) and isinstance(grid, Grid)
    table = rows_of(grid)
    assert table[0] == ["类别", *MONTHS, "合计"]
    assert {row[0] for row in table[1:-1]} <= {*COLUMN_CLASSES.values(), "未列入栏目"}
    for series, row in zip(chart.series, table[1:-1], strict=True):
        assert [str(value) for value in series.values] == row[1:13]
        assert str(sum(series.values)) == row[13]
    assert table[-1][13] == str(figures.count("published.own_site").value)
    assert [sum(int(row[month]) for row in table[1:-1]) for month in range(1, 13)] == [int(n) for n in table[-1][1:13]]


def test_more_classes_than_patterns_share_the_last_series() -> None:
    parts = {f"{name}/{month}": number for number, name in enumerate(COLUMN_CLASSES.values(), 1) for month in MONTHS}
    table = by_class(parts)
    assert next(iter(table)) == "未归类" and len(table) == 12
    assert summary(table).startswith("全年936条；")


def test_freshness_is_that_of_the_end_of_each_month() -> None:
    scope = column_and_items("2015-01-10", "2016-03-20", "2016-04-30", "2016-10-15")
    (grid,) = only(Grid, freshness_blocks(Figures(scope)))
    assert isinstance(grid, Grid)
    (row,) = rows_of(grid)[2:]
    assert row == ["新闻中心/工作动态", "×", "×", "●", "●", "◎", "◎", "○", "○", "○", "◎", "◎", "○", "3"]
    marked = {said(cell): (cell.shade, cell.label) for cell in grid.rows[2][1:13]}
    assert marked == {step.mark: (step.shade, step.says) for step in STEPS if step.mark != "△"}


def test_column_without_items_is_no_stale_one() -> None:
    (grid,) = only(Grid, freshness_blocks(Figures(column_and_items())))
    assert isinstance(grid, Grid)
    assert set(rows_of(grid)[2][1:13]) == {"－"}


def test_months_after_the_day_of_the_report_are_empty() -> None:
    conn = small_city()
    (grid,) = only(Grid, freshness_blocks(Figures(make_scope(conn, year=2016, as_of=date(2016, 5, 20)))))
    assert isinstance(grid, Grid)
    assert all(row[6:13] == [""] * 7 and all(row[1:6]) for row in rows_of(grid)[2:])
    assert month_ends(2016, date(2016, 2, 29))[-1] == date(2016, 2, 29)
    assert month_ends(2016, date(2016, 5, 20))[-1] == date(2016, 5, 20)


@given(
    st.lists(st.dates(date(2014, 1, 1), date(2016, 12, 31)), max_size=20),
    st.dates(date(2015, 1, 1), date(2016, 12, 31)),
)
def test_step_is_that_of_the_newest_day_before(days: list[date], end: date) -> None:
    step = step_at(sorted(days), end)
    before = [day for day in days if day <= end]
    if step is None:
        assert not before
    else:
        age = end - max(before)
        assert age <= timedelta(step.days)
        assert all(age > timedelta(other.days) for other in STEPS[: STEPS.index(step)])


def test_days_of_columns_end_with_the_day_of_the_report() -> None:
    scope = column_and_items("2016-03-20", "2017-01-05")
    assert days_of_columns(scope) == {"新闻中心/工作动态": [date(2016, 3, 20)]}


def test_document_is_the_same_twice_and_readable_in_both_formats(scope: Scope, tmp_path: Path) -> None:
    first = kinds()["statistics"].render(scope, [], tmp_path / "one")
    second = kinds()["statistics"].render(scope, [], tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    page = lxml_html.fromstring((tmp_path / "one" / "statistics-2016.html").read_bytes())
    word = docx.Document(str(tmp_path / "one" / "statistics-2016.docx"))
    assert len(list(page.iterfind(".//main//table"))) == len(word.tables)
    assert len(list(page.iterfind(".//svg"))) == 1


def test_every_figure_equals_its_count(scope: Scope) -> None:
    document: Document = gather(scope, [])
    counts = {source.note: source.count for source in document.sources}
    shown = [figure for figure in figures_of(document) if isinstance(figure, Figure)]
    assert len(shown) > 120
    for figure in shown:
        made = counts[figure.note]
        value = made.value if figure.part is None else made.part(figure.part)
        assert figure.shown in (str(value), "未填报" if value is None else figure.shown if value == 0 else str(value))


def test_site_never_crawled_says_so_and_invents_nothing() -> None:
    conn = empty()
    from crawler.catalogue.runs import add_site
    from tests.reports.small_city import NOW

    add_site(conn, BUREAU, NOW)
    document = gather(scope_of(conn), [])
    assert not [figure for figure in figures_of(document) if figure.shown != "未填报"]
    assert not [block for block in document.blocks if isinstance(block, Chart)]


def test_incomplete_crawl_is_said_once_above_a_table_of_small_numbers() -> None:
    figures = Figures(scope_of(small_city(whole=False)))
    for block in [*month_blocks(figures), *freshness_blocks(figures)]:
        if isinstance(block, Grid):
            assert block.title.endswith("（采集不完整，仅为已查实的数量）")
            assert "不完整" not in "".join(said(cell) for row in block.rows for cell in row)


def test_column_that_was_not_read_is_not_in_the_calendar_and_that_is_said() -> None:
    legend, grid = freshness_blocks(Figures(scope_of(small_city(whole=False))))
    assert isinstance(legend, Paragraph) and isinstance(grid, Grid)
    assert "另有1个栏目未读到，不在表中。" in "".join(getattr(word, "text", "") for word in legend.words)
    assert not [row for row in rows_of(grid) if "人事信息" in row[0]]
