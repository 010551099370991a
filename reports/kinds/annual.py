"""政府信息公开工作年度报告 in the narrative form of report years 2014-2018 (sheet 05, sections 1 to 3)."""

from __future__ import annotations

from collections.abc import Sequence

from checks.model import Finding
from crawler.errors import ConfigError
from reports.document import Blank, Block, Document, Heading, PageBreak, Paragraph, Words, words
from reports.figures import Figures, filled
from reports.kinds.annual_parts import answered_on_request, fees, overview, published, reviews_and_suits
from reports.kinds.base import Kind
from reports.kinds.statistics_table import statistics_table
from reports.problem_text import problem_part
from reports.scope import Scope
from reports.words import numeral

PARTS = (
    "概述",
    "主动公开政府信息情况",
    "依申请公开和不予公开政府信息情况",
    "政府信息公开的收费及减免情况",
    "因政府信息公开申请行政复议、提起行政诉讼的情况",
    "政府信息公开工作存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def gather(scope: Scope, findings: Sequence[Finding]) -> Document:
    """The annual report of a scope's year. Raises ConfigError for years with another form of report."""
    if not 2008 <= scope.year <= 2018:
        raise ConfigError(
            f"the annual report of {scope.year} has another form", where="--year", fix="this form serves 2008 to 2018"
        )
    figures = Figures(scope)
    name = scope.organ_name or Blank("机关名称").text
    blocks: list[Block] = [*_warnings(scope), Paragraph(_lead(figures, name))]
    contents: tuple[list[Block], ...] = (
        overview(figures),
        published(figures),
        answered_on_request(figures),
        fees(figures),
        reviews_and_suits(figures),
        problem_part(figures, findings),
        [Paragraph((Blank("本年度其他需要报告的事项；没有的，写“无”"),))],
    )
    for number, (heading, part) in enumerate(zip(PARTS, contents, strict=True), start=1):
        blocks += [Heading(1, f"{numeral(number)}、{heading}"), *part]
    blocks += [
        Paragraph(words("附表：政府信息公开情况统计表")),
        Paragraph(words(name), "right"),
        Paragraph((Blank("成文日期"),), "right"),
        PageBreak(),
        Heading(1, "附表"),
        statistics_table(figures),
        Paragraph(words("注：标“未填报”的指标没有数据来源，须由填报人核实后填写，不等于0。"), "plain"),
    ]
    return Document(
        stem=f"annual-{scope.year}",
        title=f"{name}\n{scope.year}年度政府信息公开工作年度报告",
        subtitle="",
        author=scope.organ_name or "",
        dated=scope.as_of.isoformat(),
        blocks=tuple(blocks),
        sources=figures.sources(),
    )


def _lead(figures: Figures, name: str) -> Words:
    scope = figures.scope
    organ = scope.organ
    until = scope.until
    return figures.say(
        "根据《中华人民共和国政府信息公开条例》，现向社会公布{year}年度{name}政府信息公开工作年度报告。"
        "本报告由{parts}等部分组成，并附《政府信息公开情况统计表》。"
        "本报告中所列数据的统计期限自{year}年1月1日起至{year}年{month}月{day}日止。"
        "本报告的电子版可在“{site}”（{home}）下载。如对本报告有任何疑问，请与{office}联系"
        "（地址：{address}；邮编：{postcode}；电话：{phone}；传真：{fax}；电子邮箱：{email}）。",
        year=str(scope.year),
        name=name,
        parts="、".join(PARTS[:-1]),
        month=str(until.month),
        day=str(until.day),
        site=scope.bureau.name,
        home=scope.bureau.home,
        office=filled(organ.get("office"), "负责政府信息公开工作的机构"),
        address=filled(organ.get("address"), "地址"),
        postcode=filled(organ.get("postcode"), "邮编"),
        phone=filled(organ.get("phone"), "电话"),
        fax=filled(organ.get("fax"), "传真"),
        email=filled(organ.get("email"), "电子邮箱"),
    )


def _warnings(scope: Scope) -> list[Paragraph]:
    """A box for the writer where the crawl behind the figures has holes; to be removed before sending."""
    complete, why = scope.coverage(("bureau", "municipal"))
    if complete:
        return []
    text = f"填报人注意：{'；'.join(why)}。据此统计的数字在文中标有“不完整”，补充采集前不宜报出。"
    return [Paragraph(words(text), "notice")]


KIND = Kind(name="annual", title="政府信息公开工作年度报告（2014—2018年格式）", gather=gather)
