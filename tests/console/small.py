"""A console over a workspace in which nothing was crawled yet: there in a moment, for what needs no city."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from gongkai.console.application import create_app
from gongkai.console.here import EXTENSION
from gongkai.console.schemas import console_migrations
from gongkai.console.store import FILE_NAME, open_store
from gongkai.scaffold import NewSite, NewWorkspace, write_workspace
from gongkai.workspace import Workspace
from tests.console.inspected_city import add_people

NOON = datetime(2017, 1, 20, 4, tzinfo=UTC)


class Time:
    """A clock that a test moves."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **span: float) -> None:
        """Let time pass: `pass_by(minutes=61)`."""
        self.moment += timedelta(**span)


def small_workspace(folder: Path) -> Workspace:
    """Two sites, nothing crawled."""
    sites = tuple(
        NewSite(name, kind, f"http://{name}.example.gov.cn/")
        for name, kind in (("bureau", "bureau"), ("municipal", "municipal"))
    )
    return write_workspace(folder, NewWorkspace(sites))


def store_of(place: Workspace) -> sqlite3.Connection:
    """The console's own file."""
    return open_store(place.root / FILE_NAME, *console_migrations)


class Small:
    """The console with a movable clock."""

    def __init__(self, folder: Path, *, people: bool = True, **options: Any) -> None:
        self.place = small_workspace(folder)
        self.time = Time()
        if people:
            add_people(self.place)
        self.app: Flask = create_app(self.place, clock=self.time, **options)
        self.store = store_of(self.place)

    def log(self) -> list[tuple[str, str, str, int]]:
        """(who, action, about, outcome) of every deed, oldest first."""
        rows = self.store.execute("SELECT who, action, about, outcome FROM deeds ORDER BY id")
        return [(row["who"], row["action"], row["about"], row["outcome"]) for row in rows]

    def close(self) -> None:
        self.store.close()
        self.app.extensions[EXTENSION].close()
