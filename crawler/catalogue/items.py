"""Items: where they are listed, what each version of them said, and which of them are one and the same."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import NamedTuple

from crawler.catalogue.marks import withdraw_sight
from crawler.catalogue.numbers import put_personal_numbers
from crawler.catalogue.pairing_decisions import put_pairing, renew_identities
from crawler.clock import stamp
from crawler.extract.personal import mask
from crawler.identity import canonical_key, normal_title
from crawler.masking import masked_article, masked_title
from crawler.model import Article, Candidate, Row


class Listed(NamedTuple):
    """What came of noting a list row."""

    item_id: int
    new: bool  # this run saw it for the first time
    unknown: bool  # no run had seen it before


def put_listing(
    conn: sqlite3.Connection,
    run_id: int,
    site: str,
    column_id: int,
    row: Row,
    row_no: int,
    now: datetime,
    capture_id: int | None,
) -> Listed:
    """Note that a column lists an item.

    An item that was only listed so far takes title and date from its list row; once its article is read,
    the article decides (and a difference between the two stays visible in the listing). Numbers of persons are masked.
    """
    title, personal = masked_title(row.title)
    item_id = _seen_item(conn, run_id, site, row.url, now)
    conn.execute(
        "UPDATE items SET title = coalesce(title, ?) WHERE id = ? AND version_id IS NULL",
        (title, item_id),
    )
    if row.listed_on is not None:
        conn.execute(
            "UPDATE items SET published_on = ?, published_via = 'list' WHERE id = ?"
            " AND (published_on IS NULL AND version_id IS NULL OR published_via = 'url')",
            (row.listed_on.isoformat(), item_id),
        )
    listed_on = row.listed_on.isoformat() if row.listed_on else None
    known = conn.execute(
        "SELECT id, last_run FROM listings WHERE column_id = ? AND item_id = ? AND title = ?"
        " AND ifnull(listed_on, '') = ?",
        (column_id, item_id, title, listed_on or ""),
    ).fetchone()
    if known is not None:
        conn.execute(
            "UPDATE listings SET last_seen = ?, last_run = ?, row = CASE WHEN last_run = ? THEN row ELSE ? END"
            " WHERE id = ?",
            (stamp(now), run_id, run_id, row_no, known["id"]),
        )
        return Listed(item_id, known["last_run"] != run_id, unknown=False)
    cursor = conn.execute(
        "INSERT INTO listings (column_id, item_id, title, listed_on, raw_date, url, row, pinned, first_seen, last_seen,"
        " first_run, last_run, capture_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            column_id,
            item_id,
            title,
            listed_on,
            mask(row.raw_date),
            row.url,
            row_no,
            row.pinned,
            stamp(now),
            stamp(now),
            run_id,
            run_id,
            capture_id,
        ),
    )
    if personal:
        put_personal_numbers(conn, item_id, personal, listing_id=int(cursor.lastrowid or 0))
    return Listed(item_id, new=True, unknown=True)


def _seen_item(
    conn: sqlite3.Connection,
    run_id: int,
    site: str,
    url: str,
    now: datetime,
    kind: str = "listed",
    key: str | None = None,
) -> int:
    key = key or canonical_key(url)
    row = conn.execute("SELECT id FROM items WHERE site = ? AND key = ?", (site, key)).fetchone()
    if row is not None:
        conn.execute(
            "UPDATE items SET last_seen = ?, last_run = ?, vanished_at = NULL WHERE id = ?",
            (stamp(now), run_id, row["id"]),
        )
        return int(row["id"])
    cursor = conn.execute(
        "INSERT INTO items (site, key, url, kind, first_seen, last_seen, last_changed, first_run, last_run)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (site, key, url, kind, stamp(now), stamp(now), stamp(now), run_id, run_id),
    )
    item_id = int(cursor.lastrowid or 0)
    conn.execute("UPDATE items SET identity_id = id WHERE id = ?", (item_id,))
    return item_id


def put_article(
    conn: sqlite3.Connection,
    run_id: int,
    site: str,
    url: str,
    article: Article,
    kind: str,
    now: datetime,
    capture_id: int | None,
    *,
    key: str | None = None,
) -> int:
    """Store what an article page says; returns the item id. `kind`: article, letter, page (a single-page column).

    `key` is the item's own key where its address forwarded to the page (by default that of `url`).
    A version is added only if its digest (title, dates, numbers, text, attachments) differs from the last one. Digests
    are taken over what the page says, and what is stored has the numbers of persons masked: see `crawler.masking`.
    """
    item_id = _seen_item(conn, run_id, site, url, now, kind, key)
    digest = version_digest(article)
    text_digest = hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest()
    article, personal = masked_article(article)
    last = conn.execute(
        "SELECT v.id, v.digest FROM items i JOIN item_versions v ON v.id = i.version_id WHERE i.id = ?",
        (item_id,),
    ).fetchone()
    if last is None or last["digest"] != digest:
        version_id = _add_version(conn, run_id, item_id, article, digest, text_digest, now, capture_id)
        put_personal_numbers(conn, item_id, personal, version_id=version_id)
        conn.execute(
            "UPDATE items SET version_id = ?, last_changed = CASE WHEN version_id IS NULL THEN first_seen ELSE ? END"
            " WHERE id = ?",
            (version_id, stamp(now), item_id),
        )
    published_on, published_via = _best_day(conn, item_id, article)
    conn.execute(
        "UPDATE items SET kind = ?, title = coalesce(?, title), published_on = ?, published_via = ?, read_run = ?"
        " WHERE id = ?",
        (
            kind,
            article.title,
            published_on,
            published_via,
            run_id,
            item_id,
        ),
    )
    return item_id


def withdraw_article(conn: sqlite3.Connection, run_id: int, site: str, key: str) -> None:
    """Take back what this run read at an address, because the answer was none of its own.

    Visit and capture stay; the item is again what its lists, and earlier runs, say of it.
    """
    withdraw_sight(conn, run_id, key)
    item = conn.execute(
        "SELECT i.id, i.version_id FROM items i JOIN item_versions v ON v.id = i.version_id"
        " WHERE i.site = ? AND i.key = ? AND v.run_id = ?",
        (site, key, run_id),
    ).fetchone()
    if item is None:
        return
    parts = (("attachments", "version_id"), ("records", "version_id"), ("personal_numbers", "version_id"))
    for table, field in (*parts, ("item_versions", "id")):
        if table == "item_versions":
            conn.execute("UPDATE items SET version_id = NULL WHERE id = ?", (item["id"],))
        conn.execute(f"DELETE FROM {table} WHERE {field} = ?", (item["version_id"],))  # noqa: S608
    conn.execute(
        "UPDATE items SET (version_id, title, published_on, published_via) ="
        " (SELECT v.id, v.title, v.published_on, v.published_via FROM item_versions v"
        "  WHERE v.item_id = items.id ORDER BY v.id DESC LIMIT 1), read_run = NULL WHERE id = ?",
        (item["id"],),
    )
    conn.execute(
        "UPDATE items SET kind = 'listed', last_changed = first_seen, (title, published_on, published_via) ="
        " (SELECT l.title, l.listed_on, iif(l.listed_on IS NULL, NULL, 'list') FROM listings l"
        "  WHERE l.item_id = items.id ORDER BY l.last_run DESC, l.id LIMIT 1) WHERE id = ? AND version_id IS NULL",
        (item["id"],),
    )


def _best_day(conn: sqlite3.Connection, item_id: int, article: Article) -> tuple[str | None, str | None]:
    """The article's own date; where it has none but that of its address, what a list says of it is surer.

    Not so of a letter: a mailbox lists letters by the day of sending.
    """
    published = article.published
    if article.letter is None and (published is None or published.via == "url"):
        row = conn.execute(
            "SELECT listed_on FROM listings WHERE item_id = ? AND listed_on IS NOT NULL"
            " ORDER BY last_run DESC, id LIMIT 1",
            (item_id,),
        ).fetchone()
        if row is not None:
            return row["listed_on"], "list"
    return (published.value.isoformat(), published.via) if published else (None, None)


def version_digest(article: Article) -> str:
    """SHA-256 over what makes a version: title, dates, source, numbers, text and attachments."""
    facts = [
        article.title,
        article.subtitle,
        _day(article.published.value if article.published else None),
        _day(article.written.value if article.written else None),
        article.source,
        article.publisher,
        article.index_no,
        article.doc_no,
        article.text,
        [[entry.url, entry.name] for entry in article.attachments],
        asdict_or_none(article),
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, default=str).encode("utf-8", "replace")).hexdigest()


def asdict_or_none(article: Article) -> Mapping[str, object] | None:
    """The letter part of an article as plain data, None for ordinary articles."""
    return asdict(article.letter) if article.letter else None


def _plain(candidate: Candidate) -> dict[str, object]:
    """A candidate as plain data; its facts are all simple ones, so that nothing need be copied in depth."""
    return {name: getattr(candidate, name) for name in Candidate.__slots__}


def _add_version(
    conn: sqlite3.Connection,
    run_id: int,
    item_id: int,
    article: Article,
    digest: str,
    text_digest: str,
    now: datetime,
    capture_id: int | None,
) -> int:
    published, written, letter = article.published, article.written, article.letter
    cursor = conn.execute(
        "INSERT INTO item_versions (item_id, run_id, seen_at, digest, title, subtitle, published_on, published_via,"
        " published_raw, written_on, written_via, source, publisher, index_no, doc_no, text, text_sha256, fields,"
        " candidates, sent_on, replied_on, letter_status, capture_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            item_id,
            run_id,
            stamp(now),
            digest,
            article.title,
            article.subtitle,
            _day(published.value if published else None),
            published.via if published else None,
            published.raw if published else None,
            _day(written.value if written else None),
            written.via if written else None,
            article.source,
            article.publisher,
            article.index_no,
            article.doc_no,
            article.text,
            text_digest,
            json.dumps(dict(article.fields), ensure_ascii=False),
            json.dumps([_plain(candidate) for candidate in article.candidates], ensure_ascii=False, default=str),
            _day(letter.sent_on if letter else None),
            _day(letter.replied_on if letter else None),
            letter.status if letter else None,
            capture_id,
        ),
    )
    version_id = int(cursor.lastrowid or 0)
    conn.executemany(
        "INSERT INTO attachments (version_id, position, url, key, name, media_type) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (version_id, position, entry.url, canonical_key(entry.url), entry.name, entry.media_type)
            for position, entry in enumerate(article.attachments)
        ],
    )
    conn.executemany(
        "INSERT INTO records (version_id, position, kind, doc_no, decided_on, fields) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                version_id,
                position,
                record.kind,
                record.doc_no,
                _day(record.decided_on),
                json.dumps(dict(record.fields), ensure_ascii=False),
            )
            for position, record in enumerate(article.records)
        ],
    )
    return version_id


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def merge_same_text(conn: sqlite3.Connection, run_id: int, site: str, now: datetime) -> int:
    """Find documents of one site that stand under several addresses (same title, date and body) and pair them.

    Design §5: identity inside a site is the canonical URL, then the same title, date and body. Texts under 20
    characters prove nothing and are left alone, and so are bodies of one wording (详见附件) that offer other files.
    Returns the number of new pairings; each is recorded.
    """
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    for row in conn.execute(
        "SELECT i.id, i.title, i.published_on, v.text_sha256,"
        "   (SELECT group_concat(name, char(10)) FROM (SELECT a.name FROM attachments a WHERE a.version_id = v.id"
        "     ORDER BY a.position)) AS files"
        " FROM items i JOIN item_versions v ON v.id = i.version_id"
        " WHERE i.site = ? AND i.title IS NOT NULL AND i.published_on IS NOT NULL AND length(v.text) >= 20"
        " ORDER BY i.id",
        (site,),
    ):
        alike = (normal_title(row["title"]), row["published_on"], row["text_sha256"], row["files"] or "")
        groups.setdefault(alike, []).append(row["id"])
    made = 0
    for first, *others in groups.values():
        for other in others:
            made += put_pairing(conn, first, other, "same_text", 1.0, "auto", now)
    if made:
        renew_identities(conn)
    return made


def mark_vanished(conn: sqlite3.Connection, run_id: int, now: datetime) -> None:
    """After a complete full run: items of the site that it did not see any more have vanished."""
    conn.execute(
        "UPDATE items SET vanished_at = ? WHERE vanished_at IS NULL AND last_run < ?"
        " AND site = (SELECT site FROM runs WHERE id = ? AND mode = 'full')",
        (stamp(now), run_id, run_id),
    )
