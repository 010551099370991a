"""What a statistics form is made of."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class CellKind(StrEnum):
    """What is written into a cell."""

    NUMBER = "number"
    TEXT = "text"
    YES_NO = "yes_no"  # 是 or 否
    CHOICE = "choice"  # one of the row's choices
    DATE = "date"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FormField(_Part):
    """A field of a table (a column of the printed table); `groups` are the heads above its label, outermost first."""

    id: str
    label: str
    groups: tuple[str, ...] = ()
    unit: str = ""
    signed: bool = False  # may be below 0, as 本年增/减


class FormRow(_Part):
    """A row of a table. A heading holds no number; `fields` None means all fields of its table, empty: it is one cell.

    `groups` are the heads that a printed table shows to the left of the label, outermost first.
    """

    id: str
    label: str
    groups: tuple[str, ...] = ()
    unit: str = ""
    indent: int = 0
    heading: bool = False
    fields: tuple[str, ...] | None = None
    kind: CellKind = CellKind.NUMBER
    choices: tuple[str, ...] = ()
    confidence: Literal["A", "B", "C", "D"] | None = None  # None: as its form


class FormTable(_Part):
    """A table; the only table of a form may have the empty id. `part` is the heading it stands under."""

    id: str
    title: str
    part: str = ""
    note: str = ""
    unit: str = ""
    heads: tuple[str, ...] = ()
    fields: tuple[FormField, ...] = Field(default=(), alias="field")
    rows: tuple[FormRow, ...] = Field(alias="row")

    def field(self, name: str) -> FormField:
        """The field of that id. Raises KeyError."""
        return {each.id: each for each in self.fields}[name]

    def row(self, name: str) -> FormRow:
        """The row of that id. Raises KeyError."""
        return {each.id: each for each in self.rows}[name]

    def fields_of(self, row: FormRow) -> tuple[FormField, ...]:
        """The fields that a row is filled in, in the order of the table; none for a row that is one cell."""
        wanted = row.fields
        return self.fields if wanted is None else tuple(each for each in self.fields if each.id in wanted)

    def cell(self, row: FormRow, field: FormField | None = None) -> str:
        """The name of a cell: table, row and field joined by dots, empty parts left out."""
        return ".".join(part for part in (self.id, row.id, field.id if field else "") if part)

    @model_validator(mode="after")
    def _known_fields(self) -> Self:
        known = {each.id for each in self.fields}
        for row in self.rows:
            if unknown := set(row.fields or ()) - known:
                raise ValueError(f'row "{row.id}" has the unknown field "{min(unknown)}"')
            if row.kind is CellKind.CHOICE and not row.choices:
                raise ValueError(f'row "{row.id}" needs choices')
        return self


class Relation(_Part):
    """Arithmetic between the numbers of a table.

    - `sum`: the rows `total` together equal the rows `parts` together, in each field they have in common
    - `le`: each of `parts` is at most each of `total`; `sum_le`: all parts together are at most the total
    - `sum_columns`: as `sum`, but of fields, in each row that has them all
    - `carry`: the row `total` equals the row `parts` of the same form a year before, in each field
    """

    id: str
    kind: Literal["sum", "le", "sum_le", "sum_columns", "carry"]
    table: str = ""
    totals: tuple[str, ...] = Field(alias="total")
    parts: tuple[str, ...]
    confidence: Literal["A", "B", "C", "D"] | None = None


class Cell(_Part):
    """One fillable cell with everything a reader must know of it; `label` is unmistakable in its form."""

    id: str
    form: str
    table: str
    row: str
    field: str | None
    label: str
    unit: str
    kind: CellKind
    choices: tuple[str, ...]
    signed: bool
    confidence: Literal["A", "B", "C", "D"]


class StatForm(_Part):
    """A statistics form, in force for the report years `years` (first, last)."""

    id: str
    title: str
    source: str
    family: Literal["annual", "website-work", "website-supervision"]
    years: tuple[int, int]
    confidence: Literal["A", "B", "C", "D"]
    tables: tuple[FormTable, ...] = Field(alias="table")
    relations: tuple[Relation, ...] = Field(default=(), alias="relation")

    def fits(self, year: int) -> bool:
        """True for a report year in which the form is in force."""
        return self.years[0] <= year <= self.years[1]

    def table(self, name: str) -> FormTable:
        """The table of that id. Raises KeyError."""
        return {each.id: each for each in self.tables}[name]

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """All cells that are filled in, by name, in the order of the form."""
        found: dict[str, Cell] = {}
        for table in self.tables:
            for row in table.rows:
                if not row.heading:
                    for each in table.fields_of(row) or (None,):
                        found[table.cell(row, each)] = self._cell(table, row, each)
        return found

    def _cell(self, table: FormTable, row: FormRow, field: FormField | None) -> Cell:
        words = (*row.groups, row.label, *(field.groups if field else ()), field.label if field else "")
        return Cell(
            id=table.cell(row, field),
            form=self.id,
            table=table.id,
            row=row.id,
            field=field.id if field else None,
            label=" · ".join(word for word in words if word),
            unit=row.unit or (field.unit if field else "") or table.unit,
            kind=row.kind,
            choices=row.choices,
            signed=field.signed if field else False,
            confidence=row.confidence or self.confidence,
        )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = Counter(
            table.cell(row, each)
            for table in self.tables
            for row in table.rows
            if not row.heading
            for each in table.fields_of(row) or (None,)
        )
        if double := [name for name, number in names.items() if number > 1]:
            raise ValueError(f'the cell "{double[0]}" stands there twice')
        tables = {table.id: table for table in self.tables}
        for relation in self.relations:
            if relation.table not in tables:
                raise ValueError(f'relation "{relation.id}" has the unknown table "{relation.table}"')
            table = tables[relation.table]
            known = {each.id for each in (table.fields if relation.kind == "sum_columns" else table.rows)}
            if unknown := {*relation.totals, *relation.parts} - known:
                raise ValueError(f'relation "{relation.id}" names "{min(unknown)}", which is not in the table')
        return self
