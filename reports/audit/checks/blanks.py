"""Cells left blank or filled with a slash: from report year 2019 on a zero is written as 0."""

from __future__ import annotations

from collections.abc import Iterator

from checks.model import Verdict
from reports.audit.case import Case
from reports.audit.printing import full_names
from reports.audit.remark import Remark
from reports.audit.values import CellState, state_of

_SHOWN = 4


def check(case: Case) -> Iterator[Remark]:
    """One remark a table."""
    if case.form is None or case.tables is None or not case.form.id.startswith("oia-"):
        return
    for table, place in case.tables.places.items():
        mine = [cell for name, cell in case.tables.cells.items() if case.form.cells[name].table == table]
        empty = [cell for cell in mine if state_of(cell.raw) in (CellState.BLANK, CellState.SLASH)]
        title = case.form.table(table).title
        if empty:
            names = tuple(cell.cell for cell in empty)
            yield case.remark(
                "ar19.blank",
                Verdict.FLAGGED,
                f"“{title}”有{len(empty)}格没有填数字：{full_names(case.form, names[:_SHOWN])}"
                f"{'等' if len(empty) > _SHOWN else ''}。",
                place=empty[0].place,
                says=empty[0].raw or "空白",
                should="0",
                cells=names,
            )
        elif mine:
            yield case.remark("ar19.blank", Verdict.CLEAR, f"“{title}”的{len(mine)}格都填有数字。", place=place)
