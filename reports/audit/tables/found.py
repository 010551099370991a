"""What the reading of one table gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from reports.audit.claim import CellClaim
from reports.audit.paper import Grid
from reports.audit.values import value_of
from reports.audit.wording import compact
from reports.forms import StatForm


@dataclass
class Found:
    """Cells as they are found, the first of a name wins; rows and fields that no form knows are told."""

    form: StatForm
    cells: dict[str, CellClaim] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    def add(self, cell: str, grid: Grid, row: int, raw: str, unit: str = "") -> None:
        """A cell of the form with what is written in it; an amount in 元 is told in the form's 万元."""
        about = self.form.cells[cell]
        value = value_of(raw)
        if value is not None and about.unit == "万元" and "元" in (said := compact(unit + raw)) and "万" not in said:
            value = value / Decimal(10000)
        claim = CellClaim(self.form.id, cell, about.label, value, raw, f"{grid.place}第{row + 1}行")
        if cell in self.cells:
            if self.cells[cell].raw != raw:
                self.twice.append(f"{claim.place}“{about.label}”再次出现（{self.cells[cell].raw}、{raw}），以前者为准")
            return
        self.cells[cell] = claim

    def not_known(self, grid: Grid, row: int, label: str) -> None:
        """A row with numbers that no row of the form is like."""
        self.unknown.append(f"{grid.place}第{row + 1}行“{label[:40]}”不在{self.form.title}的格式中")
