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
from gongkai.console.charts.heat import STEPS, key

ROWS = 60  # columns a map shows at once
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Map:
    """A heat map with its key."""

    picture: Picture
    key: Markup


def mondays(year: int) -> list[date]:
    """The Mondays of the 53 or 54 weeks that have a day of the year."""
    first = monday(date(year, 1, 1))
    return [first + _WEEK * number for number in range(54) if (first + _WEEK * number).year <= year]


def seen_of(look: Look | None, week: date, year: int, today: date) -> Seen:
    """How well a week was looked at: whole only by a whole walk that began when the week was over."""
    first, last = max(week, date(year, 1, 1)), min(week + timedelta(days=6), date(year, 12, 31))
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
    year: int,
    today: date,
) -> Map:
    """The map of these columns in a year. Pure but for the words."""
    weeks = mondays(year)
    rows = [
        HeatRow(
            column.path,
            tuple(
                Cell(published.get(column.id, {}).get(week, 0), seen_of(looks.get(column.id), week, year, today))
                for week in weeks
            ),
        )
        for column in columns
    ]
    heads = [
        str(week.month) if number == 0 or week.month != weeks[number - 1].month else ""
        for number, week in enumerate(weeks)
    ]
    title = _("%(year)s 年各栏目每周发布的信息", year=year)
    said = _(
        "%(columns)s 个栏目，%(items)s 条次；逐周的数字见下面的表格",
        columns=len(rows),
        items=sum(cell.value for row in rows for cell in row.cells),
    )
    picture = heat("weeks", title, said, list(map(str, weeks)), rows, _say, heads=heads, corner=_("栏目"), label=190)
    return Map(picture, _key())


def _say(row: str, first: str, last: str, cell: Cell) -> str:
    end = date.fromisoformat(last) + timedelta(days=6)
    words = {
        Seen.WHOLE: _("%(count)s 条", count=cell.value),
        Seen.PART: _("至少 %(count)s 条，没有看全", count=cell.value),
        Seen.NOT: _("没有看到，不知道有没有"),
        Seen.AHEAD: _("还没有到"),
    }
    return f"{row} {first}–{end}: {words[cell.seen]}"


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
            (Cell(0, Seen.PART), _("没有看全")),
            (Cell(0, Seen.NOT), _("没有看到")),
        ],
    )
