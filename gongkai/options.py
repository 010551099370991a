"""Options that several commands share, so that they are spelled and explained once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer


def parse_day(text: str) -> date:
    """A day as an option names it, `2016-12-31`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day; write it as 2016-12-31") from None


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a moment; write it as 2017-01-20T09:00") from None


WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="DIR",
        help="Workspace folder. Default: the nearest folder upward that holds gongkai.toml.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts, nothing else, on standard output.")]
SitesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[SITE]...", help="Site ids (names of the files in sites/). Default: all.")
]
SiteOption = Annotated[
    str | None, typer.Option("--site", metavar="SITE", help="Which bureau site, where there are several.")
]
PortalOption = Annotated[
    str | None, typer.Option("--portal", metavar="SITE", help="Which municipal portal, where there are several.")
]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of", parser=parse_day, metavar="DAY", help="The day the rules look from (监测时间点), e.g. 2016-12-31."
    ),
]
ClockOption = Annotated[
    datetime | None,
    typer.Option(
        "--clock",
        parser=_moment,
        metavar="MOMENT",
        help="Let the clock start at this moment (Asia/Shanghai), e.g. 2017-01-20T09:00.",
    ),
]
YearOption = Annotated[int, typer.Option("--year", min=1990, max=2100, help="The calendar year that is counted.")]
