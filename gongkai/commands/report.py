"""`gongkai report`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from gongkai.default_command import group_with_default
from gongkai.options import AsOfOption, ClockOption, JsonOption, PortalOption, WorkspaceOption, parse_day
from gongkai.packages.command import evidence
from gongkai.report_templates import templates
from gongkai.screen import print_json, print_table, say

ORDER = 70


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(
        cls=group_with_default("write"),
        no_args_is_help=True,
        rich_markup_mode=None,
        help="Write documents, each figure with its source: `gongkai report annual --year 2016` (see report list).",
    )
    group.command("write")(write)
    group.command("list")(list_documents)
    group.command("templates")(templates)
    group.command("evidence")(evidence)
    app.add_typer(group, name="report")


def write(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Names, as `report list` shows them.")],
    year: Annotated[
        int | None,
        typer.Option("--year", min=1990, max=2100, help="The calendar year that is counted. Of a snapshot: its own."),
    ] = None,
    snapshot: Annotated[
        str | None,
        typer.Option(
            "--snapshot", metavar="NUMBER", help="From frozen figures (see count freeze): the same bytes again."
        ),
    ] = None,
    quarter: Annotated[
        int | None, typer.Option("--quarter", min=1, max=4, help="Of a bulletin, self-check or ledger: the quarter.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="E.g. html,docx or xlsx. Default: all that a document has.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where to write. Default: reports/ of the workspace.")
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option("--site", metavar="SITE", help="Which site, where there are several (repeatable)."),
    ] = None,
    portal: PortalOption = None,
    as_of: AsOfOption = None,
    due: Annotated[
        date | None,
        typer.Option(
            "--due", parser=parse_day, metavar="DAY", help="Of a bulletin: by when units report what they mended."
        ),
    ] = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write documents of one year or quarter into reports/, with the lists behind their figures."""
    from crawler.clock import SHANGHAI, system_clock
    from gongkai.report_order import ReportOrder, carry_out
    from gongkai.reporting import read_formats
    from gongkai.snapshots import year_of_snapshot
    from gongkai.workspace import find_workspace

    if year is None and snapshot is None:
        raise typer.BadParameter("name the year, or a snapshot with --snapshot", param_hint="--year")
    if snapshot is not None and (as_of or site or portal):
        raise typer.BadParameter(
            "has its own day and sites: leave out --as-of, --site, --portal", param_hint="--snapshot"
        )
    now = system_clock() if clock is None else _aware(clock, SHANGHAI)
    place = find_workspace(workspace)
    order = ReportOrder(
        documents=tuple(documents),
        year=year if year is not None else year_of_snapshot(place, snapshot or ""),
        snapshot=snapshot,
        quarter=quarter,
        formats=read_formats(form) if form else (),
        sites=tuple(site or ()),
        portal=portal,
        as_of=as_of,
        due=due,
        now=now,
        out=out,
    )
    made = carry_out(place, order)
    if as_json:
        print_json(
            {"documents": made.documents, "as_of": made.as_of, "complete": made.complete, "notes": list(made.notes)}
        )
        return
    for path in made.documents:
        say(str(path))
    for reason in made.notes:
        say(f"注意：{reason}")


def _aware(moment: datetime, zone: object) -> datetime:
    from datetime import tzinfo

    assert isinstance(zone, tzinfo)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def list_documents(as_json: JsonOption = False) -> None:
    """List the documents that can be written: name, title, formats, and what each is about."""
    from gongkai.reporting import all_kinds
    from reports.rounds.kind import RoundKind

    rows = [
        (
            name,
            kind.title,
            ",".join(kind.formats),
            "多个网站，按季度" if isinstance(kind, RoundKind) else "一个机关，按年度",
        )
        for name, kind in all_kinds().items()
    ]
    if as_json:
        print_json(
            [
                {
                    "name": name,
                    "title": kind.title,
                    "formats": list(kind.formats),
                    "about": "round" if isinstance(kind, RoundKind) else "year",
                }
                for name, kind in all_kinds().items()
            ]
        )
        return
    print_table(("名称", "文书", "格式", "范围"), rows, keep=(0,))
