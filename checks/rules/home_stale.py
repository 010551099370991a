"""The home page shows nothing new within the window (网站不更新).

What it sees
    The newest stated date among the entries of the home page's own blocks, up to the monitoring point. Where the
    crawl is younger than the monitoring point, the lists behind those blocks tell what the home page showed then:
    the columns whose items it lists now. A home page without dated entries is a navigation page: then all columns
    of the first two levels are examined instead, as the census says.

Why it matters
    A home page without anything new for two weeks fails the site.

When it cannot tell
    The home page was not read, neither it nor the columns behind it show a date, one of these columns was not seen,
    or the crawl took place before the monitoring point.

Example
    Newest entry on the home page 2016-11-30, monitoring point 2016-12-31, window 14 days: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.freshness import unseen
from checks.seeing.home import columns_behind_home, day_on_home

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”首页最新信息的日期是{newest}，到监测时间点{as_of}已超过{window}没有新信息。"
    "请及时更新首页信息。",
    Verdict.CLEAR: "“{subject}”首页最新信息的日期是{newest}，在{window}内。",
    Verdict.UNSURE: "“{subject}”首页是否更新无法判断：{reason}。",
}


class HomeStaleOptions(Options):
    """How long the home page may go without anything new."""

    window: WindowOption


def judge(facts: SiteFacts, options: HomeStaleOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    verdict, newest, reason = _verdict(facts, options)
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"首页最新{newest}" if newest else "首页无日期",
        threshold=f"{options.window.chinese}内有新信息",
        since=newest if verdict is Verdict.FLAGGED else None,
        evidence=facts.home_captures,
        newest=newest,
        as_of=facts.as_of.isoformat(),
        window=options.window.chinese,
        reason=reason,
    )


def _verdict(facts: SiteFacts, options: HomeStaleOptions) -> tuple[Verdict, date | None, str]:
    if not facts.home_read:
        return Verdict.UNSURE, None, "首页没有读到"
    shown = [day for row in facts.home_listings if (day := day_on_home(facts, row)) is not None]
    past = [day for day in shown if day <= facts.as_of]
    behind = columns_behind_home(facts, plain=len(past) == len(shown))
    days = past + [column.newest for column in behind if column.newest is not None]
    newest = max(days, default=None)
    if newest is not None and options.window.contains(newest, facts.as_of):
        return Verdict.CLEAR, newest, ""
    if newest is None:
        return Verdict.UNSURE, None, "首页及其栏目都没有读到日期"
    hidden = next((why for column in behind if (why := unseen(column)) is not None), None)
    if hidden is not None:
        return Verdict.UNSURE, newest, hidden
    if facts.blind_since is not None:
        return Verdict.UNSURE, newest, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    return Verdict.FLAGGED, newest, ""


RULE = Rule("首页不更新", SubjectKind.SITE, HomeStaleOptions, judge, MESSAGES, recheck=Need.HOME)
