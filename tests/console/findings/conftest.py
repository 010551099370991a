"""A console whose clock stands still, so that what it writes can be compared with what the commands write."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from checks import ledger
from checks.ledger import DoubtRow, EventRow, FindingRow
from checks.ledger.asking import Wanted, page_of_doubts, page_of_findings
from crawler.clock import frozen_clock
from gongkai.cli import run
from gongkai.console.application import create_app
from gongkai.console.here import EXTENSION
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

_TABLES = ("findings", "finding_events", "waivers", "waiver_revocations", "doubts", "doubt_events")


@dataclass(frozen=True)
class Office:
    """The console over one copy of the city, and the command line over another one."""

    app: Flask
    city: Inspected
    twin: Path

    def visit(self, name: str) -> Visitor:
        return Visitor(self.app, name)

    def opened(self) -> sqlite3.Connection:
        return self.city.place.open_catalogue()

    def findings(self, **wanted: Any) -> list[FindingRow]:
        with closing(self.opened()) as conn:
            return page_of_findings(conn, Wanted(**wanted))

    def doubts(self, **wanted: Any) -> list[DoubtRow]:
        with closing(self.opened()) as conn:
            return page_of_doubts(conn, Wanted(states=("open",), **wanted))

    def find(self, number: str) -> FindingRow:
        with closing(self.opened()) as conn:
            return ledger.find(conn, number)

    def newest(self, number: str) -> int:
        with closing(self.opened()) as conn:
            return ledger.show(conn, number).newest_event

    def history(self, number: str) -> list[EventRow]:
        with closing(self.opened()) as conn:
            return list(ledger.show(conn, number).events)

    def run(self, *words: str) -> None:
        """`gongkai findings …` in the twin, at the console's moment."""
        code = run(["findings", *words, "--clock", self.city.now.isoformat(), "-w", str(self.twin)])
        assert code == 0, words

    def rows(self, folder: Path) -> dict[str, list[tuple[object, ...]]]:
        """The whole ledger of a workspace, row by row."""
        with closing(sqlite3.connect(folder / "catalogue.sqlite")) as conn:
            return {table: conn.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in _TABLES}

    def alike(self) -> bool:
        """True if the console and the commands left the same rows."""
        return self.rows(self.city.place.root) == self.rows(self.twin)


@pytest.fixture
def office(workspace: Inspected, tmp_path: Path) -> Iterator[Office]:
    twin = tmp_path / "twin"
    shutil.copytree(workspace.place.root, twin)
    app = create_app(workspace.place, clock=frozen_clock(workspace.now), allow_net=("127.0.0.0/8",))
    yield Office(app, workspace, twin)
    app.extensions[EXTENSION].close()
