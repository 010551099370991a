"""What every view may ask for: the workspace, the moment, the connections, and the person who asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from flask import current_app, g
from flask_login import current_user

from crawler.clock import Clock, day_in_shanghai
from crawler.errors import ConfigError
from gongkai.console.connections import Pool
from gongkai.console.people.first import FirstLink
from gongkai.console.remembering import Memory
from gongkai.workspace import Settings, Workspace, load_workspace

if TYPE_CHECKING:
    from gongkai.console.people.session import Person

EXTENSION = "gongkai"


@dataclass(frozen=True, slots=True)
class House:
    """What one running console stands on. It is made once, by `create_app`."""

    root: Workspace
    clock: Clock
    reading: Pool  # the catalogue, for looking
    writing: Pool  # the catalogue, for decisions
    store: Pool  # the console's own file
    allow_net: tuple[str, ...] = ()
    first: FirstLink | None = None  # where nobody has an account yet
    memory: Memory = field(default_factory=Memory)

    def close(self) -> None:
        """Close all connections that are not borrowed."""
        for pool in (self.reading, self.writing, self.store):
            pool.close()


def house() -> House:
    """The console that serves this request."""
    found: House = current_app.extensions[EXTENSION]
    return found


def place() -> Workspace:
    """The workspace with its settings as they stand now: gongkai.toml may be changed while the console runs."""
    if "place" not in g:
        g.place = load_workspace(house().root.root)
    found: Workspace = g.place
    return found


def now() -> datetime:
    """The present moment, UTC; the same for the whole request."""
    if "now" not in g:
        g.now = house().clock()
    moment: datetime = g.now
    return moment


def settings() -> Settings:
    """The settings as they stand now; those of the start while gongkai.toml is being edited and is wrong."""
    try:
        return place().settings
    except ConfigError:
        return house().root.settings


def today() -> date:
    """The day in Asia/Shanghai."""
    return day_in_shanghai(now())


def catalogue() -> sqlite3.Connection:
    """The catalogue for looking, one connection for the whole request; it refuses changes."""
    if "catalogue" not in g:
        g.borrowed = house().reading.borrow()
        g.catalogue = g.borrowed.__enter__()
    conn: sqlite3.Connection = g.catalogue
    return conn


def give_back(error: BaseException | None = None) -> None:
    """At the end of a request: the connection goes back."""
    borrowed: AbstractContextManager[sqlite3.Connection] | None = g.pop("borrowed", None)
    g.pop("catalogue", None)
    if borrowed is not None:
        borrowed.__exit__(None, None, None)


@contextmanager
def changing() -> Iterator[sqlite3.Connection]:
    """The catalogue for decisions: `with changing() as conn: dispute(conn, …)`."""
    with house().writing.borrow() as conn:
        yield conn


@contextmanager
def store() -> Iterator[sqlite3.Connection]:
    """The console's own file: accounts, log, jobs, saved views."""
    with house().store.borrow() as conn:
        yield conn


def person() -> Person:
    """Who asks. Only behind the door: a view that needs no login must not call it."""
    found: Person = current_user._get_current_object()
    return found
