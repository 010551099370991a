"""The problem section of a report, drafted from the findings: what is wrong, the worst cases, and what will be done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.model import Finding, SubjectKind
from reports.document import Blank, Block, Heading, Paragraph, Words, words
from reports.figures import Figures
from reports.problems import EXAMPLES, Problem, problems
from reports.typography import chinese_dates, chinese_marks, printable
from reports.words import numeral, self_name

_DETAIL = re.compile(r"（[^（）]*）")  # brackets inside brackets read badly
_LONGEST = 40  # characters of a subject's name


def problem_part(figures: Figures, findings: Sequence[Finding]) -> list[Block]:
    """Blocks of 存在的主要问题及改进情况. Without any check it is left to the writer, never called faultless."""
    if not findings:
        return [Paragraph((Blank("存在的主要问题及改进措施（尚未运行检查，没有据以起草的材料）"),))]
    scope = figures.scope
    found = problems(scope, findings)
    day = f"{scope.as_of.year}年{scope.as_of.month}月{scope.as_of.day}日"
    if not found:
        text = f"以{day}为监测时间点检查，程序能够检查的条款未发现问题。"
        return [Paragraph((*words(text), Blank("其他方面存在的问题及改进措施")))]
    for problem in found:
        figures.add(problem.count)
    start = f"{self_name(scope.organ_name)}政府信息公开工作取得了一定成效，但对照有关要求还有差距。"
    blocks: list[Block] = [
        Heading(2, "（一）存在的主要问题"),
        Paragraph(words(f"{start}以{day}为监测时间点检查本单位网站，{_caveat(found)}主要存在以下问题：")),
    ]
    blocks += [Paragraph(_problem(figures, number, problem)) for number, problem in enumerate(found, start=1)]
    blocks += [Heading(2, "（二）改进措施"), Paragraph(words("针对上述问题，下一步将采取以下措施："))]
    blocks += [
        Paragraph(words(f"{numeral(number)}是{problem.group.remedy}。"))
        for number, problem in enumerate(found, start=1)
    ]
    return blocks


def _caveat(found: Sequence[Problem]) -> str:
    """On an incomplete crawl what was found stands, but there may be more."""
    return "" if all(problem.count.complete for problem in found) else "因采集不完整，以下仅为已查实的数量，"


def _problem(figures: Figures, number: int, problem: Problem) -> Words:
    group = problem.group
    said = words(f"{numeral(number)}是{group.heading}。")
    if problem.cases:
        before, _, after = group.lead.partition("{}")
        said += (*words(before), figures.figure(problem.count.metric.name, complete=True), *words(after))
        said += words(f"{_joint(problem)}{'；'.join(_case(found) for found in problem.examples)}。")
    return said + words("".join(f"{_sentence(found)}" for found in problem.whole_site))


def _joint(problem: Problem) -> str:
    number = len({found.subject.key for found in problem.cases})
    return "，较突出的是：" if number > EXAMPLES else "："


def _case(found: Finding) -> str:
    """One case in a few words: its name, and what was seen where the rule says so in brief."""
    subject = found.subject
    name = printable(subject.label).strip()
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    quoted = f"“{short}”"
    if subject.kind is SubjectKind.COLUMN_ID:
        return f"未见{quoted}栏目"
    observed = _DETAIL.sub("", chinese_marks(chinese_dates(found.judgement.observed))).strip("。 ")
    return f"{quoted}（{observed}）" if observed and len(observed) <= _LONGEST else quoted


def _sentence(found: Finding) -> str:
    text = chinese_marks(printable(found.message)).strip()
    return text if text.endswith("。") else f"{text}。"
