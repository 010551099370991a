"""One row of a register: its cells as a form, or everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from reports.registers.base import Form
from reports.registers.problems import FaultList
from reports.registers.raw import RawRow

_PRIVATE = "（不显示）"
_LONGEST_READING = 80  # characters of a wrong cell that are shown
_OF_A_VOID_ROW = ("voids", "filed_by", "filed_on", "reason", "files", "evidence")


def read_row(form: type[Form], fields: Sequence[str], row: RawRow, faults: FaultList) -> Form | None:
    """The form of a row, None where it is wrong; then `faults` says all that is."""
    broken = [fault for fault in row.faults if fault[0] < len(fields)]
    for index, what, fix in broken:
        label = _label(form, fields[index])
        faults.add(f'field "{label}": {what}', fix, row_no=row.number, field=label)
    if any(cell.strip() for cell in row.cells[len(fields) :]):
        what = f"has {len(row.cells)} cells, the header has {len(fields)}"
        faults.add(what, 'put a text that contains a comma into double quotes "…"', row_no=row.number)
        return None
    unread = {index for index, _, _ in broken}
    padded = [*row.cells[: len(fields)], *[""] * (len(fields) - len(row.cells))]
    values = {name: cell for name, cell in zip(fields, padded, strict=True) if name}
    told = {fields[index] for index in unread}
    if values.get("voids", "").strip():
        return _void_row(form, values, row, faults, told)
    try:
        made = form.model_validate(values)
    except ValidationError as error:
        for each in error.errors():
            if not (each["loc"] and each["loc"][0] in told):
                _explain(form, each, values, row, faults)
        return None
    return None if broken else made


def _void_row(
    form: type[Form], values: Mapping[str, str], row: RawRow, faults: FaultList, told: set[str]
) -> Form | None:
    """A row that only declares another one void: what else stands in it is not looked at."""
    try:
        made = Form.model_validate({name: values[name] for name in _OF_A_VOID_ROW if name in values})
    except ValidationError as error:
        for each in error.errors():
            _explain(form, each, values, row, faults)
        return None
    if told.intersection(_OF_A_VOID_ROW):
        return None
    return form.model_construct(**made.model_dump())  # its own form, for the labels, but without facts


def _explain(form: type[Form], error: Any, values: Mapping[str, str], row: RawRow, faults: FaultList) -> None:
    """One pydantic error in our words: what was read and what to write instead."""
    advice = str(error.get("ctx", {}).get("fix") or error["msg"])
    if not error["loc"]:
        faults.add("the row does not fit together", advice, row_no=row.number)
        return
    name = str(error["loc"][0])
    read = _PRIVATE if name in form.private else values.get(name, "").strip()
    shown = read if len(read) <= _LONGEST_READING else f"{read[:_LONGEST_READING]}…"
    label = _label(form, name)
    faults.add(f'field "{label}" ({name}): read "{shown}"', advice, row_no=row.number, field=label)


def _label(form: type[Form], name: str) -> str:
    return form.labels[name][0] if name in form.labels else name
