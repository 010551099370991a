"""Running a check from a workspace: packs chosen, sites chosen, results written into the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from checks.engine import CheckResult, check_site
from checks.ledger import FindingRow, RecordSummary, WaiverNote, list_findings, record, waived, waiver_notes
from checks.model import Finding
from checks.pack import load_packs
from crawler.clock import day_in_shanghai
from gongkai.selecting import sites_to_check
from gongkai.workspace import Workspace


class FailOn(StrEnum):
    """From which findings on a check ends with exit code 4."""

    VETO = "veto"  # a 单项否决 clause
    DEDUCTION = "deduction"  # a clause that costs points, or a veto
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Checked:
    """One site's check with what the ledger made of it."""

    result: CheckResult
    summary: RecordSummary
    rows: Mapping[str, FindingRow]  # by fingerprint: number and state of every flagged finding
    waivers: tuple[WaiverNote, ...]

    @property
    def standing(self) -> tuple[Finding, ...]:
        """What stands against the site: flagged, and not waived by a person."""
        return tuple(finding for finding in self.result.findings if self.rows[finding.fingerprint].state.counts)

    def fails(self, level: FailOn) -> bool:
        """True if something that stands against the site is at or above the level."""
        return any(_reaches(finding, level) for finding in self.standing)


def run_checks(
    place: Workspace,
    conn: sqlite3.Connection,
    sites: list[str] | None,
    *,
    packs: Sequence[str] | None,
    as_of: date,
    now: datetime,
    force: bool = False,
) -> list[Checked]:
    """Check the named sites (default: all bureau sites) and record every result in the findings ledger.

    Raises ConfigError for an unknown site, PackError for an unknown or malformed pack.
    """
    chosen = load_packs(place.packs, ids=list(packs or place.settings.check.packs))
    today = day_in_shanghai(now)
    return [
        _recorded(
            conn,
            check_site(
                conn,
                site.id,
                packs=chosen,
                as_of=as_of,
                now=now,
                force=force,
                waived=waived(conn, site.id, today),
            ),
            now,
        )
        for site in sites_to_check(conn, sites)
    ]


def _recorded(conn: sqlite3.Connection, result: CheckResult, now: datetime) -> Checked:
    summary = record(conn, result, now)
    rows = list_findings(conn, site=result.site.id)
    notes = [note for note in waiver_notes(conn, day_in_shanghai(now)) if note.finding.site == result.site.id]
    return Checked(result, summary, {row.fingerprint: row for row in rows}, tuple(notes))


def _reaches(finding: Finding, level: FailOn) -> bool:
    if level is FailOn.ANY or finding.clause.veto:
        return True
    return level is FailOn.DEDUCTION and finding.clause.points is not None
