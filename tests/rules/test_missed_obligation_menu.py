"""An entry of the menu is no sign that something else stands behind it than the list which was read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.catalogue import queries
from crawler.model import ColumnClass
from tests.builders import catalogue_with, column, link, row
from tests.rules.asking import FLAGGED, UNSURE, verdicts

FORM: dict[str, Any] = {"obligations": ["website_form"]}
TITLE = "2017年政府网站工作年度报表"
NAME = "政府网站工作年度报表"


def _place(pages: int) -> column:
    old = row("2016年政府网站工作年度报表", "2017-01-20", "2017-01-20")
    return column(NAME, ColumnClass.ANNUAL, rows=[old], identity="col.wr", pages=pages)


@pytest.mark.parametrize(("pages", "verdict"), [(1, FLAGGED), (2, UNSURE)])
def test_menu_entry_of_a_list_that_was_read_hides_nothing(pages: int, verdict: object) -> None:
    later = datetime(2018, 12, 31, tzinfo=UTC)
    (place,) = queries.columns(catalogue_with(_place(1), observed=later), "bureau")
    assert place.url is not None
    conn = catalogue_with(_place(pages), link(place.url, NAME, on_home=True), observed=later)
    assert verdicts(conn, "missed_obligation", "2018-06-30", **FORM) == {TITLE: verdict}
