"""Where the pieces of a stacked bar chart lie on an SVG drawing. The template only prints them."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document import Chart
from reports.printing.shades import BARS, PATTERNS

WIDTH, HEIGHT = 680, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 8, 26, 44
_LEGEND_LINE, _LEGEND_MARK, _LEGEND_CHARACTER = 20, 20, 13
_BAR_SHARE = 0.62  # of the room of one category
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a bar."""

    x: float
    y: float
    width: float
    height: float
    series: int
    says: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Words at a place: a category, a total, a number of the scale, or an entry of the legend (with its series)."""

    x: float
    y: float
    text: str
    series: int = -1


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with all its pieces placed; `lines` are the heights of the scale's lines."""

    width: int
    height: int
    left: int
    right: int
    bars: tuple[Bar, ...]
    totals: tuple[Mark, ...]
    categories: tuple[Mark, ...]
    scale: tuple[Mark, ...]
    legend: tuple[Mark, ...]
    patterns: tuple[tuple[int, str, str], ...]  # series, colour, pattern


def drawing(chart: Chart) -> Drawing:
    """Place the bars, the scale and the legend of a chart."""
    names = [series.name for series in chart.series]
    legend, height = _legend(names)
    sums = [sum(series.values[number] for series in chart.series) for number in range(len(chart.categories))]
    step, top = scale_of(max(sums, default=0))
    floor, room = HEIGHT - _BOTTOM, HEIGHT - _TOP - _BOTTOM
    unit = room / top
    each = (WIDTH - _LEFT - _RIGHT) / max(len(chart.categories), 1)
    bars, totals, categories = [], [], []
    for number, category in enumerate(chart.categories):
        x, y = _LEFT + each * (number + (1 - _BAR_SHARE) / 2), float(floor)
        for index, series in enumerate(chart.series):
            tall = series.values[number] * unit
            y -= tall
            if tall:
                says = f"{category} {series.name} {series.values[number]}{chart.unit}"
                bars.append(Bar(_r(x), _r(y), _r(each * _BAR_SHARE), max(_r(tall), 0.4), index, says))
        middle = _r(x + each * _BAR_SHARE / 2)
        totals.append(Mark(middle, _r(y - 5), str(sums[number])))
        categories.append(Mark(middle, floor + 18, category))
    scale = tuple(Mark(_LEFT - 6, _r(floor - value * unit), str(value)) for value in range(0, top + 1, step))
    patterns = tuple(
        (index, BARS[index % len(BARS)], PATTERNS[index % len(PATTERNS)]) for index in range(len(chart.series))
    )
    return Drawing(
        WIDTH,
        height,
        _LEFT,
        WIDTH - _RIGHT,
        tuple(bars),
        tuple(totals),
        tuple(categories),
        scale,
        legend,
        patterns,
    )


def scale_of(largest: int) -> tuple[int, int]:
    """(step, top) of a scale with three to seven lines that reaches over the largest number; at least to 1."""
    size = 1
    while True:
        for step in _STEPS:
            if largest <= step * size * 6:
                return step * size, max(-(-largest // (step * size)), 1) * step * size
        size *= 10


def _legend(names: list[str]) -> tuple[tuple[Mark, ...], int]:
    """Entries of the legend below the chart, in as many lines as they need, and the height of the whole."""
    marks: list[Mark] = []
    x, y = float(_LEFT), HEIGHT
    for index, name in enumerate(names):
        wide = _LEGEND_MARK + _LEGEND_CHARACTER * len(name) + 14
        if marks and x + wide > WIDTH - _RIGHT:
            x, y = float(_LEFT), y + _LEGEND_LINE
        marks.append(Mark(_r(x), y, name, index))
        x += wide
    return tuple(marks), y + 12


def _r(value: float) -> float:
    return round(value, 1)
