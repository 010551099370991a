"""Connections that requests borrow: opening one brings the schema up to date, which is too slow for every page."""

from __future__ import annotations

import queue
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pool:
    """Connections to one file. `read_only`: a borrowed one refuses every change (SQLite's own query_only)."""

    def __init__(self, opened: Callable[[], sqlite3.Connection], *, read_only: bool = False, kept: int = 16) -> None:
        self._open = opened
        self._read_only = read_only
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue(kept)

    @contextmanager
    def borrow(self) -> Iterator[sqlite3.Connection]:
        """A connection for the length of the block; one whose transaction was left open is closed, not kept."""
        try:
            conn = self._idle.get_nowait()
        except queue.Empty:
            conn = self._open()
            if self._read_only:
                conn.execute("PRAGMA query_only = ON")
        try:
            yield conn
        except BaseException:
            conn.close()
            raise
        if conn.in_transaction:
            conn.close()
            return
        try:
            self._idle.put_nowait(conn)
        except queue.Full:
            conn.close()

    def close(self) -> None:
        """Close what is idle."""
        while not self._idle.empty():
            self._idle.get_nowait().close()
