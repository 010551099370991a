"""Freshness of columns as a calendar: how long ago each had its last item, at the end of each month."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.document import Block, Cell, Grid, Paragraph, words
from reports.figures import Figures
from reports.prose import known
from reports.scope import Scope
from reports.statistics.columns import list_columns
from reports.statistics.months import caveat


@dataclass(frozen=True, slots=True)
class Step:
    """How fresh a column is: at most so many days since its last item, with a mark and a shade."""

    days: int
    mark: str
    shade: int
    says: str


STEPS = (
    Step(14, "●", 0, "14日内有更新"),
    Step(61, "◎", 1, "15日至2个月"),
    Step(183, "○", 2, "2个月至6个月"),
    Step(366, "△", 3, "6个月至1年"),
    Step(10**6, "×", 4, "超过1年未更新"),
)
"""The windows of the standards (2 weeks, 6 months, 1 year) with one between the first two."""

NOTHING = "－"  # no item yet that states a day


def freshness_blocks(figures: Figures) -> list[Block]:
    """The calendar of all list columns with its legend; nothing where the site was not crawled."""
    columns = list_columns(figures)
    if not columns or not known(figures, "published.by_column"):
        return []
    scope = figures.scope
    ends = month_ends(scope.year, scope.until)
    days = days_of_columns(scope)
    rows = _heads()
    for column in columns:
        cells = [_cell(days.get(column.path, ()), end) for end in ends]
        cells += [Cell(words("")) for _ in range(12 - len(ends))]
        number = Cell((figures.figure("published.by_column", column.path, complete=True),))
        name = column.path if column.complete else f"{column.path}（未读全）"
        rows.append((Cell(words(name), head="row", align="left"), *cells, number))
    title = f"{scope.year}年各栏目月末更新情况{caveat(figures)}"
    grid = Grid(title, tuple(rows), (0.43, *[0.0405] * 12, 0.084), heads=2)
    unread = sum(1 for column in scope.columns if not column.readable)
    more = f"另有{unread}个栏目未读到，不在表中。" if unread else ""
    return [Paragraph(words(_legend(), more), "plain"), grid]


def _heads() -> list[tuple[Cell, ...]]:
    """栏目 and 本年 over two rows, the months under one head: bare numbers fit into narrow columns."""
    first = (
        Cell(words("栏目"), rows=2, head="col"),
        Cell(words("月份"), columns=12, head="col"),
        Cell(words("本年（条）"), rows=2, head="col"),
    )
    return [first, tuple(Cell(words(str(month)), head="col") for month in range(1, 13))]


def month_ends(year: int, until: date) -> list[date]:
    """The last days of the months up to a day; that day itself ends its month."""
    ends = [date(year, month, monthrange(year, month)[1]) for month in range(1, 13)]
    return [min(end, until) for end in ends if end.replace(day=1) <= until]


def days_of_columns(scope: Scope) -> Mapping[str, Sequence[date]]:
    """The days that the items of each column state, in order, up to the day of the report."""
    found: dict[str, list[date]] = defaultdict(list)
    for item in scope.items(scope.bureau):
        if item.published_on is not None and item.published_on <= scope.until:
            for path in item.columns:
                found[path].append(item.published_on)
    return {path: sorted(days) for path, days in found.items()}


def step_at(days: Sequence[date], end: date) -> Step | None:
    """How fresh a column was on a day, None where it had nothing yet."""
    position = bisect_right(days, end)
    if not position:
        return None
    age = (end - days[position - 1]).days
    return next(step for step in STEPS if age <= step.days)


def _cell(days: Sequence[date], end: date) -> Cell:
    step = step_at(days, end)
    if step is None:
        return Cell(words(NOTHING), label="尚无信息")
    return Cell(words(step.mark), shade=step.shade, label=step.says)


def _legend() -> str:
    marks = "；".join(f"{step.mark}{step.says}" for step in STEPS)
    return f"表中标记为各月末距该栏目最近一条信息的时间。{marks}；{NOTHING}尚无标明日期的信息；空格为监测时间点以后。"
