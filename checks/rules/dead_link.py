"""A link leads nowhere: its target answers that the page is not there.

What it sees
    Addresses of this site, linked from its pages, menus or lists, whose visit ended with 404, 410 or a page that
    says it does not exist. One finding a target, however many pages link to it. The option `place` separates links
    on the home page from those on other pages; a target linked from both belongs to the home page.

Why it matters
    The census of 2015 deducts for every dead link, ten times as much on the home page. To a visitor the information
    is simply not published.

When it cannot tell
    The visit failed for another reason (timeout, server error, refused, robots): such a link is doubtful (疑似不可用),
    not dead. External links are not visited. A dead link was dead at the moment of the visit only.

Example
    首页 links to /old/poster.html, which answers 404: flagged under the home-page clause. A list row whose article
    answers 404: flagged under the other one. A link that times out: unsure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from checks.facts import SiteFacts, is_broken, outcome_in_chinese
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from crawler.catalogue.queries import TargetRow
from crawler.clock import SHANGHAI
from crawler.identity import canonical_key
from crawler.model import Outcome

# Outcomes that say something of our visit and nothing of the page.
_OURS = frozenset(
    {Outcome.NOT_CAPTURED, Outcome.ROBOTS_DISALLOWED, Outcome.ROBOTS_UNREACHABLE, Outcome.BLOCKED_ADDRESS}
)

MESSAGES = {
    Verdict.FLAGGED: "{where}上的链接“{subject}”打不开：{observed}（监测时间{at}，仅代表当时情况）。"
    "请修复目标页面或去掉该链接。",
    Verdict.CLEAR: "链接“{subject}”可以打开。",
    Verdict.UNSURE: "{where}上的链接“{subject}”疑似不可用：{observed}（监测时间{at}）。可能是临时故障，请复核。",
}


class DeadLinkOptions(Options):
    """Whether links on the home page or on all other pages are meant."""

    place: Literal["home", "other"]


def judge(facts: SiteFacts, options: DeadLinkOptions) -> Iterator[Judgement]:
    """One judgement for each visited address that belongs to the place; what we did not try is summed up in one."""
    sources = {canonical_key(target.redirect_url): target for target in facts.targets if target.redirect_url}
    untried: Counter[str] = Counter()
    for target in facts.targets:
        if target.role == "home" or target.outcome == Outcome.REDIRECT:
            continue
        linked = _as_linked(target, sources)
        if linked.on_home != (options.place == "home") or not _is_linked(linked):
            continue
        if target.outcome in _OURS:
            untried[target.outcome] += 1
        else:
            yield _judgement(linked, target)
    if untried:
        yield _summary(facts, untried)


def _as_linked(target: TargetRow, sources: dict[str, TargetRow]) -> TargetRow:
    """The address as pages link to it: where only redirects led to the target, the first address of the chain."""
    seen: set[str] = set()
    linked = target
    while linked.key not in seen:
        seen.add(linked.key)
        before = sources.get(linked.key)
        if before is None or (linked.from_url and canonical_key(linked.from_url) != before.key):
            break
        linked = before
    return linked


def _is_linked(target: TargetRow) -> bool:
    """False for an address that no page is known to link to (an archive holds such): it is no link, dead or not."""
    return target.on_home or bool(target.from_url) or target.column is not None


def _summary(facts: SiteFacts, untried: Counter[str]) -> Judgement:
    number = sum(untried.values())
    why = "、".join(f"{outcome_in_chinese(outcome)}{count}个" for outcome, count in sorted(untried.items()))
    return Judgement(
        Verdict.UNSURE,
        facts.site_subject,
        f"有{number}个链接没有访问到，能否打开无法判断：{why}。",
        observed=f"{number}个链接未访问",
        threshold="可以打开",
    )


def _judgement(linked: TargetRow, target: TargetRow) -> Judgement:
    label = (linked.column if linked.role == "column" else linked.text) or linked.text or linked.url
    return say(
        MESSAGES,
        _verdict(target.outcome),
        Subject(SubjectKind.LINK, linked.key, label, linked.url),
        observed=outcome_in_chinese(target.outcome),
        threshold="可以打开",
        evidence=(target.capture_id,),
        where=_where(linked),
        at=datetime.fromisoformat(target.at).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
    )


def _verdict(outcome: str) -> Verdict:
    if is_broken(outcome):
        return Verdict.FLAGGED
    return Verdict.CLEAR if outcome in (Outcome.OK, Outcome.NOT_MODIFIED, Outcome.TOO_LARGE) else Verdict.UNSURE


def _where(linked: TargetRow) -> str:
    if linked.on_home:
        return "首页"
    if linked.column and linked.role != "column":
        return f"栏目“{linked.column}”列表"
    return f"页面 {linked.from_url} " if linked.from_url else "其他页面"


RULE = Rule("死链", SubjectKind.LINK, DeadLinkOptions, judge, MESSAGES)
