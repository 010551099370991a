"""Numbers of persons (identity, mobile, bank card) in items and list entries: masked, with where they stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from crawler.catalogue.view import View
from crawler.extract.personal import Kind, PersonalNumber

_MOST = 1_000  # of one version


@dataclass(frozen=True, slots=True)
class PersonalRow:
    """One number of a person that a page shows. The whole number is only in the archived page."""

    item_id: int
    key: str  # of the item
    url: str
    title: str | None
    kind: Kind
    masked: str  # 4419************34
    label: str  # the word in front of it (身份证号, 手机); empty where it stands alone
    contact: bool  # the organ gives it as a way to reach somebody: no leak
    place: str  # text | title | field:当事人 | record:1:证件号码 | attachment | listing
    capture_id: int | None


def put_personal_numbers(
    conn: sqlite3.Connection,
    item_id: int,
    found: Iterable[tuple[str, PersonalNumber]],
    *,
    version_id: int | None = None,
    listing_id: int | None = None,
) -> None:
    """Note the numbers (place, number) that a version of an item, or a list entry, shows: the first thousand.

    Equal ones count once a place.
    """
    rows = dict.fromkeys((number.kind, number.masked, number.label, number.contact, place) for place, number in found)
    conn.executemany(
        "INSERT INTO personal_numbers (item_id, version_id, listing_id, kind, masked, label, contact, place)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(item_id, version_id, listing_id, *row) for row in islice(rows, _MOST)],
    )


def personal_numbers(conn: sqlite3.Connection, view: View) -> tuple[PersonalRow, ...]:
    """All numbers of persons that the site showed as of a run: in the texts of that time and in its lists, by item.

    Items that had vanished before the run ended are left out.
    """
    if view.run is None:
        return ()
    rows = conn.execute(
        "SELECT p.*, i.key, i.url, i.title, coalesce(v.capture_id, l.capture_id) AS capture_id"
        " FROM personal_numbers p JOIN items i ON i.id = p.item_id"
        " LEFT JOIN item_versions v ON v.id = p.version_id LEFT JOIN listings l ON l.id = p.listing_id"
        " WHERE i.site = :site AND i.first_run <= :run AND (i.last_run >= :run OR i.vanished_at IS NULL)"
        " AND (v.id IS NULL OR v.id = (SELECT max(w.id) FROM item_versions w"
        "   WHERE w.item_id = p.item_id AND w.run_id <= :run))"
        " AND (l.id IS NULL OR l.first_run <= :run AND l.last_run >= :run)"
        " ORDER BY p.item_id, p.id",
        {"site": view.site, "run": view.run},
    )
    return tuple(
        PersonalRow(
            item_id=row["item_id"],
            key=row["key"],
            url=row["url"],
            title=row["title"],
            kind=Kind(row["kind"]),
            masked=row["masked"],
            label=row["label"],
            contact=bool(row["contact"]),
            place=row["place"],
            capture_id=row["capture_id"],
        )
        for row in rows
    )
