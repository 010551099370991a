"""The home page showed too few new items in the weeks before the monitoring point.

What it sees
    The number of different items in the home page's own blocks, and in the columns behind these blocks, that are dated
    within the window. A home page without entries is a navigation page: then the columns of the first two levels count.

Why it matters
    The census of 2015 wants ten new items in two weeks in the columns of the home page.

When it cannot tell
    The home page was not read, an entry of the home page shows no date, a column behind it was not seen whole, the
    crawl took place before the monitoring point, or so long after it that the home page already shows later items:
    which columns it showed then is not known. As soon as enough dated items were seen, the rest does not matter.

Example
    Nine items dated 2016-12-17 to 2016-12-31 on the home page and in its columns, monitoring point 2016-12-31:
    flagged. Ten: clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.freshness import unseen
from checks.seeing.home import columns_behind_home, day_on_home

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”首页各栏目在监测时间点{as_of}前{window}内只更新了{observed}信息，少于{threshold}。"
    "请增加首页栏目的信息发布。",
    Verdict.CLEAR: "“{subject}”首页各栏目在{window}内更新了{observed}信息。",
    Verdict.UNSURE: "“{subject}”首页在{window}内更新了多少信息无法判断：已见{observed}，{reason}。",
}


class FewHomeUpdatesOptions(Options):
    """How many new items the home page must show, and within which time."""

    at_least: int = Field(ge=1)
    window: WindowOption


def judge(facts: SiteFacts, options: FewHomeUpdatesOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    behind = columns_behind_home(facts, plain=False)
    new = _new_items(facts, options, {column.path for column in behind})
    reason = _why_unsure(facts, [why for column in behind if (why := unseen(column)) is not None])
    verdict = Verdict.CLEAR if len(new) >= options.at_least else Verdict.UNSURE if reason else Verdict.FLAGGED
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{len(new)}条",
        threshold=f"{options.at_least}条",
        evidence=facts.home_captures,
        window=options.window.chinese,
        as_of=facts.as_of.isoformat(),
        reason=reason,
    )


def _new_items(facts: SiteFacts, options: FewHomeUpdatesOptions, paths: set[str]) -> set[int]:
    """Identities of the items dated within the window: one item in two blocks counts once."""
    rows = [*facts.home_listings, *(row for row in facts.listings if row.column in paths)]
    found = set()
    for row in rows:
        day = day_on_home(facts, row)
        if day is not None and options.window.contains(day, facts.as_of):
            item = facts.items.get(row.item_id)
            found.add(item.identity if item is not None else -row.item_id)
    return found


def _why_unsure(facts: SiteFacts, hidden: list[str]) -> str | None:
    if not facts.home_read:
        return "首页没有读到"
    if hidden:
        return hidden[0]
    days = [day_on_home(facts, row) for row in facts.home_listings]
    if None in days:
        return f"首页有{days.count(None)}条信息没有日期"
    if any(day > facts.as_of for day in days if day is not None):
        return "首页上已有监测时间点之后的信息，当时有哪些栏目无从得知"
    if not facts.home_listings and not facts.tree_whole:
        return facts.why_not_whole
    if facts.blind_since is not None:
        return f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    return None


RULE = Rule("首页信息更新数量不足", SubjectKind.SITE, FewHomeUpdatesOptions, judge, MESSAGES)
