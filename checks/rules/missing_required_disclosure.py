"""A matter that the regulation wants made public is found nowhere on the site.

What it sees
    For each matter of the clause (规划计划, 预算决算, 应急预案 …): a column that is for it, by its id in the column
    sheet, by a name or a synonym; a link on the home page that names it; or an item whose title does.

Why it matters
    The regulation lists what must be public without anybody asking. A matter without a place on the site is not
    published, or cannot be found.

When it cannot tell
    Home page or columns were not read; a disclosure column leads to another site, where the matter may stand; or the
    duty binds only organs with that function (统计, 收费, 重大建设项目 …). What function an organ has is for a person
    to know, unless the organ's name says it.

Example
    A bureau whose site has no column, home link or title on 财政预算、决算: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.organs import CHINESE, Organs, bound
from checks.seeing.places import columns_for, home_link_for, leads_away
from crawler.columns import sheet

MESSAGES = {
    Verdict.FLAGGED: "没有找到“{subject}”：查找了全部{looked}个栏目的名称、首页链接和信息标题（{names}）。"
    "请按规定公开。",
    Verdict.CLEAR: "“{subject}”：{observed}。",
    Verdict.UNSURE: "没有看到“{subject}”，但{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”不要求本单位公开（适用于{who}）。",
}


class Matter(BaseModel):
    """A matter that must be public, and how it is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    ids: tuple[str, ...] = ()  # of the column sheet
    columns: tuple[str, ...] = ()  # further names of columns
    titles: tuple[tuple[str, ...], ...] = ()  # an item counts whose title holds all words of one group
    every: bool = False  # binds every organ; else only those that have the function
    sure_for: tuple[str, ...] = ()  # words of an organ's name that say that it has the function
    organs: Organs = "any"
    only_for: tuple[str, ...] = ()  # the duty binds only organs whose name holds one of these words


class MissingRequiredDisclosureOptions(Options):
    """The matters, in the order of the regulation."""

    matters: tuple[Matter, ...]


def judge(facts: SiteFacts, options: MissingRequiredDisclosureOptions) -> Iterator[Judgement]:
    """One judgement for each matter."""
    for matter in options.matters:
        found = _found(facts, matter)
        verdict, reason = (Verdict.CLEAR, "") if found else _absent(facts, matter)
        yield say(
            MESSAGES,
            verdict,
            Subject(SubjectKind.COLUMN_ID, f"disclosure:{matter.name}", matter.name, facts.site.home),
            observed=found or "未找到",
            threshold="应公开",
            evidence=facts.home_captures,
            looked=len(facts.columns),
            names="、".join(_names(matter)),
            reason=reason,
            who="、".join(matter.only_for) or CHINESE[matter.organs],
        )


def _found(facts: SiteFacts, matter: Matter) -> str | None:
    columns = columns_for(facts, matter.ids, matter.columns)
    if columns:
        return f"栏目“{columns[0].path}”"
    link = home_link_for(facts, matter.ids, matter.columns)
    if link is not None:
        return f"首页链接“{link[0]}”（{link[1]}）"
    for words in matter.titles:
        titled = facts.titles.holding(words)
        if titled:
            return f"信息“{titled[0].title}”"
    return None


def _absent(facts: SiteFacts, matter: Matter) -> tuple[Verdict, str]:
    """The verdict on a matter that was not found, and the reason where it is unsure."""
    away = leads_away(facts)
    if not bound(facts.site, matter.organs, matter.only_for):
        return Verdict.NOT_APPLICABLE, ""
    if not facts.tree_whole:
        return Verdict.UNSURE, f"{facts.why_not_whole}，不能断定没有"
    if matter.titles and not facts.content_whole:
        return Verdict.UNSURE, f"{facts.why_not_whole}，不能断定没有"
    if facts.blind_since is not None:
        return Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    if away is not None:
        return Verdict.UNSURE, f"公开栏目“{away.path}”指向其他网站，可能在那里公开"
    if not matter.every and not (matter.sure_for and bound(facts.site, "any", matter.sure_for)):
        return Verdict.UNSURE, "该事项只适用于有相应职能的机关，请人工核对；没有的，可以说明“无”"
    return Verdict.FLAGGED, ""


def _names(matter: Matter) -> list[str]:
    kinds = [kind for kind in sheet().columns if kind.id in matter.ids]
    named = [name for kind in kinds for name in (kind.name, *kind.synonyms[:3])]
    return list(dict.fromkeys([*named, *matter.columns]))[:12]


RULE = Rule("未公开法定事项", SubjectKind.COLUMN_ID, MissingRequiredDisclosureOptions, judge, MESSAGES)
