"""Bars, plain and stacked, placed by the same function that places those of the printed reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from gongkai.console.charts.picture import GRID, INK, QUIET, Picture, drawing, element, listed, text
from reports.document import Chart, Series
from reports.printing import chart_svg
from reports.printing.shades import HATCHES


def bars(name: str, title: str, labels: Sequence[str], values: Sequence[int], heads: tuple[str, str]) -> Picture:
    """One bar a label. `heads` are the heads of the table."""
    return _picture(name, title, labels, {heads[1]: values}, heads)


def stacked(
    name: str, title: str, labels: Sequence[str], series: Mapping[str, Sequence[int]], heads: tuple[str, ...]
) -> Picture:
    """Bars of several parts, one on the other, each with a colour, a lightness and a pattern of its own.

    `series` are the parts by name; `heads` those of the table: of the labels, then of each part.
    """
    return _picture(name, title, labels, series, heads)


def _picture(
    name: str, title: str, labels: Sequence[str], series: Mapping[str, Sequence[int]], heads: tuple[str, ...]
) -> Picture:
    parts = tuple(Series(key, tuple(values)) for key, values in series.items())
    placed = chart_svg.drawing(Chart(title, "", tuple(labels), parts, ""))
    many = len(parts) > 1
    high = placed.height if many else chart_svg.HEIGHT - 16
    told = [f"{label} {listed(column)}" for label, *column in zip(labels, *series.values(), strict=True)]
    svg = drawing(
        name,
        title,
        "；".join(told),
        (placed.width, high),
        element("defs", *(_pattern(name, *each) for each in placed.patterns)),
        *(_scale(placed, mark) for mark in placed.scale),
        *(
            element(
                "rect", element("title", bar.says), x=bar.x, y=bar.y, width=bar.width, height=bar.height,
                fill=f"url(#{name}-{bar.series})", stroke=INK, stroke_width=0.6,
            )
            for bar in placed.bars
        ),
        *(text(mark.x, mark.y, mark.text, anchor="middle", size=11) for mark in placed.totals),
        *(text(mark.x, mark.y, mark.text, anchor="middle", size=11, fill=QUIET) for mark in placed.categories),
        *(_legend(name, mark) for mark in placed.legend if many),
    )  # fmt: skip
    rows = tuple(tuple(map(str, row)) for row in zip(labels, *series.values(), strict=True))
    return Picture(svg, title, heads, rows)


def _pattern(name: str, series: int, colour: str, pattern: str) -> Markup:
    return element(
        "pattern",
        element("rect", width=6, height=6, fill=colour),
        HATCHES.get(pattern, Markup()),
        id=f"{name}-{series}",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )


def _scale(placed: chart_svg.Drawing, mark: chart_svg.Mark) -> Markup:
    line = element("line", x1=placed.left, x2=placed.right, y1=mark.y, y2=mark.y, stroke=GRID, stroke_width=0.8)
    return line + text(mark.x, mark.y + 4, mark.text, anchor="end", size=11, fill=QUIET)


def _legend(name: str, mark: chart_svg.Mark) -> Markup:
    box = element(
        "rect", x=mark.x, y=mark.y - 11, width=14, height=12, fill=f"url(#{name}-{mark.series})", stroke=INK,
        stroke_width=0.6,
    )  # fmt: skip
    return box + text(mark.x + 20, mark.y, mark.text)
