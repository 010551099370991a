"""What a figure of the register of yearly figures is a figure of: its indicator is found among metrics and forms."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from reports.forms import Cell, form_of_year, forms
from reports.forms.model import CellKind
from reports.forms.units import fitting
from reports.registers.figures import YearFigure
from reports.registers.values import plain_number, read_day
from reports.registers.vocabulary import ALIASES, YesNo

if TYPE_CHECKING:
    from reports.metrics.base import Metric

_MONEY = frozenset({"元", "万元", "亿元"})
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,8})?", re.ASCII)
_ENUMERATION = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+\.|其中:)+")
_REMARK = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Target:
    """What is stated: a metric or a part of it, or (for words) a cell of a form."""

    metric: str | None
    part: str | None
    form: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with what it is a figure of. `number` is in the metric's unit; `words` stand in cells of words."""

    target: Target
    number: Decimal | None = None
    words: str | None = None


class Unreadable(Exception):  # noqa: N818 - it is told to the writer of the register as one of several
    """A figure that does not say what it is; `field` is the cell to put right."""

    def __init__(self, field: str, fix: str) -> None:
        super().__init__(fix)
        self.field = field
        self.fix = fix


def stated(figure: YearFigure) -> Stated:
    """What a figure states. Raises Unreadable for an unknown indicator or part, a wrong unit or value."""
    found = _cell_of(figure)
    if found is not None and found.kind is not CellKind.NUMBER:
        return Stated(Target(None, None, found.form, found.id), words=_words(figure, found))
    metric, part = _metric_of(figure, found)
    signed = found.signed if found else any(cell.signed for cell in _served(metric, part))
    return Stated(Target(metric.name, part), number=_number(figure, metric, part, signed))


def _cell_of(figure: YearFigure) -> Cell | None:
    """The cell that the indicator names by its id or its words, None where it names a metric or nothing."""
    from reports.metrics.base import metrics

    name = _folded(figure.indicator)
    if name in metrics() or name in _titles():
        _refuse_two_meanings(name, figure.year)
        return None
    named, _, cell = name.rpartition(":")
    if named in forms():
        if cell not in forms()[named].cells:
            raise Unreadable("indicator", f"the form {named} has no cell {cell}")
        return forms()[named].cells[cell]
    for each in _forms_of(figure.year):
        if name in each:
            return each[name]
    wanted = _label(name)
    found = [cell for each in _forms_of(figure.year) for cell in each.values() if wanted in _labels(cell)]
    if len(found) > 1:
        cells = ", ".join(f"{cell.form}:{cell.id}" for cell in found[:6])
        raise Unreadable("indicator", f"these words stand for several cells; write one of: {cells}")
    return found[0] if found else None


def _refuse_two_meanings(name: str, year: int) -> None:
    """Some cells of forms have the name of a metric that does not stand in them."""
    for each in _forms_of(year):
        place = _places().get(each[name].form, {}).get(name) if name in each else None
        if place is not None and place[0] != name:
            from reports.metrics.base import metrics

            cell, title = f"{each[name].form}:{name}", metrics()[name].title
            raise Unreadable("indicator", f"this is a metric and a cell; write {cell} for the cell, or {title}")


def _forms_of(year: int) -> Iterator[Mapping[str, Cell]]:
    for family in ("annual", "website-work"):
        made = form_of_year(year, family)
        if made is not None:
            yield made.cells


def _metric_of(figure: YearFigure, cell: Cell | None) -> tuple[Metric, str | None]:
    from reports.metrics.base import metrics

    if cell is None:
        name = _folded(figure.indicator)
        metric = metrics().get(name) or _titles().get(name)
        if metric is None:
            raise Unreadable("indicator", _advice(name, figure.year))
        return metric, _part(figure, metric) if figure.part else None
    place = _places().get(cell.form, {}).get(cell.id)
    if place is None:
        raise Unreadable("indicator", f"no metric stands in the cell {cell.id} of {cell.form}")
    if figure.part and place[1] is not None:
        raise Unreadable("part", "the cell is a part already; leave this field empty")
    metric = metrics()[place[0]]
    return metric, _part(figure, metric) if figure.part else place[1]


def _part(figure: YearFigure, metric: Metric) -> str:
    wanted = _folded(figure.part)
    for part in metric.parts:
        if _folded(part) == wanted:
            return str(part)
    if not metric.parts:
        raise Unreadable("part", f"{metric.title} ({metric.name}) has no parts; leave this field empty")
    raise Unreadable("part", f"write one of: {'、'.join(metric.parts)}")


def _advice(name: str, year: int) -> str:
    from reports.metrics.base import metrics

    others = [made for made in forms().values() if name in made.cells]
    if others:
        known = " and ".join(f"{made.id} ({made.years[0]}-{min(made.years[1], 2100)})" for made in others)
        return f"this cell belongs to {known}, which is not a form of {year}"
    words = {label for each in _forms_of(year) for cell in each.values() for label in _labels(cell)}
    near = difflib.get_close_matches(name, [*metrics(), *_titles(), *sorted(words)], n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"write the name or title of a metric, or a cell or row of the forms of {year}"


def _number(figure: YearFigure, metric: Metric, part: str | None, signed: bool) -> Decimal:
    text = plain_number(figure.value)
    if not _NUMBER.fullmatch(text) or (text.startswith("-") and not signed):
        raise Unreadable("value", "write a plain number, for example 0 or 12.5; the unit has a field of its own")
    also = sorted({cell.unit for cell in _served(metric, part) if cell.unit})
    if not figure.unit:
        if metric.unit in _MONEY:
            raise Unreadable("unit", "write 元 or 万元")
        return Decimal(text)
    times = fitting(figure.unit, metric.unit, also)
    if times is None:
        raise Unreadable("unit", f"{metric.title} is counted in {' or '.join(dict.fromkeys((metric.unit, *also)))}")
    return Decimal(text) * times


def _words(figure: YearFigure, cell: Cell) -> str:
    if figure.part:
        raise Unreadable("part", "this cell holds words and has no parts; leave this field empty")
    if cell.kind is CellKind.YES_NO:
        answer = ALIASES[YesNo].get(figure.value.lower(), figure.value)
        if answer not in tuple(YesNo):
            raise Unreadable("value", "write 是 or 否")
        return str(answer)
    if cell.kind is CellKind.CHOICE and figure.value not in cell.choices:
        raise Unreadable("value", f"write one of: {'、'.join(cell.choices)}")
    if cell.kind is CellKind.DATE:
        day = read_day(figure.value)
        if day is None:
            raise Unreadable("value", "write a real day, for example 2016-03-05")
        return day.isoformat()
    return figure.value


@cache
def _places() -> Mapping[str, Mapping[str, tuple[str, str | None]]]:
    """Which metric (and part of it) stands in each cell of each form."""
    from reports.metrics.base import metrics

    found: dict[str, dict[str, tuple[str, str | None]]] = {}
    for metric in metrics().values():
        for form, cells in metric.places.items():
            found.setdefault(form, {}).update({cell: (metric.name, part) for cell, part in cells.items()})
    return found


def _served(metric: Metric, part: str | None) -> list[Cell]:
    return [
        forms()[form].cells[cell]
        for form, cells in metric.places.items()
        for cell, place in cells.items()
        if place == part and cell in forms()[form].cells
    ]


@cache
def _titles() -> Mapping[str, Metric]:
    from reports.metrics.base import metrics

    return {_folded(metric.title): metric for metric in metrics().values()}


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _label(text: str) -> str:
    """The words of a row without enumeration and remark: 主动公开政府信息数."""
    bare = _ENUMERATION.sub("", _folded(text))
    return _REMARK.sub("", bare) or bare


@cache
def _labels(cell: Cell) -> frozenset[str]:
    parts = cell.label.split(" · ")
    return frozenset({_folded(cell.label), _label(parts[-1]), _label("".join(parts))})
