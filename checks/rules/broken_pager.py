"""A further page of a column's list answers that it is not there.

What it sees
    The list pages of columns beyond the first. A page within the number that the list itself states, and that answers
    404, 410 or says that it does not exist. One judgement for each column with more than one page.

Why it matters
    Everything on that page and behind it is published in name only: no visitor can reach it.

When it cannot tell
    A page failed for another reason (timeout, server error, 403, robots.txt), the list was not walked to its end, or
    it does not state how many pages it has: then a missing page may only lie behind the last one.

Example
    通知公告 states 12 pages, and page 7 answers 404: flagged. Page 7 times out: unsure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.freshness import exemption
from checks.seeing.outcomes import is_broken, outcome_in_chinese
from crawler.catalogue.further_pages import FurtherPage, further_pages
from crawler.catalogue.queries import ColumnRow

MESSAGES = {
    Verdict.FLAGGED: "栏目“{subject}”的列表翻到 {url} 打不开：{observed}，后面的信息访问不到。请修复列表分页。",
    Verdict.CLEAR: "栏目“{subject}”的列表{observed}。",
    Verdict.UNSURE: "栏目“{subject}”的列表能否翻完无法判断：{observed}。",
}


class BrokenPagerOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: BrokenPagerOptions) -> Iterator[Judgement]:
    """One judgement for each column whose list has more than one page."""
    pages: dict[str, list[FurtherPage]] = defaultdict(list)
    if any(target.role == "list_page" and is_broken(target.outcome) for target in facts.targets):
        for page in facts.ask(further_pages):
            pages[page.column].append(page)
    for column in facts.columns:
        further = pages.get(column.path, [])
        long = further or (column.pages_stated or 1) > 1 or column.pages_walked > 1
        if exemption(column) is None and column.readable and long:
            yield _judgement(facts, column, further)


def _judgement(facts: SiteFacts, column: ColumnRow, further: list[FurtherPage]) -> Judgement:
    last = column.pages_stated or 1
    dead = next((page for page in further if page.page_no <= last and is_broken(page.outcome)), None)
    verdict, observed = Verdict.CLEAR, f"翻完了{column.pages_walked}页"
    if dead is not None:
        verdict, observed = Verdict.FLAGGED, outcome_in_chinese(dead.outcome)
    elif not column.complete:
        verdict, observed = Verdict.UNSURE, f"看了{column.pages_walked}/{column.pages_stated or '?'}页"
    return say(
        MESSAGES,
        verdict,
        facts.column_subject(column),
        observed=observed,
        threshold="每一页都能打开",
        evidence=(dead.capture_id if dead else column.capture_id,),
        url=dead.url if dead else "",
    )


RULE = Rule("列表翻页打不开", SubjectKind.COLUMN, BrokenPagerOptions, judge, MESSAGES)
