"""What the index asks of the catalogue: which items there are in which state, and the words of some of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

_DAY = "coalesce(i.published_on, v.sent_on)"  # letters have the day on which they were sent


@dataclass(frozen=True, slots=True)
class SiteState:
    """How far the runs of a site have come: equal states, equal items. `run` and `run_at`: the newest finished run."""

    site: str
    state: str
    run: int | None
    run_at: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """One item as it goes into the index. `beside`: 文号, 索引号 and the names of files, a line each."""

    item: int
    site: str
    kind: str
    title: str
    text: str
    beside: str
    day: date | None
    gone: bool
    columns: tuple[int, ...]
    print: int


def site_states(conn: sqlite3.Connection) -> list[SiteState]:
    """The states of all sites, by id."""
    rows = conn.execute(
        "SELECT s.id, count(r.id) AS runs, max(r.id) AS newest, max(r.finished_at) AS ended,"
        " coalesce(sum(r.state = 'running'), 0) AS going,"
        " max(CASE WHEN r.state <> 'running' THEN r.id END) AS run,"
        " max(CASE WHEN r.state <> 'running' THEN r.finished_at END) AS run_at"
        " FROM sites s LEFT JOIN runs r ON r.site = s.id GROUP BY s.id ORDER BY s.id"
    )
    return [
        SiteState(row["id"], f"{row['runs']}/{row['newest']}/{row['ended']}/{row['going']}", row["run"], row["run_at"])
        for row in rows
    ]


_STATE = (  # fixed words
    f"SELECT i.id, i.site, i.kind, i.title, {_DAY} AS day, i.version_id, i.vanished_at IS NOT NULL AS gone,"  # noqa: S608
    " (SELECT group_concat(DISTINCT l.column_id) FROM listings l WHERE l.item_id = i.id) AS columns"
)
_FROM = " FROM items i LEFT JOIN item_versions v ON v.id = i.version_id"


def prints(conn: sqlite3.Connection, site: str) -> Iterator[tuple[int, int, str]]:
    """(item, print, day or "") of all items of a site. The print changes with everything that the index holds."""
    for row in conn.execute(f"{_STATE}{_FROM} WHERE i.site = ?", (site,)):
        yield row["id"], _print(row), row["day"] or ""


def _print(row: sqlite3.Row) -> int:
    told = "\x1f".join(str(row[name]) for name in ("site", "kind", "title", "day", "version_id", "gone", "columns"))
    digest = blake2b(told.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def sources(conn: sqlite3.Connection, items: Sequence[int]) -> list[Source]:
    """These items with their words, as they stand now."""
    asked = (json.dumps(list(items)),)
    names: dict[int, list[str]] = {}
    for row in conn.execute(
        "SELECT i.id, a.name FROM items i JOIN attachments a ON a.version_id = i.version_id"
        " WHERE i.id IN (SELECT value FROM json_each(?)) ORDER BY i.id, a.position",
        asked,
    ):
        names.setdefault(row["id"], []).append(row["name"])
    return [
        Source(
            item=row["id"],
            site=row["site"],
            kind=row["kind"],
            title=row["title"] or "",
            text=row["text"] or "",
            beside="\n".join((row["doc_no"] or "", row["index_no"] or "", *names.get(row["id"], ()))),
            day=_day(row["day"]),
            gone=bool(row["gone"]),
            columns=tuple(map(int, row["columns"].split(","))) if row["columns"] else (),
            print=_print(row),
        )
        for row in conn.execute(
            f"{_STATE}, v.text, v.doc_no, v.index_no{_FROM} WHERE i.id IN (SELECT value FROM json_each(?))",  # noqa: S608
            asked,
        )
    ]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def newest_rows(conn: sqlite3.Connection) -> tuple[int, int]:
    """The highest numbers of an item and of a version."""
    row = conn.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM items) AS item, (SELECT coalesce(max(id), 0) FROM item_versions) AS v"
    ).fetchone()
    return row["item"], row["v"]


def changed_since(conn: sqlite3.Connection, item: int, version: int, sites: Collection[str]) -> int:
    """How many items of these sites are newer than an item, or have a version newer than a version."""
    row = conn.execute(
        "WITH seen AS (SELECT value AS site FROM json_each(?)) SELECT"
        " (SELECT count(*) FROM items WHERE id > ? AND +site IN seen)"  # the plus: few are new, whatever their site
        " + (SELECT count(DISTINCT v.item_id) FROM item_versions v CROSS JOIN items i ON i.id = v.item_id"
        "    WHERE v.id > ? AND +i.id <= ? AND +i.site IN seen) AS n",
        (json.dumps(sorted(sites)), item, version, item),
    ).fetchone()
    return int(row["n"])


def count_items(conn: sqlite3.Connection, sites: Collection[str]) -> int:
    """How many items these sites have, one for each address."""
    row = conn.execute(
        "SELECT count(*) AS n FROM items WHERE site IN (SELECT value FROM json_each(?))", (json.dumps(sorted(sites)),)
    ).fetchone()
    return int(row["n"])
