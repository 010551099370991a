"""What a package rests on: an organ's year as it is known now, or as it was frozen."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from checks.model import Finding
from gongkai.reporting import judged_for, last_day_of, provenance_of
from gongkai.scoping import open_scope
from gongkai.snapshots import open_snapshot
from gongkai.workspace import Workspace
from reports.scope import Scope
from reports.snapshots import store
from reports.tracing import Provenance


@dataclass(frozen=True, slots=True)
class Foundation:
    """Scope, judgements and registers behind a package; `frozen` is the snapshot as JSON, "" where there is none."""

    scope: Scope
    findings: Sequence[Finding]
    provenance: Provenance
    registers: Path
    frozen: str = ""


@contextmanager
def of_year(
    place: Workspace,
    conn: sqlite3.Connection,
    year: int,
    *,
    site: str | None,
    portal: str | None,
    as_of: date | None,
    now: datetime,
) -> Iterator[Foundation]:
    """An organ's year as it is known now."""
    day = as_of or last_day_of(year, now)
    scope = open_scope(place, conn, year, site=site, portal=portal, as_of=day, pinned=True)
    judged = judged_for(place, conn, scope, now)
    yield Foundation(scope, judged, provenance_of(place, conn, scope, now), place.registers)


@contextmanager
def of_snapshot(conn: sqlite3.Connection, name: str) -> Iterator[Foundation]:
    """What was frozen: registers are those that were kept with it. Raises CatalogueError where it is damaged."""
    opened = open_snapshot(conn, name)
    with tempfile.TemporaryDirectory(prefix="gongkai-registers-") as folder:
        for file in opened.snapshot.state.register_files:
            (Path(folder) / Path(file.name).name).write_bytes(store.content(conn, file.sha256))
        yield Foundation(
            opened.scope, opened.findings, opened.provenance, Path(folder), opened.snapshot.model_dump_json(indent=1)
        )
