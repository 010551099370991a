"""The cells of a statistics form with their figures: what stands in each, what is unknown, what does not add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reports.document import Words, words
from reports.figures import NOT_FILLED, Figures, cells_of
from reports.forms import Breach, StatForm, breaches
from reports.forms.model import CellKind
from reports.forms.relations import Value

_YUAN_TO_WAN = Decimal("0.0001")


@dataclass(frozen=True)
class FormValues:
    """One form in one document.

    A cell that no metric serves, or whose metric is not known, is 未填报: never 0, never empty.
    """

    figures: Figures
    form: StatForm

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, str | None]]:
        """The metric, and the part of it, that each cell is filled from."""
        return cells_of(self.form.id)

    def words(self, cell: str) -> Words:
        """What is printed in a cell."""
        source = self.sources.get(cell)
        if source is None:
            return words(NOT_FILLED)
        metric, part = source
        return (self.figures.figure(metric, part, scale=self._scale(cell, metric)),)

    def value(self, cell: str, *, before: bool = False) -> Value:
        """The number of a cell in the unit of the form, of this year or the year before; None where it is not known."""
        source = self.sources.get(cell)
        if source is None:
            return None
        metric, part = source
        made = self.figures.count(metric, before=before)
        value = made.value if part is None else made.part(part)
        return None if value is None else Decimal(value) * self._scale(cell, metric)

    def unknown(self) -> list[str]:
        """The cells of numbers that nothing is known of."""
        numbers = [name for name, cell in self.form.cells.items() if cell.kind is CellKind.NUMBER]
        return [name for name in numbers if self.value(name) is None]

    def breaches(self) -> list[Breach]:
        """The relations that the form's own numbers break; what is carried over is held against the year before."""
        cells = self.form.cells
        now = {cell: self.value(cell) for cell in cells}
        carried = {cell: self.value(cell, before=True) for cell in self._carried()}
        return list(breaches(self.form, now, carried))

    def _carried(self) -> list[str]:
        rows = {row for relation in self.form.relations if relation.kind == "carry" for row in relation.parts}
        return [name for name, cell in self.form.cells.items() if cell.row in rows]

    def _scale(self, cell: str, metric: str) -> Decimal:
        unit = self.form.cells[cell].unit
        return _YUAN_TO_WAN if unit == "万元" and self.figures.count(metric).metric.unit == "元" else Decimal(1)
