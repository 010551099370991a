"""Saving views of the list of findings, listing and forgetting them. A shared one is seen by all who see its sites."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs

from crawler.clock import stamp
from crawler.errors import ConfigError

MOST = 50  # of one account


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list of findings by name. `query` are the words of its address."""

    id: int
    account_id: int
    name: str
    query: str
    shared: bool

    @property
    def sites(self) -> list[str]:
        """The sites that it names."""
        return parse_qs(self.query).get("site", [])


class TooManyError(ConfigError):
    """An account has as many saved views as it may have."""


def views_for(conn: sqlite3.Connection, account_id: int, sites: Collection[str]) -> list[SavedView]:
    """A person's own views, and shared ones whose sites the person sees; by name."""
    rows = conn.execute(
        "SELECT v.id, v.account_id, v.name, v.query, v.shared FROM saved_views v JOIN accounts a ON a.id = v.account_id"
        " WHERE v.account_id = ? OR v.shared AND a.disabled_at IS NULL ORDER BY v.account_id <> ?, v.name",
        (account_id, account_id),
    )
    found = [SavedView(row["id"], row["account_id"], row["name"], row["query"], bool(row["shared"])) for row in rows]
    return [view for view in found if all(site in sites for site in view.sites)]


def save_view(
    conn: sqlite3.Connection, account_id: int, name: str, query: str, now: datetime, *, shared: bool = False
) -> None:
    """Keep a view; one of the same name of the same account is replaced. Raises TooManyError beyond the most."""
    others = conn.execute(
        "SELECT count(*) FROM saved_views WHERE account_id = ? AND name <> ?", (account_id, name)
    ).fetchone()[0]
    if others >= MOST:
        raise TooManyError(f"an account keeps {MOST} views at most", fix="forget one first")
    conn.execute(
        "INSERT INTO saved_views (account_id, name, query, shared, made_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (account_id, name) DO UPDATE SET query = excluded.query, shared = excluded.shared,"
        " made_at = excluded.made_at",
        (account_id, name, query, shared, stamp(now)),
    )


def forget_view(conn: sqlite3.Connection, account_id: int, view_id: int) -> bool:
    """Forget a view of one's own; False where there is none."""
    done = conn.execute("DELETE FROM saved_views WHERE id = ? AND account_id = ?", (view_id, account_id))
    return done.rowcount > 0
