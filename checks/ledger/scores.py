"""What a check came to, pack by pack: verdict, points and the whole arithmetic, as it was worked out then."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.ledger import schema_scores as schema_scores  # its step belongs to the ledger wherever that is opened
from checks.score import Score


@dataclass(frozen=True, slots=True)
class PartRow:
    """The verdict on another part of a standard than the site itself."""

    part: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The result of one pack in one check. `arithmetic` is the calculation in Chinese, line by line."""

    pack: str
    verdict: str
    reason: str
    points: float | None  # None where a veto ended the scoring
    verified_points: float | None
    bonus: float
    final: float | None
    coverage: float
    arithmetic: tuple[str, ...]
    unverified: tuple[str, ...]  # clause ids whose wording or points are not verified
    not_covered: tuple[str, ...]  # what a crawl cannot see
    parts: tuple[PartRow, ...]


def put_scores(conn: sqlite3.Connection, check_id: int, scores: Iterable[Score]) -> None:
    """Keep the scores of a check. Works inside the caller's transaction."""
    conn.executemany(
        "INSERT INTO check_scores (check_id, pack, verdict, reason, points, verified_points, bonus, final, coverage,"
        " arithmetic, unverified, not_covered, parts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                check_id,
                score.pack,
                score.verdict.value,
                score.reason,
                score.points,
                score.verified_points,
                float(score.bonus),
                score.final,
                float(score.coverage),
                _json(score.arithmetic),
                _json(score.unverified),
                _json(score.not_covered),
                _json([[part.part, part.verdict.value, part.reason] for part in score.parts]),
            )
            for score in scores
        ],
    )


def scores_of(conn: sqlite3.Connection, check_id: int) -> tuple[ScoreRow, ...]:
    """The scores of a check in the order of its packs; empty of checks made before scores were kept."""
    rows = conn.execute("SELECT * FROM check_scores WHERE check_id = ? ORDER BY rowid", (check_id,))
    return tuple(
        ScoreRow(
            row["pack"],
            row["verdict"],
            row["reason"],
            row["points"],
            row["verified_points"],
            row["bonus"],
            row["final"],
            row["coverage"],
            tuple(json.loads(row["arithmetic"])),
            tuple(json.loads(row["unverified"])),
            tuple(json.loads(row["not_covered"])),
            tuple(PartRow(*part) for part in json.loads(row["parts"])),
        )
        for row in rows
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def verdict_packs(conn: sqlite3.Connection, checks: Sequence[int]) -> dict[int, str]:
    """Check → the pack that its verdict is spoken by: the first that scores. Unknown of checks before that was kept."""
    rows = conn.execute(
        "SELECT check_id, pack FROM check_scores WHERE rowid IN (SELECT min(rowid) FROM check_scores"
        " WHERE check_id IN (SELECT value FROM json_each(?)) GROUP BY check_id)",
        (json.dumps(list(checks)),),
    )
    return {row["check_id"]: row["pack"] for row in rows}
