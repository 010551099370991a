"""A date is written that cannot be the day of a publication.

What it sees
    What lists and pages show in the place of a date: days that no calendar has (2016-02-30, 2016-13-05, 0000-00-00),
    the days with which computers fill an empty field (1970-01-01, 1900-01-01), years before 1949 or after 2100.

Why it matters
    Nobody can tell how old the information is; sorted by date it stands at the end of every list, and it counts as
    not updated.

When it cannot tell
    A day between 1949 and `earliest`: before government was on the web, but it may be the day of an old law.

Example
    A list row with 2016-02-30 beside its title: flagged. A law of 1989-12-26 listed under the day of its adoption:
    unsure. 2016-02-29: clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say, the_rest
from crawler.catalogue.odd_dates import RawDate, raw_dates
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”在{where}显示的日期“{observed}”{why}。请改为实际发布日期。",
    Verdict.CLEAR: "信息“{subject}”的日期是存在的日子。",
    Verdict.UNSURE: "信息“{subject}”在{where}显示的日期“{observed}”早于{earliest}，"
    "可能是文件本身的日期，是否为发布日期无法判断。",
}
_DATE = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_FILLED = frozenset({(1970, 1, 1), (1900, 1, 1), (1899, 12, 30), (1899, 12, 31), (1753, 1, 1), (1, 1, 1)})
_REPUBLIC, _LAST_YEAR = 1949, 2100


class ImpossibleDateOptions(Options):
    """The day before which nothing was published on the web by an office."""

    earliest: date = date(1994, 1, 1)


def judge(facts: SiteFacts, options: ImpossibleDateOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item with such a date; all others in one batch."""
    told: dict[str, Judgement] = {}
    for row in facts.ask(raw_dates):
        found = _written(row, options) if facts.is_internal(row.url) else None
        if found is not None and (row.key not in told or told[row.key].verdict is Verdict.UNSURE):
            told[row.key] = found
    for item in facts.items.values():
        if item.published_on is not None and item.published_on < options.earliest and item.key not in told:
            told[item.key] = _early(facts, item, options)
    yield from told.values()
    yield from the_rest(Verdict.CLEAR, SubjectKind.ITEM, facts.item_by_key, told.values())


def _written(row: RawDate, options: ImpossibleDateOptions) -> Judgement | None:
    """What is to be said of a date as written; None where it is no full date, or a day like any other."""
    match = _DATE.search(row.raw)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    why = _why_impossible(year, month, day)
    if why is None and date(year, month, day) >= options.earliest:
        return None
    return say(
        MESSAGES,
        Verdict.UNSURE if why is None else Verdict.FLAGGED,
        Subject(SubjectKind.ITEM, row.key, row.title, row.url),
        observed=match.group(),
        threshold="存在的日期",
        since=row.seen if why is not None else None,
        evidence=(row.capture_id,),
        where=f"栏目“{row.path}”列表" if row.path else "正文页",
        why=why,
        earliest=options.earliest,
    )


def _why_impossible(year: int, month: int, day: int) -> str | None:
    if (year, month, day) in _FILLED:
        return "是程序的默认值，不是发布日期"
    try:
        date(year, month, day)
    except ValueError:
        return "并不存在"
    if year < _REPUBLIC:
        return "早于建国，不可能是发布日期"
    return "远在将来，不可能是发布日期" if year > _LAST_YEAR else None


def _early(facts: SiteFacts, item: ItemRow, options: ImpossibleDateOptions) -> Judgement:
    return say(
        MESSAGES,
        Verdict.UNSURE,
        facts.item_subject(item),
        observed=str(item.published_on),
        threshold="存在的日期",
        evidence=(item.capture_id,),
        where="列表或正文页",
        earliest=options.earliest,
    )


RULE = Rule("不可能的日期", SubjectKind.ITEM, ImpossibleDateOptions, judge, MESSAGES)
