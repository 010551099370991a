"""`gongkai report evidence`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.options import AsOfOption, JsonOption, PortalOption, SiteOption, WorkspaceOption, YearOption
from gongkai.screen import print_json, progress_bar

DOCUMENTS = ("annual", "columns")


def evidence(
    year: YearOption,
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
    from gongkai.packages.telling import say_written, written_facts
    from gongkai.reporting import judged_for, last_day_of, packs_of
    from gongkai.scoping import open_scope
    from gongkai.workspace import find_workspace
    from reports.kinds import kinds
    from reports.tracing import Provenance

    place = find_workspace(workspace)
    conn = place.open_catalogue()
    now = system_clock()
    scope = open_scope(place, conn, year, site=site, portal=portal, as_of=as_of or last_day_of(year, now), pinned=True)
    judged = judged_for(place, conn, scope, now)
    with progress_bar("导出", quiet=as_json) as step:
        written = write_package(
            place,
            scope,
            [kind for name, kind in kinds().items() if name in DOCUMENTS],
            judged,
            out or place.reports,
            provenance=Provenance(packs_of(place)),
            with_files=with_files,
            progress=step,
        )
    _, why = scope.coverage(("bureau", "municipal"))
    if as_json:
        print_json(written_facts(written, why))
    else:
        say_written(written, why)
