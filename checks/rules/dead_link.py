"""A link leads nowhere: its target answers that the page is not there.

What it sees
    Addresses linked from the site's pages, menus or lists that lead nowhere. Where links were checked
    (`gongkai crawl --mode links`), all checks of an address together decide: broken on repeated evidence only, outside
    addresses included. Where an address was never checked, the crawl's own visit does, for addresses of the site: 404,
    410 or a page that says it does not exist. One finding a target, however many pages link to it. The option `place`
    separates links on the home page from those on other pages; a target linked from both belongs to the home page.
    The options `words` and `hosts` narrow to links of a kind: online systems, accounts on other platforms.

Why it matters
    The census of 2015 deducts for every dead link, ten times as much on the home page. To a visitor the information
    is simply not published.

When it cannot tell
    The visit failed for another reason (timeout, server error, 403, robots), or only once where links are checked:
    such a link is doubtful (疑似不可用), not dead. A crawl by itself does not visit outside addresses. A dead link was
    dead at the moments of the visits only.

Example
    首页 links to /old/poster.html, which answers 404: flagged under the home-page clause. A list row whose article
    answers 404: flagged under the other one. A link that times out: unsure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, say
from checks.seeing.outcomes import is_broken, outcome_in_chinese
from crawler.catalogue.queries import LinkStateRow, TargetRow
from crawler.clock import SHANGHAI, day_in_shanghai
from crawler.identity import canonical_key
from crawler.links import LinkState
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

_STATES = {
    LinkState.BROKEN: Verdict.FLAGGED,
    LinkState.OK: Verdict.CLEAR,
    LinkState.UNVERIFIED: Verdict.UNSURE,
}


class DeadLinkOptions(Options):
    """Which links are meant: on the home page, on other pages or on any; with words or hosts, only links that have one.

    `words` are looked for in the text of the link, `hosts` are domains together with everything below them.
    """

    place: Literal["home", "other", "any"]
    words: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Link:
    """An address that the crawl visited, as pages link to it, and what is known of it."""

    linked: TargetRow
    target: TargetRow  # behind its redirects
    label: str
    checked: LinkStateRow | None  # what repeated checks say; they overrule the crawl's own visit
    verdict: Verdict | None  # None: for a reason of ours it was not tried


def judge(facts: SiteFacts, options: DeadLinkOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each visited address of the place that did not open; what we did not try is one more."""
    rest = Rest(SubjectKind.LINK)
    untried: Counter[str] = Counter()
    for link in facts.derived(_links):
        linked = link.linked
        if not _is_meant(options, linked.on_home, link.label, linked.url):
            continue
        if link.verdict is None:
            untried[link.target.outcome] += 1
        elif rest.takes(link.verdict, linked.key):
            continue
        elif link.checked is not None:
            yield _checked(link.checked, linked.key, link.label, linked.url, _where(linked))
        else:
            yield _judgement(linked, link.target)
    for row in facts.derived(_never_crawled):
        if _is_meant(options, row.on_home, row.text, row.url) and not rest.takes(_state_verdict(row), row.key):
            where = f"栏目“{row.column}”列表" if row.column else f"页面 {row.from_url} " if row.from_url else "其他页面"
            yield _checked(row, row.key, row.text or row.url, row.url, "首页" if row.on_home else where)
    yield from rest.batches()
    if untried:
        yield _summary(facts, untried)


def _links(facts: SiteFacts) -> tuple[_Link, ...]:
    """All visited addresses that some page links to, the home page's own and mere redirects left out."""
    sources = {canonical_key(target.redirect_url): target for target in facts.targets if target.redirect_url}
    found: list[_Link] = []
    for target in facts.targets:
        if target.role == "home" or target.outcome == Outcome.REDIRECT:
            continue
        linked = _as_linked(target, sources)
        if not _is_linked(linked):
            continue
        checked = facts.link_states.get(linked.key) or facts.link_states.get(target.key)
        verdict = _state_verdict(checked) if checked else None if target.outcome in _OURS else _verdict(target.outcome)
        found.append(_Link(linked, target, _label(linked), checked, verdict))
    return tuple(found)


def _is_meant(options: DeadLinkOptions, on_home: bool, text: str, url: str) -> bool:
    if options.place != "any" and on_home != (options.place == "home"):
        return False
    if not options.words and not options.hosts:
        return True
    if options.words and _any_of(options.words).search(text):
        return True
    near = [known for known in options.hosts if known in url]
    host = urlsplit(url).hostname or "" if near else ""
    return any(host == known or host.endswith(f".{known}") for known in near)


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def _never_crawled(facts: SiteFacts) -> tuple[LinkStateRow, ...]:
    """Checked links that the crawl did not visit: those that lead out of the site above all."""
    visited = {target.key for target in facts.targets}
    return tuple(row for row in facts.link_states.values() if row.key not in visited)


def _state_verdict(row: LinkStateRow) -> Verdict:
    return _STATES[row.state or LinkState.UNVERIFIED]


def _checked(row: LinkStateRow, key: str, label: str, url: str, where: str) -> Judgement:
    """The judgement on a link that was checked: its state is the verdict."""
    observed = outcome_in_chinese(row.outcome)
    if row.state is LinkState.BROKEN and row.failing_since is not None:
        observed += f"，自{day_in_shanghai(row.failing_since)}起历次检查均打不开"
    return say(
        MESSAGES,
        _state_verdict(row),
        Subject(SubjectKind.LINK, key, label, url),
        observed=observed,
        threshold="可以打开",
        evidence=(row.capture_id,),
        where=where,
        at=_local(row.at or ""),
    )


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
    return say(
        MESSAGES,
        _verdict(target.outcome),
        Subject(SubjectKind.LINK, linked.key, _label(linked), linked.url),
        observed=outcome_in_chinese(target.outcome),
        threshold="可以打开",
        evidence=(target.capture_id,),
        where=_where(linked),
        at=_local(target.at),
    )


def _label(linked: TargetRow) -> str:
    return (linked.column if linked.role == "column" else linked.text) or linked.text or linked.url


def _local(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


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
