"""Whoever publishes at the bureau: numbers, addresses and words for every paper."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from testbed.year.model import Paper, Year
from testbed.year.writing import PLACES, TRADES, text

FIRST, LAST = date(2022, 1, 3), date(2022, 12, 26)  # the first and the last crawl, Mondays
WEEK = timedelta(days=7)
_UNIT = "MB2K00318"  # the unit's part of its index numbers


class Clerk:
    """Whoever publishes: gives numbers, addresses and words of its own to every paper."""

    def __init__(self, year: Year, seed: int) -> None:
        self.year = year
        self.rng = Random(f"{seed}:year")
        self.number = 1000
        self.titles: set[str] = set()
        self.doc_nos: dict[tuple[str, int], int] = {}
        self.index_nos: dict[int, int] = {}

    def publish(self, paper_id: str, column: str, title: str, stated: date, **more: Any) -> Paper:
        """Put a paper up. It appears on the day it states, unless `up` says otherwise."""
        self.number += 1
        rng = Random(f"{paper_id}:{self.number}")
        day = f"{stated.month}月{stated.day}日"
        body = more.pop("body", None) or text(rng, day=day, place=rng.choice(PLACES), trade=rng.choice(TRADES))
        columns = (column, *more.pop("also", ()))
        assert paper_id not in self.year.papers, paper_id
        repeated = more.pop("repeated", False)
        assert repeated or title not in self.titles, title
        self.titles.add(title)
        minute = f"{9 + self.number % 8:02d}:{self.number * 7 % 60:02d}"
        paper = Paper(
            paper_id, self.number, columns, title, stated, more.pop("up", stated), tuple(body),
            clock=more.pop("clock", minute), **more,
        )  # fmt: skip
        self.year.papers[paper_id] = paper
        return paper

    def doc_no(self, word: str, year: int) -> str:
        """The next number of a series of documents."""
        self.doc_nos[word, year] = self.doc_nos.get((word, year), 0) + 1
        return f"{word}〔{year}〕{self.doc_nos[word, year]}号"

    def index_no(self, year: int) -> str:
        """The next index number of the bureau."""
        self.index_nos[year] = self.index_nos.get(year, 0) + 1
        return f"{_UNIT}/{year}-{self.index_nos[year]:05d}"

    def official(self, word: str, day: date) -> dict[str, Any]:
        """The elements of an official document: numbers in the order of publication, written the working day before."""
        return {
            "doc_no": self.doc_no(word, day.year),
            "index_no": self.index_no(day.year),
            "written": weekday(day - timedelta(days=2)),
            "block": True,
        }


def weekday(day: date) -> date:
    """This day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def every(first: date, last: date, days: int) -> list[date]:
    """Days at an equal distance, weekends moved to Friday."""
    found = []
    while first <= last:
        found.append(weekday(first))
        first += timedelta(days=days)
    return found
