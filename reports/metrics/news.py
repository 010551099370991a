"""News of the year on the own site, and the day of what each of them tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from crawler.catalogue.queries import ItemRow
from crawler.dates import find_days
from crawler.model import ColumnClass
from reports.metrics.classes import in_class
from reports.metrics.published import own
from reports.scope import Scope

LEAD = 120
"""Characters at the beginning of a text among which the day of the event is looked for."""

_MONTH_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
_TO = re.compile(r"\s*(?:至|到|—+|-|~|～|－)\s*(?:(\d{1,2})月)?(\d{1,2})日")
_TITLE = 120  # characters of a title that may stand above the text
_A_YEAR = 366
_YEAR = re.compile("年|[0-9０-９][-/.]").search  # without one of these a text names no whole date


@dataclass
class Dated:
    """News that tell of a day: `days` goes with `items`; `untold` is how many tell none."""

    items: list[ItemRow] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    untold: int = 0


def news(scope: Scope) -> list[ItemRow]:
    """The items of the year that a column of the class 动态要闻 lists."""
    return in_class(scope, own(scope), ColumnClass.DYNAMIC)


def dated_news(scope: Scope) -> Dated:
    """The news with the day on which they were written, or what they tell of happened."""
    return scope.known.keep(("news", scope.bureau.id, scope.since, scope.until), lambda: _dated_news(scope))


def _dated_news(scope: Scope) -> Dated:
    every, found = news(scope), Dated()
    texts = scope.known.beginnings(scope.bureau, [item.id for item in every if item.written_on is None], LEAD + _TITLE)
    for item in every:
        if item.published_on is None:
            continue
        day = item.written_on or event_day(_lead(item, texts.get(item.id, "")), item.published_on)
        if day is None or not 0 <= (item.published_on - day).days <= _A_YEAR:
            found.untold += 1
        else:
            found.items.append(item)
            found.days.append(day)
    return found


def _lead(item: ItemRow, text: str) -> str:
    """The beginning of a text without its title, where that is repeated above it."""
    text = text.lstrip()
    title = (item.title or "").strip()
    return (text[len(title) :] if title and text.startswith(title) else text)[:LEAD]


def event_day(lead: str, published: date) -> date | None:
    """The first day that the beginning of a text names, of a period its last; None where it names none.

    A day without a year is the newest such day up to the publication.
    """
    full = next(((start, start + len(raw), day) for day, raw, start in find_days(lead)), None) if _YEAR(lead) else None
    short = _MONTH_DAY.search(lead) if "月" in lead else None
    if short is not None and (full is None or short.start() < full[0]):
        day = _last(int(short[1]), int(short[2]), published)
        end = short.end()
    elif full is not None:
        _, end, day = full
    else:
        return None
    to = _TO.match(lead, end)
    if day is None or to is None:
        return day
    until = _date(day.year, int(to[1] or day.month), int(to[2]))
    return until if until is not None and until >= day else day


def _last(month: int, day: int, published: date) -> date | None:
    this = _date(published.year, month, day)
    return this if this is not None and this <= published else _date(published.year - 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
