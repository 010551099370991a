"""The heat map of freshness: what each column published week by week, and which weeks a crawl could vouch for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from flask_babel import gettext as _
from markupsafe import Markup

from crawler.catalogue.queries import ColumnRow
from crawler.catalogue.weeks import Look, monday
from gongkai.console.charts import Cell, HeatRow, Picture, Seen, heat
from gongkai.console.charts.heat import STEPS, Said, key

ROWS = 60  # columns a map shows at once
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Map:
    """A heat map with its key."""

    picture: Picture
    key: Markup


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a map: a year of the calendar, or the last twelve months."""

    first: date
    last: date
    year: int | None

    @classmethod
    def of(cls, year: int | None, today: date) -> Span:
        """A year; without one the 53 weeks up to today."""
        if year is None:
            return cls(monday(today) - 52 * _WEEK, today, None)
        return cls(date(year, 1, 1), date(year, 12, 31), year)

    @property
    def weeks(self) -> list[date]:
        """The Mondays of its weeks: 53, or 54 of some years."""
        begin = monday(self.first)
        return [begin + _WEEK * number for number in range((self.last - begin).days // 7 + 1)]


def seen_of(look: Look | None, week: date, span: Span, today: date) -> Seen:
    """How well a week was looked at: whole only by a whole walk that began when the week was over."""
    first, last = max(week, span.first), min(week + timedelta(days=6), date(span.year or 9999, 12, 31))
    if first > today:
        return Seen.AHEAD
    if look is None:
        return Seen.NOT
    if look.whole is not None and look.whole > last:
        return Seen.WHOLE
    newest = max((day for day in (look.whole, look.any) if day is not None), default=None)
    return Seen.PART if newest is not None and newest >= first else Seen.NOT


def freshness(
    columns: Sequence[ColumnRow],
    published: Mapping[int, Mapping[date, int]],
    looks: Mapping[int, Look],
    span: Span,
    today: date,
) -> Map:
    """The map of these columns. Pure but for the words."""
    weeks = span.weeks
    rows = [
        HeatRow(
            _label(column),
            tuple(
                Cell(
                    published.get(column.id, {}).get(week, 0),
                    _timed(column, seen_of(looks.get(column.id), week, span, today)),
                )
                for week in weeks
            ),
        )
        for column in columns
    ]
    title = (
        _("%(year)s 年各栏目每周发布的信息", year=span.year)
        if span.year
        else _("%(first)s 至 %(last)s 各栏目每周发布的信息", first=span.first, last=span.last)
    )
    said = _(
        "%(columns)s 个栏目，%(items)s 条次；逐周的数字见下面的表格",
        columns=len(rows),
        items=sum(cell.value for row in rows for cell in row.cells),
    )
    picture = heat(
        "weeks", title, said, list(map(str, weeks)), rows, _sayer(), heads=_heads(weeks), corner=_("栏目"), label=176,
        cell=16,
    )  # fmt: skip
    return Map(picture, _key())


def _label(column: ColumnRow) -> str:
    """Its path, and that its entries have no dates where that is so."""
    return _("%(column)s（没有日期）", column=column.path) if _is_timeless(column) else column.path


def _timed(column: ColumnRow, seen: Seen) -> Seen:
    """A list without dates was seen, and still no week of it can be told: never an empty week."""
    return Seen.PART if seen is Seen.WHOLE and _is_timeless(column) else seen


def _is_timeless(column: ColumnRow) -> bool:
    return column.items > 0 and column.newest is None and column.undated == column.items


def _heads(weeks: Sequence[date]) -> list[str]:
    """The month over its first week; with the year where that begins, and nothing where there is no room."""
    heads = [""] * len(weeks)
    for number, week in enumerate(weeks):
        last = week + timedelta(days=6)  # a week belongs to the month in which it ends
        before = last - _WEEK
        if number and last.month != before.month and number + 2 < len(weeks):
            heads[number] = f"{last.year}-{last.month}" if last.month == 1 else str(last.month)
    if not any(heads[:4]):
        heads[0] = f"{weeks[0].year}-{weeks[0].month}"
    return heads


def _sayer() -> Said:
    """What cells say; the words are looked up once a map."""
    words = {
        Seen.WHOLE: _("%(count)s 条", count="{}"),
        Seen.PART: _("至少 %(count)s 条，没有看全", count="{}"),
        Seen.NOT: _("没有看到，不知道有没有"),
        Seen.AHEAD: _("还没有到"),
    }

    def say(row: str, first: str, last: str, cell: Cell) -> str:
        end = date.fromisoformat(last) + timedelta(days=6)
        return f"{row} {first}–{end}: {words[cell.seen].format(cell.value)}"

    return say


def _key() -> Markup:
    ends = [f"{low}–{high - 1}" if high - low > 1 else str(low) for low, high in pairwise(STEPS)]
    return key(
        "weeks-key",
        [
            (Cell(0, Seen.WHOLE), _("看过，没有发布")),
            *(
                (Cell(low, Seen.WHOLE), _("%(numbers)s 条", numbers=words))
                for low, words in zip(STEPS, (*ends, f"{STEPS[-1]}+"), strict=True)
            ),
            (Cell(0, Seen.PART), _("没有看全，或没有日期")),
            (Cell(0, Seen.NOT), _("没有看到")),
        ],
    )
