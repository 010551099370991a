"""A series of document numbers has a gap: 东安监〔2016〕5号, then 7号.

What it sees
    The numbers of this organ's own documents and decisions on the site, by word and year: those that documents state,
    and those of licence and penalty records. A number inside a series that is nowhere on the site is a gap; numbers
    before the first or after the last one seen are none. Numbers with a part behind the serial (12-1号) fill 12.

Why it matters
    Where every decision of a kind must be public, a missing number is a decision that is not. Elsewhere it is a
    question to ask.

When it cannot tell
    By default always: internal documents carry the same numbers and need not be public, and numbers are voided. Only
    series whose word ends in one of `wholly_public` (罚) are flagged, and these only if every page of the site was
    read, the municipal portal does not hold the number, the series has at least `min_seen` numbers, no more than
    `most_missing` of it is missing (a site that shows few of them has another policy, not a gap), and no more than
    `longest_gap` numbers in a row (a whole block may have been kept for another office).

Example
    罚 numbers 1 to 6 and 8 to 20 of 2016, the whole site read: 7 is flagged. 东安监〔2016〕5号 and 7号: unsure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.doc_numbers import DocNumber, is_own_word, numbers_in, read_number, stands_in
from checks.seeing.record_fields import compact, first_value, values_of
from crawler.catalogue.decisions import numbers_elsewhere

MESSAGES = {
    Verdict.FLAGGED: "文号{subject}不连续：已公开{seen}件（{first}号至{last}号），缺{observed}。"
    "该类决定应全部公开，请补发；已作废或依法不公开的，请说明。",
    Verdict.CLEAR: "文号{subject}从{first}号到{last}号连续。",
    Verdict.UNSURE: "文号{subject}不连续：已公开{seen}件（{first}号至{last}号），缺号：{observed}。{reason}。",
    Verdict.NOT_APPLICABLE: "没有可以比较的文号。",
}
_MOST_NAMED = 10
_WIDEST = 5000  # serials between the first and the last number of a year: more is a slip of the pen


class DocNoGapOptions(Options):
    """Which series are judged, and which of them must be public without exception."""

    wholly_public: tuple[str, ...] = ()  # ends of words: 罚
    min_seen: int = 3  # numbers that must be seen before a series is asked at all
    most_missing: float = 0.2  # share of a series above which a gap is not certain
    longest_gap: int = 3  # numbers missing in a row above which a block of numbers may be kept elsewhere
    years: int = 2  # the year of the monitoring point and those before it


@dataclass
class _Series:
    name: str
    word: str
    numbers: set[int] = field(default_factory=set)
    captures: list[int | None] = field(default_factory=list)

    @property
    def missing(self) -> list[int]:
        return sorted(set(range(min(self.numbers), max(self.numbers) + 1)) - self.numbers)


def judge(facts: SiteFacts, options: DocNoGapOptions) -> Iterator[Judgement]:
    """One judgement for each series of the organ's own numbers."""
    years = range(facts.as_of.year - options.years + 1, facts.as_of.year + 1)
    found = [series for series in _series(facts, years) if len(series.numbers) >= options.min_seen]
    if not found:
        yield say(MESSAGES, Verdict.NOT_APPLICABLE, Subject(SubjectKind.SITE, "doc-series", "文号", facts.site.home))
    for series in found:
        yield _judgement(facts, options, series)


def _series(facts: SiteFacts, years: range) -> Sequence[_Series]:
    organ = facts.site.organ or facts.site.name
    found: dict[str, _Series] = {}
    seen: dict[str, list[tuple[DocNumber, int | None]]] = defaultdict(list)
    for item in facts.items.values():
        number = read_number(item.doc_no)
        if number is not None:
            seen[number.word].append((number, item.capture_id))
        elif item.title and "号" in item.title:
            for named in numbers_in(item.title):
                seen[named.word].append((named, item.capture_id))
    for records in facts.records_by_item.values():
        for record in records:
            decided_by = compact(first_value(record, "organ"))
            if decided_by and not stands_in(decided_by, compact(organ)):  # 市安监局 does; a branch of it does not
                continue
            for _, value in values_of(record, "number"):
                number = read_number(value)
                if number is not None:
                    seen[number.word].append((number, record.capture_id))
    for word, numbers in seen.items():
        if not is_own_word(word, organ):
            continue
        for number, capture in numbers:
            if number.serial is not None and number.year in years:
                series = found.setdefault(number.series, _Series(number.series, word))
                series.numbers.add(number.serial)
                series.captures.append(capture)
    return [found[name] for name in sorted(found)]


def _longest_run(missing: Sequence[int]) -> int:
    longest = length = 0
    before: int | None = None
    for number in missing:
        length = length + 1 if before is not None and number == before + 1 else 1
        longest, before = max(longest, length), number
    return longest


def _judgement(facts: SiteFacts, options: DocNoGapOptions, series: _Series) -> Judgement:
    first, last = min(series.numbers), max(series.numbers)
    wide = last - first > _WIDEST
    elsewhere = _elsewhere(facts, series.name)
    missing = [] if wide else [number for number in series.missing if number not in elsewhere]
    public = any(series.word.endswith(end) for end in options.wholly_public)
    verdict, reason = Verdict.CLEAR, ""
    if wide:
        verdict, reason = Verdict.UNSURE, "序号相差过大，可能有一个写错"
    elif missing and not public:
        verdict, reason = Verdict.UNSURE, "内部文件依法可以不公开，是否漏发请核对发文登记"
    elif missing and not facts.content_whole:
        verdict, reason = Verdict.UNSURE, f"网站没有看全（{facts.why_not_whole}），可能在没有读到的页面"
    elif missing and facts.blind_since is not None:
        verdict, reason = Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点，其后的信息没有看到"
    elif len(missing) > options.most_missing * (last - first + 1):
        verdict, reason = Verdict.UNSURE, "缺号较多，可能另有公开渠道或编号办法，请核对"
    elif _longest_run(missing) > options.longest_gap:
        verdict, reason = Verdict.UNSURE, "连续缺号较多，可能是一批另行公开或另行编号的决定，请核对"
    elif missing:
        verdict = Verdict.FLAGGED
    return say(
        MESSAGES,
        verdict,
        Subject(SubjectKind.SITE, f"doc-series:{series.name}", series.name, facts.site.home),
        observed=_named(missing) or "无",
        threshold="编号连续",
        evidence=tuple(series.captures[:2]),
        seen=len(series.numbers),
        first=first,
        last=last,
        reason=reason,
    )


def _elsewhere(facts: SiteFacts, series: str) -> set[int]:
    """Serials of the series on the municipal portals of this organ."""
    found: set[int] = set()
    for text in facts.ask(numbers_elsewhere, tuple(partner.id for partner in facts.partners)):
        number = read_number(text)
        if number is not None and number.serial is not None and number.series == series:
            found.add(number.serial)
    return found


def _named(numbers: Sequence[int]) -> str:
    more = f"等{len(numbers)}个号" if len(numbers) > _MOST_NAMED else ""
    return "、".join(f"{number}号" for number in numbers[:_MOST_NAMED]) + more


RULE = Rule("文号不连续", SubjectKind.SITE, DocNoGapOptions, judge, MESSAGES)
