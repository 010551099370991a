"""The words in which the scripts plant faults and look-alikes."""

from __future__ import annotations

from datetime import date, timedelta

from testbed.year.clerk import FIRST, WEEK
from testbed.year.model import LookAlike, Outage, Paper, Period, Planted, Year

YEAR_ROUND: Period = (FIRST, None)
NEVER: Period = (date(2030, 1, 1), None)  # no crawl of the year has to find it


def monday(week: int) -> date:
    """The day of a crawl, counted from 0."""
    return FIRST + week * WEEK


def plant(
    year: Year,
    fault: str,
    rule: str,
    subject: tuple[str, str],
    note: str,
    must: Period,
    may: Period | None = None,
    *,
    clauses: tuple[str, ...] = (),
    others: tuple[tuple[str, str], ...] = (),
    doubt: bool = False,
) -> None:
    """Plant a fault that crawls have to find within `must`, and are allowed to find within `may`.

    `others`: subjects under which the same fault may be told as well, or instead. `doubt`: to put it before a person
    is enough.
    """
    year.planted.append(Planted(fault, rule, (subject, *others), note, must, may or must, clauses, doubt))


def resemble(year: Year, rule: str, subject: tuple[str, str], note: str) -> None:
    """Something that must not be flagged under a rule."""
    year.lookalikes.append(LookAlike(rule, subject, note))


def switch(year: Year, name: str, period: Period) -> None:
    """Turn something wrong on all pages on for a while."""
    year.switches.setdefault(name, []).append(period)


def outage(year: Year, kind: str, week: int, slug: str = "", site: str = "bureau") -> None:
    """An outage that lasts for one crawl."""
    year.outages.append(Outage(kind, (monday(week), monday(week + 1)), slug, site))


def silence(year: Year, column: str, after: date, before: date) -> tuple[Paper, Paper | None]:
    """Let a column rest: nothing is published after one day and before another. Gives the papers around the rest."""
    mine = sorted(
        (paper for paper in year.papers.values() if paper.columns[0] == column), key=lambda paper: (paper.up, paper.id)
    )
    for paper in mine:
        if after < paper.up < before:
            del year.papers[paper.id]
    last = max((paper for paper in mine if paper.up <= after), key=lambda paper: paper.up)
    return last, min((paper for paper in mine if paper.up >= before), key=lambda paper: paper.up, default=None)


def days_after(paper: Paper, days: int) -> date:
    """A day some days after the one that a paper states."""
    assert paper.stated is not None
    return paper.stated + timedelta(days=days)
