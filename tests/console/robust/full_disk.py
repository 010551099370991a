"""`python -m tests.console.robust.full_disk DISK WORKSPACE MOMENT`: decisions on a full disk, then with room.

Run inside of a small disk of its own, into which the workspace is copied; prints what became of it as JSON.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from checks.ledger import show
from crawler.clock import frozen_clock
from gongkai.console.application import create_app
from gongkai.console.here import EXTENSION
from gongkai.workspace import load_workspace
from tests.console.jobs.full_disk import fill
from tests.console.visitor import Visitor

NUMBER, REASON = "F-000001", "该栏目已并入政务动态。" * 40


def main() -> None:
    """Look, decide while the disk is full, make room, decide again."""
    disk, source, moment = Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
    shutil.copytree(source, disk / "city")
    place = load_workspace(disk / "city")
    app = create_app(place, clock=frozen_clock(moment))
    wang = Visitor(app, "wang")
    before = _history(place.open_catalogue())
    page = f"/findings/{NUMBER}"
    form = wang.form(page, "dispute", reason=REASON)
    fill(disk)
    looked = wang.client.get(page)
    refused = wang.client.post(f"{page}/dispute", data=form)
    between = _history(place.open_catalogue())
    (disk / "filler").unlink()
    again = wang.client.post(f"{page}/dispute", data=form)
    told = {
        "looked": looked.status_code,
        "refused": [refused.status_code, refused.text],
        "between": between == before,
        "again": again.status_code,
        "after": _history(place.open_catalogue())[-1],
    }
    print(json.dumps(told))
    app.extensions[EXTENSION].close()


def _history(conn: sqlite3.Connection) -> list[Any]:
    detail = show(conn, NUMBER)
    conn.close()
    return [detail.finding.state.value, *([event.kind, event.note] for event in detail.events)]


if __name__ == "__main__":
    main()
