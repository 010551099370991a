"""How figures are laid out on a page: groups as on the page of metrics, reasons told once below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from flask_babel import get_locale
from flask_babel import gettext as _

from gongkai.console.charts import Picture, bars
from gongkai.year_figures import YearFigure, YearFigures
from reports.count import Count
from reports.figures import written
from reports.forms import forms
from reports.metric_page import by_topic
from reports.metrics.base import Source, Summary, metrics
from reports.registers.forms import FORMS

_MOST_BARS = 13
_LABEL = 5  # characters below a bar


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in a table: `why` are numbers of the notes below it, of the year and of the comparison."""

    name: str
    figure: YearFigure
    why: tuple[int, ...]
    cautions: tuple[int, ...]


def figure_text(value: object) -> str:
    """A number exactly as documents print it; what is not known is 未填报, never 0."""
    if value is None:
        return str(_("未填报"))
    return written(Decimal(str(value)))


def beside(figure: YearFigure) -> str:
    """A figure against that of the year before: in Chinese as a report says it, in English in digits."""
    locale = get_locale()
    if locale is None or locale.language != "en":
        return figure.compared
    if not figure.change:
        return "the same" if figure.change == 0 else "—"
    sign = "+" if figure.change > 0 else "−"
    share = f" ({sign}{written(abs(Decimal(figure.percent)))}%)" if figure.percent is not None else ""
    return f"{sign}{written(abs(Decimal(figure.change)))}{share}"


def by_group(found: YearFigures, words: str, *, known: bool) -> tuple[list[tuple[str, list[Line]]], list[str]]:
    """((topic, its figures), the reasons that the figures refer to, in their order), narrowed by words."""
    notes: dict[str, int] = {}

    def numbers(*texts: str) -> tuple[int, ...]:
        return tuple(notes.setdefault(text, len(notes) + 1) for text in texts if text)

    groups = []
    for topic, names in by_topic().items():
        chosen = [(name, found.figures[name]) for name in names]
        lines = [
            Line(name, figure, numbers(_told(figure)), numbers(*figure.cautions))
            for name, figure in chosen
            if _fits(name, figure, words) and not (known and figure.value is None)
        ]
        if lines:
            groups.append((_topic(topic), lines))
    return groups, list(notes)


def _told(figure: YearFigure) -> str:
    """The note of a figure; that a register was not filled in is no news beside 未填报, its own page says which."""
    return "" if figure.value is None and figure.note.startswith("未填报") else figure.note


def _fits(name: str, figure: YearFigure, words: str) -> bool:
    metric = figure.metric
    text = f"{name} {metric.title} {metric.definition}".lower()
    return all(word in text for word in words.lower().split())


def _topic(topic: str) -> str:
    chinese, _dot, english = topic.partition(" · ")
    locale = get_locale()
    return english.capitalize() if locale is not None and locale.language == "en" else chinese


def origins_of(found: YearFigures, made: Count) -> list[str]:
    """Where the facts of a metric come from, in words."""
    said = {
        Source.CRAWL: _("网站采集：在网站上看到并存档"),
        Source.REGISTER: _("台账：由单位填报"),
        Source.BOTH: _("网站采集和台账：以采集统计为准，与台账不一致时两个数都列出"),
        Source.CHECK: _("检查结果"),
    }[made.metric.source]
    return [said, _("取年度数据台账的填报数")] if made.from_figures else [said]


def places_of(metric: str, year: int) -> Mapping[str, list[str]]:
    """The forms of a year in which a metric stands, with the names of its cells there."""
    places = metrics()[metric].places
    return {
        form.title: [form.cells[cell].label for cell in places[name] if cell in form.cells]
        for name, form in forms().items()
        if name in places and form.fits(year)
    }


def parts_of(made: Count) -> frozenset[str]:
    """The parts that may be asked for: those it has, and those that the forms print even where nothing is known."""
    printed = {part for cells in made.metric.places.values() for part in cells.values() if part is not None}
    return frozenset({*made.parts, *made.metric.parts, *printed})


def register_of(file: str | None) -> str | None:
    """The name of the register that a file holds."""
    stem = PurePath(file).stem if file else ""
    return stem if stem in FORMS else None


def picture_of(made: Count) -> Picture | None:
    """The parts as bars, where bars say more than the table beside them; None for shares, and for one or many parts."""
    parts = made.parts
    if not 2 <= len(parts) <= _MOST_BARS or made.metric.summary is not Summary.SUM or not any(parts.values()):
        return None
    if any(value != int(value) for value in parts.values()):
        return None
    heads = (_("分项"), made.metric.unit)
    return bars(
        "parts-chart", made.metric.title, [_short(part) for part in parts], [int(v) for v in parts.values()], heads
    )


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"
