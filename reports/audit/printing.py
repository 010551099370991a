"""How numbers and cells are named in the sentences of the audit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.audit.wording import without_mark
from reports.forms import StatForm

_NOTE = re.compile(r"（[^（）]*）$|\([^()]*\)$")
_AMONG = re.compile(r"^其中[：:]")
_VAGUE = frozenset({"总计", "其他"})
_SHOWN = 6


def number_of(value: Decimal) -> str:
    """A number as plain digits: 1200, 0.5."""
    plain = format(value.normalize(), "f")
    return "0" if plain == "-0" else plain


@dataclass(frozen=True, slots=True)
class Naming:
    """Names for cells that stand in one sentence: what all of them share is said once, in front."""

    form: StatForm
    shared: str  # “自然人”列， or “予以公开”一行， or nothing
    by: str  # what tells them apart: "row" or "field"

    @classmethod
    def of(cls, form: StatForm, cells: Sequence[str]) -> Naming:
        """The shortest unmistakable names for these cells."""
        about = [form.cells[cell] for cell in cells]
        first = about[0]
        if first.field is None:
            return cls(form, "", "row")
        table = form.table(first.table)
        if all(one.row == first.row for one in about):
            groups = {table.field(one.field or "").groups for one in about}
            if first.table == "t3":
                return cls(form, f"“{'·'.join(groups.pop())}”：" if len(groups) == 1 else "", "field")
            return cls(form, f"“{row_name(form, first.table, first.row)}”一行：", "field")
        return cls(form, f"“{table.field(first.field).label}”一列：", "row")

    def name(self, cell: str) -> str:
        """One cell, in quotes."""
        about = self.form.cells[cell]
        if self.by == "row" or about.field is None:
            return f"“{row_name(self.form, about.table, about.row)}”"
        field = self.form.table(about.table).field(about.field)
        return f"“{field.label if self.shared else '·'.join((*field.groups, field.label))}”"

    def names(self, cells: Sequence[str]) -> str:
        """Several cells; of many only the first ones."""
        shown = "、".join(self.name(cell) for cell in cells[:_SHOWN])
        return shown + (f"等{len(cells)}项" if len(cells) > _SHOWN else "")


def row_name(form: StatForm, table: str, row: str) -> str:
    """A row without numbering and notes; 总计 and 其他 with the head that they stand under."""
    found = form.table(table).row(row)
    label = without_mark(_AMONG.sub("", _NOTE.sub("", without_mark(found.label))))
    return f"{without_mark(found.groups[-1])}·{label}" if label in _VAGUE and found.groups else label


def full_name(form: StatForm, cell: str) -> str:
    """A cell by row and field, in quotes."""
    about = form.cells[cell]
    parts = [row_name(form, about.table, about.row)] if form.table(about.table).row(about.row).label else []
    if about.field is not None:
        field = form.table(about.table).field(about.field)
        parts += [*field.groups, field.label] if about.table == "t3" else [field.label]
    return f"“{'·'.join(parts)}”"


def full_names(form: StatForm, cells: Sequence[str]) -> str:
    """Several cells by row and field; of many only the first ones."""
    shown = "、".join(full_name(form, cell) for cell in cells[:_SHOWN])
    return shown + (f"等{len(cells)}项" if len(cells) > _SHOWN else "")
