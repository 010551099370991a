"""政府信息公开工作年度报告 in the form of its report year: narrative to 2018, six parts and three tables from 2019."""

from __future__ import annotations

from collections.abc import Sequence

from checks.model import Finding
from reports.document import Blank, Block, Document, Heading, PageBreak, Paragraph, Words, words
from reports.figures import Figures, filled
from reports.forms import form_of_year
from reports.forms.grids import grid_of
from reports.forms.values import FormValues
from reports.kinds.annual_contents import CONTENTS
from reports.kinds.annual_editions import Edition, Part, edition_of
from reports.kinds.annual_notices import notices
from reports.kinds.base import Kind
from reports.problems.cases import doubts
from reports.scope import Scope
from reports.words import numeral

_LEGEND = "注：标“未填报”的指标没有数据来源，须由填报人核实后填写，不等于0。点击表中数字可查看其来源。"


def gather(scope: Scope, findings: Sequence[Finding]) -> Document:
    """The annual report of a scope's year. Raises ConfigError for years before there was any."""
    edition = edition_of(scope.year)
    figures = Figures(scope)
    form = form_of_year(scope.year)
    values = FormValues(figures, form) if form is not None else None
    name = scope.organ_name or Blank("机关名称").text
    body: list[Block] = [Paragraph(_lead(figures, edition, name))]
    for number, part in enumerate(edition.parts, start=1):
        body.append(Heading(1, f"{numeral(number)}、{part.heading}"))
        body += _part(figures, findings, part, values)
    body += _ending(figures, findings, edition, name)
    body += _appendix(edition, values)
    return Document(
        stem=f"annual-{scope.year}",
        title=f"{name}\n{edition.title.format(year=scope.year)}",
        subtitle="",
        author=scope.organ_name or "",
        dated=scope.as_of.isoformat(),
        blocks=(*notices(figures, values, doubts=doubts(scope, findings)), *body),
        sources=figures.sources(),
    )


def _part(figures: Figures, findings: Sequence[Finding], part: Part, values: FormValues | None) -> list[Block]:
    blocks = [block for name in part.contents for block in CONTENTS[name](figures, findings)]
    if part.table and values is not None:
        blocks.append(grid_of(values, values.form.table(part.table)))
        if part.table == values.form.tables[0].id:
            blocks.append(Paragraph(words(_LEGEND), "plain"))
    for number, section in enumerate(part.sections, start=1):
        blocks.append(Heading(2, f"（{numeral(number)}）{section.heading}"))
        blocks += [block for name in section.contents for block in CONTENTS[name](figures, findings)]
    return blocks


def _ending(figures: Figures, findings: Sequence[Finding], edition: Edition, name: str) -> list[Block]:
    named = [Paragraph(words(f"附表：{edition.appendix}"))] if edition.appendix else []
    after = [block for content in edition.contents_after for block in CONTENTS[content](figures, findings)]
    return [*named, *after, Paragraph(words(name), "right"), Paragraph((Blank("成文日期"),), "right")]


def _appendix(edition: Edition, values: FormValues | None) -> list[Block]:
    if not edition.appendix or values is None:
        return []
    (table,) = values.form.tables
    return [PageBreak(), Heading(1, "附表"), grid_of(values, table), Paragraph(words(_LEGEND), "plain")]


def _lead(figures: Figures, edition: Edition, name: str) -> Words:
    scope = figures.scope
    organ = scope.organ
    until = scope.until
    return figures.say(
        "根据《中华人民共和国政府信息公开条例》，现向社会公布{year}年度{name}政府信息公开工作年度报告。{composed}"
        "本报告中所列数据的统计期限自{year}年1月1日起至{year}年{month}月{day}日止。"
        "本报告的电子版可在“{site}”（{home}）下载。如对本报告有任何疑问，请与{office}联系"
        "（地址：{address}；邮编：{postcode}；电话：{phone}；传真：{fax}；电子邮箱：{email}）。",
        year=str(scope.year),
        name=name,
        composed=edition.lead.format(parts="、".join(part.heading for part in edition.parts)),
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


KIND = Kind(name="annual", title="政府信息公开工作年度报告", gather=gather)
