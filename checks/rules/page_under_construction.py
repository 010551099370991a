"""A page tells the public that it is being built.

What it sees
    The home page and the first pages of columns that say 建设中, 敬请期待 or the like and hardly anything else.

Why it matters
    A column that is not ready does not belong in the menu: to the public it is a promise that nobody keeps.

When it cannot tell
    The page was cut off, or the column shows entries beside the notice. A column that was not read is not judged here.

Example
    政务公开/统计信息 with the words “栏目建设中，敬请期待” alone: flagged. An article on roads being built (建设中的
    道路): not asked, since articles are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Options, Rule, say, the_rest
from crawler.catalogue.marks import MarkedPage, marked_pages
from crawler.catalogue.queries import ColumnRow
from crawler.identity import canonical_key
from crawler.model import Role

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”页面显示“建设中”。请补充内容，或在建成前从导航中撤下。",
    Verdict.CLEAR: "“{subject}”不是在建页面。",
    Verdict.UNSURE: "“{subject}”页面显示“建设中”，但{reason}，请人工查看。",
}


class PageUnderConstructionOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: PageUnderConstructionOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each page that is being built; the other home and column pages as a batch."""
    pages = (*facts.ask(marked_pages, None, Role.HOME), *facts.ask(marked_pages, None, Role.COLUMN))
    columns = {canonical_key(column.url): column for column in facts.columns if column.url}
    told = [_told(facts, page, columns.get(page.key)) for page in pages if page.marks.building]
    yield from told
    yield from the_rest(Verdict.CLEAR, SubjectKind.LINK, frozenset(page.key for page in pages), told)


def _told(facts: SiteFacts, page: MarkedPage, column: ColumnRow | None) -> Judgement:
    label = "首页" if page.role is Role.HOME else column.path if column else page.url
    verdict, reason = Verdict.FLAGGED, ""
    if not page.marks.whole:
        verdict, reason = Verdict.UNSURE, "页面没有读完整"
    elif column is not None and column.rows:
        verdict, reason = Verdict.UNSURE, f"栏目列有{column.rows}条信息"
    return say(
        MESSAGES,
        verdict,
        Subject(SubjectKind.LINK, page.key, label, page.url),
        observed="建设中",
        threshold="不向公众显示在建页面",
        evidence=(page.capture_id,),
        reason=reason,
    )


RULE = Rule("页面建设中", SubjectKind.LINK, PageUnderConstructionOptions, judge, MESSAGES, recheck=Need.PAGE)
