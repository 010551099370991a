"""Names that an option gives: a slip of the pen must not read as "nothing found"."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from crawler.errors import ConfigError


def check_names(
    conn: sqlite3.Connection,
    packs: Path,
    *,
    site: str | None = None,
    clause: str | None = None,
    pack: str | None = None,
) -> None:
    """Raise ConfigError for a site that was never crawled, or a clause or pack that neither packs nor ledger know.

    `packs` is the workspace's folder of packs. They are read only for a name of which the ledger knows nothing.
    """
    from checks.ledger import names_known
    from checks.pack import load_packs
    from gongkai.selecting import crawled_site

    if site is not None:
        crawled_site(conn, site)
    clauses, ids = names_known(conn)
    if (clause is None or clause in clauses) and (pack is None or pack in ids):
        return
    loaded = load_packs(packs)
    _look_up(clause, "clause", clauses.union(each.id for entry in loaded for each in entry.clauses))
    _look_up(pack, "pack", ids.union(entry.id for entry in loaded))


def _look_up(name: str | None, kind: str, known: Iterable[str]) -> None:
    names = sorted(known)
    if name is None or name in names:
        return
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    fix = f'did you mean "{near[0]}"?' if near else "`gongkai rules list` shows them all"
    raise ConfigError(f'there is no {kind} "{name}"', fix=fix)
