"""A crawl over archived bytes instead of the network: the same frontier, the same recorder, no Scrapy.

What the archive does not hold is `not_captured`, and the run is incomplete. What it holds and nothing leads to is
looked at last: a partial capture often lacks the pages between. Times are the moments of capture.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from crawler.archive.reader import iter_responses, read_capture
from crawler.archive.writer import Stored
from crawler.catalogue.database import connect
from crawler.catalogue.runs import RunRow
from crawler.clock import Clock, frozen_clock
from crawler.errors import ArchiveError
from crawler.identity import canonical_key
from crawler.model import Fetched, Outcome, Task
from crawler.profiles.profile import Profile
from crawler.recorder import Progress, Recorder
from crawler.running import begin_run, end_run
from crawler.scope import EVERYTHING, Scope

_BATCH = 32  # tasks leased at a time; promotions still count, because the recorder reads each task anew
_REPORT_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a response lies."""

    warc_file: str
    offset: int
    length: int
    at: datetime
    status: int
    url: str


class WarcSource:
    """The responses of some WARC files by canonical key; of several the last good one counts."""

    def __init__(self, warcs: Sequence[Path], archive: Path, site: str) -> None:
        self._archive = archive
        self._places: dict[str, _Place] = {}
        self._last: Stored | None = None
        for path in warcs:
            self._index(path, site)
        if not self._places:
            raise ArchiveError(
                "holds no response", where=", ".join(map(str, warcs)) or "replay", fix="name WARC files of this site"
            )

    def _index(self, path: Path, site: str) -> None:
        warc_file = _inside(path, self._archive, site)
        for entry in iter_responses(path):
            status = entry.fetched.status or 0
            place = _Place(warc_file, entry.offset, entry.length, entry.fetched.at, status, entry.fetched.url)
            key = canonical_key(entry.fetched.url)
            earlier = self._places.get(key)
            if earlier is None or (place.status < 400, place.at) >= (earlier.status < 400, earlier.at):
                self._places[key] = place

    def urls(self) -> list[str]:
        """The addresses of all captured pages, robots.txt left out, in the order of the files."""
        return [place.url for key, place in self._places.items() if not key.endswith("/robots.txt")]

    @property
    def newest(self) -> datetime:
        """The moment of the last capture."""
        return max(place.at for place in self._places.values())

    def fetch(self, task: Task) -> Fetched:
        """The archived answer to a task, or the fact that there is none."""
        place = self._places.get(task.key if task.hops == 0 else canonical_key(task.url))
        if place is None:
            return Fetched(task.url, self.newest, Outcome.NOT_CAPTURED, error="the archive holds no record of this URL")
        fetched = read_capture(self._archive, place.warc_file, place.offset, place.length)
        digest = hashlib.sha256(fetched.body).hexdigest()
        self._last = Stored(place.warc_file, place.offset, place.length, digest)
        return fetched

    def write(self, fetched: Fetched) -> Stored:
        """Nothing is written again: the place of the record that was read last."""
        if self._last is None:
            raise ArchiveError("was asked for the place of a record before one was read", where=fetched.url)
        return self._last


def _inside(path: Path, archive: Path, site: str) -> str:
    """The file's name relative to the archive folder; a file from elsewhere is copied in, once."""
    try:
        return path.resolve().relative_to(archive.resolve()).as_posix()
    except ValueError:
        pass
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        warc_file = f"{site}/imported/{digest[:12]}-{path.name}"
        target = archive / warc_file
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_name(target.name + ".part")
            shutil.copyfile(path, partial)
            partial.replace(target)
    except OSError as error:
        raise ArchiveError(
            f"cannot be brought into the archive ({error.strerror or error})",
            where=str(path),
            fix="check room and path",
        ) from error
    return warc_file


def replay(
    profile: Profile,
    warcs: Sequence[Path],
    *,
    catalogue: Path,
    archive: Path,
    clock: Clock | None = None,
    progress: Callable[[Progress], None] | None = None,
    mode: str = "replay",
    scope: Scope = EVERYTHING,
) -> RunRow:
    """Crawl a site out of WARC files; returns the finished run.

    `clock` gives the run's own times (by default the moment of the last capture). Raises ArchiveError where a
    WARC file cannot be read.
    """
    source = WarcSource(warcs, archive, profile.id)
    now = clock or frozen_clock(source.newest)
    conn = connect(catalogue)
    try:
        run_id = begin_run(conn, profile, mode, now)
        recorder = Recorder(conn, run_id, profile, source, now, scope)
        _work(recorder, source, now, progress, [] if scope.structure_only else source.urls())
        return end_run(conn, profile, run_id, now)
    finally:
        conn.close()


def _work(
    recorder: Recorder,
    source: WarcSource,
    clock: Clock,
    progress: Callable[[Progress], None] | None,
    orphans: list[str],
) -> None:
    reported = 0.0
    while True:
        tasks = recorder.lease(_BATCH, owner="replay", now=clock(), until=clock() + timedelta(days=1))
        if not tasks and not recorder.widen():
            if not orphans or not recorder.want_links(orphans):
                return
            orphans = []
        for task in tasks:
            recorder.record(task, source.fetch(task))
            if progress is not None and time.monotonic() - reported > _REPORT_EVERY:
                reported = time.monotonic()
                progress(recorder.progress(task.url))
