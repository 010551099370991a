"""The site does not open often enough (站点无法访问).

What it sees
    Probes of the home page (`gongkai probe`) in the week that ends on the monitoring point, or on the day before where
    that day is not over yet: how many there were, and how many did not open within the limit. Without any probes, the
    crawl's own visits to the home page.

Why it matters
    A site whose home page fails to open on 5 % of the visits over a week fails the census.

When it cannot tell
    The clause wants a week of spaced visits, 20 or more on each day: with fewer the answer is unsure, whatever they
    showed. Visits less than five minutes apart are one. A visit that something kept us from (403, challenge,
    certificate, robots.txt) does not count, nor one during a failure of our own network: no probed host answered. Where
    only this site was probed at that moment, the two cannot be told apart; if such visits decide, the answer is unsure.
    A crawl visits the home page once or a few times, which is never enough.

Example
    140 visits within a week, 20 on each day, 9 of them without an answer within 15 s while other sites answered: 6.4 %,
    flagged. One crawl that opened the home page: unsure, one visit of 140.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Rule, say
from checks.seeing.probed import ProbeOptions, full_days, is_whole, week_of
from crawler.availability import Availability
from crawler.model import Outcome

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”首页{visits}次访问中有{failed}次打不开({share})，达到{threshold}的否决线。"
    "请检查服务器和网络。",
    Verdict.CLEAR: "“{subject}”首页{visits}次访问中有{failed}次打不开({share})。",
    Verdict.UNSURE: "“{subject}”首页共访问{visits}次，失败{failed}次；{why}。",
}


class UnreachableOptions(ProbeOptions):
    """How many visits are needed in how many days, what counts as failed, and the share that fails the site."""

    share: float = Field(gt=0, lt=1)


def judge(facts: SiteFacts, options: UnreachableOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    found = week_of(facts, options)
    if found is None:
        visits = facts.home_visits
        failed = sum(visit.outcome not in (Outcome.OK, Outcome.NOT_MODIFIED) for visit in visits)
        why = f"认定需连续{options.days}天、每天至少{options.per_day}次间隔访问（gongkai probe）"
        yield _judgement(facts, options, Verdict.UNSURE, len(visits), failed, why)
        return
    verdict, why = _verdict(found, options)
    yield _judgement(facts, options, verdict, found.visits, found.failures, why)


def _verdict(week: Availability, options: UnreachableOptions) -> tuple[Verdict, str]:
    if not is_whole(week, options):
        full = full_days(week, options)
        return Verdict.UNSURE, (
            f"认定需连续{options.days}天、每天至少{options.per_day}次间隔访问，现有{full}天达到{_left_out(week)}"
        )
    if (week.share or 0.0) >= options.share:
        return Verdict.FLAGGED, ""
    if (week.highest_share or 0.0) < options.share:
        return Verdict.CLEAR, ""
    return Verdict.UNSURE, (
        f"另有{week.alone}次无应答时没有同时访问其他网站，不能排除本机网络故障；请与其他网站一起监测"
    )


def _left_out(week: Availability) -> str:
    words = [
        f"{count}次{why}未计入"
        for count, why in ((week.own_network, "属本机网络故障"), (week.undetermined, "被拦截或拒绝"))
        if count
    ]
    return f"（另有{'、'.join(words)}）" if words else ""


def _judgement(
    facts: SiteFacts, options: UnreachableOptions, verdict: Verdict, visits: int, failed: int, why: str
) -> Judgement:
    return say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{visits}次访问，{failed}次失败",
        threshold=f"{options.share:.0%}",
        visits=visits,
        failed=failed,
        share=f"{failed / visits if visits else 0:.1%}",
        why=why,
    )


RULE = Rule("站点无法访问", SubjectKind.SITE, UnreachableOptions, judge, MESSAGES, recheck=Need.PROBE)
