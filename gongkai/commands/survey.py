"""`gongkai survey`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.exits import ExitCode
from gongkai.options import JsonOption, WorkspaceOption

ORDER = 15


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("survey")(survey)


def survey(
    address: Annotated[
        str,
        typer.Argument(
            metavar="URL", help="Home address of a site, the id of a site of the workspace, or a profile file."
        ),
    ],
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help="Visit columns down to this level. Default: all.")
    ] = None,
    samples: Annotated[
        int, typer.Option("--samples", min=0, max=20, help="Entries of each list that are opened, to see if they read.")
    ] = 1,
    organ: Annotated[
        str | None, typer.Option("--organ", help="On a portal of many organs: survey only the share of this one.")
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option("--write", metavar="FILE", help="Write the site profile here, e.g. sites/bureau.toml."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a profile that a person has edited; its settings are kept.")
    ] = False,
    reasons: Annotated[
        bool, typer.Option("--reasons", help="Say for each column why it was put into its class.")
    ] = False,
    delay: Annotated[
        float | None, typer.Option("--delay", min=0, max=600, help="Seconds between two requests. Default: 1.")
    ] = None,
    allow_net: Annotated[
        list[str] | None,
        typer.Option("--allow-net", metavar="CIDR", help="A private network that may be entered (repeatable)."),
    ] = None,
    replay: Annotated[
        list[Path] | None,
        typer.Option("--replay", metavar="WARC", help="Read these WARC files instead of the network (repeatable)."),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Visit a site's home page and columns: which platform, which columns, of which class, and what is uncertain.

    Reads the first page of each list and one entry of it, nothing more. Works without a workspace; in one, what was
    fetched is kept in survey/. Exit code 3 where the home page or a column could not be read.
    """
    from crawler.errors import ConfigError
    from crawler.profiles.writing import profile_text, write_profile
    from gongkai.screen import note, print_json
    from gongkai.survey_screen import print_survey, survey_json
    from gongkai.surveying import Request, run_survey
    from gongkai.workspace import find_workspace

    try:
        place = find_workspace(workspace)
    except ConfigError:
        if workspace is not None:
            raise
        place = None
    request = Request(
        address, depth, samples, organ, delay, allow_net=tuple(allow_net or ()), warcs=tuple(replay or ())
    )
    profile, found = run_survey(request, place, quiet=as_json)
    target = write if write is None or place is None else place.root / write
    if not as_json:
        print_survey(found, reasons=reasons)
    if target is not None:
        write_profile(target, profile_text(found, profile), force=force)
        note(f"written: {target}")
    if as_json:
        print_json(survey_json(profile, found, str(target) if target else None))
    if not found.complete:
        raise typer.Exit(ExitCode.INCOMPLETE)
