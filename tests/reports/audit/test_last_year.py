"""This year's report beside last year's: what was carried over, what was copied."""

from __future__ import annotations

import pytest

from checks.model import Verdict
from reports.audit.checking import check_paper
from reports.audit.checks.last_year import likeness
from reports.audit.paper import Paper
from reports.audit.read import read_paper
from reports.audit.remark import Remark
from tests.reports.audit.forms_in_print import report, title
from tests.reports.audit.making import as_html

PARAGRAPH = (
    "一是公开的及时性还不够，部分科室等到月底才集中上传，群众看到时已经过期；二是解读材料多数只是文件的摘要，图表和问答很少；"
    "三是镇街之间不平衡，有的镇街全年只公开了几十条。"
)
OTHER = (
    "二是检索系统对旧文件支持不好，只能按标题查找，不能按文号和年份查找，老年人使用起来尤其困难；我们已经联系软件公司，"
    "准备在三季度前更换检索模块，并把历年文件重新建立索引。"
)


def paper(year: int, values: dict[str, object], problems: str = PARAGRAPH) -> Paper:
    return read_paper(as_html(title(year), report(year, values, problems=problems)), name=f"{year}.html")


def beside(
    values: dict[str, object], before: dict[str, object], problems: str = OTHER, year: int = 2022
) -> list[Remark]:
    found = check_paper(paper(year, values, problems), [], last=paper(year - 1, before))
    return [each for each in found if each.check in ("ar19.carry", "ar.copied")]


def carried(found: list[Remark], verdict: Verdict) -> list[Remark]:
    return [each for each in found if each.check == "ar19.carry" and each.verdict is verdict]


def test_what_was_carried_over_must_be_what_is_begun_with() -> None:
    found = beside({"t2.r2.natural": 2, "t2.r2.total": 2}, {"t2.r4.natural": 3, "t2.r4.total": 3})
    flagged = carried(found, Verdict.FLAGGED)
    assert [(each.says, each.should, each.cells) for each in flagged] == [
        ("2", "3", ("t2.r2.natural", "t2.r4.natural")),
        ("2", "3", ("t2.r2.total", "t2.r4.total")),
    ]
    assert "5列" in carried(found, Verdict.CLEAR)[0].sentence


def test_equal_numbers_are_clear() -> None:
    found = beside({"t2.r2.total": 3}, {"t2.r4.total": 3})
    assert carried(found, Verdict.FLAGGED) == []
    assert "7列" in carried(found, Verdict.CLEAR)[0].sentence


def test_a_blank_last_year_is_unsure() -> None:
    found = beside({"t2.r2.total": 3}, {"t2.r4.total": "/"})
    assert carried(found, Verdict.FLAGGED) == []
    assert "1列不能核对" in carried(found, Verdict.UNSURE)[0].sentence


def test_the_first_report_of_the_new_form_has_nothing_to_compare_with() -> None:
    [unsure] = carried(beside({"t2.r2.total": 3}, {}, year=2019), Verdict.UNSURE)
    assert "没有申请处理表" in unsure.sentence


def test_a_report_of_another_year_is_not_compared() -> None:
    [found] = check_of(check_paper(paper(2022, {}), [], last=paper(2020, {})))
    assert (found.verdict, "2020" in found.sentence) == (Verdict.UNSURE, True)


def check_of(found: list[Remark]) -> list[Remark]:
    return [each for each in found if each.check in ("ar19.carry", "ar.copied")]


def test_a_copied_paragraph_is_flagged() -> None:
    [copied] = [each for each in beside({}, {}, problems=PARAGRAPH) if each.check == "ar.copied"]
    assert copied.verdict is Verdict.FLAGGED
    assert "相同" in copied.sentence
    assert copied.says == PARAGRAPH


def test_a_paragraph_with_a_word_changed_is_copied_still() -> None:
    text = PARAGRAPH.replace("几十条", "百余条")
    assert likeness(text, PARAGRAPH) >= 0.9
    [copied] = [each for each in beside({}, {}, problems=text) if each.check == "ar.copied"]
    assert copied.verdict is Verdict.FLAGGED


def test_another_paragraph_is_clear() -> None:
    [copied] = [each for each in beside({}, {}, problems=OTHER) if each.check == "ar.copied"]
    assert copied.verdict is Verdict.CLEAR


@pytest.mark.parametrize(("length", "verdict"), [(59, Verdict.CLEAR), (60, Verdict.FLAGGED)])
def test_short_paragraphs_may_be_alike(length: int, verdict: Verdict) -> None:
    text = (PARAGRAPH.replace("；", "，").replace("。", "，") * 2)[:length]
    before = paper(2021, {}, problems=text)
    found = check_paper(paper(2022, {}, problems=text), [], last=before)
    assert {each.verdict for each in found if each.check == "ar.copied"} == {verdict}


def test_names_of_laws_are_no_copied_text() -> None:
    laws = "《中华人民共和国政府信息公开条例》第二十条、《中华人民共和国行政许可法》、"
    laws += "《国务院办公厅关于全面推进政务公开工作的意见》"
    text = f"严格按照{laws}办理。"
    before = paper(2021, {}, problems=text)
    found = check_paper(paper(2022, {}, problems=text), [], last=before)
    assert [each.verdict for each in found if each.check == "ar.copied"] == [Verdict.CLEAR]
