"""The site has no channel through which the public can ask or suggest something.

What it sees
    Columns that the crawl took for 咨询投诉, and short links anywhere on the site, whose name has a word for asking,
    suggesting or writing (咨询, 建言, 留言, 信箱, 写信). 网上信访, 纪检举报 and other channels for one purpose do not
    count, nor does 建议提案. With `used_within`, a channel must also show a letter of that time.

Why it matters
    No effective online channel is a 单项否决 from 2019 on; the census of 2015 deducts for it.

When it cannot tell
    The channel leads to another host (a unified platform of the government, named by a link) or did not open: whether
    it works for this organ is for a person to see. The home page or a column was not read. No public letter within
    `used_within`: there may be letters that are not public. That a channel is effective is never proven by a crawl:
    clear says that it is there and opens.

Example
    A site with 网上信访 and 纪检举报 only: flagged. 互动交流/局长信箱: clear. A link 12345政务服务便民热线 to the
    portal of the city: unsure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from crawler.catalogue.named_links import named_links
from crawler.model import Outcome

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”没有咨询建言渠道：查看了全部{looked}个栏目和全站链接的名称，{found}。"
    "请开设领导信箱、在线咨询等渠道并公开答复。",
    Verdict.CLEAR: "“{subject}”的咨询建言渠道：{found}。",
    Verdict.UNSURE: "“{subject}”有没有可用的咨询建言渠道无法判断：{found}。",
}
_COLUMN = "col.consult"
_LONGEST_NAME = 13  # 12345政务服务便民热线 is 13 characters; longer link texts are titles of articles


class NoConsultChannelOptions(Options):
    """Words that name a channel, words of channels that do not count, and within which time it must have been used."""

    words: tuple[str, ...] = (
        "咨询", "建言", "意见建议", "意见箱", "留言", "信箱", "写信", "来信", "问政", "提问", "12345", "互动平台",
    )  # fmt: skip
    excluded: tuple[str, ...] = (
        "信访",
        "纪检",
        "举报",
        "投诉",
        "监察",
        "巡视",
        "廉政",
        "提案",
        "人大",
        "公告",
        "公示",
        "采购",
    )
    used_within: WindowOption | None = None


@dataclass(frozen=True, slots=True)
class _Channel:
    name: str
    own: bool  # on this site
    opens: bool
    capture_id: int | None


def judge(facts: SiteFacts, options: NoConsultChannelOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    channels = list(_channels(facts, options))
    verdict, found = _verdict(facts, options, channels)
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed="、".join(channel.name for channel in channels[:5]) or "未找到",
        threshold="有咨询建言渠道",
        evidence=tuple(channel.capture_id for channel in channels[:5]) or facts.home_captures,
        looked=len(facts.columns),
        found=found,
    )


def _channels(facts: SiteFacts, options: NoConsultChannelOptions) -> Iterator[_Channel]:
    for column in facts.columns:
        named = column.identity == _COLUMN and not _excluded(options, column.name)
        if named or _counts(options, column.name):
            own = column.kind != "external" and (column.url is None or facts.is_internal(column.url))
            yield _Channel(f"栏目“{column.path}”", own, column.readable, column.capture_id)
    for link in facts.ask(named_links, options.words):
        if _counts(options, link.text) and len(link.text) <= _LONGEST_NAME:
            opens = link.outcome in (Outcome.OK, Outcome.NOT_MODIFIED)
            yield _Channel(f"链接“{link.text}”", link.internal, opens, None)


def _counts(options: NoConsultChannelOptions, name: str) -> bool:
    return any(word in name for word in options.words) and not _excluded(options, name)


def _excluded(options: NoConsultChannelOptions, name: str) -> bool:
    return any(word in name for word in options.excluded) and not any(word in name for word in ("咨询", "建言"))


def _verdict(facts: SiteFacts, options: NoConsultChannelOptions, channels: list[_Channel]) -> tuple[Verdict, str]:
    working = next((channel for channel in channels if channel.own and channel.opens), None)
    if working is not None:
        return _used(facts, options, working)
    if channels:
        first = channels[0]
        why = "没有读到" if first.own else "指向其他网站，是否受理本单位的来信须人工确认"
        return Verdict.UNSURE, f"{first.name}{why}"
    if not facts.tree_whole:
        return Verdict.UNSURE, facts.why_not_whole
    if facts.blind_since is not None:
        return Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    return Verdict.FLAGGED, "网上信访、纪检举报等专门渠道不计"


def _used(facts: SiteFacts, options: NoConsultChannelOptions, channel: _Channel) -> tuple[Verdict, str]:
    if options.used_within is None:
        return Verdict.CLEAR, channel.name
    sent = [letter.sent_on for letter in facts.letters if letter.sent_on is not None]
    if any(options.used_within.contains(day, facts.as_of) for day in sent):
        return Verdict.CLEAR, f"{channel.name}，{options.used_within.chinese}内有公开的信件"
    return Verdict.UNSURE, f"{channel.name}，{options.used_within.chinese}内没有见到公开的信件，有无不公开的须人工核实"


RULE = Rule("没有咨询建言渠道", SubjectKind.SITE, NoConsultChannelOptions, judge, MESSAGES)
