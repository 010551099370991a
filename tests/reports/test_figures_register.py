"""The register of yearly figures: what it names, in which unit, and what happens where others know the number too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reports.count import count
from reports.forms import form, form_of_year, forms
from reports.forms.model import CellKind
from reports.forms.units import factor, fitting
from reports.metrics.base import Source, metrics
from reports.registers import WrongRegisterError, read_registers, write_register
from reports.scope import Scope
from tests.reports.samples import registers_2016
from tests.reports.small_city import scope_of, small_city

DOCUMENTS = ("stats-2014", "oia-2019", "oia-2021", "website-work")


def scope_with(folder: Path, *rows: dict[str, object], year: int = 2016) -> Scope:
    write_register(folder, "figures", rows, year=year)
    made = scope_of(small_city(), read_registers(folder))
    return made if year == 2016 else _of(made, year)


def _of(scope: Scope, year: int) -> Scope:
    return replace(scope, year=year, as_of=date(year, 12, 31))


def error_of(folder: Path, **row: object) -> str:
    with pytest.raises(WrongRegisterError) as caught:
        write_register(folder, "figures", [row], year=2016)
    return str(caught.value)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_cell_of_numbers_is_served_by_exactly_one_metric(name: str) -> None:
    cells = [cell.id for cell in form(name).cells.values() if cell.kind is CellKind.NUMBER]
    served = [cell for metric in metrics().values() for cell in metric.places.get(name, {})]
    none = [cell for cell in cells if cell not in served]
    twice = sorted({cell for cell in served if served.count(cell) > 1})
    print(f"{name}: {len(cells)} cells, none: {none}, twice: {twice}")
    assert not none and not twice and set(served) <= set(cells)


def test_parts_in_places_are_parts_of_their_metric_and_units_can_be_turned_into_each_other() -> None:
    for metric in metrics().values():
        for name, places in metric.places.items():
            for cell, part in places.items():
                assert part is None or part in metric.parts, (metric.name, cell)
                unit = form(name).cells[cell].unit
                money = {unit, metric.unit} & {"元", "万元"}
                assert not money or factor(metric.unit, unit) is not None, (metric.name, cell)


def test_titles_and_names_are_told_apart() -> None:
    titles = [metric.title for metric in metrics().values()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_cell_can_be_stated_under_its_own_name_and_then_has_its_value(name: str, tmp_path: Path) -> None:
    year = {"stats-2014": 2016, "oia-2019": 2020, "oia-2021": 2022, "website-work": 2017}[name]
    cells = [cell for cell in form(name).cells.values() if cell.kind is CellKind.NUMBER]
    rows = [{"indicator": f"{name}:{cell.id}", "value": n, "unit": cell.unit} for n, cell in enumerate(cells, 1)]
    scope = scope_with(tmp_path, *rows, year=year)
    for number, cell in enumerate(cells, 1):
        metric = next(made for made in metrics().values() if cell.id in made.places.get(name, {}))
        part = metric.places[name][cell.id]
        stated = scope.registers.stated(year, metric.name, part)
        times = factor(metric.unit, cell.unit) or Decimal(1)
        assert stated is not None and stated[1] * times == number, cell.id


@pytest.mark.parametrize(
    "indicator",
    ["staff.total", "从事政府信息公开工作人员数", "8.3", "stats-2014:8.3", "（三）从事政府信息公开工作人员数", " 8.3 "],
)
def test_indicator_may_be_named_in_many_ways(indicator: str, tmp_path: Path) -> None:
    made = count(scope_with(tmp_path, {"indicator": indicator, "value": "3", "unit": "人"}), "staff.total")
    assert (made.value, made.complete, made.note, made.rows[0].file) == (3, True, "", "figures.csv")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("1.5", "万元", 15000), ("15000", "元", 15000), ("0.0001", "万元", 1), ("0.1", "亿元", 10_000_000)],
)
def test_money_is_turned_into_yuan_exactly(value: str, unit: str, expected: int, tmp_path: Path) -> None:
    scope = scope_with(tmp_path, {"indicator": "funds.special", "value": value, "unit": unit})
    assert count(scope, "funds.special").value == expected


def test_tenths_of_yuan_stay_tenths(tmp_path: Path) -> None:
    scope = scope_with(tmp_path, {"indicator": "funds.special", "value": "0.12345678", "unit": "万元"})
    assert count(scope, "funds.special").value == Decimal("1234.5678")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"indicator": "funds.special", "value": "5"}, ["row 2", "单位", "元 or 万元"]),
        ({"indicator": "staff.total", "value": "5", "unit": "件"}, ["单位", '"件"', "counted in 人"]),
        ({"indicator": "staff.total", "value": "5", "unit": "万元"}, ["单位", "counted in 人"]),
        ({"indicator": "staff.total", "value": "-5", "unit": "人"}, ["数值", '"-5"']),
        ({"indicator": "staff.total", "value": "约5人", "unit": "人"}, ["数值", "约5人", "field of its own"]),
        ({"indicator": "staff.totl", "value": "5"}, ["指标", "did you mean staff.total"]),
        ({"indicator": "从事信息公开工作的人员数", "value": "5"}, ["指标", "从事政府信息公开工作人员数"]),
        ({"indicator": "3.99", "value": "5"}, ["指标", "3.99"]),
        ({"indicator": "stats-2014:3.99", "value": "5"}, ["指标", "has no cell 3.99"]),
        ({"indicator": "被依法纠错数", "value": "5"}, ["several cells", "stats-2014:4.2", "stats-2014:5.2"]),
        ({"indicator": "staff.total", "part": "专职", "value": "5"}, ["分项", "no parts"]),
        ({"indicator": "requests.received", "part": "电话", "value": "5"}, ["分项", "当面、传真、网络、信函"]),
        ({"indicator": "3.2", "part": "当面", "value": "5"}, ["分项", "a part already"]),
        ({"indicator": "t2.r1.total", "value": "5"}, ["指标", "2016"]),
        ({"year": "今年", "indicator": "staff.total", "value": "5"}, ["年度", "write a year"]),
    ],
)
def test_figure_that_does_not_say_what_it_is_is_refused(
    row: dict[str, object], expected: list[str], tmp_path: Path
) -> None:
    message = error_of(tmp_path, **row)
    for part in expected:
        assert part in message


def test_same_figure_under_two_names_is_refused(tmp_path: Path) -> None:
    rows = [{"indicator": "staff.total", "value": "3"}, {"indicator": "8.3", "value": "3"}]
    with pytest.raises(WrongRegisterError, match="same figure as row 2"):
        write_register(tmp_path, "figures", rows, year=2016)


def test_figure_of_another_year_is_not_of_this_one(tmp_path: Path) -> None:
    scope = scope_with(tmp_path, {"year": 2015, "indicator": "staff.total", "value": "3"})
    made = count(scope, "staff.total")
    assert made.value is None and "未填报" in made.note


def test_disagreement_with_the_crawl_is_shown_and_never_averaged(tmp_path: Path) -> None:
    scope = scope_with(tmp_path, {"indicator": "published.total", "value": "8", "unit": "条"})
    made = count(scope, "published.total")
    assert (made.value, made.stated, made.disagrees) == (6, 8, True)
    assert "台账填报8条，采集统计6条，相差2条，须核实" in made.note


def test_agreement_says_nothing(tmp_path: Path) -> None:
    made = count(scope_with(tmp_path, {"indicator": "1.1", "value": "6", "unit": "条"}), "published.total")
    assert (made.stated, made.disagrees) == (6, False) and "核实" not in made.note


def test_disagreement_with_a_register_of_its_own_is_shown(tmp_path: Path) -> None:
    registers_2016(tmp_path)
    scope = scope_with(
        tmp_path, {"indicator": "3.1", "value": "5", "unit": "件"}, {"indicator": "3.4", "value": "2", "unit": "件"}
    )
    made = count(scope, "requests.received")
    assert (made.value, made.part("网络"), made.disagrees) == (4, 2, True)
    assert "台账填报5件，明细台账统计4件，相差1件，须核实" in made.note and "“网络”" not in made.note


def test_what_only_the_office_states_is_the_value_and_unstated_parts_stay_unknown(tmp_path: Path) -> None:
    scope = scope_with(tmp_path, {"indicator": "3.1", "value": "5"}, {"indicator": "3.4", "value": "2"})
    made = count(scope, "requests.received")
    assert (made.value, made.part("网络"), made.part("信函")) == (5, 2, None)
    assert made.from_figures and not made.disagrees and "取年度数据台账填报数" in made.note
    assert [(row.part, row.amount, row.row_no) for row in made.rows] == [
        ("网络", 2, 3),
        ("", 3, 2),
    ]  # they make the whole


def test_parts_alone_give_the_whole_only_where_all_are_stated(tmp_path: Path) -> None:
    rows = [{"indicator": f"3.{n}", "value": str(n)} for n in range(2, 6)]
    assert count(scope_with(tmp_path, *rows[:3]), "requests.received").value is None
    assert count(scope_with(tmp_path, *rows[:3]), "requests.received").part("当面") == 2
    made = count(scope_with(tmp_path, *rows), "requests.received")
    assert made.value == 14 == sum(row.amount for row in made.rows)


def test_share_that_is_stated_without_rows_is_told_and_not_taken(tmp_path: Path) -> None:
    made = count(scope_with(tmp_path, {"indicator": "news.same_day", "value": "85.3"}, year=2015), "news.same_day")
    assert made.value is None and "台账填报85.3%，没有明细" in made.note


def test_parts_that_do_not_add_up_are_told(tmp_path: Path) -> None:
    rows = [{"indicator": f"3.{n}", "value": "1"} for n in range(2, 6)]
    made = count(scope_with(tmp_path, *rows, {"indicator": "3.1", "value": "5"}), "requests.received")
    assert made.value == 5 and "各分项合计4件，总数填报5件，须核实" in made.note


def test_not_crawled_total_is_what_the_office_states(tmp_path: Path) -> None:
    scope = scope_with(tmp_path, {"indicator": "published.municipal", "value": "378", "unit": "条"})
    made = count(replace(scope, municipal=None), "published.municipal")
    assert made.value == 378 and "没有配置市级政府信息公开平台" in made.note


def test_below_zero_is_allowed_where_the_form_asks_for_a_change(tmp_path: Path) -> None:
    scope = scope_with(tmp_path, {"indicator": "t1.licences.change", "value": "-3", "unit": "项"}, year=2019)
    assert count(scope, "licences.projects_change").value == -3


@pytest.mark.parametrize(
    ("indicator", "value", "expected"),
    [
        ("是否提供智能问答", "有", "是"),
        ("interact.answering", "否", "否"),
        ("head.type", "部门网站", "部门网站"),
        ("foot.date", "2018年1月25日", "2018-01-25"),
        ("ICP备案号", "粤ICP备00000000号", "粤ICP备00000000号"),
    ],
)
def test_words_of_the_website_form_are_kept_as_words(indicator: str, value: str, expected: str, tmp_path: Path) -> None:
    scope = scope_with(tmp_path, {"indicator": indicator, "value": value}, year=2017)
    cells = [cell.id for cell in form("website-work").cells.values() if cell.kind is not CellKind.NUMBER]
    assert [said for cell in cells if (said := scope.registers.words(2017, "website-work", cell))] == [expected]


@pytest.mark.parametrize(
    ("indicator", "value"), [("interact.answering", "也许"), ("head.type", "商业网站"), ("foot.date", "年底")]
)
def test_words_that_the_form_does_not_know_are_refused(indicator: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(WrongRegisterError, match="数值"):
        write_register(tmp_path, "figures", [{"indicator": indicator, "value": value}], year=2017)


def test_cell_and_metric_of_one_name_but_two_meanings_must_be_told_apart(tmp_path: Path) -> None:
    with pytest.raises(WrongRegisterError, match="website-work:letters"):
        write_register(tmp_path, "figures", [{"indicator": "letters.received", "value": "9"}], year=2017)
    scope = scope_with(tmp_path, {"indicator": "website-work:letters.received", "value": "9"}, year=2017)
    assert count(scope, "messages.received").value == 9
    for made in forms().values():
        for cell, metric in {c: m.name for m in metrics().values() for c in m.places.get(made.id, {})}.items():
            assert cell not in metrics() or metric == cell or cell == "letters.received", cell


def test_metrics_that_the_crawl_knows_and_a_form_asks_for_are_of_both() -> None:
    for metric in metrics().values():
        if metric.source is Source.CRAWL:
            assert not metric.places, f"{metric.name}: the office fills it in as well; its source is both"


@pytest.mark.parametrize(
    ("given", "wanted", "expected"),
    [
        ("万元", "元", 10000),
        ("元", "万元", Decimal("0.0001")),
        ("亿元", "万元", 10000),
        ("万条", "条", 10000),
        ("条", "件", None),
        ("万", "条", None),
        ("人次", "人", None),
        ("万人次", "人次", 10000),
    ],
)
def test_units_are_turned_exactly_or_not_at_all(given: str, wanted: str, expected: Decimal | None) -> None:
    assert factor(given, wanted) == expected


def test_unit_that_a_form_prints_for_the_same_thing_will_do() -> None:
    assert fitting("条", "封", ("条",)) == 1 and fitting("万条", "封", ("条",)) == 10000 and fitting("件", "封") is None


def test_each_report_year_has_an_annual_form() -> None:
    assert all(form_of_year(year) for year in range(2014, 2031))


def test_website_form_prints_the_words_that_the_office_states(tmp_path: Path) -> None:
    from reports.kinds.website_form import KIND

    scope = scope_with(
        tmp_path,
        {"indicator": "是否提供智能问答", "value": "否"},
        {"indicator": "head.site", "value": "另一个名称"},
        {"indicator": "website-work:microblog.posts", "value": "9", "unit": "条"},
        year=2017,
    )
    text = repr(KIND.gather(scope, ()).blocks)
    assert f"{scope.bureau.name}（台账填报：另一个名称，须核实）" in text
    assert "官方微博发布信息数" not in text.replace("年度数据", "")
