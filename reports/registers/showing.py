"""Rows of a register for people and other programs: without what is private."""

from __future__ import annotations

from dataclasses import dataclass

from reports.registers.book import shown
from reports.registers.forms import FORMS
from reports.registers.reading import Register


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row: where it stands, whether it counts, and its public fields by Chinese header."""

    row_no: int
    state: str  # 现行, 已被第9行更正, 已被第9行作废, 作废说明
    fields: dict[str, str]


def shown_rows(register: Register) -> list[ShownRow]:
    """Every row of a register, those that were replaced included; private fields are left out."""
    form = FORMS[register.name]
    current = {entry.row_no for entry in register.entries}
    replaced = {change.old.row_no: change for change in register.changes}
    found = []
    for entry in register.every:
        change = replaced.get(entry.row_no)
        if change is not None:
            state = f"已被第{change.row_no}行{'更正' if change.new else '作废'}"
        else:
            state = "现行" if entry.row_no in current else "作废说明"
        values = {name: getattr(entry.form, name, None) for name in form.labels if name not in form.private}
        fields = {form.labels[name][0]: shown(value) for name, value in values.items() if value not in (None, "")}
        found.append(ShownRow(entry.row_no, state, fields))
    return found


def public_table(register: Register) -> list[list[str]]:
    """The register as it was written, header and every row, without the columns of private fields."""
    private = FORMS[register.name].private
    kept = [index for index, name in enumerate(register.fields) if name and name not in private]
    header = register.raw.header
    rows = ([header] if header else []) + register.raw.rows
    return [[row.cells[index] if index < len(row.cells) else "" for index in kept] for row in rows if not row.blank]
