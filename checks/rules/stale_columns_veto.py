"""So many columns are stale that the site fails on that alone (栏目不更新).

What it sees
    The number of columns that *stale column* flags over several groups of classes, each with a window of its own,
    against the limit.

Why it matters
    Five stale news, notice and policy columns together, or ten columns of any kind, fail a site under the census.

When it cannot tell
    The flagged columns stay below the limit, but together with those that could not be seen they would reach it.

Example
    Three news columns without update for two weeks and two policy columns without update for six months: five, flagged.
    Four of them, and one column whose page timed out: unsure.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say, some_of
from checks.seeing.freshness import Freshness, freshness_of
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”有{flagged}个栏目超期未更新，达到{threshold}的否决线：{names}。请逐一更新或归并。",
    Verdict.CLEAR: "“{subject}”有{flagged}个栏目超期未更新，未达到{threshold}的否决线。",
    Verdict.UNSURE: "“{subject}”已见{flagged}个栏目超期未更新，另有{unsure}个无法判断（{names}）；"
    "合计可能达到{threshold}的否决线。",
}


class Group(BaseModel):
    """Classes of columns and the window they share; `first_level`: sub-columns only refresh what is above them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    classes: tuple[ColumnClass, ...]
    window: WindowOption
    first_level: bool = False


class StaleColumnsVetoOptions(Options):
    """The groups that are counted together, and the limit."""

    groups: tuple[Group, ...]
    limit: int = Field(ge=1)


def judge(facts: SiteFacts, options: StaleColumnsVetoOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    found = [
        one
        for group in options.groups
        for one in freshness_of(facts, group.classes, group.window, first_level=group.first_level)
    ]
    flagged = [one for one in found if one.verdict is Verdict.FLAGGED]
    unsure = [one for one in found if one.verdict is Verdict.UNSURE]
    yield count_judgement(facts, options.limit, flagged, unsure)


def count_judgement(facts: SiteFacts, limit: int, flagged: list[Freshness], unsure: list[Freshness]) -> Judgement:
    """The judgement on a number of columns against a limit."""
    verdict = Verdict.CLEAR
    if len(flagged) >= limit:
        verdict = Verdict.FLAGGED
    elif len(flagged) + len(unsure) >= limit or not (facts.columns and facts.home_read):
        verdict = Verdict.UNSURE
    named = flagged if verdict is Verdict.FLAGGED else unsure
    return say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{len(flagged)}个",
        threshold=f"{limit}个",
        evidence=tuple(one.column.capture_id for one in flagged),
        flagged=len(flagged),
        unsure=len(unsure),
        names=some_of([one.column.path for one in named]) or "没有读到栏目",
    )


RULE = Rule("多个栏目不更新（单项否决）", SubjectKind.SITE, StaleColumnsVetoOptions, judge, MESSAGES)
