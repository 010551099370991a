"""A serial is missing in the middle of a sequence of 索引号.

What it sees
    The index numbers of the last two years, by series (unit code, column code, year): serials between the first and
    the last one seen that no item of the site, now or before, and no item of the municipal portal carries.

Why it matters
    Numbers are given in order. One that is missing between others belongs to information that was listed in the
    catalogue and is not to be found.

When it cannot tell
    Not the whole site was seen, or the crawl took place before the monitoring point; or so many serials are missing
    that the numbers are shared with other sites or with information that is not public. A number may also belong to a
    document that must not be published: what is flagged is a question to the organ, not proof of a fault.

Example
    00733451-2/2016-00121, -00122 and -00124 seen: -00123 is missing, flagged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.index_numbers import IndexNumber, normal_number, parse_index_no
from crawler.catalogue.index_numbers import index_numbers_ever

MESSAGES = {
    Verdict.FLAGGED: "索引号“{subject}”有断号：{observed}。请核实对应信息是否应公开而没有公开。",
    Verdict.CLEAR: "索引号“{subject}”连续（{observed}）。",
    Verdict.UNSURE: "索引号“{subject}”有断号（{observed}），但{reason}，不能断定缺少信息。",
    Verdict.NOT_APPLICABLE: "没有可以核对的连续索引号。",
}
_SHOWN = 10


class IndexNoGapOptions(Options):
    """From how many numbers a series is one, and which share of its serials must be seen."""

    min_numbers: int = Field(default=5, ge=3)
    density: float = Field(default=0.8, gt=0, le=1)
    years: int = Field(default=2, ge=1)  # the year of the monitoring point and those before it


def judge(facts: SiteFacts, options: IndexNoGapOptions) -> Iterator[Judgement]:
    """One judgement for each series of index numbers."""
    series = _series(facts, options)
    if not series:
        subject = Subject(SubjectKind.SITE, "index-series", "索引号", facts.site.home)
        yield say(MESSAGES, Verdict.NOT_APPLICABLE, subject)
        return
    for name in sorted(series):
        yield _judgement(facts, options, name, series[name])


def _series(facts: SiteFacts, options: IndexNoGapOptions) -> Mapping[str, Mapping[int, IndexNumber]]:
    found: dict[str, dict[int, IndexNumber]] = defaultdict(dict)
    for item in facts.items.values():
        number = parse_index_no(item.index_no) if item.index_no else None
        if number is not None and facts.as_of.year - options.years < number.year <= facts.as_of.year:
            found[number.series][number.serial] = number
    return {name: numbers for name, numbers in found.items() if len(numbers) >= options.min_numbers}


def _missing(facts: SiteFacts, numbers: Mapping[int, IndexNumber]) -> list[str]:
    """The numbers between the first and the last that are nowhere."""
    written = numbers[max(numbers)]
    gaps = [written.neighbour(serial) for serial in range(min(numbers), max(numbers)) if serial not in numbers]
    elsewhere = _elsewhere(facts) if gaps else frozenset()
    return [number for number in gaps if number not in elsewhere]


def _elsewhere(facts: SiteFacts) -> frozenset[str]:
    portal = (normal_number(partner.item.index_no) for partner in facts.partner_items if partner.item.index_no)
    return facts.ask(index_numbers_ever).union(number for number in portal if number)


def _judgement(
    facts: SiteFacts,
    options: IndexNoGapOptions,
    name: str,
    numbers: Mapping[int, IndexNumber],
) -> Judgement:
    first, last = min(numbers), max(numbers)
    written = numbers[last]
    seen = f"看到{written.neighbour(first)}至{written.neighbour(last)}共{len(numbers)}个"
    share = len(numbers) / (last - first + 1)
    missing: list[str] = []
    verdict, reason = Verdict.FLAGGED, ""
    if share < options.density:
        verdict, reason = Verdict.UNSURE, f"该号段只看到{share:.0%}，可能与其他网站或不公开的信息共用"
    else:
        missing = _missing(facts, numbers)
        if not missing:
            verdict = Verdict.CLEAR
        elif not facts.content_whole:
            verdict, reason = Verdict.UNSURE, facts.why_not_whole
        elif facts.blind_since is not None:
            verdict, reason = Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    more = f"等{len(missing)}个" if len(missing) > _SHOWN else ""
    return say(
        MESSAGES,
        verdict,
        Subject(SubjectKind.SITE, f"index-series:{name}", name, facts.site.home),
        observed=f"{seen}，缺{'、'.join(missing[:_SHOWN])}{more}" if missing else seen,
        threshold="连续",
        reason=reason,
    )


RULE = Rule("索引号断号", SubjectKind.SITE, IndexNoGapOptions, judge, MESSAGES)
