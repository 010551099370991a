"""Accident reports that the own site published in the year, and the replies (批复) after which they were due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.calendar import due_after, working_days_between
from checks.seeing.accident_papers import Paper, PaperKind, papers_among, replied_on
from checks.window import Window
from crawler.catalogue.queries import ItemRow
from reports.metrics.base import NotKnown
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own
from reports.scope import Scope

WINDOW = Window(20, "working days")
"""The law says "in time" and gives no number; the general period of the disclosure regulation is a yardstick."""


@dataclass(frozen=True, slots=True)
class Report:
    """A published accident report with the day of the reply to it, None where that is not told."""

    paper: Paper
    replied: date | None

    @property
    def in_time(self) -> bool | None:
        """True within the window; None where it cannot be told."""
        published = self.paper.item.published_on
        if self.replied is None or published is None or published < self.replied:
            return None
        due = due_after(self.replied, WINDOW)
        return published <= due.day if due.exact else None

    @property
    def says(self) -> str:
        """What stands beside its row."""
        published = self.paper.item.published_on
        if self.replied is None or published is None:
            return "未写明批复日期"
        return f"{self.replied}批复，隔{working_days_between(self.replied, published).chinese}"


def reports(scope: Scope) -> list[Report]:
    """The reports (no excerpts, replies or news) that the own site published in the period, each once."""
    return scope.known.keep(("accident reports", scope.bureau.id, scope.since, scope.until), lambda: _reports(scope))


def _reports(scope: Scope) -> list[Report]:
    every = _papers(scope, own(scope))
    papers = [paper for paper in every if paper.kind is PaperKind.REPORT]
    if not papers:
        return []
    earlier = scope.known.items_dated(scope.bureau, date(scope.year - 1, 1, 1), date(scope.year - 1, 12, 31))
    replies = [paper for paper in (*_papers(scope, earlier), *every) if paper.kind is PaperKind.REPLY]
    return [Report(paper, replied_on(paper, replies)) for paper in papers]


def _papers(scope: Scope, items: list[ItemRow]) -> list[Paper]:
    named = [item for item in items if "事故" in (item.title or "")]
    return papers_among(named, lambda ids: scope.known.texts(scope.bureau, ids))


def on_time(scope: Scope) -> ItemRows:
    """One row for each report in time. Raises NotKnown where there are reports and none can be told."""
    every = reports(scope)
    if every and all(one.in_time is None for one in every):
        raise NotKnown(f"网站上的{len(every)}篇调查报告都没有写明批复日期，无法计算")
    return report_rows(scope, [one for one in every if one.in_time])


def report_rows(scope: Scope, found: list[Report]) -> ItemRows:
    """The rows behind reports."""
    return ItemRows(scope, [one.paper.item for one in found], says=[one.says for one in found])


def times_note(scope: Scope) -> str:
    """How many came late, and how many cannot be told."""
    every = [one.in_time for one in reports(scope)]
    late, untold = every.count(False), every.count(None)
    told = (
        f"另有{late}篇超过20个工作日" if late else "",
        f"另有{untold}篇没有写明批复日期，无法计算" if untold else "",
    )
    return "；".join(one for one in told if one)
