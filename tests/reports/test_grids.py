"""Every table of every statistics form can be drawn, also one in which single numbers stand between blocks."""

from __future__ import annotations

import pytest

from reports.figures import Figures
from reports.forms import forms
from reports.forms.grids import grid_of
from reports.forms.values import FormValues
from tests.reports.small_city import scope_of, small_city


@pytest.mark.parametrize("name", sorted(forms()))
def test_every_table_can_be_drawn(name: str) -> None:
    form = forms()[name]
    values = FormValues(Figures(scope_of(small_city())), form)
    for table in form.tables:
        grid = grid_of(values, table)
        shown = "".join(str(cell.words) for row in grid.rows for cell in row)
        for row in table.rows:
            assert row.label in shown, row.id
