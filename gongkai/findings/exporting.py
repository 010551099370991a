"""`gongkai findings export`: the ledger as SARIF, CSV, XLSX or JSON."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.errors import GongkaiError
from gongkai.findings.options import moment, states_named
from gongkai.options import AsOfOption, ClockOption, WorkspaceOption

if TYPE_CHECKING:
    from checks.ledger import DoubtRow, FindingRow
    from gongkai.workspace import Workspace


class Format(StrEnum):
    """What can be written."""

    SARIF = "sarif"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def export(
    form: Annotated[Format, typer.Option("--format", "-f", help="sarif, csv, xlsx (整改台账) or json.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write; default: standard output.")
    ] = None,
    site: Annotated[str | None, typer.Option("--site", metavar="SITE", help="Only this site.")] = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", help="Only this state (repeatable). Default: all.")
    ] = None,
    clause: Annotated[str | None, typer.Option("--clause", metavar="ID", help="Only this clause.")] = None,
    pack: Annotated[str | None, typer.Option("--pack", metavar="ID", help="Only this pack.")] = None,
    as_of: AsOfOption = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose deadline has passed.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="sarif, json: also what waits for a person.")] = False,
    bom: Annotated[
        bool, typer.Option("--bom/--no-bom", help="csv: begin with a byte order mark, as Excel wants.")
    ] = True,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write findings to a file: SARIF for programs, CSV or XLSX as correction ledger (整改台账), JSON for scripts.

    No cell can act as a formula, whatever a site's titles say.
    """
    from checks.ledger import State, list_doubts, list_findings
    from crawler.clock import day_in_shanghai
    from gongkai.findings.named import check_names
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    conn, now = place.open_catalogue(), moment(clock)
    check_names(conn, place.packs, site=site, clause=clause, pack=pack)
    if form is Format.XLSX and out is None and sys.stdout.isatty():
        raise typer.BadParameter("a workbook needs a file: -o FILE.xlsx", param_hint="--out")
    rows = list_findings(
        conn,
        site=site,
        states=states_named(state) or list(State),
        clause=clause,
        pack=pack,
        as_of=as_of,
        overdue=day_in_shanghai(now) if overdue else None,
    )
    doubts = list_doubts(conn, site=site, clause=clause, pack=pack) if unsure else []
    data = content(place, conn, form, rows, doubts, now, bom=bom)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    write(out, data)
    from gongkai.screen import note

    note(f"{len(rows)} 个问题已写入 {out}")


def content(
    place: Workspace,
    conn: sqlite3.Connection,
    form: Format,
    rows: Sequence[FindingRow],
    doubts: Sequence[DoubtRow],
    now: datetime,
    *,
    bom: bool = True,
) -> bytes:
    """The file of these findings."""
    if form is Format.SARIF:
        return _as_json(_sarif(place, conn, rows, doubts, now))
    if form is Format.JSON:
        return _as_json(_json(conn, rows, doubts, now))
    from crawler.clock import day_in_shanghai
    from gongkai.screen import as_csv
    from reports.ledger.document import ledger_workbook
    from reports.ledger.rows import HEADERS, cells_of, open_ledger
    from reports.printing.xlsx_printer import xlsx_bytes

    ledger = open_ledger(conn, rows, day_in_shanghai(now))
    if form is Format.XLSX:
        return xlsx_bytes(ledger_workbook(ledger))
    lines = (cells_of(ledger, row, number) for number, row in enumerate(rows, 1))
    return as_csv(HEADERS, lines).encode("utf-8-sig" if bom else "utf-8")


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: an earlier one stays until the new one is complete.

    Raises GongkaiError where it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        fix = "name a folder that is there and may be written, or make room; close the file elsewhere"
        raise GongkaiError(f"cannot be written ({error.strerror})", where=str(path), fix=fix) from error


def _as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _sarif(
    place: Workspace,
    conn: sqlite3.Connection,
    rows: Sequence[FindingRow],
    doubts: Sequence[DoubtRow],
    now: datetime,
) -> dict[str, Any]:
    from checks.pack import load_packs
    from crawler.catalogue.ledger_places import captures_with
    from crawler.catalogue.queries import sites
    from gongkai import __version__
    from gongkai.findings.sarif import sarif_log

    shown = {number for row in rows for number in row.evidence} | {number for row in doubts for number in row.evidence}
    return sarif_log(
        rows,
        doubts,
        clauses={clause.id: clause for pack in load_packs(place.packs) for clause in pack.clauses},
        sites={site.id: site for site in sites(conn)},
        captures=captures_with(conn, shown),
        version=__version__,
        now=now,
    )


def _json(
    conn: sqlite3.Connection, rows: Sequence[FindingRow], doubts: Sequence[DoubtRow], now: datetime
) -> dict[str, Any]:
    from checks.ledger import histories
    from crawler.clock import day_in_shanghai, stamp
    from gongkai.findings.facts import doubt_facts, row_facts

    today, events = day_in_shanghai(now), histories(conn)
    return {
        "written_at": stamp(now),
        "findings": [
            {
                **row_facts(row, today),
                "history": [
                    {"at": event.at, "kind": event.kind, "who": event.who, "note": event.note}
                    for event in events.get(row.id, ())
                ],
            }
            for row in rows
        ],
        "unsure": [doubt_facts(row) for row in doubts],
    }
