"""The ledger as it stood at a moment: what people had decided by then, for documents that are looked at again later.

`findings` holds the present state; the histories, which only grow, say what it was.
"""

from __future__ import annotations

import sqlite3

from checks.ledger.rows import State

_MOVES = {
    "opened": State.OPEN,
    "found_by_person": State.CONFIRMED,
    "confirmed": State.CONFIRMED,
    "disputed": State.DISPUTED,
    "dispute_accepted": State.FALSE_ALARM,
    "dispute_rejected": State.CONFIRMED,
    "claimed": State.CLAIMED,
    "claim_refused": State.OPEN,
    "reopened": State.REOPENED,
    "evidence_changed": State.OPEN,
    "seen_fixed": State.FIXED,
    "waived": State.WAIVED,
    "waiver_expired": State.OPEN,
    "waiver_revoked": State.OPEN,
}
"""Events that move a finding, and where to. Confirmed or open does not matter for what counts."""


def newest_decision(conn: sqlite3.Connection) -> str | None:
    """The UTC moment of the newest entry of the ledger, None where nothing was ever entered."""
    row = conn.execute(
        "SELECT max(at) FROM (SELECT max(at) AS at FROM finding_events UNION ALL SELECT max(made_at) FROM waivers"
        " UNION ALL SELECT max(at) FROM waiver_revocations)"
    ).fetchone()
    moment: str | None = row[0]
    return moment


def states_then(conn: sqlite3.Connection, site: str, moment: str) -> dict[str, State | None]:
    """Where those findings of a site stood at a moment that have moved since, by fingerprint; None: not there yet."""
    rows = conn.execute(
        "SELECT f.fingerprint, e.kind, e.at FROM findings f JOIN finding_events e ON e.finding_id = f.id"
        " WHERE f.site = ? AND f.id IN (SELECT finding_id FROM finding_events WHERE at > ?) ORDER BY e.id",
        (site, moment),
    )
    found: dict[str, State | None] = {}
    for row in rows:
        found.setdefault(row["fingerprint"], None)
        if row["at"] <= moment and row["kind"] in _MOVES:
            found[row["fingerprint"]] = _MOVES[row["kind"]]
    return found


def disputed_at(conn: sqlite3.Connection, site: str, moment: str | None) -> set[str]:
    """Fingerprints of the findings of a site that are disputed, now or at a moment."""
    rows = conn.execute("SELECT fingerprint FROM findings WHERE site = ? AND state = 'disputed'", (site,))
    now = {row["fingerprint"] for row in rows}
    if moment is None:
        return now
    then = states_then(conn, site, moment)
    return (now - then.keys()) | {name for name, state in then.items() if state is State.DISPUTED}
