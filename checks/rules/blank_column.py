"""A column exists but has no content (空白栏目).

What it sees
    Columns with a list page that was walked whole and shows not one entry, in themselves or in their sub-columns.

Why it matters
    Five blank columns fail a site under the census of 2015; each one tells visitors that nobody looks after it.

When it cannot tell
    The page or a further page was not read, the page states a total although no entry was seen (a list that a script
    fills), or the crawl took place before the monitoring point. Single pages, groups, headings, doors, external and
    archived columns and 依申请公开 are not asked. Columns whose entries are all later than the monitoring point are
    unsure: what they showed then is not known.

Example
    互动交流/在线访谈 shows “暂无信息”: flagged. 政务公开/机构职能 is a page of its own: not applicable.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.freshness import exemption, unseen
from crawler.catalogue.queries import ColumnRow

MESSAGES = {
    Verdict.FLAGGED: "栏目“{subject}”没有任何信息（空白栏目）。请补充内容；不再使用的栏目应归并或下线。",
    Verdict.CLEAR: "栏目“{subject}”有{observed}。",
    Verdict.UNSURE: "栏目“{subject}”是否空白无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "栏目“{subject}”不作空白检查：{reason}。",
}


class BlankColumnOptions(Options):
    """There is nothing to set."""


def blankness(facts: SiteFacts, column: ColumnRow) -> tuple[Verdict, str]:
    """The verdict on one column and its reason (for unsure and not applicable)."""
    exempt = exemption(column)
    if exempt is not None:
        return Verdict.NOT_APPLICABLE, exempt
    if column.items:
        return Verdict.CLEAR, ""
    reason = unseen(column)
    if reason is not None:
        return Verdict.UNSURE, reason
    if column.rows:
        return Verdict.UNSURE, "看到的信息都在监测时间点之后，当时的情况无从得知"
    if any(other.rows for other in facts.below(column)):
        return Verdict.NOT_APPLICABLE, "内容在下级栏目中"
    if facts.below(column):
        return Verdict.NOT_APPLICABLE, "问题记在下级栏目"
    if column.stated_total:
        return Verdict.UNSURE, f"页面称共{column.stated_total}条，但一条也没有读到，列表可能由脚本生成"
    if facts.blind_since is not None:
        return Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    return Verdict.FLAGGED, ""


def judge(facts: SiteFacts, options: BlankColumnOptions) -> Iterator[Judgement]:
    """One judgement for each column."""
    for column in facts.columns:
        verdict, reason = blankness(facts, column)
        yield say(
            MESSAGES,
            verdict,
            facts.column_subject(column),
            observed=f"{column.items}条信息",
            threshold="至少1条信息",
            evidence=(column.capture_id,),
            reason=reason,
        )


RULE = Rule("空白栏目", SubjectKind.COLUMN, BlankColumnOptions, judge, MESSAGES)
