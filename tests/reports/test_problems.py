"""The problem section: grouped, counted, with the worst cases and matching remedies."""

from __future__ import annotations

from datetime import date

from checks.model import SubjectKind, Verdict
from checks.rule import rules
from reports.document import Blank, Block, Heading, Paragraph
from reports.figures import Figures
from reports.problem_text import problem_part
from reports.problems import GROUPS, problems
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


def test_every_group_has_its_count_and_its_remedy() -> None:
    figures = Figures(scope_of(small_city()))
    text = prose(problem_part(figures, findings_2016()))
    for sentence in (
        "一是信息更新不够及时。有3个栏目超过规定期限未更新：",
        "二是栏目建设不够到位。有2个栏目空白或者应设未设：",
        "五是网站链接维护不够到位。有5个链接失效，较突出的是：",
        "七是各公开渠道协调不够一致。",
    ):
        assert sentence in text
    assert text.count("一是") == text.count("七是") == 2
    assert "八是" not in text


def test_oldest_case_comes_first_and_dates_are_prose() -> None:
    text = prose(problem_part(Figures(scope_of(small_city())), findings_2016()))
    assert "“政务公开/信息公开指南”（最新2015年6月18日）；“政务公开/通知公告”（最新2016年3月2日，距" in text


def test_clear_and_unsure_judgements_are_no_problems() -> None:
    judged = [found for found in findings_2016() if found.verdict is not Verdict.FLAGGED]
    assert judged and problems(scope_of(small_city()), judged) == []


def test_findings_of_another_site_are_left_out() -> None:
    assert problems(scope_of(small_city()), [finding("stale_column", "a", site="water")]) == []


def test_subject_under_two_clauses_counts_once() -> None:
    judged = [finding("stale_column", "a"), finding("stale_column", "a")]
    (problem,) = problems(scope_of(small_city()), judged)
    assert problem.count.value == 1 and len(problem.examples) == 1


def test_verdict_on_the_whole_site_is_a_sentence_of_its_own() -> None:
    judged = [
        finding("stale_column", "a", since=date(2016, 1, 1)),
        finding("stale_columns_veto", "bureau", kind=SubjectKind.SITE, message="触发单项否决:更新不及时"),
    ]
    (problem,) = problems(scope_of(small_city()), judged)
    assert problem.count.value == 1
    assert "触发单项否决：更新不及时。" in prose(problem_part(Figures(scope_of(small_city())), judged))


def test_rule_that_no_group_names_falls_into_the_last_one() -> None:
    (problem,) = problems(scope_of(small_city()), [finding("brand_new_fault", "a")])
    assert problem.group is GROUPS[-1]


def test_without_a_check_nothing_is_called_faultless() -> None:
    (block,) = problem_part(Figures(scope_of(small_city())), [])
    assert isinstance(block, Paragraph) and isinstance(block.words[0], Blank)


def test_check_without_faults_says_what_was_looked_at() -> None:
    judged = [finding("stale_column", "a", verdict=Verdict.CLEAR)]
    assert "程序能够检查的条款未发现问题" in prose(problem_part(Figures(scope_of(small_city())), judged))


def test_groups_name_only_rules_that_exist() -> None:
    named = {rule for group in GROUPS for rule in group.rules}
    assert named <= set(rules())
