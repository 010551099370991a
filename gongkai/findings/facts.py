"""Findings, doubts and waivers as plain values for scripts."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from checks.ledger import DoubtRow, EventRow, FindingDetail, FindingRow, Waiver, WaiverStanding


def row_facts(row: FindingRow, today: date | None = None) -> dict[str, Any]:
    """A finding of the ledger; `today` tells whether its deadline has passed."""
    return {
        "number": row.number,
        "fingerprint": row.fingerprint,
        "site": row.site,
        "state": row.state.value,
        "origin": row.origin,
        "clause": row.clause,
        "title": row.clause_title,
        "pack": row.pack,
        "rule": row.rule,
        "veto": row.veto,
        "points": row.points,
        "unverified": row.unverified,
        "confidence": row.confidence,
        "source": row.source,
        "subject": row.subject.shown,
        "label": row.subject_label,
        "url": row.subject_url,
        "message": row.message,
        "observed": row.observed,
        "threshold": row.threshold,
        "since": _text(row.since),
        "advice": row.advice,
        "deadline": _text(row.deadline),
        "overdue": row.overdue(today) if today else None,
        "first_flagged": row.first_flagged,
        "last_flagged": row.last_flagged,
        "first_as_of": str(row.first_as_of),
        "last_as_of": str(row.last_as_of),
        "claimed_at": row.claimed_at,
        "claimed_by": row.claimed_by,
        "claims_refused": row.refused,
        "fixed_at": row.fixed_at,
        "reopened": row.reopened,
        "waiver": waiver_facts(row.waiver) if row.waiver else None,
        "evidence": list(row.evidence),
    }


def doubt_facts(row: DoubtRow) -> dict[str, Any]:
    """Something that waits for a person."""
    return {
        "number": row.number,
        "fingerprint": row.fingerprint,
        "site": row.site,
        "state": row.state.value,
        "clause": row.clause,
        "title": row.clause_title,
        "pack": row.pack,
        "rule": row.rule,
        "veto": row.veto,
        "points": row.points,
        "source": row.source,
        "subject": row.subject_url or row.subject_key if row.subject_kind in ("item", "link") else row.subject_key,
        "label": row.subject_label,
        "url": row.subject_url,
        "message": row.message,
        "observed": row.observed,
        "threshold": row.threshold,
        "look": row.look,
        "first_seen": row.first_seen,
        "last_seen": row.last_seen,
        "evidence": list(row.evidence),
    }


def finding_facts(conn: sqlite3.Connection, detail: FindingDetail, today: date | None = None) -> dict[str, Any]:
    """One finding with its evidence, its history, and the days on which checks saw it."""
    return {
        **row_facts(detail.finding, today),
        "captures": captures_facts(conn, detail.finding),
        "history": history_facts(detail.events),
        "seen_as_of": [str(day) for day in detail.seen_as_of],
    }


def whole_doubt_facts(conn: sqlite3.Connection, doubt: DoubtRow, events: Sequence[EventRow]) -> dict[str, Any]:
    """One doubt with its evidence and its history."""
    return {**doubt_facts(doubt), "captures": captures_facts(conn, doubt), "history": history_facts(events)}


def captures_facts(conn: sqlite3.Connection, row: FindingRow | DoubtRow) -> list[dict[str, Any]]:
    """Where the evidence lies in the archive."""
    from crawler.catalogue.queries import capture

    found = [capture(conn, capture_id) for capture_id in row.evidence]
    return [
        {
            "url": place["url"],
            "at": place["at"],
            "sha256": place["sha256"],
            "capture": f"{place['warc_file']}:{place['offset']}",
        }
        for place in found
        if place is not None
    ]


def history_facts(events: Sequence[EventRow]) -> list[dict[str, str]]:
    """A history, oldest entry first."""
    return [{"at": event.at, "kind": event.kind, "who": event.who, "note": event.note} for event in events]


def waiver_facts(waiver: Waiver) -> dict[str, Any]:
    """A waiver as it was granted."""
    return {
        "number": waiver.number,
        "scope": waiver.scope.value,
        "site": waiver.site,
        "clause": waiver.clause,
        "column": waiver.column,
        "finding": f"F-{waiver.finding_id:06d}" if waiver.finding_id else None,
        "reason": waiver.reason,
        "approver": waiver.approver,
        "document": waiver.document,
        "from": str(waiver.valid_from),
        "until": _text(waiver.until),
        "revoked_at": waiver.revoked_at,
        "revoked_by": waiver.revoked_by,
    }


def standing_facts(standing: WaiverStanding) -> dict[str, Any]:
    """A waiver and how it stands."""
    return {
        **waiver_facts(standing.waiver),
        "standing": standing.kind,
        "text": standing.text,
        "findings": [row.number for row in standing.findings],
    }


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
