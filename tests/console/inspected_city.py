"""A workspace over the demo city, crawled and checked, with an account for each kind of person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from gongkai.checking import run_checks
from gongkai.console.people.accounts import add_account
from gongkai.console.people.roles import Role
from gongkai.console.schemas import console_migrations
from gongkai.console.store import FILE_NAME, open_store
from gongkai.crawling import crawl_online
from gongkai.demo.city import City, running_city
from gongkai.demo.story import make_workspace
from gongkai.workspace import Workspace

PASSWORD = "a long enough password"
PEOPLE = {
    "guan": (Role.ADMINISTRATOR, "管理员", ()),
    "jian": (Role.INSPECTOR, "检查员", ()),
    "wang": (Role.WEBMASTER, "王工", ("bureau",)),
    "shen": (Role.WEBMASTER, "沈工", ("municipal",)),
    "nian": (Role.WRITER, "年报员", ()),
}
"""Account name → role, shown name, sites."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A crawled and checked city. `now`: a moment of the city's own time after the check."""

    place: Workspace
    truth: dict[str, Any]
    now: datetime


def inspect(folder: Path, city: City) -> Inspected:
    """Crawl and check a running city into a new workspace, and make the accounts."""
    truth = city.truth()
    place = make_workspace(folder, city, truth)
    start = datetime.fromisoformat(f"{city.as_of}T09:00")
    runs = crawl_online(place, place.profiles(), start=start, allow_net=("127.0.0.0/8",), fresh=True, quiet=True)
    now = max(datetime.fromisoformat(run.finished_at) for run in runs if run.finished_at) + timedelta(minutes=5)
    conn = place.open_catalogue()
    as_of = date.fromisoformat(truth["monitoring_point"])
    for _ in run_checks(place, conn, ["bureau"], packs=None, as_of=as_of, now=now):
        pass
    conn.close()
    add_people(place)
    return Inspected(place, truth, now + timedelta(minutes=5))


def add_people(place: Workspace) -> None:
    """An account for each kind of person, all with the same password."""
    conn: sqlite3.Connection = open_store(place.root / FILE_NAME, *console_migrations)
    for name, (role, shown, sites) in PEOPLE.items():
        add_account(conn, name, role, PASSWORD, datetime(2017, 1, 1, tzinfo=UTC), shown_name=shown, sites=sites)
    conn.close()


@contextmanager
def inspected_city(folder: Path, seed: int = 2016, family: str = "ucap") -> Iterator[tuple[City, Inspected]]:
    """The same, with the city still running: it can be mended and rechecked."""
    with running_city(seed, family) as city:
        yield city, inspect(folder, city)
