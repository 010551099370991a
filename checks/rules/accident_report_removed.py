"""An accident report that was once public can no longer be reached on the site.

What it sees
    Every accident report that an earlier crawl read. It is gone if its address says so now (404 and the like), or if a
    crawl of the whole site finds it in no list and under no other address: by the same text, by a pairing, or by a
    report of the same accident, on the site or on the municipal portal.

Why it matters
    Published reports stay published. One that disappears after some weeks was never meant to be read.

When it cannot tell
    The crawl did not see the site whole or was an update, a report with a like title may be the one under a new name,
    or the list may show only so many entries: it is as long as before and nothing older is left in it.

Example
    The report of “3·5” stood in 事故调查报告 in April, and in July it is in no list while older ones are: flagged. With
    the same text under a new address after a redesign: clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, say
from checks.seeing.accident_papers import (
    AccidentName,
    Match,
    Paper,
    PaperKind,
    accident_name,
    best_match,
    kind_of_title,
    papers,
    reports_elsewhere,
    same_accident,
)
from checks.seeing.outcomes import is_broken, outcome_in_chinese
from crawler.catalogue.accidents import ReportEver, items_ever
from crawler.clock import day_in_shanghai
from crawler.model import Outcome
from crawler.modes import UPDATE

MESSAGES = {
    Verdict.FLAGGED: "事故调查报告“{subject}”曾经公布，现在{observed}（最后一次看到是{last}）。请恢复公开。",
    Verdict.CLEAR: "事故调查报告“{subject}”仍然可以打开。",
    Verdict.UNSURE: "事故调查报告“{subject}”是否仍然公开无法判断：{reason}。",
}


class AccidentReportRemovedOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: AccidentReportRemovedOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each report that is gone or cannot be judged; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    reports = [paper for paper in papers(facts) if paper.kind is PaperKind.REPORT]
    elsewhere = reports_elsewhere(facts)
    for ever in facts.ask(items_ever, ("事故", "调查报告")):
        if kind_of_title(ever.title) not in (PaperKind.REPORT, PaperKind.EXCERPT):
            continue
        verdict, text = _verdict(facts, ever, reports, elsewhere)
        if rest.takes(verdict, ever.key):
            continue
        flagged = verdict is Verdict.FLAGGED
        yield say(
            MESSAGES,
            verdict,
            Subject(SubjectKind.ITEM, ever.key, ever.title, ever.url),
            observed=text if flagged else "",
            threshold="长期公开",
            since=_day(ever) if flagged else None,
            evidence=(ever.capture_id,),
            last=_day(ever) or "此前",
            reason=text,
        )
    yield from rest.batches()


def _verdict(
    facts: SiteFacts, ever: ReportEver, reports: Sequence[Paper], elsewhere: Sequence[AccidentName]
) -> tuple[Verdict, str]:
    """What is to be said of a report that was once read, with what was seen or why nothing can be said."""
    state = facts.link_states.get(ever.key)
    outcome = ever.outcome if ever.outcome is not None or state is None else state.outcome
    if outcome in (Outcome.OK, Outcome.NOT_MODIFIED) or ever.copy is not None:
        return Verdict.CLEAR, ""
    if ever.listed_now and outcome is None:
        return Verdict.CLEAR, ""
    others = [paper for paper in reports if paper.item.id != ever.item_id]
    match, other = best_match(accident_name(ever.title), others)
    matches = {match, *(same_accident(accident_name(ever.title), name) for name in elsewhere)}
    if Match.YES in matches:
        return Verdict.CLEAR, ""
    if Match.MAYBE in matches:
        return Verdict.UNSURE, f"“{other.title if other else '市级平台上的一条信息'}”可能是同一份报告"
    if is_broken(outcome):
        return Verdict.FLAGGED, f"已打不开：{outcome_in_chinese(outcome)}"
    if outcome is not None:
        return Verdict.UNSURE, f"本次没有打开：{outcome_in_chinese(outcome)}"
    if ever.linked_now:
        return Verdict.UNSURE, "列表中没有，网站上还有指向它的链接，本次没有访问"
    if not facts.content_whole:
        return Verdict.UNSURE, f"网站没有看全（{facts.why_not_whole}）"
    if facts.run is not None and facts.run.mode == UPDATE:
        return Verdict.UNSURE, "本次只抓取了更新，没有查看全部列表"
    if ever.rolled_off:
        return Verdict.UNSURE, f"栏目“{ever.column}”可能只显示一定条数，报告或许仍能按原地址打开"
    return Verdict.FLAGGED, "在全部栏目中都找不到"


def _day(ever: ReportEver) -> date | None:
    return day_in_shanghai(datetime.fromisoformat(ever.last_seen)) if ever.last_seen else None


RULE = Rule("事故调查报告被撤下", SubjectKind.ITEM, AccidentReportRemovedOptions, judge, MESSAGES)
