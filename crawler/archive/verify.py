"""Is the archive what the catalogue says it is? Every capture is read back and its digest computed again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.archive.reader import read_capture
from crawler.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Damage:
    """One capture that cannot be shown any more, and why."""

    capture_id: int
    url: str
    warc_file: str
    why: str


def verify_captures(conn: sqlite3.Connection, archive: Path, *, site: str | None = None) -> Iterator[Damage]:
    """Captures whose record is missing, unreadable or has another digest than the catalogue; none if all is well."""
    rows = conn.execute(
        "SELECT DISTINCT c.* FROM captures c WHERE ? IS NULL OR EXISTS (SELECT 1 FROM visits v JOIN runs r"
        " ON r.id = v.run_id WHERE v.capture_id = c.id AND r.site = ?) ORDER BY c.warc_file, c.offset",
        (site, site),
    )
    for row in rows:
        try:
            fetched = read_capture(archive, row["warc_file"], row["offset"], row["length"])
        except ArchiveError as error:
            yield Damage(row["id"], row["url"], row["warc_file"], str(error))
            continue
        digest = hashlib.sha256(fetched.body).hexdigest()
        if digest != row["sha256"]:
            yield Damage(row["id"], row["url"], row["warc_file"], f"the body's digest is {digest}, not {row['sha256']}")


def committed_ends(conn: sqlite3.Connection, site: str) -> dict[str, int]:
    """For each WARC file of a site's own folder, the byte behind its last catalogued record."""
    return {
        row["warc_file"]: row["finish"]
        for row in conn.execute(
            "SELECT warc_file, max(offset + length) AS finish FROM captures WHERE substr(warc_file, 1, ?) = ?"
            " GROUP BY warc_file",
            (len(site) + 1, f"{site}/"),
        )
    }
