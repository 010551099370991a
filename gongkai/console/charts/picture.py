"""What a chart is: a drawing that says what it shows, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from reports.typography import printable

INK, QUIET, GRID, BLUE = "#1d2733", "#55606e", "#c3cbd4", "#14528c"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart. `heads` and `rows` are the same numbers as a table; the first cell of a row is its head."""

    svg: Markup
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def element(name: str, *children: str | Markup, **attributes: object) -> Markup:
    """One SVG element: `element("text", label, x=3, text_anchor="end")`. What is no Markup is escaped.

    None leaves an attribute out; `_` in its name is written `-`; `viewBox` and the like stay as they are.
    """
    # Plain text is put together, because a map has thousands of elements; all that comes from outside is escaped here.
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_said(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(child if type(child) is Markup else escape(printable(child)) for child in children)
    return Markup(f"<{name}{written}>{inside}</{name}>")  # noqa: S704


def drawing(name: str, title: str, said: str, size: tuple[float, float], *parts: Markup) -> Markup:
    """The SVG around the parts. `name` is its id on the page, `said` what is to be seen, in a sentence."""
    wide, high = size
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", said, id=f"{name}-desc"),
        *parts,
        viewBox=f"0 0 {_said(wide)} {_said(high)}",
        width=wide,
        height=high,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        class_="chart-drawing",
        xmlns="http://www.w3.org/2000/svg",
    )


def text(x: float, y: float, words: str, *, anchor: str = "start", size: float = 12, fill: str = INK) -> Markup:
    """Words at a place."""
    return element("text", words, x=x, y=y, text_anchor=anchor, font_size=size, fill=fill)


def cut(words: str, most: int) -> str:
    """The words, or their end behind dots where they are too long: of a path the end says more."""
    return words if len(words) <= most else f"…{words[1 - most :]}"


def listed(values: Sequence[object]) -> str:
    """Values as a person reads them out."""
    return "、".join(map(str, values))


def _said(value: object) -> str:
    """Numbers without useless digits; words escaped."""
    if isinstance(value, float):
        return f"{round(value, 1):g}"
    return str(value) if isinstance(value, int) else escape(printable(str(value)))
