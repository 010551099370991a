"""One line a site: verdict, coverage, what stands against it; sorted, narrowed and cut into pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from checks.ledger.rows import CheckRow, State
from checks.ledger.standing import SiteCounts
from checks.score import SiteVerdict
from crawler.catalogue.queries import RunRow, SiteRow

PAGE = 50  # lines


class Standing(StrEnum):
    """What a site's verdict comes to, for choosing; worst first."""

    FAILED = "failed"
    UNDECIDED = "undecided"
    UNCHECKED = "unchecked"
    PASSED = "passed"


class Crawled(StrEnum):
    """What became of a site's newest crawl."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    NEVER = "never"


STANDINGS = {
    Standing.FAILED: _l("不合格"),
    Standing.UNDECIDED: _l("无法判定"),
    Standing.UNCHECKED: _l("未检查"),
    Standing.PASSED: _l("合格"),
}
CRAWLS = {Crawled.COMPLETE: _l("采集完整"), Crawled.INCOMPLETE: _l("采集不完整"), Crawled.NEVER: _l("从未采集")}
_VERDICTS = {
    SiteVerdict.FAILED_VETO.value: Standing.FAILED,
    SiteVerdict.FAILED_SCORE.value: Standing.FAILED,
    SiteVerdict.PASSED.value: Standing.PASSED,
    SiteVerdict.UNDECIDED.value: Standing.UNDECIDED,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A site with its newest crawl and check (None: there was none), and what stands against it."""

    site: SiteRow
    crawl: RunRow | None
    check: CheckRow | None
    counts: SiteCounts
    newest: date | None

    @property
    def standing(self) -> Standing:
        """What the verdict of its newest check comes to."""
        return _VERDICTS.get(self.check.verdict or "", Standing.UNCHECKED) if self.check else Standing.UNCHECKED

    @property
    def crawled(self) -> Crawled:
        """What became of its newest crawl."""
        if self.crawl is None:
            return Crawled.NEVER
        return Crawled.COMPLETE if self.crawl.complete else Crawled.INCOMPLETE

    @property
    def coverage(self) -> float | None:
        """Share of its columns that its newest crawl reached."""
        if self.crawl is None or not self.crawl.columns_known:
            return None
        return (self.crawl.columns_reached or 0) / self.crawl.columns_known

    def of(self, state: str) -> int:
        """How many of its findings are in this state."""
        return self.counts.by_state.get(State(state), 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. Words that mean nothing are left out."""

    text: str = ""
    verdict: Standing | None = None
    crawl: Crawled | None = None
    sort: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """True where not all sites are asked for."""
        return bool(self.text or self.verdict or self.crawl)

    def words(self, **changes: object) -> dict[str, Any]:
        """The words of the address, some of them changed."""
        now = {"q": self.text, "verdict": self.verdict, "crawl": self.crawl, "sort": self.sort, "page": self.page}
        given = {**now, "page": 1, **changes}
        return {name: value for name, value in given.items() if value and (name, value) != ("page", 1)}

    def turned(self, key: str) -> str:
        """What to sort by after a click on a head: numbers begin with the largest, names with the first."""
        first = key if key in _RISING else f"-{key}"
        other = f"-{key}" if key in _RISING else key
        return other if self.sort == first else first

    def direction(self, key: str) -> str | None:
        """The value of aria-sort of a head."""
        if self.sort.removeprefix("-") != key:
            return None
        return "descending" if self.sort.startswith("-") else "ascending"


def asked_from(words: MultiDict[str, str]) -> Asked:
    """The address as a value."""
    sort = words.get("sort", "")
    return Asked(
        words.get("q", "").strip()[:100],
        next((each for each in Standing if each == words.get("verdict")), None),
        next((each for each in Crawled if each == words.get("crawl")), None),
        sort if sort.removeprefix("-") in _KEYS else "",
        max(words.get("page", 1, type=int), 1),
    )


def chosen(lines: Sequence[Line], asked: Asked) -> list[Line]:
    """The lines that are asked for, all pages of them, in order."""
    text = asked.text.casefold()
    found = [
        line
        for line in lines
        if (not text or text in f"{line.site.name} {line.site.id} {line.site.organ or ''}".casefold())
        and (asked.verdict is None or line.standing is asked.verdict)
        and (asked.crawl is None or line.crawled is asked.crawl)
    ]
    found.sort(key=lambda line: (list(Standing).index(line.standing), -line.counts.standing, line.site.id))
    if asked.sort:
        key, falling = _KEYS[asked.sort.removeprefix("-")], asked.sort.startswith("-")
        known = [line for line in found if key(line) is not None]
        unknown = [line for line in found if key(line) is None]  # last, whichever way
        found = sorted(known, key=key, reverse=falling) + unknown
    return found


def tally(lines: Sequence[Line]) -> Mapping[Standing, int]:
    """How many sites there are of each standing."""
    return {standing: sum(line.standing is standing for line in lines) for standing in Standing}


_KEYS: dict[str, Callable[[Line], Any]] = {
    "name": lambda line: line.site.name,
    "verdict": lambda line: list(Standing).index(line.standing),
    "points": lambda line: line.check.points if line.check else None,
    "crawled": lambda line: line.crawl.finished_at if line.crawl else None,
    "coverage": lambda line: line.coverage,
    "findings": lambda line: line.counts.standing,
    "overdue": lambda line: line.counts.overdue,
    "disputed": lambda line: line.of("disputed"),
    "claimed": lambda line: line.of("claimed"),
    "doubts": lambda line: line.counts.doubts,
    "newest": lambda line: line.newest,
}
_RISING = frozenset({"name", "verdict", "newest", "points", "coverage", "crawled"})
"""Heads whose first click puts the smallest first: the oldest and the worst need the look."""
