"""The column for disclosure does not bear the prescribed name, or there are two of them.

What it sees
    Columns of the two upper levels that are the place of disclosure: 政府信息公开 or 政务公开 (right), 信息公开 and
    the like (other names), and whether a link on the home page names it.

Why it matters
    From late 2019 the column is called 政府信息公开 on every organ's site, so that one finds it at once; an existing
    column of that name or 政务公开 is used on, and no second one is opened under another name.

When it cannot tell
    Home page or columns were not read; the column leads to another site; or there are several such columns, of which
    one may hold the other.

Example
    A site whose only such column is called 信息公开: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.disclosure_column import NAMES, disclosure_columns, rightly_named
from checks.seeing.places import home_link_for, leads_away
from crawler.catalogue.queries import ColumnRow

MESSAGES = {
    Verdict.FLAGGED: "网站{observed}。请统一使用“政府信息公开”的名称。",
    Verdict.CLEAR: "公开专栏的名称符合要求：{observed}。",
    Verdict.UNSURE: "公开专栏的名称无法判断：{reason}。",
}


class MisnamedDisclosureColumnOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: MisnamedDisclosureColumnOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    found = disclosure_columns(facts)
    right = [column for column in found if rightly_named(column)]
    others = [column for column in found if not rightly_named(column) and not _inside(column.path, right)]
    link = home_link_for(facts, (), NAMES)
    paths = "、".join(f"“{column.path}”" for column in found)
    verdict, observed, reason = Verdict.CLEAR, paths, ""
    if right and others:
        verdict, reason = Verdict.UNSURE, f"同时有{paths}，可能重复设置"
    elif not right and link is not None:
        observed = f"首页链接“{link[0]}”"
    elif not right and (why := _doubt(facts)):
        verdict, reason = Verdict.UNSURE, why
    elif not right:
        verdict, observed = Verdict.FLAGGED, f"的公开专栏叫{paths}" if found else "没有“政府信息公开”栏目"
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=observed,
        threshold="政府信息公开",
        evidence=tuple(column.capture_id for column in found),
        reason=reason,
    )


def _inside(path: str, holders: list[ColumnRow]) -> bool:
    return any(path.startswith(f"{holder.path}/") for holder in holders)


def _doubt(facts: SiteFacts) -> str:
    away = leads_away(facts)
    if not facts.tree_whole:
        return facts.why_not_whole
    if facts.blind_since is not None:
        return f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    return f"“{away.path}”指向其他网站" if away is not None else ""


RULE = Rule("公开专栏名称不规范", SubjectKind.SITE, MisnamedDisclosureColumnOptions, judge, MESSAGES)
