"""What must be published on some sites in the next days, for the command and for the console."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from checks.due import DueEntry, due_list
from checks.facts import SiteFacts
from crawler.catalogue import queries
from crawler.catalogue.queries import SiteRow


def duties(
    conn: sqlite3.Connection, sites: Sequence[SiteRow], as_of: date, within_days: int
) -> list[tuple[SiteRow, DueEntry]]:
    """Site by site, soonest first: what is due from `as_of` on, and what of it the last crawl saw there already."""
    found = []
    for site in sites:
        facts = SiteFacts(conn, site, as_of, run=queries.last_run(conn, site.id))
        found += [(site, entry) for entry in due_list(site, as_of, within_days, facts)]
    return found
