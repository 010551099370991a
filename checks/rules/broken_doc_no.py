"""The number of a licence or penalty decision is missing, unfinished, or of a year that cannot be.

What it sees
    The decision numbers (文号) of 双公示 records: an empty cell under a label for the number, a number whose serial is
    missing, and a year in brackets that lies after the monitoring point, before 1979, or has too many digits. All
    kinds of brackets count as brackets, with or without 第 and leading zeros.

Why it matters
    The number is how a decision is cited, appealed and found; two systems that hold it compare by it.

When it cannot tell
    The number has another shape than word, year and serial (many licences have codes of their own), its year has two
    digits or lies two years or more from the day of the decision, or the cell says 无. A table without any label for
    the number is left to the rule on missing fields.

Example
    东安监罚〔2061〕12号 at the end of 2016, or 东安监罚〔2016〕号: flagged. 东安监罚[2016]012号: clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.doc_numbers import numbers_in, read_number
from checks.seeing.record_fields import NOTHING, values_of
from checks.window import Window
from crawler.catalogue.queries import RecordRow

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”中的决定书文号有误：{observed}。请按{threshold}更正。",
    Verdict.CLEAR: "“{subject}”中的决定书文号没有问题。",
    Verdict.UNSURE: "“{subject}”中有文号不能确认：{observed}。请人工核对。",
    Verdict.NOT_APPLICABLE: "“{subject}”不显示文号，或早于检查范围。",
}
_THRESHOLD = "“机关代字〔年份〕序号”的形式"
_FIRST_YEAR = 1979
_MOST_NAMED = 3
_LONG_DIGITS = re.compile(r"\d{11,}[Xx]?")

Doubt = tuple[Verdict, str]


class BrokenDocNoOptions(Options):
    """How far back pages are looked at; how far the year may lie from the year of the decision."""

    look_back: WindowOption = Window(12, "months")
    most_years_apart: int = 1


def judge(facts: SiteFacts, options: BrokenDocNoOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each page with a broken or a doubtful number; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    oldest = options.look_back.first_day(facts.as_of)
    for item_id, records in facts.records_by_item.items():
        item = facts.items[item_id]
        told: list[Doubt] = []
        if item.published_on is None or item.published_on >= oldest:
            told = [found for record in records if (found := _doubt(record, facts.as_of, options)) is not None]
        verdict = _worst(told)
        if rest.takes(verdict, item.key):
            continue
        named = list(dict.fromkeys(text for entry, text in told if entry is verdict))
        more = f"等{len(named)}处" if len(named) > _MOST_NAMED else ""
        yield say(
            MESSAGES,
            verdict,
            facts.item_subject(item),
            observed="；".join(named[:_MOST_NAMED]) + more,
            threshold=_THRESHOLD,
            evidence=(item.capture_id,),
        )
    yield from rest.batches()


def _worst(told: Sequence[Doubt]) -> Verdict:
    for verdict in (Verdict.FLAGGED, Verdict.UNSURE, Verdict.CLEAR):
        if any(entry is verdict for entry, _ in told):
            return verdict
    return Verdict.NOT_APPLICABLE


def _doubt(record: RecordRow, as_of: date, options: BrokenDocNoOptions) -> Doubt | None:
    """What is to be said of a record's number; None where the table has no place for one."""
    cells = list(values_of(record, "number"))
    if not cells:
        return None
    written = next((value for _, value in cells if value not in NOTHING), "")
    if not written:
        return _empty(record, [value for _, value in cells])
    number = read_number(written)
    if number is None:
        return Verdict.UNSURE, f"“{_short(written)}”不是常见的文号形式"
    if number.serial is None:
        return Verdict.FLAGGED, f"“{written}”缺少序号"
    if len(number.year_text) < 4:
        return Verdict.UNSURE, f"“{written}”的年份没有写全"
    if not _FIRST_YEAR <= number.year <= as_of.year:
        return Verdict.FLAGGED, f"“{written}”的年份不可能是{number.year_text}年"
    if record.decided_on is not None and abs(record.decided_on.year - number.year) > options.most_years_apart:
        return Verdict.UNSURE, f"“{written}”的年份与决定日期{record.decided_on.isoformat()}相差较远"
    return Verdict.CLEAR, ""


def _empty(record: RecordRow, values: Sequence[str]) -> Doubt:
    """A place for the number that holds none: a fault, unless the number stands in another cell or is denied."""
    if any(next(numbers_in(value), None) for value in record.fields.values()):
        return Verdict.CLEAR, ""
    if any(values):
        return Verdict.UNSURE, f"一条记录的文号写为“{next(filter(None, values))}”"
    return Verdict.FLAGGED, "一条记录的文号为空"


def _short(text: str) -> str:
    """The text as a message may show it: long digits may be a person's number in the wrong cell."""
    text = _LONG_DIGITS.sub(lambda found: f"{found[0][:4]}…（{len(found[0])}位）", text)
    return text if len(text) <= 40 else f"{text[:39]}…"


RULE = Rule("决定书文号有误", SubjectKind.ITEM, BrokenDocNoOptions, judge, MESSAGES)
