"""Bringing the index up to date: what the catalogue says differently of an item than when it was indexed."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from crawler.catalogue.fulltext.folding import normal
from crawler.catalogue.fulltext.keys import MOST_DOCUMENTS, MOST_SITES, key_of
from crawler.catalogue.fulltext.source import SiteState, Source, newest_rows, prints, site_states, sources
from crawler.catalogue.fulltext.tokens import letters, pairs
from crawler.errors import CatalogueError
from crawler.sqlite_files import transaction

BATCH = 200  # items of one transaction
Told = Callable[[int, int], None]
"""Is told after each batch how many items are in, and of how many."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """What one pass did: items read into the index, and sites that were looked through."""

    items: int
    sites: int


def renew(
    catalogue: sqlite3.Connection,
    index: sqlite3.Connection,
    *,
    told: Told | None = None,
    rest: Callable[[float], None] | None = None,
) -> Renewed:
    """Read everything into the index that is new or changed. Can be stopped at any moment and goes on where it was.

    `rest` is called after each batch with the seconds that it took, and may sleep: a server does its work beside.
    """
    highest = newest_rows(catalogue)
    behind = [state for state in site_states(catalogue) if _known_state(index, state.site) != state.state]
    stale = sorted(entry for state in behind for entry in _stale(catalogue, index, state.site))
    done = 0
    for start in range(0, len(stale), BATCH):
        began = time.monotonic()
        items = [item for _, item in stale[start : start + BATCH]]
        found = sources(catalogue, items)
        with transaction(index):
            for source in found:
                _put(index, source)
        done += len(items)
        if told is not None:
            told(done, len(stale))
        if rest is not None:
            rest(time.monotonic() - began)
    with transaction(index):
        for state in behind:
            _keep_state(index, state)
        for name, value in zip(("item", "version"), highest, strict=True):
            index.execute("INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = ?",
                          (name, value, value))  # fmt: skip
    return Renewed(len(stale), len(behind))


@contextmanager
def in_bulk(index: sqlite3.Connection) -> Iterator[None]:
    """For a first index of many items: merged at the end rather than all the time."""
    for table in ("pairs", "letters"):
        index.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 0)")  # noqa: S608 - fixed words
    try:
        yield
    finally:
        for table in ("pairs", "letters"):
            index.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 4)")  # noqa: S608
    for table in ("pairs", "letters"):
        index.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
    index.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _known_state(index: sqlite3.Connection, site: str) -> str | None:
    row = index.execute("SELECT state FROM sites WHERE site = ?", (site,)).fetchone()
    return row["state"] if row else None


def _stale(catalogue: sqlite3.Connection, index: sqlite3.Connection, site: str) -> Iterator[tuple[str, int]]:
    """(day, item) of the items of a site that the index has not as they are."""
    known = {
        row["item"]: row["print"]
        for row in index.execute(
            "SELECT e.item, e.print FROM sites s JOIN entries e ON e.site = s.id WHERE s.site = ?", (site,)
        )
    }
    for item, its_print, day in prints(catalogue, site):
        if known.get(item) != its_print:
            yield day, item


def _put(index: sqlite3.Connection, source: Source) -> None:
    known = index.execute("SELECT document, print FROM entries WHERE item = ?", (source.item,)).fetchone()
    if known is not None:
        if known["print"] == source.print:  # another process was faster
            return
        index.execute("INSERT INTO replaced (document) VALUES (?)", (known["document"],))
    site = _number_of(index, source.site)
    document = index.execute("SELECT coalesce(max(id), 0) + 1 FROM documents").fetchone()[0]
    if document > MOST_DOCUMENTS or site > MOST_SITES:
        raise CatalogueError(
            "the index of the full-text search is full of replaced entries",
            where="search.sqlite",
            fix="make it anew: `gongkai items index --anew`",
        )
    forms = [normal(text) for text in (source.text, source.title, source.beside)]
    places = " ".join(("all", f"s{site}", *(f"c{column}" for column in source.columns)))
    for table, tokens in (("pairs", pairs), ("letters", letters)):
        index.execute(
            f"INSERT INTO {table} (rowid, body, title, beside, places) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - fixed
            (document, *map(tokens, forms), places),
        )
    key = key_of(source.day, site, source.kind, source.gone, document)
    index.execute("INSERT INTO documents (id, item, key) VALUES (?, ?, ?)", (document, source.item, key))
    index.execute(
        "INSERT INTO entries (item, site, document, print) VALUES (:item, :site, :document, :print)"
        " ON CONFLICT (item) DO UPDATE SET site = :site, document = :document, print = :print",
        {"item": source.item, "site": site, "document": document, "print": source.print},
    )


def _number_of(index: sqlite3.Connection, site: str) -> int:
    index.execute("INSERT INTO sites (site) VALUES (?) ON CONFLICT DO NOTHING", (site,))
    return int(index.execute("SELECT id FROM sites WHERE site = ?", (site,)).fetchone()["id"])


def _keep_state(index: sqlite3.Connection, state: SiteState) -> None:
    index.execute(
        "INSERT INTO sites (site, state, run, run_at) VALUES (:site, :state, :run, :at)"
        " ON CONFLICT (site) DO UPDATE SET state = :state, run = :run, run_at = :at",
        {"site": state.site, "state": state.state, "run": state.run, "at": state.run_at},
    )
