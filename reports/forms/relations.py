"""The arithmetic of a form, cell by cell, and what breaks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.forms.model import FormTable, Relation, StatForm

Value = int | Decimal | None


@dataclass(frozen=True, slots=True)
class Equation:
    """A relation between named cells: all `totals` together are equal to (or at least) all `parts` together.

    `before` True: the parts are cells of the same form a year earlier.
    """

    relation: str
    sign: Literal["=", "<="]  # parts <sign> totals
    totals: tuple[str, ...]
    parts: tuple[str, ...]
    before: bool
    confidence: str


@dataclass(frozen=True, slots=True)
class Breach:
    """An equation that does not hold, with both sides as they are."""

    equation: Equation
    total: Decimal
    parts: Decimal

    @property
    def difference(self) -> Decimal:
        """What the total has more than its parts."""
        return self.total - self.parts


def equations(form: StatForm) -> Iterator[Equation]:
    """Every relation of a form, spelled out for each field or row it holds in."""
    for relation in form.relations:
        table = form.table(relation.table)
        confidence = relation.confidence or form.confidence
        sign: Literal["=", "<="] = "<=" if relation.kind in ("le", "sum_le") else "="
        for totals, parts in _spelled_out(table, relation):
            yield Equation(relation.id, sign, totals, parts, relation.kind == "carry", confidence)


def breaches(
    form: StatForm, values: Mapping[str, Value], before: Mapping[str, Value] | None = None
) -> Iterator[Breach]:
    """The equations that numbers break. One with an unknown cell (missing or None) is not judged: unknown is not 0.

    `before` are the cells of the year before, for what is carried over; without them that is not judged either.
    """
    for equation in equations(form):
        source = (before or {}) if equation.before else values
        total = _sum(values, equation.totals)
        parts = _sum(source, equation.parts)
        if total is None or parts is None:
            continue
        if parts > total or (equation.sign == "=" and parts != total):
            yield Breach(equation, total, parts)


def _sum(values: Mapping[str, Value], cells: tuple[str, ...]) -> Decimal | None:
    known = [values.get(cell) for cell in cells]
    return None if None in known else sum((Decimal(value) for value in known if value is not None), Decimal(0))


Sides = tuple[tuple[str, ...], tuple[str, ...]]


def _spelled_out(table: FormTable, relation: Relation) -> Iterator[Sides]:
    if relation.kind == "sum_columns":
        yield from _across(table, relation)
    elif relation.kind == "le":
        for total in relation.totals:
            for part in relation.parts:
                yield from _down(table, (total,), (part,))
    else:
        yield from _down(table, relation.totals, relation.parts)


def _across(table: FormTable, relation: Relation) -> Iterator[Sides]:
    needed = {*relation.totals, *relation.parts}
    for row in table.rows:
        if not row.heading and needed <= {each.id for each in table.fields_of(row)}:
            sides = tuple(
                tuple(table.cell(row, table.field(name)) for name in side) for side in (relation.totals, relation.parts)
            )
            yield sides[0], sides[1]


def _down(table: FormTable, totals: tuple[str, ...], parts: tuple[str, ...]) -> Iterator[Sides]:
    rows = [table.row(name) for name in (*totals, *parts)]
    shared = [each for each in table.fields if all(each in table.fields_of(row) for row in rows)]
    for each in shared or (None,):
        cells = tuple(table.cell(row, each) for row in rows)
        yield cells[: len(totals)], cells[len(totals) :]
