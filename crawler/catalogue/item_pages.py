"""Named questions about one item, for the page that shows it: its versions, lists, files, and where else it stands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as now known. Moments are UTC stamps, days text as the catalogue has them.

    `before`: when the site was last crawled without it; None where the first crawl saw it already.
    """

    id: int
    identity: int
    site: str
    key: str
    url: str
    kind: str
    title: str | None
    published_on: str | None
    published_via: str | None
    version_id: int | None
    first_seen: str
    last_seen: str
    last_changed: str
    vanished_at: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class File:
    """A file that a version offers. `sha256` and `at` are of the last time it was fetched; None: never."""

    name: str
    url: str
    media_type: str | None
    sha256: str | None
    at: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """What the item's page said when it was read and found changed."""

    id: int
    run: int
    seen_at: str
    title: str | None
    subtitle: str | None
    published_on: str | None
    published_via: str | None
    published_raw: str | None
    written_on: str | None
    written_via: str | None
    source: str | None
    publisher: str | None
    index_no: str | None
    doc_no: str | None
    sent_on: str | None
    replied_on: str | None
    letter_status: str | None
    text: str
    text_sha256: str
    fields: Mapping[str, str]
    candidates: Sequence[Mapping[str, Any]]
    capture_id: int | None
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a list that shows the item, with the moments between which it was seen there."""

    column_id: int
    column: str
    title: str
    listed_on: str | None
    first_seen: str
    last_seen: str
    pinned: bool
    home: bool  # a block of the home page, which is no column
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class Other:
    """Another item that is held, was held or may be the same; `state` and `method` of the pairing that says so.

    `pairing` None: the two are one by way of a third.
    """

    id: int
    site: str
    title: str | None
    url: str
    published_on: str | None
    same: bool
    pairing: int | None
    method: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """An item in a list of search results."""

    id: int
    site: str
    url: str
    kind: str
    title: str | None
    day: str | None
    via: str | None
    vanished_at: str | None
    text: str
    doc_no: str | None
    index_no: str | None
    files: tuple[str, ...]
    columns: tuple[str, ...]
    versions: int


def item_facts(conn: sqlite3.Connection, item: int) -> ItemFacts | None:
    """One item by its number, None where there is none."""
    row = conn.execute(
        "SELECT i.*, (SELECT max(r.finished_at) FROM runs r WHERE r.site = i.site AND r.id < i.first_run"
        "   AND r.mode IN ('full', 'update') AND r.state <> 'running') AS before FROM items i WHERE i.id = ?",
        (item,),
    ).fetchone()
    if row is None:
        return None
    return ItemFacts(
        row["id"],
        row["identity_id"],
        row["site"],
        row["key"],
        row["url"],
        row["kind"],
        row["title"],
        row["published_on"],
        row["published_via"],
        row["version_id"],
        row["first_seen"],
        row["last_seen"],
        row["last_changed"],
        row["vanished_at"],
        row["before"],
    )


_PLAIN = tuple(name for name in Version.__slots__ if name not in ("run", "fields", "candidates", "files"))


def versions_of(conn: sqlite3.Connection, item: int) -> tuple[Version, ...]:
    """All versions of an item, oldest first."""
    return tuple(
        Version(
            **{name: row[name] for name in _PLAIN},
            run=row["run_id"],
            fields=json.loads(row["fields"]),
            candidates=tuple(json.loads(row["candidates"])),
            files=_files(conn, row["id"]),
        )
        for row in conn.execute("SELECT * FROM item_versions WHERE item_id = ? ORDER BY id", (item,)).fetchall()
    )


def _files(conn: sqlite3.Connection, version: int) -> tuple[File, ...]:
    rows = conn.execute(
        "SELECT a.name, a.url, coalesce(v.media_type, a.media_type) AS media_type, v.sha256, v.at FROM attachments a"
        " LEFT JOIN visits v ON v.id = (SELECT max(w.id) FROM visits w WHERE w.key = a.key AND w.role = 'attachment'"
        "   AND w.sha256 IS NOT NULL) WHERE a.version_id = ? ORDER BY a.position",
        (version,),
    )
    return tuple(File(row["name"], row["url"], row["media_type"], row["sha256"], row["at"]) for row in rows)


def places_of(conn: sqlite3.Connection, item: int) -> tuple[Place, ...]:
    """The rows of lists that showed an item, those of the home page last."""
    rows = conn.execute(
        "SELECT l.*, c.path, c.level FROM listings l JOIN columns c ON c.id = l.column_id WHERE l.item_id = ?"
        " ORDER BY c.level = 0, c.path, l.id",
        (item,),
    )
    return tuple(
        Place(
            row["column_id"],
            row["path"],
            row["title"],
            row["listed_on"],
            row["first_seen"],
            row["last_seen"],
            bool(row["pinned"]),
            row["level"] == 0,
            row["capture_id"],
        )
        for row in rows
    )


def others_of(conn: sqlite3.Connection, item: int) -> tuple[Other, ...]:
    """Items that are one with this one, and those that a pairing names beside it, whatever is held of it."""
    rows = conn.execute(
        "WITH own AS (SELECT id, identity_id FROM items WHERE id = :item),"
        " named AS (SELECT item_b AS id, id AS pairing, method, state FROM pairings WHERE item_a = :item"
        "   UNION ALL SELECT item_a, id, method, state FROM pairings WHERE item_b = :item),"
        " both AS (SELECT o.id FROM items o, own WHERE o.identity_id = own.identity_id AND o.id <> own.id"
        "   UNION SELECT id FROM named)"
        " SELECT o.id, o.site, o.title, o.url, o.published_on, o.identity_id = own.identity_id AS same,"
        "   n.pairing, n.method, n.state"
        " FROM both b JOIN items o ON o.id = b.id, own LEFT JOIN named n ON n.id = o.id ORDER BY same DESC, o.id",
        {"item": item},
    )
    return tuple(Other(**{**{name: row[name] for name in Other.__slots__}, "same": bool(row["same"])}) for row in rows)


def cards(conn: sqlite3.Connection, items: Sequence[int]) -> list[Card]:
    """Items for a list, in the order in which they are named; those that are not there are left out."""
    asked = (json.dumps(list(items)),)
    wanted = " IN (SELECT value FROM json_each(?))"
    files: dict[int, list[str]] = {}
    for row in conn.execute(
        "SELECT i.id, a.name FROM items i JOIN attachments a ON a.version_id = i.version_id"  # noqa: S608 - fixed words
        f" WHERE i.id{wanted} ORDER BY i.id, a.position",
        asked,
    ):
        files.setdefault(row["id"], []).append(row["name"])
    columns: dict[int, list[str]] = {}
    for row in conn.execute(
        "SELECT DISTINCT l.item_id, c.path FROM listings l JOIN columns c ON c.id = l.column_id"  # noqa: S608
        f" WHERE c.level > 0 AND l.item_id{wanted} ORDER BY c.path",
        asked,
    ):
        columns.setdefault(row["item_id"], []).append(row["path"])
    rows = conn.execute(
        "SELECT i.id, i.site, i.url, i.kind, i.title, coalesce(i.published_on, v.sent_on) AS day,"  # noqa: S608
        "   iif(i.published_on IS NULL AND v.sent_on IS NOT NULL, 'sent', i.published_via) AS via, i.vanished_at,"
        "   v.text, v.doc_no, v.index_no,"
        "   (SELECT count(*) FROM item_versions w WHERE w.item_id = i.id) AS versions"
        f" FROM items i LEFT JOIN item_versions v ON v.id = i.version_id WHERE i.id{wanted}",
        asked,
    )
    found = {
        row["id"]: Card(
            row["id"],
            row["site"],
            row["url"],
            row["kind"],
            row["title"],
            row["day"],
            row["via"],
            row["vanished_at"],
            row["text"] or "",
            row["doc_no"],
            row["index_no"],
            tuple(files.get(row["id"], ())),
            tuple(columns.get(row["id"], ())),
            row["versions"],
        )
        for row in rows
    }
    return [found[item] for item in items if item in found]


def column_paths(conn: sqlite3.Connection, site: str) -> list[str]:
    """The paths of all columns of a site that were ever seen."""
    rows = conn.execute("SELECT DISTINCT path FROM columns WHERE site = ? AND level > 0 ORDER BY path", (site,))
    return [row["path"] for row in rows]


def columns_below(conn: sqlite3.Connection, sites: Sequence[str], path: str) -> tuple[int, ...]:
    """The numbers of the columns with this path on these sites, and of those below it."""
    rows = conn.execute(
        "SELECT id FROM columns WHERE site IN (SELECT value FROM json_each(:sites)) AND level > 0"
        " AND (path = :path OR substr(path, 1, length(:path) + 1) = :path || '/') ORDER BY id",
        {"sites": json.dumps(list(sites)), "path": path},
    )
    return tuple(row["id"] for row in rows)
