"""Counting once: figures are kept until anything they rest on changes, rows for a few metrics at a time."""

from __future__ import annotations

from flask import current_app

from gongkai.console.here import catalogue, place
from gongkai.console.remembering import Memory, remembered
from gongkai.scoping import mark_of_scope
from gongkai.year_figures import Wanted, YearFigures, counted_all, counted_with_rows, seen_from, year_figures
from reports.count import Count
from reports.scope import Scope

_EXTENSION = "gongkai.rows"
_KEPT = 24  # metrics whose rows are kept: each may hold every item of a large site


def figures(wanted: Wanted) -> YearFigures:
    """All figures of a year. Raises WrongRegisterError where a register cannot be read."""
    mark = mark_of_scope(place(), catalogue(), wanted.sites)
    return remembered("year figures", wanted, mark, lambda: year_figures(place(), catalogue(), wanted))


def count_of(wanted: Wanted, metric: str) -> Count:
    """One metric with its rows, read over the connection of this request."""
    mark = mark_of_scope(place(), catalogue(), wanted.sites)
    memory: Memory = current_app.extensions.setdefault(_EXTENSION, Memory(_KEPT))

    def counted() -> tuple[Count, Scope]:
        return counted_with_rows(place(), catalogue(), wanted, metric)

    made, scope = memory.remembered("rows", (wanted, metric), mark, counted)
    return seen_from(made, scope, catalogue())


def every_count(wanted: Wanted) -> list[Count]:
    """All metrics of a year with their rows, counted now and not kept."""
    return counted_all(place(), catalogue(), wanted)
