"""The home page failed to open on a share of the visits of a week (首页可用性).

What it sees
    The week of probes that *unreachable* judges, and the whole percents of visits on which the home page did not open
    within the limit. Each whole percent counts once in the deduction.

Why it matters
    Below the five percent that fail a site, the census of 2015 deducts for every percent.

When it cannot tell
    There were fewer probes than a week of spaced visits needs, or visits of which one cannot say whether our own
    network failed would change the number of percents.

Example
    140 visits, 2 of them failed while other sites answered: 1.4 %, flagged, counts once. One failed: 0.7 %, clear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Rule, say
from checks.seeing.probed import ProbeOptions, is_whole, week_of

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”首页{visits}次访问中有{failed}次打不开（{share}），每满1%扣分一次，计{percents}次。"
    "请检查服务器和网络。",
    Verdict.CLEAR: "“{subject}”首页{visits}次访问中有{failed}次打不开（{share}），不满1%。",
    Verdict.UNSURE: "“{subject}”首页可用性无法判断：共访问{visits}次，失败{failed}次；{why}。",
}


class UnavailableHomeOptions(ProbeOptions):
    """How many visits are needed in how many days, and what counts as failed."""


def judge(facts: SiteFacts, options: UnavailableHomeOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    week = week_of(facts, options)
    visits, failed, alone = (week.visits, week.failures, week.alone) if week else (0, 0, 0)
    percents = failed * 100 // visits if visits else 0
    verdict, why = Verdict.CLEAR, ""
    if week is None or not is_whole(week, options):
        verdict, why = (
            Verdict.UNSURE,
            f"认定需连续{options.days}天、每天至少{options.per_day}次间隔访问（gongkai probe）",
        )
    elif (failed + alone) * 100 // visits != percents:
        verdict, why = Verdict.UNSURE, f"另有{alone}次无应答不能排除本机网络故障"
    elif percents:
        verdict = Verdict.FLAGGED
    yield replace(
        say(
            MESSAGES,
            verdict,
            facts.site_subject,
            observed=f"{visits}次访问，{failed}次失败",
            threshold="不满1%",
            visits=visits,
            failed=failed,
            share=f"{failed / visits if visits else 0:.1%}",
            percents=percents,
            why=why,
        ),
        amount=float(percents) if verdict is Verdict.FLAGGED else 1,
    )


RULE = Rule("首页可用性", SubjectKind.SITE, UnavailableHomeOptions, judge, MESSAGES, recheck=Need.PROBE)
