"""How soon things were published: in prose, each with its number."""

from __future__ import annotations

from reports.document import Block, Paragraph, Words, words
from reports.figures import Figures
from reports.prose import Clause, known, sentence
from reports.words import self_name

_ON_TIME = (
    ("licences", "公示行政许可决定", "件", "按期公示"),
    ("penalties", "公示行政处罚决定", "件", "按期公示"),
    ("accident_reports", "公开事故调查报告", "篇", "批复后及时公开"),
)


def timeliness_blocks(figures: Figures) -> list[Block]:
    """Same-day share of news, days from writing to publishing, licences, penalties and accident reports in time."""
    return [Paragraph(each) for each in (_speed(figures), _in_time(figures)) if each]


def _speed(figures: Figures) -> Words:
    clauses = [
        Clause("news.same_day", "动态信息当日发布率为{news.same_day}%", "动态信息当日发布率"),
        Clause(
            "published.median_days",
            "公文从成文到公布的时间中位数为{published.median_days}个工作日",
            "从成文到公布的时间",
        ),
        Clause(
            "published.late",
            "超过法定期限公开的公文{published.late}件",
            "超期公开的公文数",
            "没有超过法定期限公开的公文",
        ),
    ]
    there = [clause for clause in clauses if known(figures, clause.metric)]
    return sentence(figures, f"{figures.scope.year}年，{self_name(figures.scope.organ_name)}", there) if there else ()


def _in_time(figures: Figures) -> Words:
    said: Words = ()
    for name, done, unit, in_time in _ON_TIME:
        published, on_time = f"{name}.published", f"{name}.on_time"
        if not figures.count(published).value:
            continue
        part = figures.say(f"{done}{{{published}}}{unit}")
        if known(figures, on_time):
            part += figures.say(f"（其中{in_time}{{{on_time}}}{unit}）")
        said += (words("，") if said else words("网站")) + part
    return said + words("。") if said else ()
