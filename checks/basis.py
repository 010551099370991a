"""What a check rests on, as one digest: the same basis cannot give another finding on a later day.

Without new evidence a later monitoring point brings nothing but doubt (the crawl lies before it), so a site whose
basis is that of its last check need not be asked again (`gongkai check --changed`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from checks.engine import partners_of
from checks.model import Pack
from crawler.catalogue.evidence import newest_evidence
from crawler.catalogue.queries import sites


def packs_digest(packs: Sequence[Pack]) -> str:
    """32 hex digits over the files of these packs, in their order."""
    whole = sha256()
    for pack in packs:
        whole.update(sha256(Path(pack.file).read_bytes()).digest())
    return whole.hexdigest()[:32]


def basis_of(conn: sqlite3.Connection, site: str, *more: str) -> str:
    """32 hex digits over the newest evidence on a site and the portals that carry its organ, and over `more`.

    `more` is what else decides: the packs, the version of the software, word lists, the waivers that hold.
    """
    known = sites(conn)
    carriers = [partner.id for row in known if row.id == site for partner in partners_of(row, known)]
    seen = newest_evidence(conn, (site, *carriers))
    return sha256(repr((site, carriers, seen, more)).encode()).hexdigest()[:32]
