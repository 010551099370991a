"""Items with what their pages say, as they are now or as they were known when a run ended."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from crawler.catalogue.answers import day_of, plain
from crawler.catalogue.rows import ItemRow, RecordRow


def items(
    conn: sqlite3.Connection,
    site: str,
    *,
    since: date | None = None,
    until: date | None = None,
    kinds: Sequence[str] | None = None,
    undated: bool = False,
    ids: Sequence[int] | None = None,
    run: int | None = None,
    places: Mapping[int, tuple[str, ...]] | None = None,
) -> list[ItemRow]:
    """Items of a site by date and id, as they are now or, with `run`, as they were known when that run ended.

    `since` and `until` (both inclusive) are days; undated items are left out once either is given, unless
    `undated` is True. `kinds` and `ids` narrow further. `places` is the answer of `places_of_items`, where the caller
    has it already.
    """
    asked: dict[str, object] = {
        "site": site,
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "9999-12-31",
        "undated": undated or (since is None and until is None),
        "kinds": json.dumps(list(kinds)) if kinds is not None else None,
        "ids": json.dumps(list(ids)) if ids is not None else None,
        "run": run if run is not None else EVER,
    }
    rows = plain(conn, _query(asked, now=run is None), asked)
    first = next(rows, None)
    if first is None:
        return []
    listed = places if places is not None else _places(conn, asked)
    keep: dict[Any, Any] = {}
    one = keep.setdefault  # of equal words in many rows one is kept
    found = []
    for row in chain((first,), rows):
        (
            number, identity, _, key, url, kind, title, published, via, written, source, publisher, index_no, doc_no,
            sent, replied, status, first_seen, last_seen, vanished, capture_id, sha256, outcome,
        ) = row  # fmt: skip
        found.append(
            ItemRow(
                number, identity, site, url if key == url else key, url, one(kind, kind), title, day_of(published),
                one(via, via), day_of(written), one(source, source), one(publisher, publisher), index_no, doc_no,
                day_of(sent), day_of(replied), one(status, status), one(first_seen, first_seen),
                one(last_seen, last_seen), one(vanished, vanished), listed.get(number, ()), capture_id, sha256,
                one(outcome, outcome),
            )
        )  # fmt: skip
    return found


def _query(asked: Mapping[str, object], *, now: bool) -> str:
    """The question for these narrowings. What is now known needs no look at versions; its days have an index."""
    if not now:
        return _ITEMS
    narrowed = "" if asked["kinds"] is None else " AND i.kind IN (SELECT value FROM json_each(:kinds))"
    narrowed += "" if asked["ids"] is None else " AND i.id IN (SELECT value FROM json_each(:ids))"
    days = "i.published_on BETWEEN :since AND :until"
    return (
        f"{_NOW} AND ({days + ' OR i.published_on IS NULL' if asked['undated'] else days}){narrowed} ORDER BY day, i.id"
    )


def places_of_items(conn: sqlite3.Connection, site: str, *, run: int | None = None) -> dict[int, tuple[str, ...]]:
    """Item → paths of the columns that list it, for all items of a site; up to the end of a run where that is given."""
    return _places(conn, {"site": site, "run": run if run is not None else EVER, "ids": None})


def _places(conn: sqlite3.Connection, asked: Mapping[str, object]) -> dict[int, tuple[str, ...]]:
    """The paths of the columns that list each item, sorted. Items of the same columns share them."""
    named = plain(conn, "SELECT id, path FROM columns WHERE site = :site AND level > 0", asked)
    paths: dict[int, str] = {row[0]: row[1] for row in named}
    found: dict[int, tuple[int, ...]] = {}
    for item_id, column_id in plain(conn, _PLACES, asked):
        before = found.get(item_id)
        found[item_id] = (column_id,) if before is None else (*before, column_id)
    shared = {columns: tuple(sorted({paths[one] for one in columns})) for columns in set(found.values())}
    return {item_id: shared[columns] for item_id, columns in found.items()}


_PLACES = """
SELECT l.item_id, l.column_id FROM columns k CROSS JOIN listings l ON l.column_id = k.id
  WHERE k.site = :site AND k.level > 0 AND l.first_run <= :run
    AND (:ids IS NULL OR l.item_id IN (SELECT value FROM json_each(:ids)))"""


EVER = 2**62  # a run after all others

_NOW = """
SELECT i.id, i.identity_id, i.site, i.key, i.url, i.kind, i.title, i.published_on AS day, i.published_via,
  v.written_on, v.source, v.publisher, v.index_no, v.doc_no, v.sent_on, v.replied_on, v.letter_status,
  i.first_seen, i.last_seen, i.vanished_at, v.capture_id, c.sha256,
  CASE WHEN i.version_id IS NULL OR i.published_on IS NULL THEN
    (SELECT f.outcome FROM frontier f JOIN runs r ON r.id = f.run_id WHERE f.key = i.key AND r.site = i.site
      AND f.run_id <= i.last_run ORDER BY f.run_id DESC LIMIT 1) END
FROM items i LEFT JOIN item_versions v ON v.id = i.version_id LEFT JOIN captures c ON c.id = v.capture_id
WHERE i.site = :site"""

# Of an item that was changed after the run, the version of that time counts; `current` is all that most items need.
_ITEMS = """
WITH current AS (SELECT i.*, CASE WHEN v.run_id > :run
    THEN (SELECT max(w.id) FROM item_versions w WHERE w.item_id = i.id AND w.run_id <= :run) ELSE i.version_id END AS at
  FROM items i LEFT JOIN item_versions v ON v.id = i.version_id
  WHERE i.site = :site AND i.first_run <= :run
    AND (:kinds IS NULL OR i.kind IN (SELECT value FROM json_each(:kinds)))
    AND (:ids IS NULL OR i.id IN (SELECT value FROM json_each(:ids))))
SELECT i.id, i.identity_id, i.site, i.key, i.url,
  CASE WHEN i.at IS NULL AND i.version_id IS NOT NULL THEN 'listed' ELSE i.kind END,
  CASE WHEN i.at = i.version_id THEN i.title ELSE coalesce(v.title, i.title) END,
  CASE WHEN i.at = i.version_id THEN i.published_on ELSE coalesce(v.published_on, i.published_on) END AS day,
  CASE WHEN i.at = i.version_id THEN i.published_via ELSE coalesce(v.published_via, i.published_via) END,
  v.written_on, v.source, v.publisher, v.index_no, v.doc_no, v.sent_on, v.replied_on, v.letter_status,
  i.first_seen, i.last_seen,
  CASE WHEN i.vanished_at <= coalesce((SELECT finished_at FROM runs WHERE id = :run), i.vanished_at)
    THEN i.vanished_at END,
  v.capture_id, c.sha256,
  CASE WHEN i.at IS NULL OR i.published_on IS NULL THEN
    (SELECT f.outcome FROM frontier f JOIN runs r ON r.id = f.run_id WHERE f.key = i.key AND r.site = i.site
      AND f.run_id <= min(i.last_run, :run) ORDER BY f.run_id DESC LIMIT 1) END
FROM current i LEFT JOIN item_versions v ON v.id = i.at LEFT JOIN captures c ON c.id = v.capture_id
WHERE day >= :since AND day <= :until OR :undated AND day IS NULL
ORDER BY day, i.id"""


def records(
    conn: sqlite3.Connection, site: str, *, until: date | None = None, run: int | None = None
) -> list[RecordRow]:
    """All 双公示 rows of the site's items published up to `until` (undated items included), by item.

    As they are now or, with `run`, as they were known when that run ended.
    """
    rows = conn.execute(
        f"WITH known AS ({KNOWN} WHERE i.site = :site AND i.first_run <= :run)"  # noqa: S608
        " SELECT k.id AS item_id, k.url, r.kind, r.doc_no, r.decided_on, r.fields, v.capture_id,"
        "   iif(k.at = k.version_id, k.title, coalesce(v.title, k.title)) AS title,"
        "   iif(k.at = k.version_id, k.published_on, coalesce(v.published_on, k.published_on)) AS day"
        " FROM known k JOIN item_versions v ON v.id = k.at JOIN records r ON r.version_id = v.id"
        " WHERE day IS NULL OR day <= :until ORDER BY k.id, r.position",
        {"site": site, "until": until.isoformat() if until else "9999-12-31", "run": run or EVER},
    )
    return [
        RecordRow(
            item_id=row["item_id"],
            url=row["url"],
            title=row["title"],
            kind=row["kind"],
            doc_no=row["doc_no"],
            decided_on=day_of(row["decided_on"]),
            published_on=day_of(row["day"]),
            fields=json.loads(row["fields"]),
            capture_id=row["capture_id"],
        )
        for row in rows
    ]


def attachments_of(
    conn: sqlite3.Connection, item_ids: Sequence[int], *, run: int | None = None
) -> dict[int, list[tuple[str, str]]]:
    """(url, name) of the attachments of each item, in its current version or that of the end of `run`."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in conn.execute(
        f"WITH known AS ({KNOWN} WHERE i.id IN (SELECT value FROM json_each(:ids)))"  # noqa: S608
        " SELECT k.id, a.url, a.name FROM known k JOIN attachments a ON a.version_id = k.at ORDER BY k.id, a.position",
        {"ids": json.dumps(list(item_ids)), "run": run or EVER},
    ):
        found[row["id"]].append((row["url"], row["name"]))
    return dict(found)


def texts_of(conn: sqlite3.Connection, item_ids: Sequence[int], *, run: int | None = None) -> Iterator[tuple[int, str]]:
    """(item id, text of the current version or that of the end of `run`), for the items that were read."""
    rows = conn.execute(
        f"WITH known AS ({KNOWN} WHERE i.id IN (SELECT value FROM json_each(:ids)))"  # noqa: S608
        " SELECT k.id, v.text FROM known k JOIN item_versions v ON v.id = k.at ORDER BY k.id",
        {"ids": json.dumps(list(item_ids)), "run": run or EVER},
    )
    return ((row["id"], row["text"]) for row in rows)


# Items that were read, with the version (`at`) that was known when a run ended.
KNOWN = """
SELECT i.*, CASE WHEN n.run_id > :run
    THEN (SELECT max(w.id) FROM item_versions w WHERE w.item_id = i.id AND w.run_id <= :run) ELSE n.id END AS at
  FROM items i JOIN item_versions n ON n.id = i.version_id"""
