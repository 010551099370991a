"""Moments of publication to the second that many items of a site share."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from crawler.catalogue.history import ended
from crawler.catalogue.view import View

_MOMENT = re.compile(r"\d{4}\D{1,2}\d{1,2}\D{1,2}\d{1,2}\D{1,3}\d{1,2}:\d{2}:\d{2}")


@dataclass(frozen=True, slots=True)
class SharedMoment:
    """A moment as pages write it, and the items that state it: the first of them, and how many."""

    moment: str
    key: str
    url: str
    title: str
    count: int
    capture_ids: tuple[int, ...]


def shared_moments(conn: sqlite3.Connection, view: View, least: int) -> tuple[SharedMoment, ...]:
    """Moments that at least so many items of the site state; full minutes are set by hand or by default."""
    rows = conn.execute(
        "SELECT i.key, i.url, coalesce(i.title, i.url) AS title, v.published_raw, v.capture_id FROM items i"
        " JOIN item_versions v ON v.id = i.version_id WHERE i.site = :site AND i.first_run <= :run"
        " AND i.kind = 'article' AND (i.vanished_at IS NULL OR i.vanished_at > :ended)"
        " AND v.published_raw GLOB '*[0-9]:[0-9][0-9]:[0-9][0-9]*' ORDER BY i.id",
        {"site": view.site, "run": view.run, "ended": ended(conn, view)},
    )
    found: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        match = _MOMENT.search(row["published_raw"])
        if match is not None and not match.group().endswith(":00"):
            found[match.group()].append(row)
    return tuple(
        SharedMoment(
            moment,
            items[0]["key"],
            items[0]["url"],
            items[0]["title"],
            len(items),
            tuple(row["capture_id"] for row in items[:5] if row["capture_id"] is not None),
        )
        for moment, items in found.items()
        if len(items) >= least
    )
