"""What stands in the parts of the annual report, by the names that annual_editions.toml uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from checks.model import Finding
from reports.document import Blank, Block, Paragraph, Words, words
from reports.figures import Figures
from reports.kinds.annual_publishing import media, participation, published
from reports.kinds.annual_requests import fees, processing_fees, requests, requests_handled, reviews_and_suits
from reports.problems.text import problem_part
from reports.prose import Clause, known, sentence
from reports.statistics.months import month_blocks
from reports.statistics.timeliness import timeliness_blocks
from reports.words import self_name

Content = Callable[[Figures, Sequence[Finding]], list[Block]]


def _plain(made: Callable[[Figures], list[Words]]) -> Content:
    """Paragraphs of words as contents; empty ones fall out."""
    return lambda figures, _: [Paragraph(each) for each in made(figures) if each]


def overview(figures: Figures) -> list[Words]:
    """What every report begins with, and a blank for what only the office knows."""
    we = self_name(figures.scope.organ_name)
    text = f"{figures.scope.year}年，{we}按照《中华人民共和国政府信息公开条例》有关要求，推进政府信息公开工作。"
    return [(*words(text), Blank("本年度组织领导、制度建设、重点领域信息公开等工作情况")), _entities(figures)]


def _entities(figures: Figures) -> Words:
    """Whom the office supervises and serves, where its yearly figures say so."""
    clauses = [
        Clause("entities.registered", "商事登记主体{entities.registered}户", ""),
        Clause("entities.production", "生产经营单位{entities.production}户", ""),
        Clause("entities.key", "重点企业{entities.key}户", ""),
    ]
    there = [clause for clause in clauses if known(figures, clause.metric)]
    return sentence(figures, "监管服务对象包括", there, joint="、")


def platforms(figures: Figures) -> list[Words]:
    """The columns of the site by level."""
    we = self_name(figures.scope.organ_name)
    levels = [
        Clause(f"columns.level{level}", f"{name}级栏目{{columns.level{level}}}个", f"网站{name}级栏目数")
        for level, name in enumerate("一二三", start=1)
    ]
    return [sentence(figures, f"{we}网站设", levels, joint="、")]


def management(figures: Figures) -> list[Words]:
    """Documents of the office and what it did to keep its information in order."""
    clauses = [
        Clause("normative.issued", "制发规范性文件{normative.issued}件", "制发规范性文件数", "未制发规范性文件"),
        Clause("normative.abolished", "废止{normative.abolished}件", "废止规范性文件数", "未废止规范性文件"),
        Clause("normative.in_force", "现行有效{normative.in_force}件", "现行有效规范性文件数"),
        Clause(
            "normative.published",
            "在网站公开规范性文件{normative.published}件",
            "网站公开规范性文件数",
            "网站未公开规范性文件",
        ),
    ]
    said = sentence(figures, f"{figures.scope.year}年，{self_name(figures.scope.organ_name)}", clauses)
    return [said, (Blank("政府信息的制作、保密审查、更新、归档和公开属性认定等管理情况"),)]


def safeguards(figures: Figures) -> list[Words]:
    """Staff, meetings, training, and letters answered."""
    clauses = [
        Clause("staff.total", "从事政府信息公开工作人员{staff.total}人", "从事政府信息公开工作的人员数"),
        Clause("meetings.held", "召开政府信息公开工作会议{meetings.held}次", "召开工作会议次数", "未召开专题会议"),
        Clause("trainings.held", "举办培训班{trainings.held}次", "举办培训班次数", "未举办培训班"),
        Clause("trainees.total", "接受培训{trainees.total}人次", "接受培训人次"),
        Clause("complaints.received", "收到举报投诉{complaints.received}件", "举报投诉件数", "未收到举报投诉"),
    ]
    said = sentence(figures, f"{figures.scope.year}年，{self_name(figures.scope.organ_name)}", clauses)
    return [said, (Blank("组织领导、考核评议、社会评议、责任追究等监督保障情况"),)]


def other_matters(figures: Figures) -> list[Words]:
    """Left to the writer."""
    return [(Blank("本年度其他需要报告的事项；没有的，写“无其他需要报告的事项”"),)]


def local_appendix(figures: Figures) -> list[Words]:
    """Before 2014 each province had a table of its own."""
    return [(Blank("附表：按本省（自治区、直辖市）当年的统计表填报"),)]


def _chart(figures: Figures) -> list[Block]:
    """What was published by class and month; nothing where it is not known, which is asked for elsewhere."""
    return month_blocks(figures) if known(figures, "published.by_class_month") else []


CONTENTS: Mapping[str, Content] = {
    "overview": _plain(overview),
    "platforms": _plain(platforms),
    "published": lambda figures, _: published(figures),
    "timeliness": lambda figures, _: timeliness_blocks(figures),
    "publication_chart": lambda figures, _: _chart(figures),
    "media": _plain(media),
    "participation": _plain(participation),
    "requests": _plain(requests),
    "requests_handled": _plain(requests_handled),
    "fees": _plain(fees),
    "processing_fees": _plain(processing_fees),
    "reviews_and_suits": _plain(reviews_and_suits),
    "management": _plain(management),
    "safeguards": _plain(safeguards),
    "problems": problem_part,
    "other_matters": _plain(other_matters),
    "local_appendix": _plain(local_appendix),
}
