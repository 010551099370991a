"""`gongkai version`."""

from __future__ import annotations

import typer

from gongkai import __version__
from gongkai.options import JsonOption
from gongkai.screen import print_json

ORDER = 120


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("version")(version)


def version(as_json: JsonOption = False) -> None:
    """Print the version of gongkai and of what it stands on."""
    import platform
    import sqlite3
    from importlib.metadata import version as installed

    facts = {
        "gongkai": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "scrapy": installed("scrapy"),
    }
    if as_json:
        print_json(facts)
        return
    typer.echo(" · ".join(f"{name} {number}" for name, number in facts.items()))
