"""How often a recheck may be asked for: a site is not to be worn out by impatience."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from gongkai.console.jobs import ledger

WITHIN = timedelta(hours=1)
MOST_OF_ONE_PERSON = 60
MOST_OF_ONE_FINDING = 12


def may_recheck(conn: sqlite3.Connection, who: str, number: str, now: datetime) -> bool:
    """True if the person has not asked too often, and nobody has asked too often about this finding."""
    since = now - WITHIN
    by_person = ledger.asked_since(conn, "recheck", since, who=who)
    of_finding = ledger.asked_since(conn, "recheck", since, about=number)
    return by_person < MOST_OF_ONE_PERSON and of_finding < MOST_OF_ONE_FINDING
