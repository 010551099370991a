"""A year is missing among the annual reports that a site shows.

What it sees
    The years of the annual reports (or of another yearly form, by the words of its titles), and the years between
    the oldest and the newest of them that none is for.

Why it matters
    Reports of earlier years stay open to the public; a year that is gone while older ones are there was lost when the
    site was moved, or was never written.

When it cannot tell
    The site was not seen whole, its disclosure column leads to another site, a title in the report columns names no
    year, or only one year is shown: then nothing lies in between. Years before the oldest report are not asked for,
    since the organ may be younger.

Example
    Reports for 2012, 2013 and 2015: 2014 is flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.annual_reports import report_year, reports
from checks.seeing.places import leads_away

MESSAGES = {
    Verdict.FLAGGED: "没有找到{year}年的“{name}”，而更早和更晚年份的都在（{observed}）。请补充或恢复。",
    Verdict.CLEAR: "各年的“{name}”齐全（{observed}）。",
    Verdict.UNSURE: "各年的“{name}”是否齐全无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "没有找到“{name}”，另按未公布处理。",
}


class GapInAnnualReportsOptions(Options):
    """Which yearly publication. Without `title_words` the annual report on disclosure; `first_year` is its first."""

    name: str = "政府信息公开年度报告"
    identities: tuple[str, ...] = ("oip.report",)
    title_words: tuple[str, ...] = ()
    first_year: int = 2008


def judge(facts: SiteFacts, options: GapInAnnualReportsOptions) -> Iterator[Judgement]:
    """One judgement for each year that is missing; else one on the whole series."""
    homes = {column.path for column in facts.columns if column.identity in options.identities}
    years = sorted(_years(facts, options, homes))
    gaps = [year for year in range(years[0], years[-1]) if year not in years] if years else []
    shown = "、".join(map(str, years))
    reason = _doubt(facts, homes, years, gaps)
    if reason:
        yield _say(facts, Verdict.UNSURE, options, shown, reason=reason)
        return
    for year in gaps:
        yield _say(facts, Verdict.FLAGGED, options, shown, year)
    if not gaps:
        yield _say(facts, Verdict.CLEAR if years else Verdict.NOT_APPLICABLE, options, shown)


def _years(facts: SiteFacts, options: GapInAnnualReportsOptions, homes: Set[str]) -> set[int]:
    found: set[int | None]
    if options.title_words:
        found = {
            report_year(item.title or "")
            for item in facts.items.values()
            if all(word in (item.title or "") for word in options.title_words) or not homes.isdisjoint(item.columns)
        }
    else:
        found = set(reports(facts, options.identities))
    return {year for year in found if year is not None and year >= options.first_year}


def _doubt(facts: SiteFacts, homes: Set[str], years: Sequence[int], gaps: Sequence[int]) -> str:
    """Why nothing can be said, in Chinese; empty where something can."""
    away = leads_away(facts)
    if not facts.content_whole and (gaps or len(years) < 2):
        return facts.why_not_whole
    if gaps and away is not None:
        return f"公开栏目“{away.path}”指向其他网站，可能在那里"
    if len(years) == 1:
        return f"只看到{years[0]}年的，其他年份是否公布过看不出来"
    nameless = [
        item.title or item.url
        for item in facts.items.values()
        if not homes.isdisjoint(item.columns) and report_year(item.title or "") is None
    ]
    return f"“{nameless[0]}”的标题没有写明年份" if gaps and nameless else ""


def _say(
    facts: SiteFacts,
    verdict: Verdict,
    options: GapInAnnualReportsOptions,
    shown: str,
    year: int | None = None,
    reason: str = "",
) -> Judgement:
    key = f"yearly:{options.identities[0] if options.identities else options.name}"
    subject = Subject(SubjectKind.SITE, f"{key}:{year}" if year else key, f"{year or '各'}年{options.name}")
    return say(
        MESSAGES,
        verdict,
        subject,
        observed=f"{shown}年" if shown else "无",
        threshold="各年齐全",
        name=options.name,
        year=year,
        reason=reason,
    )


RULE = Rule("历年年度报告不全", SubjectKind.SITE, GapInAnnualReportsOptions, judge, MESSAGES)
