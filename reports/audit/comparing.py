"""Claims against our own counts: which hold, which differ, and which nobody here can know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reports.audit.bounds import agrees
from reports.audit.claim import Claim
from reports.audit.vocabulary import Indicator, vocabulary
from reports.count import Count
from reports.figures import Figures, written
from reports.metrics.base import metrics
from reports.render import list_digest
from reports.scope import Scope


class Standing(StrEnum):
    """How a claim stands to our count."""

    HOLDS = "holds"
    DIFFERS = "differs"
    NOT_KNOWABLE = "not_knowable"


STANDINGS_IN_CHINESE = {Standing.HOLDS: "相符", Standing.DIFFERS: "不符", Standing.NOT_KNOWABLE: "无法核对"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One claim beside our count of the same year.

    `ours` is None where there is no count. `difference` is the claim minus our count. `why` says, in Chinese, why a
    claim holds or differs (the tolerance that was applied), or why it cannot be known. `source`, `digest` and `rows`
    are the evidence: where the count comes from, the SHA-256 of its list (`gongkai count` prints the same), its length.
    """

    claim: Claim
    standing: Standing
    why: str
    year: int
    metric: str | None = None
    ours: int | Decimal | None = None
    difference: Decimal | None = None
    complete: bool = False
    source: str = ""
    digest: str = ""
    rows: int = 0
    note: str = ""


_TOLERANCES = {
    "": "须完全一致",
    "about": "写作约数，允许末位之内的出入",
    "over": "写作“多”“余”“超过”，不得少于所写数",
    "under": "写作“近”“不足”，不得多于所写数",
}


def against_counts(claims: Iterable[Claim], scope: Scope) -> list[Compared]:
    """Each claim beside our count. A claim of another year is compared with that year's count.

    Claims that no indicator means ("other") are left out: there is nothing that they could be compared with.
    """
    years: dict[int, Figures] = {}
    found = []
    for claim in claims:
        indicator = vocabulary().indicators.get(claim.indicator)
        if indicator is None or indicator.name == "other":
            continue
        year = claim.year or scope.year
        if year not in years:
            years[year] = Figures(_of_year(scope, year))
        found.append(_compared(claim, indicator, years[year], year))
    return found


def _of_year(scope: Scope, year: int) -> Scope:
    return scope if year == scope.year else replace(scope, year=year, as_of=date(year, 12, 31))


def _compared(claim: Claim, indicator: Indicator, figures: Figures, year: int) -> Compared:
    if indicator.metric is None or indicator.metric not in metrics():
        why = "网站上看不到，也没有对应的台账" if indicator.metric is None else "本软件没有这项统计"
        return Compared(claim, Standing.NOT_KNOWABLE, why, year)
    figures.figure(indicator.metric)
    made = figures.count(indicator.metric)
    source = next((note.origin for note in figures.sources() if note.count.metric.name == indicator.metric), "")
    seen = Compared(claim, Standing.NOT_KNOWABLE, made.note, year, indicator.metric, source=source, note=made.note)
    if made.value is None:
        return replace(seen, why=made.note or "没有统计")
    ours = Decimal(made.value)
    standing, why = _standing(claim, ours, made)
    return replace(
        seen,
        standing=standing,
        why=why,
        ours=made.value,
        difference=claim.value - ours,
        complete=made.complete,
        digest=list_digest(made),
        rows=len(made.rows),
    )


def _standing(claim: Claim, ours: Decimal, made: Count) -> tuple[Standing, str]:
    """Whether a claim agrees with a count; a crawl that did not reach everything can only show that there are more."""
    if not made.complete and made.metric.sites:
        if claim.value < ours and not agrees(claim, ours):
            return Standing.DIFFERS, f"采集虽不完整，已采集到的已有{written(ours)}，多于所报数"
        return Standing.NOT_KNOWABLE, f"采集不完整，只知道不少于{written(ours)}，所报数不低于此"
    if agrees(claim, ours):
        return Standing.HOLDS, _TOLERANCES[claim.bound] if claim.value != ours else "一致"
    disputed = f"；台账另报{written(Decimal(made.stated))}" if made.disagrees and made.stated is not None else ""
    doubted = f"；读法须人工核对：{'、'.join(claim.doubts)}" if claim.doubts else ""
    return Standing.DIFFERS, _TOLERANCES[claim.bound] + disputed + doubted
