"""`gongkai report evidence`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.options import AsOfOption, JsonOption, PortalOption, SiteOption, WorkspaceOption
from gongkai.screen import print_json, progress_bar

DOCUMENTS = ("annual", "columns")


def evidence(
    year: Annotated[
        int | None, typer.Option("--year", min=1990, max=2100, help="The calendar year. Of a snapshot: its own.")
    ] = None,
    snapshot: Annotated[
        str | None, typer.Option("--snapshot", metavar="NUMBER", help="Of frozen figures (see count freeze).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where to write. Default: reports/ of the workspace.")
    ] = None,
    with_files: Annotated[
        bool, typer.Option("--files/--no-files", help="The files that prove rows of registers.")
    ] = True,
    site: SiteOption = None,
    portal: PortalOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the evidence package (证据包) of a year: documents, every counted row, registers, archive, manifest.

    Anybody can recount from its tables alone; `gongkai verify` proves it from the archived pages, offline.
    """
    from crawler.clock import system_clock
    from gongkai.packages.contents import write_package
    from gongkai.packages.foundations import of_snapshot, of_year
    from gongkai.packages.telling import say_written, written_facts
    from gongkai.workspace import find_workspace
    from reports.kinds import kinds

    if (year is None) == (snapshot is None):
        raise typer.BadParameter("name the year, or a snapshot with --snapshot, not both", param_hint="--year")
    if snapshot is not None and (as_of or site or portal):
        raise typer.BadParameter(
            "has its own day and sites: leave out --as-of, --site, --portal", param_hint="--snapshot"
        )
    place = find_workspace(workspace)
    conn = place.open_catalogue()
    opened = (
        of_snapshot(conn, snapshot)
        if snapshot is not None
        else of_year(place, conn, year or 0, site=site, portal=portal, as_of=as_of, now=system_clock())
    )
    with opened as base, progress_bar("导出", quiet=as_json) as step:
        written = write_package(
            place,
            base,
            [kind for name, kind in kinds().items() if name in DOCUMENTS],
            out or place.reports,
            with_files=with_files,
            progress=step,
        )
        _, why = base.scope.coverage(("bureau", "municipal"))
    if as_json:
        print_json(written_facts(written, why))
    else:
        say_written(written, why)
