"""What a catalogue says, without the numbers of rows and the times of our visits; and what differs between two."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

Facts = Counter[tuple[Any, ...]]

_QUESTIONS = {
    "runs": "SELECT site, mode, state, columns_known, columns_reached, pages_walked, pages_stated, failures FROM runs",
    "columns": "SELECT site, key, url, path, path_via, identity, class, class_reason, last_run FROM columns",
    "list pages": "SELECT l.run_id, c.key, l.page_no, l.url, l.outcome, l.kind, l.rows, l.new_rows, l.stated_total,"
    " l.stated_pages, l.has_next, l.archived FROM list_pages l JOIN columns c ON c.id = l.column_id",
    "column states": "SELECT s.run_id, c.key, s.outcome, s.kind, s.pages_walked, s.pages_stated, s.rows,"
    " s.stated_total, s.newest, s.complete, s.why, s.archived FROM column_states s JOIN columns c"
    " ON c.id = s.column_id",
    "items": "SELECT i.site, i.key, i.url, i.kind, same.key AS identity, i.title, i.published_on, i.published_via,"
    " i.vanished_at IS NOT NULL, i.first_run, i.last_run, i.read_run FROM items i"
    " LEFT JOIN items same ON same.id = i.identity_id",
    "versions": "SELECT i.key, v.run_id, v.digest, v.title, v.subtitle, v.published_on, v.published_via,"
    " v.published_raw, v.written_on, v.written_via, v.source, v.publisher, v.index_no, v.doc_no, v.text, v.fields,"
    " v.candidates, v.sent_on, v.replied_on, v.letter_status, v.id = i.version_id, c.sha256 FROM item_versions v"
    " JOIN items i ON i.id = v.item_id LEFT JOIN captures c ON c.id = v.capture_id",
    "listings": "SELECT c.key, i.key, l.title, l.listed_on, l.raw_date, l.url, l.row, l.pinned, l.first_run,"
    " l.last_run FROM listings l JOIN columns c ON c.id = l.column_id JOIN items i ON i.id = l.item_id",
    "attachments": "SELECT i.key, a.position, a.url, a.name, a.media_type FROM attachments a"
    " JOIN item_versions v ON v.id = a.version_id JOIN items i ON i.id = v.item_id",
    "records": "SELECT i.key, r.position, r.kind, r.doc_no, r.decided_on, r.fields FROM records r"
    " JOIN item_versions v ON v.id = r.version_id JOIN items i ON i.id = v.item_id",
    "links": "SELECT run_id, key, url, text, from_url, on_home, internal FROM links",
    "marks": "SELECT m.run_id, v.key, m.role, m.set_id FROM page_marks m JOIN visits v ON v.id = m.visit_id",
    "hidden links": "SELECT run_id, key, url, text, how, from_url, on_home FROM hidden_links",
    "numbers of persons": "SELECT i.key, p.version_id IS NULL, p.kind, p.masked, p.label, p.contact, p.place"
    " FROM personal_numbers p JOIN items i ON i.id = p.item_id",
    "wrong pages": "SELECT v.run_id, v.key, w.title, w.chinese, w.home_link FROM wrong_pages w"
    " JOIN visits v ON v.id = w.visit_id",
    "pairings": "SELECT a.key, b.key, p.method, p.score, p.state FROM pairings p JOIN items a ON a.id = p.item_a"
    " JOIN items b ON b.id = p.item_b",
    "tasks": "SELECT run_id, key, url, role, state, page_no, outcome, hops FROM frontier",
    # How the visits of each address ended; a failure before the good answer may have been lost with its process.
    "visits": "SELECT run_id, key, role, outcome, status, sha256, page_kind, platform, redirect_url FROM visits"
    " WHERE outcome NOT IN ('server_error', 'timeout', 'connection_lost', 'throttled')",
}


def told(catalogue: Path) -> dict[str, Facts]:
    """Every fact of a catalogue that must not depend on when its crawl was cut off, by kind."""
    conn = sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True)
    try:
        return {name: Counter(conn.execute(sql).fetchall()) for name, sql in _QUESTIONS.items()}
    finally:
        conn.close()


def differences(unbroken: dict[str, Facts], other: dict[str, Facts], most: int = 3) -> list[str]:
    """What the one has and the other has not, a few of each kind, in words."""
    found: list[str] = []
    for name, facts in unbroken.items():
        for words, rest in (("missing", facts - other[name]), ("too much", other[name] - facts)):
            lines = sorted(rest.elements(), key=repr)
            if lines:
                shown = "; ".join(repr(line)[:300] for line in lines[:most])
                found.append(f"{name}: {len(lines)} {words}: {shown}")
    return found


def ended(catalogue: Path, runs: int) -> bool:
    """True if that many runs are there and none of them is still running."""
    if not catalogue.exists():
        return False
    conn = sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True)
    try:
        states = [state for (state,) in conn.execute("SELECT state FROM runs")]
    except sqlite3.OperationalError:  # killed before it had a schema
        return False
    finally:
        conn.close()
    return len(states) >= runs and "running" not in states


def settled(catalogue: Path) -> set[tuple[str, str]]:
    """(site, key) of the addresses that unfinished runs have committed: nobody may ask for them again."""
    if not catalogue.exists():
        return set()
    conn = sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True)
    try:
        rows = conn.execute(
            "SELECT r.site, f.key FROM frontier f JOIN runs r ON r.id = f.run_id WHERE r.state = 'running'"
            " AND f.state IN ('done', 'failed') AND coalesce(f.outcome, '') <> 'redirect'"
        )
        return set(rows)
    except sqlite3.OperationalError:
        return set()
    finally:
        conn.close()
