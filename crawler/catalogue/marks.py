"""What a crawl saw of pages beside their content. The questions (`question(conn, view)`), each asked in one go:

    marks.mark_groups      -> tuple[MarkGroup, ...]       equal pages of a role together: the one to begin with
    marks.marked_pages     -> tuple[MarkedPage, ...]      the single pages, of all groups or of some (`sets`)
    concealed.hidden_links -> tuple[HiddenLinkRow, ...]   links to other hosts that a visitor cannot see
    concealed.outside_links -> tuple[OutsideLink, ...]    every other host's address that pages link to
    numbers.personal_numbers -> tuple[PersonalRow, ...]   masked numbers of persons in items and list entries
    encryption.tls_states  -> tuple[TlsState, ...]        by host of the site: what visits tell of https
    wrong.wrong_addresses  -> tuple[WrongAddress, ...]    what each host answered where nothing is

`PageMarks` and its parts are in `crawler.sight`. A page that was not seen has no row: look at `view.run` and at the
facts' `targets`. All answers of an update reach back to the last whole crawl, as those of `queries.links` do.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from functools import lru_cache
from typing import Any

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View
from crawler.model import PageKind, Role
from crawler.sight import Finder, Footer, FooterSeen, PageMarks, TimeForm


@dataclass(frozen=True, slots=True)
class MarkGroup:
    """All pages of one role that have the same marks. The sample is the home page or the first page that was seen."""

    set_id: int
    role: Role  # home | column | list_page | article
    marks: PageMarks
    pages: int
    sample_url: str
    sample_capture: int | None


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """One page with its marks; equal marks are one object."""

    url: str
    key: str  # canonical key, as `ItemRow.key` and `ColumnRow` have it
    role: Role
    set_id: int
    marks: PageMarks
    capture_id: int | None


def put_page_marks(conn: sqlite3.Connection, run_id: int, visit_id: int, role: Role, marks: PageMarks) -> None:
    """Keep the marks of the page that a visit brought. Within a transaction."""
    set_id, text = _encoded(marks)
    conn.execute("INSERT INTO mark_sets (id, marks) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", (set_id, text))
    conn.execute(
        "INSERT INTO page_marks (visit_id, run_id, role, set_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (visit_id) DO UPDATE SET set_id = excluded.set_id",
        (visit_id, run_id, role, set_id),
    )


@lru_cache(maxsize=4096)
def _encoded(marks: PageMarks) -> tuple[int, str]:
    """The marks as text, and the number that they are known by: the pages of a template have few sets among them."""
    text = json.dumps(_shortened(asdict(marks), PageMarks), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big", signed=True), text


def withdraw_sight(conn: sqlite3.Connection, run_id: int, key: str) -> None:
    """Take back what visits of a run to an address showed beside the content: the answer was another's."""
    visits = "SELECT id FROM visits WHERE run_id = ? AND key = ?"
    for table in ("page_marks", "hidden_links"):
        conn.execute(f"DELETE FROM {table} WHERE visit_id IN ({visits})", (run_id, key))  # noqa: S608


def mark_groups(conn: sqlite3.Connection, view: View) -> tuple[MarkGroup, ...]:
    """The pages of a site by role and marks, home page first, then the largest group of each role first."""
    if view.run is None:
        return ()
    chain, outdated = _seen_again(conn, view.run)
    rows = conn.execute(
        "SELECT g.role, g.set_id, g.pages, v.url, v.capture_id FROM (SELECT role, set_id, count(*) AS pages,"
        "   min(visit_id) AS first FROM page_marks WHERE run_id IN (SELECT value FROM json_each(?))"
        "   AND (? = '[]' OR visit_id NOT IN (SELECT value FROM json_each(?))) GROUP BY role, set_id) g"
        " JOIN visits v ON v.id = g.first",
        (chain, outdated, outdated),
    ).fetchall()
    known = _marks(conn, {row["set_id"] for row in rows})
    groups = [
        MarkGroup(row["set_id"], Role(row["role"]), known[row["set_id"]], row["pages"], row["url"], row["capture_id"])
        for row in rows
    ]
    return tuple(sorted(groups, key=lambda group: (group.role.priority, -group.pages, group.sample_url)))


def marked_pages(
    conn: sqlite3.Connection, view: View, sets: tuple[int, ...] | None = None, role: Role | None = None
) -> tuple[MarkedPage, ...]:
    """The single pages by key: all of them, or those of some groups (`sets`) and of one role."""
    if view.run is None:
        return ()
    chain, outdated = _seen_again(conn, view.run)
    rows = conn.execute(
        "SELECT v.url, v.key, m.role, m.set_id, v.capture_id FROM page_marks m JOIN visits v ON v.id = m.visit_id"
        " WHERE m.run_id IN (SELECT value FROM json_each(:chain)) AND (:role IS NULL OR m.role = :role)"
        " AND (:outdated = '[]' OR m.visit_id NOT IN (SELECT value FROM json_each(:outdated)))"
        " AND (:sets IS NULL OR m.set_id IN (SELECT value FROM json_each(:sets))) ORDER BY v.key",
        {"chain": chain, "outdated": outdated, "role": role, "sets": json.dumps(sets) if sets is not None else None},
    ).fetchall()
    known = _marks(conn, {row["set_id"] for row in rows})
    return tuple(
        MarkedPage(row["url"], row["key"], Role(row["role"]), row["set_id"], known[row["set_id"]], row["capture_id"])
        for row in rows
    )


def _seen_again(conn: sqlite3.Connection, run_id: int) -> tuple[str, str]:
    """The chain of runs, and the marked visits in it whose address a later one has looked at again (as JSON)."""
    chain = chain_of(conn, run_id)
    rows = conn.execute(
        "SELECT m.visit_id FROM visits l JOIN visits v ON v.key = l.key AND v.run_id < l.run_id"
        "   AND v.run_id IN (SELECT value FROM json_each(:chain)) JOIN page_marks m ON m.visit_id = v.id"
        " WHERE l.run_id IN (SELECT value FROM json_each(:later))"
        " AND l.outcome IN ('ok', 'not_modified', 'not_found', 'gone', 'soft_404')",
        {"chain": json.dumps(chain), "later": json.dumps(chain[1:])},
    )
    return json.dumps(chain), json.dumps([row["visit_id"] for row in rows])


def _marks(conn: sqlite3.Connection, sets: Iterable[int]) -> Mapping[int, PageMarks]:
    rows = conn.execute(
        "SELECT id, marks FROM mark_sets WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(sets)),)
    )
    return {row["id"]: _read(json.loads(row["marks"])) for row in rows}


def _shortened(values: dict[str, Any], kind: type[Any]) -> dict[str, Any]:
    """The fields that are not what they usually are: most marks of most pages are not there."""
    usual = {entry.name: entry.default for entry in fields(kind) if entry.default is not MISSING}
    short = {name: value for name, value in values.items() if value != usual.get(name, MISSING)}
    if isinstance(short.get("footer"), dict):
        short["footer"] = _shortened(short["footer"], Footer)
    return short


def _read(values: dict[str, Any]) -> PageMarks:
    footer = dict(values.pop("footer", {}))
    if footer.get("finder") is not None:
        footer["finder"] = Finder(**footer["finder"])
    if "seen" in footer:
        footer["seen"] = FooterSeen(footer["seen"])
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    for name in ("pub_form", "time_form"):
        if plain.get(name) is not None:
            plain[name] = TimeForm(plain[name])
    if plain.get("kind") is not None:
        plain["kind"] = PageKind(plain["kind"])
    return PageMarks(**plain, footer=Footer(**footer))
