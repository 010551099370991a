"""A column that every site of this kind must have is not there under any name.

What it sees
    The required columns of the clause, by their id in the column sheet. A column counts as found if the crawl took
    any column for it or for one that holds it with others (双公示 for 行政许可), if a column's name contains its name
    or a synonym, or if the home page links to it by name. A set of ids may be limited to organs of a certain kind by
    words in the organ's name (安全生产监督 …).

Why it matters
    Without the column, the duty to publish behind it cannot be met, and nobody finds what is published elsewhere.

When it cannot tell
    The home page or any column's page was not read: the column may be there. The message names where was looked and
    the nearest names, since a person may know the column under a name of the site's own. Nor where an organ may do
    without (办事服务 of an organ that serves nobody): the option `doubt` says so.

Example
    A safety bureau's site without 征集调查, 民意征集, 意见征集 or the like: flagged, subject col.survey.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from crawler.columns import ColumnKind, name_key, sheet

MESSAGES = {
    Verdict.FLAGGED: "没有找到“{subject}”栏目（同义名称：{synonyms}）。查找范围：全部{looked}个栏目的名称和首页链接；"
    "最接近的栏目：{nearest}。请开设该栏目；如已有同类栏目，请使用规范名称。",
    Verdict.CLEAR: "“{subject}”栏目：{observed}。",
    Verdict.UNSURE: "没有看到“{subject}”栏目，但{reason}，不能断定缺少。",
    Verdict.NOT_APPLICABLE: "“{subject}”栏目不要求本单位开设({reason})。",
}


class RequiredSet(BaseModel):
    """Ids that must be there; `organ_words` limits them to organs whose name has one of the words.

    `doubt` says in Chinese why an organ may do without: such columns are never flagged, only unsure.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    ids: tuple[str, ...]
    organ_words: tuple[str, ...] = ()
    doubt: str = ""


class MissingColumnOptions(Options):
    """The required columns in sets."""

    required: tuple[RequiredSet, ...]


def judge(facts: SiteFacts, options: MissingColumnOptions) -> Iterator[Judgement]:
    """One judgement for each required column."""
    organ = f"{facts.site.organ or ''} {facts.site.name}"
    for group in options.required:
        bound = not group.organ_words or any(word in organ for word in group.organ_words)
        for column_id in group.ids:
            kind = sheet().column(column_id)
            name = kind.name if kind else column_id
            subject = Subject(SubjectKind.COLUMN_ID, column_id, name, facts.site.home)
            yield _judgement(facts, subject, kind, bound, group.doubt)


def _judgement(facts: SiteFacts, subject: Subject, kind: ColumnKind | None, bound: bool, doubt: str) -> Judgement:
    found = _found(facts, subject.key, kind)
    verdict, reason = Verdict.FLAGGED, ""
    if found is not None:
        verdict = Verdict.CLEAR
    elif not bound:
        verdict, reason = Verdict.NOT_APPLICABLE, "该项职责属于其他类型的单位"
    elif not facts.tree_whole:
        verdict, reason = Verdict.UNSURE, facts.why_not_whole
    elif facts.blind_since is not None:
        verdict, reason = Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    elif doubt:
        verdict, reason = Verdict.UNSURE, doubt
    return say(
        MESSAGES,
        verdict,
        subject,
        observed=found or "未找到",
        threshold="应开设",
        evidence=facts.home_captures,
        synonyms="、".join(kind.synonyms[:6]) if kind else "无",
        looked=len(facts.columns),
        nearest="、".join(_nearest(facts, kind, subject.label) if verdict is Verdict.FLAGGED else ()) or "无",
        reason=reason,
    )


def _found(facts: SiteFacts, column_id: str, kind: ColumnKind | None) -> str | None:
    """Where the column was found, in Chinese, or None."""
    together = [other for other in sheet().columns if column_id in other.stands_for]  # 双公示 for 行政许可
    identities = {column_id, *(other.id for other in together)}
    for column in facts.columns:
        if column.identity in identities:
            return f"“{column.path}”"
    if kind is None:
        return None
    names = [name_key(name) for one in (kind, *together) for name in (one.name, *one.synonyms)]
    for column in facts.columns:
        own = name_key(column.name)
        if any(own == name or (len(name) > 2 and name in own) for name in names):
            return f"“{column.path}”（名称相符）"
    for text, url in facts.home_links:
        if name_key(text) in names:
            return f"首页链接“{text}”({url})"
    return None


def _nearest(facts: SiteFacts, kind: ColumnKind | None, name: str) -> list[str]:
    """Up to three column names most like the wanted one or its synonyms."""
    wanted = (name, *(kind.synonyms if kind else ()))

    def likeness(own: str) -> float:
        return _likeness(own, wanted)

    names = {column.name for column in facts.columns}
    near = sorted(((likeness(own), own) for own in names), key=lambda pair: (-pair[0], pair[1]))
    return [own for ratio, own in near[:3] if ratio >= 0.4]


@lru_cache(maxsize=65536)
def _likeness(own: str, wanted: tuple[str, ...]) -> float:
    return max(SequenceMatcher(None, own, other).ratio() for other in wanted)


RULE = Rule("缺少必设栏目", SubjectKind.COLUMN_ID, MissingColumnOptions, judge, MESSAGES)
