"""The site does not open often enough (站点无法访问).

What it sees
    Visits to the home page: how many there were and how many failed or took as long as the limit.

Why it matters
    A site whose home page fails to open on 5 % of the visits over a week fails the census.

When it cannot tell
    The clause wants a week of spaced visits, 20 or more a day. A crawl visits the home page once or a few times, so
    with fewer visits than that the answer is unsure, whatever they showed; a failure may be ours.

Example
    140 visits within a week, 9 of them without an answer within 15 s: 6.4 %, flagged. One crawl that opened the home
    page: unsure, one visit of 140.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from crawler.model import Outcome

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”首页{visits}次访问中有{failed}次打不开({share})，达到{threshold}的否决线。"
    "请检查服务器和网络。",
    Verdict.CLEAR: "“{subject}”首页{visits}次访问中有{failed}次打不开({share})。",
    Verdict.UNSURE: "“{subject}”首页共访问{visits}次，失败{failed}次；认定需一周内至少{needed}次访问。",
}


class UnreachableOptions(Options):
    """How many visits are needed, what counts as failed, and the share that fails the site."""

    min_visits: int = Field(ge=1)
    max_seconds: float = Field(gt=0)
    share: float = Field(gt=0, lt=1)


def judge(facts: SiteFacts, options: UnreachableOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    visits = facts.home_visits
    failed = sum(
        visit.outcome not in (Outcome.OK, Outcome.NOT_MODIFIED) or (visit.elapsed_ms or 0) >= options.max_seconds * 1000
        for visit in visits
    )
    share = failed / len(visits) if visits else 0.0
    verdict = Verdict.UNSURE
    if len(visits) >= options.min_visits:
        verdict = Verdict.FLAGGED if share >= options.share else Verdict.CLEAR
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{len(visits)}次访问，{failed}次失败",
        threshold=f"{options.share:.0%}",
        visits=len(visits),
        failed=failed,
        share=f"{share:.1%}",
        needed=options.min_visits,
    )


RULE = Rule("站点无法访问", SubjectKind.SITE, UnreachableOptions, judge, MESSAGES)
