"""The arithmetic of tables: each relation at its boundary, and silence where a cell is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.model import Verdict
from reports.audit.checking import check_paper
from reports.audit.read import read_paper
from reports.audit.remark import Remark
from reports.forms import Equation, equations, form
from tests.reports.audit.forms_in_print import report, title
from tests.reports.audit.making import as_html

YEARS = {"stats-2014": 2016, "oia-2019": 2020, "oia-2021": 2022}


def remarks(year: int, values: dict[str, object], *, empty: str = "0") -> list[Remark]:
    paper = read_paper(as_html(title(year), report(year, values, empty=empty)), name="report.html")
    return check_paper(paper, [])


def sums(found: list[Remark], verdict: Verdict = Verdict.FLAGGED) -> list[Remark]:
    return [each for each in found if each.verdict is verdict and each.check[:5] in ("ar14.", "ar19.") and each.cells]


def _cases() -> list[tuple[str, Equation]]:
    found: list[tuple[str, Equation]] = []
    for name in YEARS:
        seen: set[str] = set()
        for equation in equations(form(name)):
            key = equation.relation if equation.sign == "=" else f"{equation.relation}{equation.totals}"
            if not equation.before and key not in seen:
                seen.add(key)
                found.append((name, equation))
    return found


@pytest.mark.parametrize(("name", "equation"), _cases(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_relation_is_flagged_one_beyond_its_boundary(name: str, equation: Equation) -> None:
    part = equation.parts[0]
    found = sums(remarks(YEARS[name], {part: 1}))
    mine = [each for each in found if each.check == equation.relation and part in each.cells]
    assert mine, "one more on the side of the parts must be seen"
    assert all(each.place for each in mine)
    held = {part: 1, equation.totals[0]: 1}
    still = [each for each in sums(remarks(YEARS[name], held)) if each.cells == (*equation.totals, *equation.parts)]
    assert still == []


@pytest.mark.parametrize("year", YEARS.values())
def test_a_report_of_zeros_is_clear(year: int) -> None:
    found = remarks(year, {})
    assert [each for each in found if each.flagged] == []
    clear = {each.check for each in found if each.verdict is Verdict.CLEAR}
    assert {each.relation for each in equations(form(_form(year))) if not each.before} <= clear


def _form(year: int) -> str:
    return next(name for name, one in YEARS.items() if one == year)


def test_says_and_should_are_both_sides() -> None:
    [found] = sums(remarks(2016, {"3.1": 12, "3.2": 5, "3.4": 6}))
    assert (found.check, found.says, found.should) == ("ar14.sum.received", "12", "11")
    assert found.sentence == (
        "“收到申请数”为12，“当面申请数”、“传真申请数”、“网络申请数”、“信函申请数”之和为11，相差1。"
    )
    assert found.standard is not None
    assert "国办发〔2014〕32号" in found.standard.reference
    assert not found.standard.verified


def test_a_part_larger_than_its_whole_names_both() -> None:
    [found] = sums(remarks(2016, {"1.1": 813, "1.6": 814}))
    assert (found.check, found.says, found.should) == ("ar14.web_le_total", "814", "≤813")


def test_channels_may_sum_to_more_than_the_total() -> None:
    assert sums(remarks(2016, {"1.1": 813, "1.5": 400, "1.6": 813, "1.7": 813})) == []


# --- cells that are not known -------------------------------------------------------------------------


def test_a_blank_part_that_could_fill_the_gap_is_unsure() -> None:
    found = remarks(2016, {"3.1": 12, "3.2": 5, "3.3": "/", "3.4": 6, "3.5": ""})
    assert sums(found) == []
    [unsure] = [each for each in found if each.check == "ar14.sum.received"]
    assert unsure.verdict is Verdict.UNSURE
    assert "“传真申请数”、“信函申请数”没有填数字" in unsure.sentence


def test_a_blank_part_is_no_excuse_where_the_others_exceed_the_whole() -> None:
    [found] = sums(remarks(2016, {"3.1": 12, "3.2": 8, "3.3": "/", "3.4": 6}))
    assert (found.says, found.should) == ("12", "14")


def test_blanks_that_count_as_nothing_are_clear() -> None:
    found = remarks(2016, {"3.1": 11, "3.2": 5, "3.3": "——", "3.4": 6, "3.5": "/"})
    assert [each.verdict for each in found if each.check == "ar14.sum.received"] == [Verdict.CLEAR]


def test_words_in_a_cell_are_unsure() -> None:
    found = remarks(2016, {"3.1": "见附件", "3.2": 5})
    [unsure] = [each for each in found if each.check == "ar14.sum.received"]
    assert (unsure.verdict, "没有读到“收到申请数”" in unsure.sentence) == (Verdict.UNSURE, True)


def test_a_report_without_tables_is_unsure_of_each_relation() -> None:
    paper = read_paper(f"{title(2016)}\n2016年的工作情况如下，没有附表。\n".encode(), name="x.txt")
    found = [each for each in check_paper(paper, []) if each.check.startswith(("ar14.sum", "ar14.le", "ar14.web"))]
    assert {each.verdict for each in found} == {Verdict.UNSURE}
    assert {each.check for each in found} == {each.relation for each in equations(form("stats-2014"))}


@pytest.mark.parametrize("empty", ["", "/", "——"])
def test_empty_cells_are_faults_only_from_2019_on(empty: str) -> None:
    blank = [each for each in remarks(2022, {}, empty=empty) if each.check == "ar19.blank" and each.flagged]
    assert [len(each.cells) for each in blank] == [10, 175, 15]
    assert [each for each in remarks(2016, {}, empty=empty) if each.flagged] == []


def test_decimals_are_exact() -> None:
    found = sums(remarks(2016, {"8.3": "0.3", "8.4": "0.1", "8.5": "0.2"}))
    assert found == []
    assert Decimal("0.1") + Decimal("0.2") == Decimal("0.3")
