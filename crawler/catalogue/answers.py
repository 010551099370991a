"""Small tools of queries: long answers as plain rows, and days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any


def plain(conn: sqlite3.Connection, query: str, values: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
    """Rows without names, for the answers that are as long as a site is large."""
    cursor = conn.cursor()
    cursor.row_factory = None
    return cursor.execute(query, values)


@lru_cache(maxsize=16384)
def day_of(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
