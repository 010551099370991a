"""The home page takes too long to come.

What it sees
    The probes (`gongkai probe`) of the week up to the monitoring point that opened: the middle one of their times
    against the limit. Only the page's own HTML is measured, without pictures and scripts: what a browser needs is more.

Why it matters
    People leave a page that does not come. The page rules advise that it should not take longer than 3 seconds.

When it cannot tell
    Fewer probes than the clause wants, or other sites probed in the same week were slow as well, or none was probed:
    then it may be our own line.

Example
    40 probes, the middle one 4.2 s, other sites 0.8 s: flagged. The middle one exactly 3.0 s: clear.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from statistics import median

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from crawler.catalogue.response_times import response_times

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”首页响应慢：{visits}次探测的中位时间为{observed}，超过{threshold}"
    "（同期其他网站{others}）。"
    "请检查服务器、页面大小和线路。",
    Verdict.CLEAR: "“{subject}”首页{visits}次探测的中位时间为{observed}，不超过{threshold}（仅计网页本身）。",
    Verdict.UNSURE: "“{subject}”首页的响应时间无法判断：{reason}。",
}


class SlowHomeOptions(Options):
    """The longest time that is still in order, and how many probes in how many days are needed."""

    max_seconds: float = Field(gt=0)
    min_visits: int = Field(default=20, ge=1)
    days: int = Field(default=7, ge=1)


def judge(facts: SiteFacts, options: SlowHomeOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    times = facts.ask(response_times, facts.as_of - timedelta(days=options.days - 1), facts.as_of)
    own = median(times.own) / 1000 if times.own else 0.0
    others = median(times.others) / 1000 if times.others else None
    verdict, reason = Verdict.FLAGGED, ""
    if len(times.own) < options.min_visits:
        verdict = Verdict.UNSURE
        reason = f"{options.days}天内只有{len(times.own)}次成功的探测，需要{options.min_visits}次（gongkai probe）"
    elif own <= options.max_seconds:
        verdict = Verdict.CLEAR
    elif others is None or others > options.max_seconds:
        verdict = Verdict.UNSURE
        reason = (
            f"中位时间为{own:.1f}秒，"
            + ("同期其他网站也慢，" if others else "同期没有探测其他网站，")
            + "可能是我方线路"
        )
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{own:.1f}秒",
        threshold=f"{options.max_seconds:g}秒",
        visits=len(times.own),
        others=f"{others:.1f}秒" if others is not None else "未探测",
        reason=reason,
    )


RULE = Rule("首页响应慢", SubjectKind.SITE, SlowHomeOptions, judge, MESSAGES)
