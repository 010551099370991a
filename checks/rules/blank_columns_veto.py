"""So many columns are blank that the site fails on that alone.

What it sees
    The number of columns that *blank column* flags, against the limit.

Why it matters
    Five blank columns fail a site under the census of 2015.

When it cannot tell
    The blank columns stay below the limit, but together with those that could not be seen they would reach it.

Example
    Five columns that show “暂无信息”: flagged. Two of them: clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say, some_of
from checks.rules.blank_column import blankness

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”有{flagged}个空白栏目，达到{threshold}的否决线：{names}。请补充内容或归并、下线。",
    Verdict.CLEAR: "“{subject}”有{flagged}个空白栏目，未达到{threshold}的否决线。",
    Verdict.UNSURE: "“{subject}”已见{flagged}个空白栏目，另有{unsure}个无法判断（{names}）；"
    "合计可能达到{threshold}的否决线。",
}


class BlankColumnsVetoOptions(Options):
    """From how many blank columns on the site fails."""

    limit: int = Field(ge=1)


def judge(facts: SiteFacts, options: BlankColumnsVetoOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    verdicts = [(column, blankness(facts, column)[0]) for column in facts.columns]
    flagged = [column for column, verdict in verdicts if verdict is Verdict.FLAGGED]
    unsure = [column for column, verdict in verdicts if verdict is Verdict.UNSURE]
    verdict = Verdict.CLEAR
    if len(flagged) >= options.limit:
        verdict = Verdict.FLAGGED
    elif len(flagged) + len(unsure) >= options.limit or not (facts.columns and facts.home_read):
        verdict = Verdict.UNSURE
    named = flagged if verdict is Verdict.FLAGGED else unsure
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{len(flagged)}个",
        threshold=f"{options.limit}个",
        evidence=tuple(column.capture_id for column in flagged),
        flagged=len(flagged),
        unsure=len(unsure),
        names=some_of([column.path for column in named]) or "没有读到栏目",
    )


RULE = Rule("多个空白栏目（单项否决）", SubjectKind.SITE, BlankColumnsVetoOptions, judge, MESSAGES)
