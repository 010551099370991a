"""The header of a register: which field stands in which column."""

from __future__ import annotations

import difflib

from reports.registers.base import Form
from reports.registers.problems import FaultList
from reports.registers.raw import RawTable


def header_of(form: type[Form]) -> str:
    """The Chinese header of a form."""
    return ",".join(names[0] for names in form.labels.values())


def read_header(form: type[Form], raw: RawTable, faults: FaultList) -> list[str]:
    """English names of the columns, "" for an empty one; faults for what is unknown, twice there or missing.

    Where a column is unknown the list is shorter than the header: then rows cannot be read.
    """
    known = {"".join(alias.split()): name for name, aliases in form.labels.items() for alias in (name, *aliases)}
    fields: list[str] = []
    for index, cell in enumerate(raw.header.cells if raw.header else []):
        written = "".join(cell.split())
        if not written and not any(len(row.cells) > index and row.cells[index].strip() for row in raw.rows):
            fields.append("")
        elif written not in known:
            near = difflib.get_close_matches(written, known, n=1, cutoff=0.5)
            hint = f'did you mean "{near[0]}"? ' if near else ""
            what = f'row 1 (header): unknown field "{cell.strip()}"'
            faults.add(what, f"{hint}the fields are: {header_of(form)}", field=cell.strip())
        elif known[written] in fields:
            faults.add(f'row 1 (header): the field "{written}" stands there twice', "keep one", field=written)
        else:
            fields.append(known[written])
    _refuse_missing(form, fields, faults)
    return fields


def _refuse_missing(form: type[Form], fields: list[str], faults: FaultList) -> None:
    for name, model_field in form.model_fields.items():
        if model_field.is_required() and name not in fields:
            label = form.labels[name][0]
            what = f'row 1 (header): the field "{label}" ({name}) is missing'
            faults.add(what, f"the fields are: {header_of(form)}", field=label)
