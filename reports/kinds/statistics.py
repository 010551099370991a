"""统计分析: the figures of the year beside the year before, by class and month, and by column with its freshness."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checks.model import Finding
from reports.document import Blank, Block, Document, Heading, Paragraph, Words, words
from reports.figures import Figures
from reports.kinds.annual_notices import notices
from reports.kinds.annual_publishing import published
from reports.kinds.base import Kind
from reports.scope import Scope
from reports.statistics.columns import column_blocks
from reports.statistics.compared import comparison_blocks
from reports.statistics.freshness import freshness_blocks
from reports.statistics.months import month_blocks
from reports.statistics.timeliness import timeliness_blocks
from reports.words import numeral

PARTS: tuple[tuple[str, tuple[Callable[[Figures], list[Block]], ...]], ...] = (
    ("总体情况", (published, comparison_blocks)),
    ("按类别和月份", (month_blocks,)),
    ("公开时效", (timeliness_blocks,)),
    ("栏目情况", (column_blocks,)),
    ("栏目更新情况", (freshness_blocks,)),
)


def gather(scope: Scope, findings: Sequence[Finding]) -> Document:
    """The statistics of a scope's year."""
    figures = Figures(scope)
    name = scope.organ_name or Blank("机关名称").text
    body: list[Block] = [Paragraph(_lead(scope))]
    for heading, contents in PARTS:
        made = [block for content in contents for block in content(figures)]
        number = sum(isinstance(block, Heading) for block in body) + 1
        if made:
            body += [Heading(1, f"{numeral(number)}、{heading}"), *made]
    return Document(
        stem=f"statistics-{scope.year}",
        title=f"{name}\n{scope.year}年度政府信息公开统计分析",
        subtitle=f"监测时间点：{scope.as_of.isoformat()}",
        author=scope.organ_name or "",
        dated=scope.as_of.isoformat(),
        blocks=(*notices(figures, None), *body),
        sources=figures.sources(),
    )


def _lead(scope: Scope) -> Words:
    until = scope.until
    return words(
        f"统计期限自{scope.year}年1月1日起至{until.year}年{until.month}月{until.day}日止，"
        "数字来自网站采集和台账，均可在文末“数据来源”中查到明细。"
    )


KIND = Kind(name="statistics", title="政府信息公开统计分析", gather=gather)
