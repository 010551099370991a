"""Lines: how a number went over time, in full or as a spark beside words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from gongkai.console.charts.picture import BLUE, GRID, QUIET, Picture, drawing, element, listed, text
from reports.printing.chart_svg import scale_of

_WIDE, _HIGH, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 200, 44, 24, 18, 30
_SPARK = (96, 24)
_LABELS = 8  # at most so many below the axis


def line(name: str, title: str, labels: Sequence[str], values: Sequence[int | None], heads: tuple[str, str]) -> Picture:
    """A line with a mark and a number for each value; None is a gap, not a zero.

    `name` is the chart's id on its page, `heads` the heads of its table.
    """
    step, top = scale_of(max((value for value in values if value is not None), default=0))
    unit = (_HIGH - _TOP - _BOTTOM) / top
    places = [
        (_along(number, len(values)), _HIGH - _BOTTOM - value * unit if value is not None else None)
        for number, value in enumerate(values)
    ]
    parts = [
        *(_grid(value, _HIGH - _BOTTOM - value * unit) for value in range(0, top + 1, step)),
        *_segments(places, 2.0),
        *(
            element(
                "circle", element("title", f"{label} {value}"), cx=x, cy=y, r=3.5, fill="#fff", stroke=BLUE,
                stroke_width=2,
            )
            for label, value, (x, y) in zip(labels, values, places, strict=True)
            if y is not None
        ),
        *_numbers(values, places),
        *_below(labels, places),
    ]  # fmt: skip
    return Picture(
        drawing(name, title, _told(labels, values), (_WIDE, _HIGH), *parts),
        title,
        heads,
        tuple((label, "—" if value is None else str(value)) for label, value in zip(labels, values, strict=True)),
    )


def spark(name: str, title: str, labels: Sequence[str], values: Sequence[int]) -> Markup:
    """A small line without a scale, its last value marked; the numbers are in its description. Empty for none."""
    if not values:
        return Markup()
    wide, high = _SPARK
    low, top = min(values), max(values)
    reach = max(top - low, 1)
    places = [
        (
            4 + (wide - 10) * (number / max(len(values) - 1, 1) if len(values) > 1 else 1),
            high - 5 - (value - low) / reach * (high - 10) if top > low else high / 2,
        )
        for number, value in enumerate(values)
    ]
    x, y = places[-1]
    return drawing(
        name,
        title,
        _told(labels, values),
        _SPARK,
        element(
            "polyline",
            points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places),
            fill="none",
            stroke=BLUE,
            stroke_width=1.5,
        ),
        element("circle", cx=x, cy=y, r=3, fill=BLUE),
    )


def _along(number: int, count: int) -> float:
    room = _WIDE - _LEFT - _RIGHT
    return _LEFT + (room * number / (count - 1) if count > 1 else room / 2)


def _segments(places: Sequence[tuple[float, float | None]], width: float) -> list[Markup]:
    return [
        element("line", x1=x, y1=y, x2=right, y2=then, stroke=BLUE, stroke_width=width, stroke_linecap="round")
        for (x, y), (right, then) in pairwise(places)
        if y is not None and then is not None
    ]


def _grid(value: int, y: float) -> Markup:
    return Markup("").join(
        (
            element("line", x1=_LEFT, x2=_WIDE - _RIGHT, y1=y, y2=y, stroke=GRID, stroke_width=0.8),
            text(_LEFT - 8, y + 4, str(value), anchor="end", size=11, fill=QUIET),
        )
    )


def _numbers(values: Sequence[int | None], places: Sequence[tuple[float, float | None]]) -> list[Markup]:
    every = -(-len(values) // 16)
    return [
        text(x, y - 8, str(value), anchor="middle", size=11)
        for number, (value, (x, y)) in enumerate(zip(values, places, strict=True))
        if y is not None and (number % every == 0 or number == len(values) - 1)
    ]


def _below(labels: Sequence[str], places: Sequence[tuple[float, float | None]]) -> list[Markup]:
    every = -(-len(labels) // _LABELS)
    return [
        text(x, _HIGH - 8, label, anchor="middle", size=11, fill=QUIET)
        for number, (label, (x, _)) in enumerate(zip(labels, places, strict=True))
        if number % every == 0
    ]


def _told(labels: Sequence[str], values: Sequence[int | None]) -> str:
    pairs = zip(labels, values, strict=True)
    return listed([f"{label} {'—' if value is None else value}" for label, value in pairs])
