"""So many service guides lack so many elements that the site fails on that alone (服务不实用).

What it sees
    The number of guides that *incomplete service guide* flags with `missing` classes or more, against `limit`. With
    `all_of_few`, sites with fewer guides than `limit` are asked instead: every one of them must be that poor.

Why it matters
    The inspection of 2019 fails a site whose services are of no use; the numbers were not seen in a published copy.

When it cannot tell
    The flagged guides stay below the limit, but together with those that could not be judged they would reach it; or
    the service columns were not seen whole, so that the number of guides is not known. A site whose crawl found no
    guides at all is not applicable: whether services are offered is another situation of the same indicator.

Example
    Five guides, each without 设定依据, 申请条件, 办理地点 and 办理时间: flagged. Four of them: clear under this
    situation; if the site has no other guide, flagged with `all_of_few`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.rules.incomplete_service_guide import verdict_on
from checks.seeing.freshness import unseen
from checks.seeing.service_guides import ELEMENTS, Guide, guides, is_guide_column

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”的{total}个办事指南中有{flagged}个缺少{missing}类以上要素，达到否决线：{names}。"
    "请逐一补全要素。",
    Verdict.CLEAR: "“{subject}”的{total}个办事指南中有{flagged}个缺少{missing}类以上要素，未达到否决线。",
    Verdict.UNSURE: "“{subject}”已见{total}个办事指南，其中{flagged}个缺少{missing}类以上要素，"
    "另有{unsure}个无法判断；{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”见到{total}个办事指南，不适用本条：{reason}。",
}


class PoorServiceGuidesVetoOptions(Options):
    """How many classes must be missing in how many guides, or in all of them where there are fewer than that."""

    missing: int = Field(ge=1, le=len(ELEMENTS))
    limit: int = Field(ge=1)
    all_of_few: bool = False


def judge(facts: SiteFacts, options: PoorServiceGuidesVetoOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    found = list(guides(facts))
    flagged = [guide for guide in found if verdict_on(guide, options.missing) is Verdict.FLAGGED]
    unsure = [guide for guide in found if verdict_on(guide, options.missing) is Verdict.UNSURE]
    verdict, reason = _verdict(facts, options, found, len(flagged), len(unsure))
    named = [guide.item.title or guide.item.url for guide in flagged[:5]]
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{len(flagged)}/{len(found)}个",
        threshold=f"{options.limit}个" if not options.all_of_few else f"少于{options.limit}个时全部",
        evidence=tuple(guide.item.capture_id for guide in flagged),
        total=len(found),
        flagged=len(flagged),
        unsure=len(unsure),
        missing=options.missing,
        names="、".join(named),
        reason=reason,
    )


def _verdict(
    facts: SiteFacts, options: PoorServiceGuidesVetoOptions, found: list[Guide], flagged: int, unsure: int
) -> tuple[Verdict, str]:
    hidden = _why_not_whole(facts)
    if not options.all_of_few:
        if flagged >= options.limit:
            return Verdict.FLAGGED, ""
        if flagged + unsure >= options.limit or hidden:
            return Verdict.UNSURE, hidden or f"合计可能达到{options.limit}个"
        return Verdict.CLEAR, ""
    if len(found) >= options.limit:
        return Verdict.NOT_APPLICABLE, f"不少于{options.limit}个"
    if hidden:
        return Verdict.UNSURE, hidden
    if not found:
        return Verdict.NOT_APPLICABLE, "没有办事指南"
    if flagged == len(found):
        return Verdict.FLAGGED, ""
    return (Verdict.UNSURE, "可能全部如此") if flagged + unsure == len(found) else (Verdict.CLEAR, "")


def _why_not_whole(facts: SiteFacts) -> str | None:
    if not facts.tree_whole:
        return facts.why_not_whole
    columns = [column for column in facts.columns if is_guide_column(column) and column.kind != "heading"]
    return next((why for column in columns if (why := unseen(column)) is not None), None)


RULE = Rule("多个办事指南要素不全（单项否决）", SubjectKind.SITE, PoorServiceGuidesVetoOptions, judge, MESSAGES)
