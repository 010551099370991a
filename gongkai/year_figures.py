"""All figures of an organ's year beside those of the year before, as the console shows them.

They are counted from one pinned state of the catalogue, by the functions that `gongkai count` and the documents use,
and hold no rows: they are small enough to be kept. The rows behind one figure are counted by `counted_with_rows`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gongkai.scoping import open_scope
from gongkai.workspace import Workspace
from reports.comparing_years import compared
from reports.count import Count, all_counts, count
from reports.document import Grid
from reports.figures import Figures
from reports.forms import forms
from reports.forms.grids import grid_of
from reports.forms.values import FormValues
from reports.known import Known
from reports.metrics.base import Counted, Metric, metrics
from reports.metrics.item_rows import ItemRows
from reports.scope import Scope
from reports.tracing import TracedRun, runs_of

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose figures, of which year, seen from which day."""

    year: int
    site: str
    portal: str | None
    as_of: date

    @property
    def sites(self) -> tuple[str, ...]:
        """The sites that are counted."""
        return (self.site, self.portal) if self.portal else (self.site,)


@dataclass(frozen=True, slots=True)
class YearFigure:
    """One metric in the year and in the year before. `value` None: 未填报, and `note` says why."""

    metric: Metric
    value: Number | None
    complete: bool
    note: str
    stated: Number | None
    disagrees: bool
    rows: int
    parts: Mapping[str, Number]
    before: Number | None
    note_before: str
    change: Number | None
    percent: Number | None
    compared: str  # as a report says it
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table of a statistics form with its figures; each figure in it names its metric and part."""

    title: str
    part: str
    note: str
    grid: Grid


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A statistics form of the year with its figures."""

    id: str
    title: str
    unverified: bool
    tables: tuple[FilledTable, ...]


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Everything that is counted of a year. `known_at` is the UTC moment up to which the catalogue counts."""

    wanted: Wanted
    known_at: str | None
    newest_run: int | None
    organ: str | None
    figures: Mapping[str, YearFigure]
    forms: tuple[FilledForm, ...]
    complete: bool
    why: tuple[str, ...]
    runs: tuple[TracedRun, ...]


def year_figures(place: Workspace, conn: sqlite3.Connection, wanted: Wanted) -> YearFigures:
    """Count a year. Raises ConfigError where a site is not there, WrongRegisterError where a register is wrong."""
    scope = _scope(place, conn, wanted)
    counted = Figures(scope)
    made = {name: _figure(counted, name) for name in metrics()}
    complete, why = scope.coverage(("bureau", "municipal"))
    return YearFigures(
        wanted=wanted,
        known_at=scope.known.moment,
        newest_run=scope.known.newest,
        organ=scope.organ_name,
        figures=made,
        forms=tuple(_filled(counted, name) for name, form in forms().items() if form.fits(wanted.year)),
        complete=complete,
        why=tuple(why),
        runs=runs_of(scope),
    )


def counted_with_rows(place: Workspace, conn: sqlite3.Connection, wanted: Wanted, metric: str) -> tuple[Count, Scope]:
    """One metric with its rows, and the scope that they were counted in, freed of all that it had read besides."""
    scope = _scope(place, conn, wanted)
    made = count(scope, metric)
    bare = _bare(scope, conn)
    return _seen_by(made, bare), bare


def counted_all(place: Workspace, conn: sqlite3.Connection, wanted: Wanted) -> list[Count]:
    """All metrics with their rows, counted from one pinned state."""
    return list(all_counts(_scope(place, conn, wanted)).values())


def seen_from(made: Count, scope: Scope, conn: sqlite3.Connection) -> Count:
    """A count that was kept, with rows that are read over this connection."""
    return _seen_by(made, _bare(scope, conn))


def numbered_rows(made: Count, part: str | None, start: int, size: int) -> tuple[int, Sequence[tuple[int, Counted]]]:
    """(how many rows there are, (number in the whole list, row) of a page of them), of one part where it is named."""
    rows = made.rows
    if part is None:
        places: Sequence[int] = range(len(rows))
    elif isinstance(rows, ItemRows):
        places = [place for place, name in enumerate(rows.parts or ()) if name == part]
    else:
        places = [place for place, row in enumerate(rows) if row.part == part]
    shown = places[start : start + size]
    picked = rows.at(shown) if isinstance(rows, ItemRows) else [rows[place] for place in shown]
    return len(places), [(place + 1, row) for place, row in zip(shown, picked, strict=True)]


def _scope(place: Workspace, conn: sqlite3.Connection, wanted: Wanted) -> Scope:
    return open_scope(place, conn, wanted.year, site=wanted.site, portal=wanted.portal, as_of=wanted.as_of, pinned=True)


def _bare(scope: Scope, conn: sqlite3.Connection) -> Scope:
    return replace(scope, known=Known(conn, scope.known.moment, scope.known.newest))


def _seen_by(made: Count, scope: Scope) -> Count:
    return replace(made, rows=made.rows.seen_by(scope)) if isinstance(made.rows, ItemRows) else made


def _figure(counted: Figures, name: str) -> YearFigure:
    beside = compared(counted, name)
    this, before = beside.this, beside.before
    return YearFigure(
        metric=this.metric,
        value=this.value,
        complete=this.complete,
        note=this.note,
        stated=this.stated,
        disagrees=this.disagrees,
        rows=len(this.rows),
        parts=dict(this.parts),
        before=before.value,
        note_before=before.note,
        change=beside.change,
        percent=beside.percent,
        compared=beside.words,
        cautions=beside.cautions,
    )


def _filled(counted: Figures, name: str) -> FilledForm:
    form = forms()[name]
    values = FormValues(counted, form)
    tables = tuple(FilledTable(table.title, table.part, table.note, grid_of(values, table)) for table in form.tables)
    return FilledForm(form.id, form.title, form.confidence in ("C", "D"), tables)
