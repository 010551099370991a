"""What earlier crawls brought of a page: the validators for a conditional request, and the bytes behind a 304."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.archive.reader import read_capture
from crawler.errors import ArchiveError
from crawler.model import Fetched, Task
from crawler.posting import is_post

_REMEMBERED = 64  # pages under way


@dataclass(frozen=True, slots=True)
class EarlierPage:
    """A page as an earlier run fetched it, read back from the archive."""

    fetched: Fetched
    capture_id: int
    sha256: str


class Earlier:
    """The pages of some earlier runs of a site."""

    def __init__(self, conn: sqlite3.Connection, archive: Path, runs: Sequence[int]) -> None:
        self._conn = conn
        self._archive = archive
        self._runs = json.dumps(list(runs))
        self._asked: dict[int, EarlierPage] = {}  # by task, from the request to its answer

    def conditions(self, task: Task) -> dict[str, str]:
        """Headers that let the server answer 'not modified'; none where we could not show the page ourselves.

        If-None-Match goes with If-Modified-Since, as RFC 9110 §13.1 allows: servers that do not know the first use
        the second.
        """
        if is_post(task.url) or task.attempts > 1:
            return {}
        row = self._conn.execute(
            "SELECT v.etag, v.last_modified, v.capture_id, c.* FROM visits v JOIN captures c ON c.id = v.capture_id"
            " WHERE v.run_id IN (SELECT value FROM json_each(?)) AND v.key = ? AND v.url = ? AND v.outcome = 'ok'"
            " ORDER BY v.id DESC LIMIT 1",
            (self._runs, task.key, task.url),
        ).fetchone()
        if row is None or not (row["etag"] or row["last_modified"]):
            return {}
        try:
            fetched = read_capture(self._archive, row["warc_file"], row["offset"], row["length"])
        except ArchiveError:
            return {}  # the evidence is damaged: the page itself is asked for
        if hashlib.sha256(fetched.body).hexdigest() != row["sha256"]:
            return {}
        while len(self._asked) >= _REMEMBERED:
            del self._asked[next(iter(self._asked))]
        self._asked[task.id] = EarlierPage(fetched, row["capture_id"], row["sha256"])
        headers = {"If-None-Match": row["etag"], "If-Modified-Since": row["last_modified"]}
        return {name: value for name, value in headers.items() if value and value.isascii()}

    def behind(self, task: Task) -> EarlierPage | None:
        """The page that a 304 to this task's request stands for; None where none was asked for conditionally."""
        return self._asked.pop(task.id, None)
