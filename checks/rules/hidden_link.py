"""A page holds links to other hosts that visitors cannot see (暗链), or that lead to gambling and the like.

What it sees
    Links to other hosts that are kept out of sight: off the screen, of no size, not displayed, in the colour of the
    background, in a running line of a pixel, or in a hidden block that a script writes. Words and hosts that speak of
    gambling, pornography, private game servers and the like are data (`checks/seeing/suspects.toml`; `words` and
    `hosts` of the options come on top). Flagged: a hidden link that is suspect, or `many` hidden links from one page
    to as many strange hosts. `about = "illegal"` looks at suspect links only, those in sight included.

Why it matters
    Hidden links are put there by intruders who sell the site's good name to search engines: the site is broken into,
    and it advertises what the law forbids.

When it cannot tell
    A single hidden link to a strange host that is not suspect (a picture in place of a text, a partner's banner) goes
    to a person; so does a suspect link in plain sight, and a hidden one whose title speaks about the matter. Counters,
    sharing buttons, government and public hosts are clear, and so are titles in sight that speak about the matter
    (打击网络赌博).

Example
    `<div style="left:-9999px"><a href="http://www.bet.example/">澳门博彩</a>` on the home page: flagged. The hidden
    “站长统计” of a counter: clear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Options, Rest, Rule, say
from checks.seeing.hosts import Relation, host_of, own_hosts, relation
from checks.seeing.suspects import is_trusted, speaks_about_it, suspicion
from crawler.catalogue.concealed import HiddenLinkRow, OutsideLink, hidden_links, outside_links
from crawler.identity import canonical_key
from crawler.sight import Hiding

MESSAGES = {
    Verdict.FLAGGED: "页面 {page} 有链接指向 {host}（文字“{subject}”），{observed}。"
    "请立即删除，并检查服务器是否被入侵。",
    Verdict.CLEAR: "链接“{subject}”没有问题。",
    Verdict.UNSURE: "页面 {page} 有链接指向 {host}（文字“{subject}”），{observed}，请人工查看。",
}
WAYS = {
    Hiding.OFF_SCREEN: "被移到屏幕之外",
    Hiding.ZERO_SIZE: "大小为零",
    Hiding.NOT_SHOWN: "设为不显示",
    Hiding.SAME_COLOUR: "与背景同色",
    Hiding.MARQUEE: "放在极小的滚动条里",
    Hiding.WRITTEN: "由脚本写入隐藏区块",
}
# A drop-down of friendly links is not displayed either until it is opened: such links count for nothing together.
_HIDES_ON_PURPOSE = frozenset(Hiding) - {Hiding.NOT_SHOWN}


class HiddenLinkOptions(Options):
    """Which links are meant, more words and hosts, and how many hidden strange hosts on one page are too many."""

    about: Literal["any", "illegal"] = "any"
    words: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    many: int = Field(default=3, ge=2)


def judge(facts: SiteFacts, options: HiddenLinkOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each link that is flagged or doubtful; the other outside links as a batch."""
    rest = Rest(SubjectKind.LINK)
    own = own_hosts(facts)
    hidden = {canonical_key(row.url): row for row in facts.ask(hidden_links)}
    crowds = _crowds(hidden, own)
    for key, row in hidden.items():
        verdict, observed = _hidden(row, options, own, crowds)
        if not rest.takes(verdict, key):
            yield _judgement(verdict, key, row, observed)
    for link in facts.ask(outside_links):
        if link.key in hidden:
            continue
        reason = ""
        if options.about == "illegal" and not speaks_about_it(link.text):
            reason = suspicion(link.url, link.text, options.words, options.hosts)
        verdict = Verdict.UNSURE if reason else Verdict.CLEAR
        if not rest.takes(verdict, link.key):
            yield _judgement(verdict, link.key, link, reason)
    yield from rest.batches()


def _hidden(
    row: HiddenLinkRow, options: HiddenLinkOptions, own: frozenset[str], crowds: Mapping[str, set[str]]
) -> tuple[Verdict, str]:
    way = WAYS[row.how]
    if row.cleaned or not _is_strange(row, own):
        return Verdict.CLEAR, ""
    reason = suspicion(row.url, row.text, options.words, options.hosts)
    if reason:
        return Verdict.UNSURE if speaks_about_it(row.text) else Verdict.FLAGGED, f"{way}，{reason}"
    if options.about == "illegal":
        return Verdict.CLEAR, ""
    crowd = len(crowds.get(row.from_url, ()))
    if row.how in _HIDES_ON_PURPOSE and crowd >= options.many:
        return Verdict.FLAGGED, f"{way}，同一页面共藏有{crowd}个其他网站的链接"
    if row.how in _HIDES_ON_PURPOSE:
        return Verdict.UNSURE, way
    return Verdict.CLEAR, ""  # not displayed, not suspect: a menu, a tab, a box of friendly links


def _crowds(hidden: Mapping[str, HiddenLinkRow], own: frozenset[str]) -> dict[str, set[str]]:
    """Page → the strange hosts that it links to out of sight on purpose."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in hidden.values():
        if row.how in _HIDES_ON_PURPOSE and not row.cleaned and _is_strange(row, own):
            found[row.from_url].add(host_of(row.url))
    return found


def _is_strange(row: HiddenLinkRow, own: frozenset[str]) -> bool:
    host = host_of(row.url)
    return not is_trusted(host) and relation(host, own) in (Relation.OTHER, Relation.UNKNOWN)


def _judgement(verdict: Verdict, key: str, row: HiddenLinkRow | OutsideLink, observed: str) -> Judgement:
    return say(
        MESSAGES,
        verdict,
        Subject(SubjectKind.LINK, key, row.text.strip() or row.url, row.url),
        observed=observed,
        threshold="没有暗链，不指向违法网站",
        evidence=(row.capture_id,),
        page="首页" if row.on_home else row.from_url,
        host=host_of(row.url),
    )


RULE = Rule("暗链", SubjectKind.LINK, HiddenLinkOptions, judge, MESSAGES, recheck=Need.PAGE)
