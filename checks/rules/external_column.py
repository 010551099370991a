"""A column only leads to another site (外链栏目).

What it sees
    Columns of the menu whose address lies on another site. They are neither blank nor stale: their content is
    elsewhere, and a person must look whether it is what the column promises.

Why it matters
    Such columns escape every check of freshness. Local checkers list them apart and count them as not monitored.

When it cannot tell
    It never can: an external column is unsure, all others are clear. Doors to unified platforms are external as well.

Example
    政务服务 leads to the province's service platform: unsure. 工作动态 with a list of its own: clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say

MESSAGES = {
    Verdict.CLEAR: "栏目“{subject}”的内容在本网站。",
    Verdict.UNSURE: "栏目“{subject}”只跳转到其他网站（{observed}），内容是否符合栏目要求须人工查看。",
}


class ExternalColumnOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: ExternalColumnOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each external column; all others as a batch."""
    own = []
    for column in facts.columns:
        if column.kind != "external":
            own.append(column.path)
            continue
        yield say(
            MESSAGES,
            Verdict.UNSURE,
            facts.column_subject(column),
            observed=column.url or "没有地址",
            threshold="内容在本网站",
            evidence=(column.capture_id,),
        )
    if own:
        yield Batch(Verdict.CLEAR, SubjectKind.COLUMN, own)


RULE = Rule("外链栏目", SubjectKind.COLUMN, ExternalColumnOptions, judge, MESSAGES)
