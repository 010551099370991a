"""While the console runs somebody looks after its jobs, whether or not a page is open."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from crawler.errors import GongkaiError
from gongkai.console.here import House
from gongkai.console.jobs.runner import look_after

logger = logging.getLogger(__name__)
EVERY = 2.0  # seconds


@contextmanager
def looked_after(house: House, every: float = EVERY) -> Iterator[None]:
    """Jobs that wait are started, and those whose process is gone are found, until the block ends."""
    ending = threading.Event()
    thread = threading.Thread(target=_look, args=(house, ending, every), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join(timeout=10)


def _look(house: House, ending: threading.Event, every: float) -> None:
    while not ending.is_set():
        try:
            with house.store.borrow() as conn:
                look_after(conn, house.root.root, house.clock)
        except (sqlite3.OperationalError, OSError, GongkaiError) as error:  # locked or full: tried again
            logger.warning("jobs cannot be looked after just now (%s); tried again", error)
        ending.wait(every)
