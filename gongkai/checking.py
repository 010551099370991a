"""Running a check from a workspace: packs chosen, sites chosen, the work shared out, one result after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from gongkai.check_work import Checked, Order, Unchanged, check_in_processes, check_one
from gongkai.selecting import sites_to_check
from gongkai.wordlists import load_words
from gongkai.workspace import Workspace


def run_checks(
    place: Workspace,
    conn: sqlite3.Connection,
    sites: list[str] | None,
    *,
    packs: Sequence[str] | None,
    as_of: date,
    now: datetime,
    force: bool = False,
    jobs: int = 1,
) -> Iterator[Checked]:
    """Check the named sites (default: all bureau sites) and record every result in the findings ledger.

    Gives each site as it is done, in their order; with `jobs` > 1 several processes share the sites, and what they
    give back leaves out the clear subjects. Raises ConfigError for an unknown site, PackError for an unknown or
    malformed pack, before anything is checked.
    """
    chosen = tuple(packs or place.settings.check.packs)
    order = Order(place.packs, chosen, as_of, now, force, words=load_words(place.words))
    return (entry for entry in carry_out(place, conn, sites, order, jobs) if isinstance(entry, Checked))


def carry_out(
    place: Workspace, conn: sqlite3.Connection, sites: list[str] | None, order: Order, jobs: int = 1
) -> Iterator[Checked | Unchanged]:
    """The same for an order; sites that it leaves out because nothing changed are named."""
    chosen = order.load()
    ids = [site.id for site in sites_to_check(conn, sites)]
    if jobs > 1 and len(ids) > 1:
        return check_in_processes(place.catalogue, order, ids, min(jobs, len(ids)))
    return (check_one(conn, order, chosen, site) for site in ids)
