"""Items got a new address, and the old one is dead.

What it sees
    Items that an earlier crawl knew under another address: equal in title, date and text, gone from the old place
    before they came up in the new one. Flagged where the old address answers that nothing is there. One judgement on
    the site with their number and examples.

Why it matters
    Every link, search result and citation of the page breaks. A page's address is to be stable, a redesign included.

When it cannot tell
    There is one crawl only, or nobody asked for the old addresses again (a crawl follows links, and nothing links
    there any more). A forwarding old address is in order. Of two places of one item at the same time the removal of one
    is no move.

Example
    /news/12.html of the crawl in May is /art/2017/5/3/art_12.html in June, and /news/12.html answers 404: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.outcomes import is_broken
from crawler.catalogue.moved import MovedItem, crawls_before, moved_items

MESSAGES = {
    Verdict.FLAGGED: "{number}条信息更换了地址，旧地址打不开，如 {examples}。请将旧地址转到新地址。",
    Verdict.CLEAR: "与以前的抓取相比，没有发现更换地址后旧地址失效的信息。",
    Verdict.UNSURE: "信息的地址是否稳定无法判断：{reason}。",
}
_NAMED = 3


class MovedAddressOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: MovedAddressOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    moved = facts.ask(moved_items)
    dead = [item for item in moved if is_broken(item.outcome)]
    untold = [item for item in moved if item.outcome is None]
    if dead:
        verdict, reason = Verdict.FLAGGED, ""
    elif not facts.ask(crawls_before):
        verdict, reason = Verdict.UNSURE, "只有一次抓取，没有可以比较的"
    elif untold:
        verdict, reason = Verdict.UNSURE, f"{len(untold)}条信息更换了地址，旧地址没有再访问过，如 {_examples(untold)}"
    else:
        verdict, reason = Verdict.CLEAR, ""
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{len(dead)}个旧地址失效" if dead else reason or "没有失效的旧地址",
        threshold="地址稳定，旧地址可以转到新地址",
        evidence=tuple(item.capture_id for item in dead[:_NAMED]),
        number=len(dead),
        examples=_examples(dead),
        reason=reason,
    )


def _examples(items: list[MovedItem]) -> str:
    return "、".join(f"{item.old_url}（现为 {item.url}）" for item in items[:_NAMED])


RULE = Rule("信息地址变更", SubjectKind.SITE, MovedAddressOptions, judge, MESSAGES)
