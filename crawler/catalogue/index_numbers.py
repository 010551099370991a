"""All 索引号 that a site ever gave: also of items that are gone, dated later, or changed their number since."""

from __future__ import annotations

import sqlite3

from crawler.catalogue.view import View
from crawler.identity import normal_index_no


def index_numbers_ever(conn: sqlite3.Connection, view: View) -> frozenset[str]:
    """Every index number that any version of any item of the site carried, normalised; no matter the day."""
    rows = conn.execute(
        "SELECT DISTINCT v.index_no FROM item_versions v JOIN items i ON i.id = v.item_id"
        " WHERE i.site = ? AND v.index_no IS NOT NULL",
        (view.site,),
    )
    return frozenset(number for (raw,) in rows if (number := normal_index_no(raw)) is not None)
