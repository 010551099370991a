"""A service guide lacks elements that a citizen needs (办事指南要素不全).

What it sees
    Guides in the site's service columns, and which of the eight classes of elements they show by their labels:
    事项名称, 设定依据, 申请条件, 办理材料, 办理地点, 办理时间, 联系方式, 办理流程. `limit` or more must be missing.

Why it matters
    Who does not know what to bring, where and when, must come twice. Census and inspection deduct for each such guide.

When it cannot tell
    The page was not read, shows so few labels that it may be something else or a picture, or has attachments in which
    the elements may stand.

Example
    A guide with 申请条件, 办理材料, 办理流程 and 联系电话 but without 办理地点: flagged where the limit is one class.
    The same with 办事指南.doc attached: unsure.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.service_guides import ELEMENTS, Guide, guides

MESSAGES = {
    Verdict.FLAGGED: "办事指南“{subject}”缺少{observed}：{missing}。请补全要素。",
    Verdict.CLEAR: "办事指南“{subject}”{observed}。",
    Verdict.UNSURE: "办事指南“{subject}”要素是否齐全无法判断：{reason}（没有见到{missing}）。",
}


class IncompleteServiceGuideOptions(Options):
    """From how many missing classes of elements on a guide is incomplete."""

    limit: int = Field(default=1, ge=1, le=len(ELEMENTS))


def judge(facts: SiteFacts, options: IncompleteServiceGuideOptions) -> Iterator[Judgement]:
    """One judgement for each guide."""
    for guide in guides(facts):
        yield say(
            MESSAGES,
            verdict_on(guide, options.limit),
            facts.item_subject(guide.item),
            observed=f"{len(guide.missing)}类要素" if guide.missing else "要素齐全",
            threshold=f"缺少的要素少于{options.limit}类",
            evidence=(guide.item.capture_id,),
            missing="、".join(guide.missing),
            reason=guide.doubt,
        )


def verdict_on(guide: Guide, limit: int) -> Verdict:
    """The verdict on one guide against a number of missing classes."""
    if len(guide.missing) < limit:
        return Verdict.CLEAR
    return Verdict.UNSURE if guide.doubt else Verdict.FLAGGED


RULE = Rule("办事指南要素不全", SubjectKind.ITEM, IncompleteServiceGuideOptions, judge, MESSAGES)
