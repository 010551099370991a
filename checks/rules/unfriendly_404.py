"""A wrong address gets a server's bare page instead of a friendly one.

What it sees
    What the site's host answered to the one wrong address that each crawl asks for: its status, how many Chinese
    characters its page shows, and whether a link leads back to the site.

Why it matters
    Visitors come by old links and typing errors; a bare error page tells them neither what happened nor where to go.

When it cannot tell
    No wrong address was asked for, no page came back, or the page has words without a way back (or the reverse). A
    page that answers as if all were well (status 200) may be friendly to people: it goes to a person.

Example
    “404 Not Found nginx”: flagged. “您访问的页面不存在，返回首页” with status 404: clear. The same with status 200:
    unsure.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.hosts import host_of, own_hosts
from crawler.catalogue.wrong import WrongAddress, wrong_addresses

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”的错误页面不友好：{reason}。请设置说明情况、可返回首页的错误提示页。",
    Verdict.CLEAR: "“{subject}”有友好的错误提示页。",
    Verdict.UNSURE: "“{subject}”的错误页面是否友好无法判断：{reason}。",
}
_MISSING = (404, 410)
_WORST_FIRST = (Verdict.FLAGGED, Verdict.UNSURE, Verdict.CLEAR)


class Unfriendly404Options(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: Unfriendly404Options) -> Iterator[Judgement]:
    """One judgement on the site: of several answers of its hosts the worst."""
    own = own_hosts(facts)
    answers = [answer for answer in facts.ask(wrong_addresses) if host_of(answer.url) in own]
    judged = [_judged(answer) for answer in answers] or [(Verdict.UNSURE, "没有访问过不存在的地址")]
    verdict, reason = min(judged, key=lambda entry: _WORST_FIRST.index(entry[0]))
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=reason or "有提示和返回链接",
        threshold="提示页面不存在，并可返回首页",
        evidence=tuple(answer.capture_id for answer in answers),
        reason=reason,
    )


def _judged(answer: WrongAddress) -> tuple[Verdict, str]:
    if answer.redirect_url is not None:
        return Verdict.UNSURE, f"不存在的地址被转到 {answer.redirect_url}"
    if answer.status is None or answer.page is None:
        return Verdict.UNSURE, "没有返回页面"
    if answer.status not in (*_MISSING, 200):
        return Verdict.UNSURE, f"返回状态{answer.status}"
    if answer.friendly is False:
        title = f"“{answer.page.title}”" if answer.page.title else "空白或服务器自带的页面"
        return Verdict.FLAGGED, f"不存在的地址显示{title}，没有中文提示，也不能返回首页"
    if answer.friendly is None:
        return Verdict.UNSURE, "页面有提示但没有返回链接，或有链接但没有提示"
    if answer.status == 200:
        return Verdict.UNSURE, "有友好提示，但返回状态200，搜索引擎和程序会当作正常页面"
    return Verdict.CLEAR, ""


RULE = Rule("错误页面不友好", SubjectKind.SITE, Unfriendly404Options, judge, MESSAGES)
