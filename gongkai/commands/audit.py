"""`gongkai audit`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gongkai.exits import ExitCode
from gongkai.options import JsonOption, PortalOption, SiteOption, WorkspaceOption, parse_day

ORDER = 75


class Level(StrEnum):
    """From which remarks on the command fails."""

    FLAGGED = "flagged"  # a fault was found
    DIFFERS = "differs"  # or a number differs from our count


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("audit")(audit)


def audit(
    source: Annotated[str, typer.Argument(metavar="FILE|URL", help="A published annual report.")],
    year: Annotated[
        int | None, typer.Option("--year", min=2008, max=2100, help="The report's year. Default: as it says.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--last", metavar="FILE|URL", help="The same organ's report of the year before.")
    ] = None,
    published: Annotated[
        date | None,
        typer.Option("--published", parser=parse_day, metavar="DAY", help="When it was published, e.g. 2017-01-20."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write the audit as a page for people.")
    ] = None,
    fail_on: Annotated[
        Level | None, typer.Option("--fail-on", help="End with exit code 4 on faults, or on differing numbers too.")
    ] = None,
    allow_net: Annotated[
        list[str] | None,
        typer.Option("--allow-net", metavar="CIDR", help="A private network that may be entered (repeatable)."),
    ] = None,
    site: SiteOption = None,
    portal: PortalOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read a published annual report (text, HTML, DOCX, PDF) and say what of it holds.

    Its form and year, the parts that it must have, every number with its sentence, the sums of its tables, text
    against tables, this year against the last. In a workspace each number is compared with our own count. What
    cannot be read is listed. Exit code 2 where the report cannot be read at all.
    """
    from crawler.errors import ConfigError
    from gongkai.audit_screen import audit_json, print_audit
    from gongkai.auditing import Request, run_audit
    from gongkai.screen import note, print_json
    from gongkai.workspace import find_workspace
    from reports.audit.as_document import document_of
    from reports.audit.comparing import Standing
    from reports.render import html as as_html

    try:
        place = find_workspace(workspace)
    except ConfigError:
        if workspace is not None:
            raise
        place = None
    outside = run_audit(Request(source, year, last, published, site, portal, tuple(allow_net or ())), place)
    audited = outside.audited
    if html is not None:
        html.write_text(as_html(document_of(audited)), encoding="utf-8")
        note(f"written: {html}")
    if as_json:
        print_json(audit_json(outside))
    else:
        print_audit(outside)
    differs = any(seen.standing is Standing.DIFFERS for seen in audited.compared)
    flagged = any(remark.flagged for remark in audited.remarks)
    if fail_on is not None and (flagged or (fail_on is Level.DIFFERS and differs)):
        raise typer.Exit(ExitCode.FINDINGS)
