"""The search of this console: one memory of the index for all requests, and connections to its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from flask.blueprints import BlueprintSetupState

from gongkai.console.connections import Pool
from gongkai.console.here import EXTENSION, House
from gongkai.console.rooms.items import blueprint
from gongkai.searching import Searcher, open_index, path_beside

_NAME = "gongkai.search"


@blueprint.record_once
def _begin(state: BlueprintSetupState) -> None:
    house: House = state.app.extensions[EXTENSION]
    path = path_beside(house.root.catalogue)
    state.app.extensions[_NAME] = (Searcher(), Pool(lambda: open_index(path), read_only=True))


def searcher() -> Searcher:
    """What remembers the index."""
    found: Searcher = current_app.extensions[_NAME][0]
    return found


@contextmanager
def index() -> Iterator[sqlite3.Connection]:
    """The index for looking."""
    pool: Pool = current_app.extensions[_NAME][1]
    with pool.borrow() as conn:
        yield conn
