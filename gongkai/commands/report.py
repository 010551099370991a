"""`gongkai report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.options import AsOfOption, JsonOption, PortalOption, SiteOption, WorkspaceOption, YearOption
from gongkai.screen import print_json, say

ORDER = 70


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("report")(report)


def report(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="annual, columns.")],
    year: YearOption,
    form: Annotated[str, typer.Option("--format", help="html, docx, or both.")] = "html,docx",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where to write. Default: reports/ of the workspace.")
    ] = None,
    site: SiteOption = None,
    portal: PortalOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write documents of one year, each figure with its source: the annual report, the column directory."""
    from crawler.clock import system_clock
    from gongkai.reporting import choose_kinds, judged_for, last_day_of, packs_of, read_formats, write_documents
    from gongkai.scoping import open_scope
    from gongkai.workspace import find_workspace
    from reports.tracing import Provenance

    choose_kinds(documents)
    formats = read_formats(form)
    place = find_workspace(workspace)
    conn = place.open_catalogue()
    now = system_clock()
    scope = open_scope(place, conn, year, site=site, portal=portal, as_of=as_of or last_day_of(year, now), pinned=True)
    judged = judged_for(place, conn, scope, now)
    provenance = Provenance(packs_of(place))
    written = write_documents(scope, judged, documents, out or place.reports, formats, provenance)
    complete, why = scope.coverage(("bureau", "municipal"))
    if as_json:
        print_json({"documents": written, "as_of": scope.as_of, "complete": complete, "notes": why})
        return
    for path in written:
        say(str(path))
    for reason in why:
        say(f"注意：{reason}")
