"""`gongkai export`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gongkai.exporting import FIELDS, What, export
from gongkai.options import WorkspaceOption
from gongkai.screen import as_csv, json_line, note

ORDER = 60


class Format(StrEnum):
    """How records are written."""

    JSONL = "jsonl"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("export")(export_site)


def export_site(
    site: Annotated[str, typer.Argument(metavar="SITE", help="Site id (name of its file in sites/).")],
    what: Annotated[What, typer.Option("--what", help="What to export.")] = What.ITEMS,
    form: Annotated[Format, typer.Option("--format", help="JSON Lines or CSV.")] = Format.JSONL,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here, not to the output.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Export what one site's newest run knows: columns, items, listings or visits."""
    from gongkai.selecting import crawled_site
    from gongkai.workspace import find_workspace

    conn = find_workspace(workspace).open_catalogue()
    records = export(conn, crawled_site(conn, site).id, what)
    if form is Format.CSV:
        text = as_csv(FIELDS[what], records)
    else:
        text = "".join(json_line(record) + "\n" for record in records)
    if out is None:
        sys.stdout.write(text)
        return
    # A byte-order mark lets Excel read Chinese CSV; JSON must not have one.
    out.write_text(text, encoding="utf-8-sig" if form is Format.CSV else "utf-8", newline="")
    note(f"{out}: written")
