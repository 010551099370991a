"""From the day a document was written (成文日期) to the day it was published, in working days."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from statistics import median

from checks.calendar import Span, working_days_between
from checks.seeing.own_documents import may_be_own, number_word, own_words
from crawler.catalogue.queries import ItemRow
from crawler.clock import day_in_shanghai
from crawler.identity import normal_doc_no
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own
from reports.scope import Scope

LATEST = 20
"""Working days from writing to publication: 条例 (2008) article 18, (2019) article 26."""


@dataclass
class Spans:
    """Items of the own site in the year that state both days, and how many had to be left out."""

    items: list[ItemRow] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    reversed: int = 0  # published before written: one of the days is wrong
    uncounted: int = 0  # no holiday calendar

    def rows(self, scope: Scope) -> ItemRows:
        """One row for each item, its amount the working days."""
        return ItemRows(scope, self.items, amounts=self.days, says=[f"成文{item.written_on}" for item in self.items])

    @property
    def left_out(self) -> str:
        """What was left out, as a note; empty where nothing was."""
        told = (
            f"另有{self.reversed}条公布日期早于成文日期，未计入" if self.reversed else "",
            f"另有{self.uncounted}条没有当年的放假安排，无法计算工作日，未计入" if self.uncounted else "",
        )
        return "；".join(one for one in told if one)


def spans(scope: Scope) -> Spans:
    """The items of the year that the organ itself may have made and that state when they were written."""
    return scope.known.keep(("spans", scope.bureau.id, scope.since, scope.until), lambda: _spans(scope))


def _spans(scope: Scope) -> Spans:
    found, names = Spans(), names_of(scope)
    for item in own(scope):
        if item.written_on is None or item.published_on is None or not may_be_own(item, names):
            continue
        span = working_days(item.written_on, item.published_on)
        if span.days < 0:
            found.reversed += 1
        elif not span.exact:
            found.uncounted += 1
        else:
            found.items.append(item)
            found.days.append(span.days)
    return found


def late(scope: Scope) -> tuple[Spans, int]:
    """(the organ's own documents that came later than `LATEST`, how many more are late and perhaps not its own)."""
    return scope.known.keep(("late", scope.bureau.id, scope.since, scope.until), lambda: _late(scope))


def _late(scope: Scope) -> tuple[Spans, int]:
    names = names_of(scope)
    words = own_words([item for item in own(scope) if normal_doc_no(item.doc_no)], names)
    every, found, perhaps = spans(scope), Spans(), 0
    for item, days in zip(every.items, every.days, strict=True):
        if days <= LATEST or not normal_doc_no(item.doc_no):
            continue
        if number_word(item) not in words:
            perhaps += 1
            continue
        found.items.append(item)
        found.days.append(days)
    return found, perhaps


def seen_later(scope: Scope) -> str:
    """What crawls know against the stated days: a page that a whole crawl after its day did not see came later.

    Where there are such pages, the median is at least what it is with the day of that crawl in place of theirs.
    """
    crawls = [ended for _, ended in scope.known.complete_crawls(scope.bureau)]
    every, number, days = spans(scope), 0, []
    for item, stated in zip(every.items, every.days, strict=True):
        missed = _missed(crawls, item)
        number += missed is not None
        days.append(stated if missed is None or item.written_on is None else working_days(item.written_on, missed).days)
    if not number:
        return ""
    least = f"{median(days):g}"
    return f"其中{number}条在标明日期之后的完整采集中仍未见到，实际公布更晚，按采集所见中位数不少于{least}个工作日"


def _missed(crawls: list[datetime], item: ItemRow) -> date | None:
    """The day of the last whole crawl that did not see an item, if that is after its stated day."""
    place = bisect_left(crawls, datetime.fromisoformat(item.first_seen))
    day = day_in_shanghai(crawls[place - 1]) if place else None
    return day if day is not None and item.published_on is not None and day > item.published_on else None


def names_of(scope: Scope) -> list[str]:
    """What the organ is called: as the workspace says, as its site's profile says, and the site's own name."""
    return list(dict.fromkeys(name for name in (scope.organ_name, scope.bureau.organ, scope.bureau.name) if name))


@lru_cache(maxsize=65536)
def working_days(start: date, end: date) -> Span:
    """Working days after `start` up to `end`; the same two days come again and again."""
    return working_days_between(start, end)
