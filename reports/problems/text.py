"""The problem section of a report, drafted from the findings: what is wrong, the worst cases, and what will be done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.model import Finding
from reports.document import Blank, Block, Heading, Paragraph, Words, words
from reports.figures import Figures
from reports.metrics.base import NotKnown
from reports.problems.cases import Case, Problem, problems
from reports.problems.groups import Fault
from reports.prose import enumerated
from reports.typography import chinese_dates, chinese_marks, printable
from reports.words import numeral, self_name

MOST = 8  # paragraphs; smaller groups share one more
_EXAMPLES = (3, 1, 1, 0)  # cases named of each kind of fault in a paragraph; more kinds are only counted together
_MEASURES = 3  # measures named for one group
_LONGEST = 40  # characters of a subject's name, or of what was seen
_DETAIL = re.compile(r"（[^（）]*）")  # brackets inside brackets read badly


def problem_part(figures: Figures, findings: Sequence[Finding]) -> list[Block]:
    """Blocks of 存在的主要问题及改进情况. Without any check it is left to the writer, never called faultless."""
    if not findings:
        return [Paragraph((Blank("存在的主要问题及改进措施（尚未运行检查，没有据以起草的材料）"),))]
    scope = figures.scope
    try:
        scope.crawled("bureau")
    except NotKnown as answer:
        return [
            Paragraph((Blank(f"存在的主要问题及改进措施（{answer.reason}，检查结果不能说明{scope.year}年的情况）"),))
        ]
    found = problems(scope, findings)
    day = f"{scope.as_of.year}年{scope.as_of.month}月{scope.as_of.day}日"
    if not found:
        text = f"以{day}为监测时间点检查，程序能够检查的条款未发现问题。"
        return [Paragraph((*words(text), Blank("其他方面存在的问题及改进措施")))]
    for problem in found:
        figures.add(problem.count)
        figures.add(problem.doubtful)
    shown, rest = _most_important(found)
    start = f"{self_name(scope.organ_name)}政府信息公开工作取得了一定成效，但对照有关要求还有差距。"
    blocks: list[Block] = [
        Heading(2, "（一）存在的主要问题"),
        Paragraph(words(f"{start}以{day}为监测时间点检查本单位网站，{_caveat(found)}主要存在以下问题：")),
    ]
    blocks += [Paragraph(_problem(figures, number, problem)) for number, problem in enumerate(shown, start=1)]
    blocks += [Paragraph(_others(figures, rest))] if rest else []
    blocks += [Heading(2, "（二）改进措施"), Paragraph(words("针对上述问题，下一步将采取以下措施："))]
    blocks += [Paragraph(_measure(figures, number, problem)) for number, problem in enumerate(shown, start=1)]
    blocks += [Paragraph(_other_measures(figures, rest))] if rest else []
    return blocks


def _most_important(found: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """The problems that get a paragraph of their own, and the others: vetoes first, then those with most cases."""
    if len(found) <= MOST:
        return list(found), []
    ranked = sorted(found, key=lambda problem: (not problem.veto, -len(problem.count.rows)))[:MOST]
    return [problem for problem in found if problem in ranked], [problem for problem in found if problem not in ranked]


def _caveat(found: Sequence[Problem]) -> str:
    """On an incomplete crawl what was found stands, but there may be more."""
    return "" if all(problem.count.complete for problem in found) else "因采集不完整，以下仅为已查实的数量，"


def _problem(figures: Figures, number: int, problem: Problem) -> Words:
    said = [_fault(figures, problem, case, examples) for case, examples in zip(problem.cases, _EXAMPLES, strict=False)]
    text = words(f"{numeral(number)}是{problem.group.heading}。") + enumerated(said, joint="；")
    if more := problem.cases[len(_EXAMPLES) :]:
        text += words(f"；还有{'、'.join(case.fault.name for case in more)}等问题")
    return text + words("。") + _doubts(figures, problem)


def _fault(figures: Figures, problem: Problem, case: Case, examples: int) -> Words:
    fault = case.fault
    veto = "（属单项否决情形）" if case.veto and "否决" not in fault.says else ""
    if not fault.counted:
        return words(fault.says, veto)
    before, _, after = fault.says.partition("{}")
    number = figures.figure(problem.count.metric.name, fault.name, complete=True)
    site = figures.scope.bureau.name
    return words(before or "有", number, after, veto, _named(case, examples, site))


def _named(case: Case, most: int, site: str) -> str:
    """，即“甲”、“乙” where all are named; ，如“甲”（最新2016年3月2日）、“乙” where there are more."""
    if not most or not case.fault.examples:
        return ""
    named = [found for found in case.found if found.subject.label != site]
    different = list(dict.fromkeys(_case(case.fault, found, site) for found in named))
    if not different:
        return ""
    joint = "即" if len(different) <= most and len(different) == len(case.found) else "如"
    return f"，{joint}{'、'.join(different[:most])}"


def _case(fault: Fault, found: Finding, site: str) -> str:
    """One case in a few words: its name, and what was seen where that says more than the sentence does."""
    name = printable(found.subject.label).strip().removeprefix(f"{site}：")
    quoted = f"“{name if len(name) <= _LONGEST else f'{name[: _LONGEST - 1]}…'}”"
    observed = _DETAIL.sub("", chinese_marks(chinese_dates(printable(found.judgement.observed)))).strip("。 ")
    return f"{quoted}（{observed}）" if fault.observed and observed and len(observed) <= _LONGEST else quoted


def _doubts(figures: Figures, problem: Problem) -> Words:
    """另有疑似…3处，须人工核实: never told as a fact."""
    name = problem.doubtful.metric.name
    told: list[Words] = []
    for fault in problem.group.faults:
        if fault.name in problem.doubtful.parts:
            before, _, after = fault.unsure.partition("{}")
            told.append(words(before, figures.figure(name, fault.name, complete=True), after))
    return words("另有") + enumerated(told) + words("，须人工核实。") if told else ()


def _others(figures: Figures, rest: Sequence[Problem]) -> Words:
    named = [
        words(problem.group.heading, "（", figures.figure(problem.count.metric.name, complete=True), "处）")
        for problem in rest
    ]
    return words("此外，还有") + enumerated(named) + words("等问题，详见问题清单。")


def _measure(figures: Figures, number: int, problem: Problem) -> Words:
    """One measure with the number of findings that it answers, whose list stands behind the figure."""
    total = figures.figure(problem.count.metric.name, complete=True)
    start = words(f"{numeral(number)}是针对{problem.group.heading}的问题（共", total, "处），")
    return start + words(f"{'；'.join(_remedies(problem, _MEASURES))}。")


def _other_measures(figures: Figures, rest: Sequence[Problem]) -> Words:
    remedies = [remedy for problem in rest for remedy in _remedies(problem, 1)]
    return words(f"对其余问题，按照问题清单逐项整改：{'；'.join(remedies)}。")


def _remedies(problem: Problem, most: int) -> list[str]:
    return list(dict.fromkeys(case.fault.remedy for case in problem.cases))[:most]
