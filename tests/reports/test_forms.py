"""The statistics forms as data: every row is there, cells have names, and their arithmetic is what the form says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from reports.figures import cells_of
from reports.forms import breaches, equations, form, form_of_year, forms, read_form
from reports.forms.model import CellKind
from reports.metrics.base import metrics

BAD = """
id = "x"
title = "x"
source = "x"
family = "annual"
years = [2014, 2018]
confidence = "C"
[[table]]
id = ""
title = "x"
[[table.row]]
id = "1"
label = "x"
"""


@pytest.mark.parametrize(
    ("year", "annual", "website"),
    [
        (2013, None, None),
        (2014, "stats-2014", None),
        (2016, "stats-2014", None),
        (2018, "stats-2014", "website-work"),
        (2019, "oia-2019", "website-work"),
        (2020, "oia-2019", "website-work"),
        (2021, "oia-2021", "website-work"),
        (2026, "oia-2021", "website-work"),
    ],
)
def test_each_year_has_its_form(year: int, annual: str | None, website: str | None) -> None:
    found = form_of_year(year), form_of_year(year, "website-work")
    assert tuple(made.id if made else None for made in found) == (annual, website)


def test_appendix_of_2014_has_its_rows_and_headings() -> None:
    made = form("stats-2014")
    (table,) = made.tables
    numbers = {1: 9, 2: 9, 3: 23, 4: 3, 5: 3, 8: 6, 9: 3}
    expected = {str(n) for n in range(1, 10)} | {f"{n}.{k}" for n, last in numbers.items() for k in range(1, last + 1)}
    assert {row.id for row in table.rows} == expected
    assert expected - set(made.cells) == {"1", "1.4", "2", "2.2", "3", "8", "9"}
    assert {name for name, cell in made.cells.items() if cell.confidence == "A"} == {"1.1", "1.2", "1.3"}
    assert {cell.unit for cell in made.cells.values()} == {"条", "件", "次", "篇", "万元", "个", "人", "人次"}


@pytest.mark.parametrize(("name", "rows"), [("oia-2019", 23), ("oia-2021", 25)])
def test_table_2_has_every_row_in_seven_columns(name: str, rows: int) -> None:
    made = form(name)
    assert len(made.table("t2").rows) == rows
    assert sum(cell.startswith("t2.") for cell in made.cells) == rows * 7
    assert sum(cell.startswith("t3.") for cell in made.cells) == 15


def test_table_1_differs_between_the_editions() -> None:
    ours = {name for name in form("oia-2021").cells if name.startswith("t1.")}
    trial = {name for name in form("oia-2019").cells if name.startswith("t1.")}
    assert len(ours) == 10 and len(trial) == 22
    assert ours & trial == {"t1.penalties.decided", "t1.licences.decided", "t1.coercions.decided"} | {
        f"t1.{row}.made" for row in ("regulations", "normative")
    }
    assert form("oia-2021").cells["t1.charges.collected"].unit == "万元"
    assert form("oia-2019").cells["t1.licences.change"].signed


def test_labels_are_unmistakable_within_a_form() -> None:
    for made in forms().values():
        labels = [cell.label for cell in made.cells.values()]
        indicator = {label for label in labels if labels.count(label) > 1}
        # The appendix names both outcomes of reviews and of suits alike, as the printed form does.
        assert indicator == ({"（二）被依法纠错数", "（三）其他情形数"} if made.id == "stats-2014" else set())


def test_website_form_has_all_groups_of_the_notice() -> None:
    groups = {row.groups[0] for row in form("website-work").tables[0].rows if row.groups}
    named = {"信息发布", "专栏专题", "解读回应", "办事服务", "互动交流", "安全防护", "移动新媒体", "创新发展"}
    assert named <= groups
    kinds = {cell.kind for cell in form("website-work").cells.values()}
    assert kinds == set(CellKind)


def test_every_place_of_a_metric_is_a_cell_of_its_form() -> None:
    for metric in metrics().values():
        for name, places in metric.places.items():
            assert set(places) <= set(form(name).cells), (metric.name, name)
    assert cells_of("stats-2014")


def test_relations_of_the_sheets_are_there() -> None:
    assert {each.relation for each in equations(form("stats-2014"))} == {
        "ar14.sum.received",
        "ar14.sum.closed",
        "ar14.sum.answered",
        "ar14.sum.refused",
        "ar14.sum.review",
        "ar14.sum.suit",
        "ar14.sum.staff",
        "ar14.le.normative",
        "ar14.web_le_total",
    }
    for name, rows in (("oia-2019", 23), ("oia-2021", 25)):
        found = [each.relation for each in equations(form(name))]
        numbers = {relation: found.count(relation) for relation in set(found)}
        assert numbers == {
            "ar19.sum.flow": 7,
            "ar19.sum.result": 7,
            "ar19.sum.total": rows,
            "ar19.sum.case": 3,
            "ar19.carry": 7,
        }


def test_broken_sum_is_named_with_its_cells() -> None:
    values = {"3.1": 4, "3.2": 1, "3.3": 0, "3.4": 1, "3.5": 1}
    (breach,) = breaches(form("stats-2014"), values)
    assert breach.equation.relation == "ar14.sum.received"
    assert (breach.total, breach.parts, breach.difference) == (4, 3, 1)
    assert not list(breaches(form("stats-2014"), {**values, "3.5": 2}))


def test_part_above_its_whole_is_a_breach_and_below_is_not() -> None:
    assert [b.equation.parts for b in breaches(form("stats-2014"), {"1.1": 813, "1.2": 814, "1.6": 813})] == [("1.2",)]


def test_unknown_is_not_zero() -> None:
    assert not list(breaches(form("stats-2014"), {"3.1": 4, "3.2": 1, "3.3": None, "3.4": 1, "3.5": 1}))


def test_flow_is_checked_in_each_column_and_carry_over_with_the_year_before() -> None:
    made = form("oia-2021")
    values = {"t2.r1.natural": 5, "t2.r2.natural": 1, "t2.r3.7.natural": 4, "t2.r4.natural": 2}
    assert not list(breaches(made, values))
    assert [b.equation.relation for b in breaches(made, values, {"t2.r4.natural": 2})] == ["ar19.carry"]
    (breach,) = breaches(made, {**values, "t2.r4.natural": 3})
    assert breach.equation.totals == ("t2.r3.7.natural", "t2.r4.natural")


def test_fees_may_have_decimals() -> None:
    values = {"publish.total": Decimal("3.5"), "publish.overview": 1, "publish.news": 1, "publish.catalogue": 2}
    assert [b.equation.relation for b in breaches(form("website-work"), values)] == ["wr.sum.publish"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            BAD + '[[relation]]\nid = "r"\nkind = "sum"\ntotal = ["1"]\nparts = ["2"]\n',
            '"2", which is not in the table',
        ),
        (BAD + '[[table.row]]\nid = "1"\nlabel = "again"\n', '"1" stands there twice'),
        (BAD + 'colour = "red"\n', "colour"),
        (BAD + "]", "is not TOML"),
        (BAD + 'fields = ["q1"]\n', 'unknown field "q1"'),
        (BAD + 'kind = "choice"\n', "needs choices"),
    ],
)
def test_slip_in_a_form_is_named(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_form(path)
    assert "x.toml" in str(caught.value) and expected in str(caught.value)


def test_unknown_form_is_refused() -> None:
    with pytest.raises(ConfigError, match="stats-2014"):
        form("stats-2015")
