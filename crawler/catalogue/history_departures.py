"""What left the lists: items that stood in them, the lists seen whole without them, and what their addresses answer."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crawler.catalogue.history import CRAWL_MODES, crawls, to_date, to_day
from crawler.catalogue.view import View
from crawler.identity import canonical_key


@dataclass(frozen=True, slots=True)
class Departure:
    """An article that was read once and that no list shows at the view's crawl."""

    item_id: int
    last_run: int  # that saw it anywhere
    key: str
    url: str
    title: str
    stated: date | None
    last_listed: date  # the day on which a list showed it last
    columns: tuple[tuple[int, int], ...]  # (column id, run) of the lists that showed it last
    still_there: bool  # the same document has another address on the site
    capture_id: int | None  # of its page


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of an address. `broken`: the site said that nothing is there, or led to its home page."""

    run: int
    at: str
    day: date
    outcome: str
    opens: bool
    broken: bool
    home: bool
    crawl: bool  # of a crawl; else a check of links
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class Titled:
    """An item by what may show that it took another's place."""

    item_id: int
    title: str
    first_day: date
    last_run: int


def departures(conn: sqlite3.Connection, view: View) -> tuple[Departure, ...]:
    """Articles of the site that stood in lists before the view's crawl and that it, or one before it, no longer saw."""
    known = [crawl.id for crawl in crawls(conn, view)]
    if len(known) < 2:
        return ()
    rows = conn.execute(
        "WITH last AS (SELECT l.item_id, max(l.last_run) AS run, max(l.last_seen) AS seen FROM listings l"
        "   JOIN columns c ON c.id = l.column_id AND c.level > 0 WHERE c.site = :site AND l.first_run <= :run"
        "   GROUP BY l.item_id HAVING max(l.last_run) < :run)"
        " SELECT i.last_run, i.id, i.key, i.url, i.title, i.published_on, last.seen, v.capture_id,"
        "   EXISTS (SELECT 1 FROM items o WHERE o.identity_id = i.identity_id AND o.site = i.site AND o.id <> i.id"
        "     AND o.last_run > i.last_run AND o.first_run <= :run) AS still_there,"
        "   (SELECT json_group_array(json_array(l.column_id, l.last_run)) FROM listings l"
        "     JOIN columns c ON c.id = l.column_id AND c.level > 0"
        "     WHERE l.item_id = i.id AND l.last_run = last.run) AS places"
        " FROM last JOIN items i ON i.id = last.item_id JOIN item_versions v ON v.id = i.version_id"
        " WHERE i.kind = 'article' ORDER BY i.id",
        {"site": view.site, "run": known[-1]},
    )
    return tuple(
        Departure(
            item_id=row["id"],
            last_run=row["last_run"],
            key=row["key"],
            url=row["url"],
            title=row["title"] or row["url"],
            stated=to_date(row["published_on"]),
            last_listed=to_day(row["seen"]),
            columns=tuple((column, run) for column, run in json.loads(row["places"])),
            still_there=bool(row["still_there"]),
            capture_id=row["capture_id"],
        )
        for row in rows
    )


def answers(conn: sqlite3.Connection, view: View, keys: tuple[str, ...]) -> Mapping[str, tuple[Answer, ...]]:
    """What addresses answered up to the view's day, oldest first: in crawls, and in checks of links."""
    homes = {
        canonical_key(row["url"])
        for row in conn.execute(
            "SELECT home AS url FROM sites WHERE id = :site UNION SELECT v.url FROM visits v JOIN runs r"
            " ON r.id = v.run_id WHERE r.site = :site AND r.id <= :run AND v.role = 'home'",
            {"site": view.site, "run": view.run},
        )
    }
    rows = conn.execute(
        "WITH mine AS (SELECT id, mode FROM runs WHERE site = :site AND id <= :run AND state <> 'running')"
        " SELECT v.key, v.run_id, v.at, v.outcome, v.capture_id, mine.mode, v.redirect_url AS target"
        " FROM json_each(:keys) k CROSS JOIN mine JOIN visits v ON v.run_id = mine.id AND v.key = k.value"
        " UNION ALL SELECT c.key, c.run_id, c.at, c.outcome, c.capture_id, 'links', iif(c.hops > 0, c.final_url, NULL)"
        " FROM json_each(:keys) k JOIN link_checks c ON c.key = k.value WHERE NOT c.ours"
        " AND (:until IS NULL OR c.at < :until) ORDER BY 1, 3, 2",
        {"site": view.site, "run": view.run, "until": view.until, "keys": json.dumps(list(keys))},
    )
    found: dict[str, list[Answer]] = defaultdict(list)
    for row in rows:
        day = to_day(row["at"])
        home = row["target"] is not None and canonical_key(row["target"]) in homes
        if day > view.as_of:
            continue
        found[row["key"]].append(
            Answer(
                run=row["run_id"],
                at=row["at"],
                day=day,
                outcome=row["outcome"],
                opens=row["outcome"] in ("ok", "not_modified") and not home,
                broken=row["outcome"] in ("not_found", "gone", "soft_404") or home,
                home=home,
                crawl=row["mode"] in CRAWL_MODES,
                capture_id=row["capture_id"],
            )
        )
    return {key: tuple(said) for key, said in found.items()}


def same_text_elsewhere(conn: sqlite3.Connection, view: View, items: tuple[int, ...]) -> frozenset[int]:
    """Those of the items whose text, digest for digest, another item shows that was seen after them."""
    rows = conn.execute(
        "SELECT DISTINCT d.id FROM items d JOIN item_versions v ON v.item_id = d.id"
        " JOIN item_versions w ON w.text_sha256 = v.text_sha256 AND w.item_id <> d.id JOIN items i ON i.id = w.item_id"
        " WHERE i.site = d.site AND i.first_run <= :run AND i.last_run > d.last_run AND length(v.text) >= 20"
        " AND d.id IN (SELECT value FROM json_each(:items))",
        {"run": view.run, "items": json.dumps(list(items))},
    )
    return frozenset(row["id"] for row in rows)


def titles_there(conn: sqlite3.Connection, view: View) -> tuple[Titled, ...]:
    """The titles of all items of the site that were known at the view's crawl."""
    rows = conn.execute(
        "SELECT id, title, first_seen, last_run FROM items WHERE site = ? AND title IS NOT NULL AND first_run <= ?",
        (view.site, view.run),
    )
    return tuple(Titled(row["id"], row["title"], to_day(row["first_seen"]), row["last_run"]) for row in rows)
