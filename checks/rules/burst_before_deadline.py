"""A column rests for months and is filled in the days before it is looked at (突击更新).

What it sees
    Lists to which at least `items` items came between two whole sightings, the second of them in the `days` before a
    deadline (quarter ends, or other days of the year), after nothing had come for `quiet`: neither was anything new
    seen in that time, nor did the list bear a date of it. The finding says between which days the items came.

Why it matters
    Inspections are announced by quarter; a column filled for the day of the check serves the check and nobody else.
    Our own practice: a sign that asks for a look, no proof of bad faith.

When it cannot tell
    The list was not seen whole within `max_gap` before: the items may have come in their time. Items that moved or
    got another address are not counted. Columns that are filled by events or once a year are not asked.

Example
    应急知识 had nothing new from June to 2016-09-19; on 2016-09-26 it shows 8 items more: flagged. 4 items: clear.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.interval import Interval, last_whole_before
from checks.window import Window
from crawler.catalogue.history import (
    Appearance,
    ListShape,
    Sighting,
    appearances,
    known_before,
    list_shapes,
    sightings,
)
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "栏目“{subject}”此前{quiet}没有更新，{interval}集中增加{observed}，正值{deadline}之前。"
    "请按工作进展及时发布，不要集中突击更新。",
    Verdict.CLEAR: "栏目“{subject}”没有在检查节点前集中更新。",
    Verdict.UNSURE: "栏目“{subject}”{interval}增加{observed}，是否在{deadline}之前突击更新无法判断：{reason}。",
}


def _month_and_day(text: str) -> str:
    if re.fullmatch(r"\d\d-\d\d", text) is None:
        raise ValueError('write month and day, for example "03-31"')
    date.fromisoformat(f"2016-{text}")
    return text


class BurstOptions(Options):
    """What a burst is, before which days of the year, and of which columns."""

    classes: tuple[ColumnClass, ...] = (
        ColumnClass.DYNAMIC,
        ColumnClass.POLICY,
        ColumnClass.INTERPRETATION,
        ColumnClass.PERSONNEL_PLAN,
        ColumnClass.UNKNOWN,
    )
    items: int = Field(default=5, ge=2)
    quiet: WindowOption = Window(60, "days")
    days: int = Field(default=10, ge=0)
    deadlines: tuple[Annotated[str, AfterValidator(_month_and_day)], ...] = ("03-31", "06-30", "09-30", "12-31")
    max_gap: int = Field(default=14, ge=1)
    look_back: WindowOption = Window(3, "months")


@dataclass(frozen=True, slots=True)
class _Burst:
    before: Sighting
    after: Sighting
    count: int
    deadline: date


def judge(facts: SiteFacts, options: BurstOptions) -> Iterator[Judgement]:
    """One judgement for each column of these classes that was seen whole twice; the newest burst counts."""
    since = options.look_back.first_day(facts.as_of)
    came = facts.ask(appearances)
    known = facts.ask(known_before, tuple(dict.fromkeys(seen.item_id for seen in came)))
    by_column: dict[int, list[Appearance]] = defaultdict(list)
    for item in came:
        if item.item_id not in known:
            by_column[item.column_id].append(item)
    lists = {
        column: seen
        for column, seen in facts.ask(sightings).items()
        if seen[-1].column_class in options.classes and sum(one.whole for one in seen) > 1
    }
    bursts = {
        column: [one for one in _bursts(seen, by_column.get(column, ()), options) if one.after.day >= since]
        for column, seen in lists.items()
    }
    pairs = tuple(dict.fromkeys((one.before.run, column) for column, found in bursts.items() for one in found))
    shapes = facts.ask(list_shapes, pairs)
    for column, seen in lists.items():
        quiet = [one for one in bursts[column] if _was_quiet(one, by_column.get(column, ()), shapes, options)]
        yield _judgement(seen[-1], quiet[-1] if quiet else None, options)


def _bursts(seen: Sequence[Sighting], came: Sequence[Appearance], options: BurstOptions) -> Iterator[_Burst]:
    for after in seen:
        deadline = _deadline(after.day, options)
        before = last_whole_before(seen, after.at)
        if not after.whole or before is None or deadline is None:
            continue
        count = sum(before.run < one.run <= after.run for one in came)
        if count >= options.items:
            yield _Burst(before, after, count, deadline)


def _deadline(day: date, options: BurstOptions) -> date | None:
    """The deadline that lies at most so many days ahead; the day itself counts."""
    found = (date.fromisoformat(f"{year}-{text}") for year in (day.year, day.year + 1) for text in _days(options, year))
    return min((one for one in found if day <= one <= day + timedelta(days=options.days)), default=None)


def _days(options: BurstOptions, year: int) -> list[str]:
    return [text for text in options.deadlines if text != "02-29" or isleap(year)]


def _was_quiet(
    burst: _Burst,
    came: Sequence[Appearance],
    shapes: Mapping[tuple[int, int], ListShape],
    options: BurstOptions,
) -> bool:
    """Nothing new was seen, and no row dated, in the time before the burst."""
    first = options.quiet.first_day(burst.before.day)
    newest = shapes[burst.before.run, burst.before.column_id].newest
    seen_lately = any(first < one.day <= burst.before.day and one.run <= burst.before.run for one in came)
    return newest is not None and newest <= first and not seen_lately


def _judgement(column: Sighting, burst: _Burst | None, options: BurstOptions) -> Judgement:
    subject = Subject(SubjectKind.COLUMN, column.path, column.path)
    if burst is None:
        return say(MESSAGES, Verdict.CLEAR, subject, evidence=(column.capture_id,))
    interval = Interval(burst.before.day, burst.after.day)
    wide = interval.days > options.max_gap
    return say(
        MESSAGES,
        Verdict.UNSURE if wide else Verdict.FLAGGED,
        subject,
        observed=f"{burst.count}条信息",
        threshold=f"少于{options.items}条",
        since=None if wide else interval.after,
        evidence=(burst.before.capture_id, burst.after.capture_id),
        quiet=f"{options.quiet.chinese}以上",
        interval=interval.chinese,
        deadline=burst.deadline,
        reason=f"其间{interval.days}天没有完整查看过该栏目",
    )


RULE = Rule("检查前突击更新", SubjectKind.COLUMN, BurstOptions, judge, MESSAGES)
