"""A stream of news stands below 法定主动公开内容, which is for what the regulation requires only.

What it sees
    Columns of news (工作动态, 要闻 and the like, by name) below a column called 法定主动公开内容.

Why it matters
    The part is to hold what articles 20 and 21 of the regulation name and nothing else; news bury it.

When it cannot tell
    A column of the class of news that no name identifies, or a column below that was not read.

Example
    政府信息公开/法定主动公开内容/工作动态: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.freshness import unseen
from crawler.catalogue.queries import ColumnRow
from crawler.columns import name_key
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”下设有动态类栏目“{observed}”。请只保留法定主动公开的内容。",
    Verdict.CLEAR: "“{subject}”下没有动态类栏目。",
    Verdict.UNSURE: "“{subject}”下是否有动态类内容无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "没有“法定主动公开内容”栏目。",
}


class NewsAmongRequiredDisclosureOptions(Options):
    """The names of the part."""

    names: tuple[str, ...] = ("法定主动公开内容", "法定主动公开", "法定公开内容")


def judge(facts: SiteFacts, options: NewsAmongRequiredDisclosureOptions) -> Iterator[Judgement]:
    """One judgement for each column of that name."""
    names = {name_key(name) for name in options.names}
    parts = [column for column in facts.columns if name_key(column.name) in names]
    if not parts:
        yield say(MESSAGES, Verdict.NOT_APPLICABLE, facts.site_subject)
    for part in parts:
        yield _judgement(facts, part)


def _judgement(facts: SiteFacts, part: ColumnRow) -> Judgement:
    below = facts.below(part)
    news = [column for column in below if column.identity == "col.news"]
    likely = [column for column in below if column.column_class is ColumnClass.DYNAMIC and column not in news]
    unread = [column for column in below if not column.readable and unseen(column)]
    verdict, reason = Verdict.CLEAR, ""
    if news:
        verdict = Verdict.FLAGGED
    elif likely:
        verdict, reason = Verdict.UNSURE, f"“{likely[0].path}”可能是动态类栏目"
    elif unread or not part.readable:
        verdict, reason = Verdict.UNSURE, unseen(unread[0] if unread else part) or "栏目没有读到"
    return say(
        MESSAGES,
        verdict,
        facts.column_subject(part),
        observed="、".join(column.path for column in news),
        threshold="没有动态类栏目",
        evidence=(part.capture_id, *(column.capture_id for column in news)),
        reason=reason,
    )


RULE = Rule("法定公开内容混入动态", SubjectKind.COLUMN, NewsAmongRequiredDisclosureOptions, judge, MESSAGES)
