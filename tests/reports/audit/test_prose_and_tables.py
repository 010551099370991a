"""Numbers of the text against the cells that mean the same."""

from __future__ import annotations

from checks.model import Verdict
from reports.audit.checking import check_paper
from reports.audit.claims import claims_of
from reports.audit.read import read_paper
from reports.audit.remark import Remark
from tests.reports.audit.forms_in_print import report, title
from tests.reports.audit.making import as_html


def remarks(year: int, sentence: str, values: dict[str, object], *, empty: str = "0") -> list[Remark]:
    parts = report(year, values, empty=empty)
    parts[2] = sentence
    paper = read_paper(as_html(title(year), parts), name="report.html")
    name = "ar14.text_match" if year < 2019 else "ar19.prose"
    return [each for each in check_paper(paper, claims_of(paper, year)) if each.check == name]


def flagged(found: list[Remark]) -> list[tuple[str, str, str]]:
    return [(each.indicator, each.says, each.should) for each in found if each.flagged]


def test_a_number_that_contradicts_its_cell_is_flagged_with_both() -> None:
    [found] = [
        each for each in remarks(2016, "全年共收到政府信息公开申请12件。", {"3.1": 11, "3.2": 11}) if each.flagged
    ]
    assert (found.indicator, found.says, found.should) == ("requests.received", "12", "11")
    assert "全年共收到政府信息公开申请12件" in found.sentence
    assert found.cells == ("3.1",)
    assert found.place == "“一、概述”下第1段"


def test_a_number_that_agrees_is_clear() -> None:
    found = remarks(2016, "全年共收到政府信息公开申请12件。", {"3.1": 12, "3.2": 12})
    assert flagged(found) == []
    assert Verdict.CLEAR in {each.verdict for each in found}


def test_about_contradicts_only_beyond_its_rounding() -> None:
    sentence = "全年主动公开政府信息约1.2万条。"
    assert flagged(remarks(2016, sentence, {"1.1": 12034})) == []
    assert flagged(remarks(2016, sentence, {"1.1": 13100})) == [("published.total", "12000", "13100")]


def test_last_years_number_beside_this_years_is_no_contradiction() -> None:
    sentence = "全年共收到政府信息公开申请12件，2015年收到政府信息公开申请9件。"
    assert flagged(remarks(2016, sentence, {"3.1": 12, "3.2": 12})) == []


def test_what_is_denied_is_nought() -> None:
    sentence = "全年没有收到行政复议案件，没有发生因政府信息公开被提起行政诉讼的情况。"
    assert ("suits.received", "0", "2") in flagged(remarks(2016, sentence, {"5": 2, "5.1": 2}))


def test_money_is_compared_in_one_unit() -> None:
    sentence = "全年安排政府信息公开专项经费48500元。"
    assert flagged(remarks(2016, sentence, {"8.6": "4.85"})) == []
    assert flagged(remarks(2016, sentence, {"8.6": "5"})) == [("funds.special", "48500", "50000")]


def test_a_blank_cell_contradicts_nothing() -> None:
    found = remarks(2016, "全年共收到政府信息公开申请12件。", {}, empty="/")
    assert flagged(found) == []
    assert any(each.verdict is Verdict.UNSURE and "收到申请数" in each.sentence for each in found)


def test_the_new_forms_are_compared_with_their_total() -> None:
    values: dict[str, object] = {"t2.r1.natural": 5, "t2.r1.total": 5, "t2.r3.1.natural": 5, "t2.r3.1.total": 5}
    values |= {"t2.r3.7.natural": 5, "t2.r3.7.total": 5}
    assert flagged(remarks(2022, "本年新收政府信息公开申请5件。", values)) == []
    assert flagged(remarks(2022, "本年新收政府信息公开申请6件。", values)) == [("requests.received", "6", "5")]


def test_without_tables_nothing_is_contradicted() -> None:
    paper = read_paper(f"{title(2016)}\n全年共收到政府信息公开申请12件。\n".encode(), name="x.txt")
    [found] = [one for one in check_paper(paper, claims_of(paper, 2016)) if one.check == "ar14.text_match"]
    assert found.verdict is Verdict.UNSURE


def test_what_was_not_read_surely_is_left_to_a_person_with_both_numbers() -> None:
    sentence = "兼职人员17人，没有专职人员。"
    found = remarks(2016, sentence, {"8.3": 15, "8.4": 0, "8.5": 15})
    assert flagged(found) == []
    [left] = [each for each in found if each.indicator == "staff.part_time"]
    assert (left.verdict, left.says, left.should) == (Verdict.UNSURE, "17", "15")
    assert left.sentence.startswith("须人工核对") and sentence in left.sentence


def test_a_number_of_a_neighbouring_row_is_left_to_a_person() -> None:
    values: dict[str, object] = {"3.1": 36, "3.2": 36, "3.7": 34, "3.8": 2}
    found = remarks(2016, "全年收到政府信息公开申请36件，延期34件。", values)
    assert flagged(found) == []
    assert [each.verdict for each in found if each.indicator == "requests.extended"] == [Verdict.UNSURE]


def test_the_text_that_says_it_once_rightly_and_once_otherwise_is_left_to_a_person() -> None:
    sentence = "全年收到政府信息公开申请11件。窗口登记收到政府信息公开申请12件。"
    found = remarks(2016, sentence, {"3.1": 11, "3.2": 11})
    assert flagged(found) == []
    assert any("正文另一处的数与表格一致" in each.sentence for each in found)
