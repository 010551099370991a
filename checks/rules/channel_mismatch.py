"""An item stands on the municipal disclosure portal but not on the organ's own site.

What it sees
    Items that the portal shows for this organ and that have no counterpart on the organ's own site. How counterparts
    are found (索引号, 文号, title with date and text) is the catalogue's business and recorded with each pair.

Why it matters
    The two channels are meant to say the same: a report that counts both must not count twice, and a visitor of the
    own site must not miss what the city shows. This comparison is our own practice, no clause of a standard.

When it cannot tell
    The own site was not seen whole, a doubtful pair awaits a person's look, or the portal's item shows no date, so
    that it cannot be paired.

Example
    “关于2015年度注册安全工程师继续教育的通知” stands on the portal only: flagged. A pair whose titles are merely alike
    and whose texts differ is in review: unsure.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import PartnerItem, SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Options, Rest, Rule, say

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”({day})在市政府信息公开网站上有，在本单位网站上没有。请在本单位网站补发，"
    "或核实是否应从市级平台撤下。",
    Verdict.CLEAR: "信息“{subject}”({day})在两个渠道都有。",
    Verdict.UNSURE: "信息“{subject}”({day})在本单位网站上是否存在无法判断：{reason}。",
}


class ChannelMismatchOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: ChannelMismatchOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each of the organ's portal items that the own site seems to lack; the others in a batch."""
    rest = Rest(SubjectKind.ITEM)
    for partner in facts.partner_items:
        verdict, reason = _verdict(facts, partner)
        item = partner.item
        if rest.takes(verdict, item.key):
            continue
        yield say(
            MESSAGES,
            verdict,
            facts.item_subject(item),
            observed="本单位网站未见",
            threshold="两个渠道一致",
            since=item.published_on if verdict is Verdict.FLAGGED else None,
            evidence=(item.capture_id,),
            day=item.published_on.isoformat() if item.published_on else "无日期",
            reason=reason,
        )
    yield from rest.batches()


def _verdict(facts: SiteFacts, partner: PartnerItem) -> tuple[Verdict, str]:
    if partner.own is not None:
        return Verdict.CLEAR, ""
    if partner.in_review:
        return Verdict.UNSURE, "有一条相近的信息，是否为同一条待人工核定"
    if partner.item.published_on is None:
        return Verdict.UNSURE, "市级平台上的这条信息没有日期，无法比对"
    if not facts.content_whole:
        return Verdict.UNSURE, f"本单位网站没有看全({facts.why_not_whole})"
    return Verdict.FLAGGED, ""


RULE = Rule("两个公开渠道不一致", SubjectKind.ITEM, ChannelMismatchOptions, judge, MESSAGES, recheck=Need.SITE)
