"""The site announced that it closes, and it still opens.

What it sees
    Titles by which the site says that it is closed for good (关停, 关闭, 停止运行 … with 本网站 or the site's own
    name), published longer ago than the window, while the home page opens and nothing newer was published after it.

Why it matters
    A site that nobody keeps up gives wrong answers in a government's name, and its domain is a gift to intruders. A
    closed site's domain is to be cancelled.

When it cannot tell
    The notice has no date or speaks of a move (迁移, 整合), or items were published after it: the closing may have been
    taken back. The site was not read whole, so that a notice may have been missed. A temporary closing (暂停, 升级) and
    the closing of a column, a system or an account are no such notice.

Example
    “关于关停东莞市安全生产监督管理局网站的公告” of 2017-03-01, no item after it, home page open on 2017-12-31: flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”已公告关停（{notice}），但网站仍可打开，其后没有更新。请关闭网站并注销域名。",
    Verdict.CLEAR: "“{subject}”不属于应关停而未关停的网站：{observed}。",
    Verdict.UNSURE: "“{subject}”是否应已关停无法判断：{reason}。",
}
_CLOSES = re.compile(r"关停|关闭|停止(?:运行|使用|服务|更新|维护)|停用|下线|注销")
_MOVES = re.compile(r"迁移|整合|并入|迁至|搬迁")
_SOMETHING_ELSE = re.compile(
    r"暂停|临时|暂时|短期|期间|维护升级|升级维护|检修|恢复|栏目|频道|系统|平台|公众号|微博|微信|信箱|邮箱|热线|旧版|老版|旧网站|原网站|企业|生产线|矿"
)


class ClosedSiteOpenOptions(Options):
    """How long after the notice the site may still open."""

    window: WindowOption


def judge(facts: SiteFacts, options: ClosedSiteOpenOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    notices = [item for item in facts.items.values() if _speaks_of_this_site(facts, item.title or "")]
    notice = max(notices, key=lambda item: (item.published_on is not None, item.published_on, item.id), default=None)
    verdict, reason = _judged(facts, options, notice)
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=reason or "没有关停公告",
        threshold=f"公告{options.window.chinese}后不再开放",
        evidence=(notice.capture_id,) if notice else (),
        notice=f"“{notice.title}”，{notice.published_on}" if notice else "",
        reason=reason,
    )


def _judged(facts: SiteFacts, options: ClosedSiteOpenOptions, notice: ItemRow | None) -> tuple[Verdict, str]:
    if notice is None:
        if facts.content_whole:
            return Verdict.CLEAR, "没有关停公告"
        return Verdict.UNSURE, f"没有看到关停公告，但{facts.why_not_whole}"
    if not facts.home_read:
        return Verdict.UNSURE, f"有关停公告“{notice.title}”，本次抓取没有打开首页"
    if notice.published_on is None:
        return Verdict.UNSURE, f"公告“{notice.title}”没有日期"
    if options.window.contains(notice.published_on, facts.as_of):
        return Verdict.CLEAR, f"关停公告于{notice.published_on}发布，尚在公告期内"
    if not _CLOSES.search(notice.title or ""):
        return Verdict.UNSURE, f"公告“{notice.title}”说的是迁移，旧网站是否应关闭需人工核实"
    newer = [item for item in facts.items.values() if item.published_on and item.published_on > notice.published_on]
    if newer:
        return Verdict.UNSURE, f"公告“{notice.title}”之后仍有{len(newer)}条新信息，关停可能已取消"
    return Verdict.FLAGGED, ""


def _speaks_of_this_site(facts: SiteFacts, title: str) -> bool:
    if not (_CLOSES.search(title) or _MOVES.search(title)) or _SOMETHING_ELSE.search(title):
        return False
    return "本网站" in title or "本站" in title or (facts.site.name in title and "网站" in title)


RULE = Rule("已公告关停的网站仍开放", SubjectKind.SITE, ClosedSiteOpenOptions, judge, MESSAGES)
