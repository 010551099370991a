"""The problem section: grouped, counted, worded, with the worst cases and matching remedies."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from datetime import date

import pytest

from checks.model import Finding, SubjectKind, Verdict
from checks.rule import rules
from crawler.errors import ConfigError
from reports.document import Blank, Block, Figure, Heading, Paragraph
from reports.figures import Figures
from reports.problems.cases import GROUPS, problems
from reports.problems.groups import fault_of
from reports.problems.text import MOST, problem_part
from reports.scope import make_scope
from tests.reports.samples import finding, findings_2016
from tests.reports.small_city import scope_of, small_city


def prose(blocks: list[Block]) -> str:
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            parts.append(block.text)
        if isinstance(block, Paragraph):
            parts.append("".join(getattr(word, "shown", "") or getattr(word, "text", "") for word in block.words))
    return "\n".join(parts)


def told(*judged: Finding) -> str:
    return prose(problem_part(Figures(scope_of(small_city())), judged))


def test_every_rule_stands_in_exactly_one_group() -> None:
    named = Counter(rule for group in GROUPS for rule in group.rules)
    assert set(named) == set(rules())
    assert not [rule for rule, number in named.items() if number > 1]


def test_rule_without_a_group_is_an_error_that_says_where() -> None:
    with pytest.raises(ConfigError, match="brand_new_fault"):
        problems(scope_of(small_city()), [finding("brand_new_fault", "a")])


@pytest.mark.parametrize("rule", sorted(rules()))
def test_every_rule_is_worded_as_an_office_writes(rule: str) -> None:
    _, fault = fault_of(rule)
    for text in (fault.says, fault.remedy, fault.unsure, fault.name):
        assert not re.search(r"[,;:()!?A-Za-z]|(.)\1(?<!项)条|条条|个个|的的|。", text), text
    text = told(finding(rule, "a", label="某信息"), finding(rule, "b", label="另一信息"))
    assert "一是" in text and "{}" not in text and "条条" not in text and "。。" not in text
    said = text.split("\n")[2]
    assert said.startswith("一是") and said.endswith("。")
    assert re.search(rf"2{fault.unit}|2处", text) if fault.counted and fault.each == "subject" else "共2处" in text


def test_every_group_has_its_count_and_its_remedy() -> None:
    text = told(*findings_2016())
    for sentence in (
        "一是信息更新不够及时。有2个栏目超过规定期限未更新，即“政务公开/通知公告”（最新2016年3月2日，距监测时间点304天）、",
        "二是栏目设置不够规范。有1个栏目没有内容，即“专题专栏/应急知识”；应设未设的栏目1个，即“征集调查”。",
        "有5个链接失效，如“旧链接0”（页面不存在）、“旧链接1”（页面不存在）、“旧链接2”（页面不存在）。",
        "有1条信息已在市级政府信息公开平台发布而未在本单位网站发布，即“关于开展检查的通知”。",
        "是针对栏目设置不够规范的问题（共2处），",
    ):
        assert sentence in text
    assert text.count("一是") == text.count("八是") == 2
    assert "九是" not in text


def test_every_measure_leads_to_the_list_of_what_it_answers() -> None:
    figures = Figures(scope_of(small_city()))
    blocks = problem_part(figures, findings_2016())
    start = next(i for i, block in enumerate(blocks) if isinstance(block, Heading) and "改进措施" in block.text)
    measures = [block for block in blocks[start + 2 :] if isinstance(block, Paragraph)]
    assert measures
    for measure in measures:
        (total,) = [word for word in measure.words if isinstance(word, Figure)]
        rows = figures.count(total.metric).rows
        assert total.part is None and str(len(rows)) == total.shown


def test_clear_and_unsure_judgements_are_no_problems() -> None:
    judged = [found for found in findings_2016() if found.verdict is not Verdict.FLAGGED]
    assert judged and problems(scope_of(small_city()), judged) == []


def test_findings_of_another_site_are_left_out() -> None:
    assert problems(scope_of(small_city()), [finding("stale_column", "a", site="water")]) == []


def test_subject_under_two_clauses_counts_once() -> None:
    judged = [finding("stale_column", "a"), finding("stale_column", "a")]
    (problem,) = problems(scope_of(small_city()), judged)
    assert problem.count.value == 1 and len(problem.cases[0].found) == 1


def test_meta_tags_missing_under_seven_clauses_are_said_once() -> None:
    site = SubjectKind.SITE
    judged = []
    for number in range(7):
        found = finding("missing_meta_tag", "bureau", kind=site, message=f"首页缺少标签{number}。")
        judged.append(dataclasses.replace(found, clause=dataclasses.replace(found.clause, id=f"g17.meta{number}")))
    text = told(*judged)
    assert "一是页面标识和标签不够规范。缺少或者未按实际填写的页面标签7项。" in text
    assert "首页缺少标签" not in text


def test_veto_comes_first_and_is_said_without_a_number_of_its_own() -> None:
    text = told(
        finding("stale_column", "a", since=date(2016, 1, 1)),
        finding("blank_column", "b"),
        finding("blank_columns_veto", "bureau", kind=SubjectKind.SITE, veto=True),
    )
    assert "一是栏目设置不够规范。空白栏目已达到单项否决标准；有1个栏目没有内容，即“b”。" in text
    assert "二是信息更新不够及时。" in text


def test_veto_of_a_single_subject_is_named_as_one() -> None:
    text = told(finding("unanswered_letter", "a", label="请问考证", observed="处理中", veto=True))
    assert "有1封来信超过规定期限未公开答复（属单项否决情形），即“请问考证”（处理中）。" in text


def test_site_is_not_named_again_in_each_example() -> None:
    label = f"{small_city_name()}：公安机关备案标识"
    text = told(finding("missing_footer_mark", "bureau#police", kind=SubjectKind.SITE, label=label))
    assert "页面底部缺少规定的标识1项，即“公安机关备案标识”。" in text


def small_city_name() -> str:
    return scope_of(small_city()).bureau.name


def test_candidates_for_a_person_are_never_told_as_facts() -> None:
    doubt = finding("missing_column", "col.x", kind=SubjectKind.COLUMN_ID, verdict=Verdict.UNSURE)
    doubt = dataclasses.replace(doubt, judgement=dataclasses.replace(doubt.judgement, candidate=True))
    text = told(finding("blank_column", "b"), doubt)
    assert "有1个栏目没有内容，即“b”。另有疑似缺少的栏目1个，须人工核实。" in text
    assert "应设未设" not in text
    assert problems(scope_of(small_city()), [doubt]) == []


def test_many_groups_share_the_last_paragraph() -> None:
    text = told(*(finding(group.rules[0], f"{group.name}{n}") for group in GROUPS for n in range(3)))
    problems_said, measures = text.split("（二）改进措施")
    assert sum(f"{mark}是" in problems_said for mark in "一二三四五六七八九") == MOST
    assert "此外，还有" in problems_said and "等问题，详见问题清单。" in problems_said
    assert "对其余问题，按照问题清单逐项整改：" in measures


def test_long_hostile_names_stay_short_and_printable() -> None:
    text = told(finding("undated_item", "a", label="很长的标题" * 30 + "\x00\u202e"))
    assert "…”" in text and "\x00" not in text and "\u202e" not in text
    assert max(len(name) for name in re.findall("“([^”]*)”", text)) <= 40


def test_without_a_check_nothing_is_called_faultless() -> None:
    (block,) = problem_part(Figures(scope_of(small_city())), [])
    assert isinstance(block, Paragraph) and isinstance(block.words[0], Blank)


def test_check_of_a_site_not_crawled_since_the_year_began_says_nothing_of_that_year() -> None:
    figures = Figures(make_scope(small_city(), year=2018))
    (block,) = problem_part(figures, findings_2016())
    assert isinstance(block, Paragraph) and isinstance(block.words[0], Blank)
    assert "早于2018年，检查结果不能说明2018年的情况" in block.words[0].label


def test_check_without_faults_says_what_was_looked_at() -> None:
    assert "程序能够检查的条款未发现问题" in told(finding("stale_column", "a", verdict=Verdict.CLEAR))
