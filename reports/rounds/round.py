"""A round: several sites inspected as of one day, with their verdicts, findings, the ledger, and the round before.

A site that is not in the catalogue, or was not crawled near the day, is 未检查; one of which too little was seen is
无法判定. Neither is ever 不合格, and neither counts in a rate of those that passed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from checks.engine import CheckResult
from checks.model import Finding, Pack
from checks.score import Score, SiteVerdict
from crawler.catalogue.captures import CaptureRow
from crawler.clock import day_in_shanghai
from reports.ledger.rows import Ledger

FAR = 31
"""Days between the monitoring point and the crawl beyond which a site counts as not inspected in this round (ours)."""


class Standing(StrEnum):
    """What a round says of a site, in the words of the bulletins."""

    PASSED = "合格"
    FAILED = "不合格"
    UNDECIDED = "无法判定"
    UNCHECKED = "未检查"


class Grouping(StrEnum):
    """How bulletins list sites: those of places (县区, 镇街, 园区), and those of departments."""

    PLACE = "地区"
    DEPARTMENT = "部门"


@dataclass(frozen=True, slots=True)
class ListedSite:
    """A site in operation, crawled or not. `site` is its id in the catalogue, None where it is not there.

    `area` is the place or the superior organ under which it is listed; the organ itself where nobody said.
    """

    name: str
    home: str
    organ: str
    code: str = ""  # 网站标识码
    grouping: Grouping = Grouping.DEPARTMENT
    area: str = ""
    site: str | None = None

    @property
    def under(self) -> str:
        """The unit under which the tables list it."""
        return self.area or self.organ or self.name


@dataclass(frozen=True, slots=True)
class Inspected:
    """One site of a round. `result` is None where it was not inspected, and `reason` says why."""

    listed: ListedSite
    result: CheckResult | None
    findings: tuple[Finding, ...] = ()  # flagged, without what a person has decided against
    disputed: frozenset[str] = frozenset()  # fingerprints of those that the unit disputes, undecided
    reason: str = ""
    home: CaptureRow | None = None  # the home page as it was seen

    @property
    def score(self) -> Score | None:
        """The score of the standard in force, None where no standard gives one."""
        return self.result.score if self.result is not None else None

    @property
    def standing(self) -> Standing:
        """The verdict."""
        if self.result is None:
            return Standing.UNCHECKED
        score = self.score
        if score is None:
            return Standing.UNDECIDED
        return standing_of(score.verdict)

    @property
    def why(self) -> str:
        """The reason of the verdict, in Chinese."""
        if self.result is None:
            return self.reason
        return self.score.reason if self.score is not None else "采用的标准都不给出总体结论"

    @property
    def worst(self) -> tuple[Finding, ...]:
        """Its findings, those that fail a site first, then by clause."""
        return tuple(
            sorted(self.findings, key=lambda found: (not found.clause.veto, found.unverified, found.clause.id))
        )


def standing_of(verdict: str) -> Standing:
    """What a recorded verdict is in a bulletin. Unknown words are undecided."""
    if verdict == SiteVerdict.PASSED:
        return Standing.PASSED
    failed = (SiteVerdict.FAILED_VETO, SiteVerdict.FAILED_SCORE)
    return Standing.FAILED if verdict in failed else Standing.UNDECIDED


@dataclass(frozen=True, slots=True)
class RoundBefore:
    """What the round before came to, as its checks were recorded: site → verdict and the day it looked from."""

    label: str  # 2016年第3季度
    verdicts: Mapping[str, tuple[Standing, date]]

    def of(self, site: str | None) -> Standing | None:
        """The verdict on a site then, None where there is none."""
        found = self.verdicts.get(site or "")
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the documents of a round, to whom. Empty: a person fills it in."""

    issuer: str = ""  # the organ that issues
    area: str = ""  # 全市, 全省, 全局: whose sites
    addressees: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """An inspection of several sites. `quarter` None: a round of the whole year, or of no quarter."""

    year: int
    quarter: int | None
    as_of: date
    sender: Sender
    packs: tuple[Pack, ...]
    inspected: tuple[Inspected, ...]
    ledger: Ledger
    captures: Mapping[int, CaptureRow]  # the evidence of the findings, by number
    before: RoundBefore | None = None
    due: date | None = None  # by when the units report what they mended
    notes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()  # the sites that were named, where not all were asked for

    @property
    def label(self) -> str:
        """2016年第四季度, or 2016年."""
        return f"{self.year}年第{'一二三四'[self.quarter - 1]}季度" if self.quarter else f"{self.year}年"

    @property
    def stem(self) -> str:
        """2016Q4, or 2016."""
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def checked(self) -> tuple[Inspected, ...]:
        """The sites that were inspected."""
        return tuple(entry for entry in self.inspected if entry.result is not None)

    def with_standing(self, standing: Standing) -> tuple[Inspected, ...]:
        """The sites with this verdict."""
        return tuple(entry for entry in self.inspected if entry.standing is standing)

    @property
    def basis(self) -> tuple[Pack, ...]:
        """The standards that gave the verdicts; all that were applied where none did."""
        applied = {pack.id for entry in self.checked if entry.result is not None for pack in entry.result.packs}
        used = [pack for pack in self.packs if pack.id in applied]
        scoring = [pack for pack in used if pack.score is not None]
        return tuple(scoring or used)

    @property
    def crawled_between(self) -> tuple[date, date] | None:
        """The days on which the pages behind the verdicts were fetched, first and last."""
        days = [day for entry in self.checked for day in _days(entry)]
        return (min(days), max(days)) if days else None


def _days(entry: Inspected) -> Sequence[date]:
    run = entry.result.run if entry.result is not None else None
    stamps = (run.started_at, run.finished_at) if run is not None else ()
    return [day_in_shanghai(datetime.fromisoformat(stamp)) for stamp in stamps if stamp]
