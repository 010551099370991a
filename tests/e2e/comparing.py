"""The catalogue of a crawled city beside its truth, in one form: what was found, what is true.

Both are counters of tuples, so that a failing test prints what is missing and what is too much.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Any

from crawler.catalogue import queries
from crawler.identity import canonical_key

Truth = dict[str, Any]
Facts = Counter[tuple[Any, ...]]

COLUMN_KINDS = {"group": "group", "single": "page", "request": "page", "list": "list", "topic": "list"}
COLUMN_KINDS["messages"] = "list"
ITEM_KINDS = {"article": "article", "single": "page", "letter": "letter", "foreign": "listed"}


def missing_and_extra(found: Facts, true: Facts) -> tuple[list[Any], list[Any]]:
    """What the truth has and we have not; what we have and the truth has not. At most a few of each."""
    return sorted((true - found).elements(), key=repr)[:5], sorted((found - true).elements(), key=repr)[:5]


def true_columns(truth: Truth, site: str) -> dict[str, Truth]:
    """The true columns by path: of the portal, only the organ's branch and the way to it."""
    branch = truth["organ"]["name"].removeprefix("东莞")
    return {
        column["path"]: column
        for column in truth["columns"]
        if column["site"] == site and (site == "bureau" or branch in column["path"] or column["level"] == 1)
    }


def columns(conn: sqlite3.Connection, truth: Truth, site: str) -> tuple[Facts, Facts]:
    """Path, level, kind, rows, newest day, archived, read to the end.

    Rows and day are compared where the truth has them: a single page has no rows but itself, and the way to the
    organ's branch is not walked.
    """
    wanted = true_columns(truth, site)
    lists = {path for path, column in wanted.items() if COLUMN_KINDS[column["kind"]] == "list"}
    found = Counter(
        (row.path, row.level, _kind(row), row.rows if row.path in lists else None,
         str(row.newest) if row.path in lists else None, row.archived, row.complete)
        for row in queries.columns(conn, site)
    )  # fmt: skip
    true = Counter(
        (path, column["level"], COLUMN_KINDS[column["kind"]], column["items"] if path in lists else None,
         str(column["newest"]) if path in lists else None, column["archived"], True)
        for path, column in wanted.items()
    )  # fmt: skip
    return found, true


def _kind(row: queries.ColumnRow) -> str:
    """A group is a page with columns below it, or only a name in the menu or a door to its first child."""
    if row.has_children and row.kind != "list":
        return "group"
    return row.kind


def listings(conn: sqlite3.Connection, truth: Truth, site: str) -> tuple[Facts, Facts]:
    """Column, title, listed day, address, pinned."""
    wanted = true_columns(truth, site)
    found = Counter(
        (row.column, row.title, str(row.listed_on), canonical_key(row.url), row.pinned)
        for row in queries.listings(conn, site)
        if row.column != "首页"
    )
    true = Counter(
        (row["column"], row["title"], str(row["date"]), canonical_key(row["url"]), row["pinned"])
        for row in truth["listings"]
        if row["site"] == site and row["column"] in wanted
    )
    return found, true


def items(conn: sqlite3.Connection, truth: Truth, site: str) -> tuple[Facts, Facts]:
    """Address, kind, title, both days, source, index and document numbers, of every item that was found.

    An item that has several addresses is compared under each at which it was found; at least one must be.
    """
    rows = {canonical_key(row.url): row for row in queries.items(conn, site)}
    true: Facts = Counter()
    for item in true_items(truth, site):
        keys = {canonical_key(url) for url in item["urls"]}
        facts = (
            ITEM_KINDS[item["kind"]], item["title"], str(item["published"]), str(item["written"]), item["source"],
            item["index_no"], item["doc_no"],
        )  # fmt: skip
        for key in sorted(keys & rows.keys()) or sorted(keys)[:1]:
            true[(key, *facts)] += 1
    found = Counter(
        (key, row.kind, row.title, str(row.published_on), str(row.written_on), row.source, row.index_no, row.doc_no)
        for key, row in rows.items()
    )
    return found, true


def true_items(truth: Truth, site: str) -> list[Truth]:
    """The items that a crawl should bring: all of the bureau, of the portal those of the organ's columns."""
    wanted = true_columns(truth, site)
    return [item for item in truth["items"] if item["site"] == site and set(item["columns"]) & set(wanted)]


def placements(conn: sqlite3.Connection, truth: Truth, site: str) -> tuple[Facts, Facts]:
    """Title, day and the columns of each item, all its addresses taken together."""
    lists = {path for path, column in true_columns(truth, site).items() if COLUMN_KINDS[column["kind"]] == "list"}
    true = {
        canonical_key(url): (item["id"], frozenset(item["columns"]) & lists)
        for item in true_items(truth, site)
        for url in item["urls"]
    }
    seen: dict[str, set[str]] = {}
    for row in queries.items(conn, site):
        if (key := canonical_key(row.url)) in true:
            seen.setdefault(true[key][0], set()).update(set(row.columns) & lists)
    return Counter((i, *sorted(paths)) for i, paths in seen.items()), Counter(
        (i, *sorted(paths)) for i, paths in dict(true.values()).items()
    )


def attachments(conn: sqlite3.Connection, truth: Truth, site: str) -> tuple[Facts, Facts]:
    """Item's address, file's address, name and type, in the order of the page.

    Of a page with two addresses the files of the first are in the truth; those of the copy lie elsewhere and are
    left out on both sides.
    """
    first = {canonical_key(item["url"]): item for item in true_items(truth, site)}
    rows = conn.execute(
        "SELECT i.url AS item, a.position, a.url, a.name, a.media_type FROM items i"
        " JOIN attachments a ON a.version_id = i.version_id WHERE i.site = ?",
        (site,),
    ).fetchall()
    copies = {canonical_key(url) for item in first.values() for url in item["urls"][1:]}
    found = Counter(
        (key, row["position"], canonical_key(row["url"]), row["name"], row["media_type"])
        for row in rows
        if (key := canonical_key(row["item"])) not in copies
    )
    true = Counter(
        (key, position, canonical_key(file["url"]), file["name"], file["type"])
        for key, item in first.items()
        for position, file in enumerate(item["attachments"])
    )
    return found, true


def letters(conn: sqlite3.Connection, truth: Truth) -> tuple[Facts, Facts]:
    """Address, day of sending, day of the reply."""
    found = Counter(
        (canonical_key(row.url), row.title, str(row.sent_on), str(row.replied_on))
        for row in queries.items(conn, "bureau", kinds=("letter",))
    )
    true = Counter(
        (canonical_key(row["url"]), row["title"], str(row["sent"]), str(row["replied"])) for row in truth["letters"]
    )
    return found, true


def records(conn: sqlite3.Connection, truth: Truth) -> tuple[Facts, Facts]:
    """Article's address, kind, number and day of every 双公示 decision, and the day on which it was published."""
    found = Counter(
        (canonical_key(row.url), row.kind, row.doc_no, str(row.decided_on), str(row.published_on))
        for row in queries.records(conn, "bureau")
    )
    true = Counter(
        (canonical_key(row["url"]), row["kind"], row["doc_no"], row["decided"], row["published"])
        for row in truth["records"]
    )
    return found, true


def dead_links(conn: sqlite3.Connection, truth: Truth) -> tuple[set[str], set[str]]:
    """Addresses on the site that are linked and dead; those planted as dead."""
    dead = {
        canonical_key(link.url)
        for link in queries.links(conn, "bureau", outcomes=["not_found", "gone", "soft_404"])
        if link.internal
    }
    faults: Iterable[Truth] = truth["faults"]
    planted = {canonical_key(fault["subject"]) for fault in faults if fault["kind"].startswith("dead_link")}
    return dead, planted
