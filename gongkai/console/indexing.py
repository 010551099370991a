"""The index of the search, kept up to date beside the console: little by little, so that pages and crawls stay fast."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crawler.catalogue.fulltext.file import open_index, path_beside
from crawler.catalogue.fulltext.renewing import renew
from crawler.errors import GongkaiError
from gongkai.workspace import Workspace

log = logging.getLogger(__name__)

EVERY = 10.0  # seconds between two looks at the runs; a look without news costs a millisecond
_REST = 3.0  # times the length of a batch: a quarter of one processor at most
_LONGEST_REST = 5.0


@contextmanager
def kept_indexed(place: Workspace, every: float = EVERY) -> Iterator[None]:
    """While the block runs, what crawls find goes into the index, in a thread of its own."""
    end = threading.Event()
    thread = threading.Thread(target=_keep, args=(place, every, end), name="search-index", daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join(timeout=30)


class _Ended(Exception):  # noqa: N818 - not an error
    """The console stops: leave the rest of the batch work for the next time."""


def _keep(place: Workspace, every: float, end: threading.Event) -> None:
    def rest(seconds: float) -> None:
        if end.wait(min(_LONGEST_REST, seconds * _REST)):
            raise _Ended

    while not end.is_set():
        try:
            _renew(place, rest)
        except _Ended:
            return
        except (sqlite3.Error, OSError, GongkaiError) as error:
            log.warning("the index of the search could not be brought up to date: %s", error)
        end.wait(every)


def _renew(place: Workspace, rest: Callable[[float], None]) -> None:
    catalogue = place.open_catalogue(create=True)
    try:
        index = open_index(path_beside(place.catalogue))
        try:
            renew(catalogue, index, rest=rest)
        finally:
            index.close()
    finally:
        catalogue.close()
