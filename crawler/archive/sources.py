"""A set of WARC or WACZ files as the outside world: for each address the last good answer.

A revisit record says that an answer was the same as an earlier one, and so does a 304: they are answered with the
earlier record where the set holds it. Where it does not, the address was not captured.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crawler.archive.imports import bring_in
from crawler.archive.reader import iter_entries, read_capture
from crawler.archive.records import Entry
from crawler.archive.writer import Stored
from crawler.errors import ArchiveError
from crawler.identity import canonical_key
from crawler.model import Fetched, Outcome, Task

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an answer lies, and when and under which address it was given."""

    warc_file: str
    offset: int
    length: int
    at: datetime
    status: int
    url: str
    record: tuple[str, datetime] | None = None  # address and moment of the record, for a revisit of another one


class WarcSource:
    """The responses of some WARC files by canonical key; of several the last good one counts."""

    def __init__(self, paths: Sequence[Path], archive: Path, site: str) -> None:
        self._archive = archive
        self._places: dict[str, _Place] = {}
        self._unresolved: set[str] = set()
        self._last: Stored | None = None
        files = [warc_file for path in paths for warc_file in bring_in(path, archive, site)]
        same = self._index(files)
        if same:
            self._resolve(files, same)
        if not self._places:
            raise ArchiveError(
                "holds no response", where=", ".join(map(str, paths)) or "replay", fix="name WARC files of this site"
            )

    def _entries(self, files: Sequence[str]) -> Iterator[tuple[str, Entry]]:
        for warc_file in files:
            for entry in iter_entries(self._archive / warc_file):
                yield warc_file, entry

    def _index(self, files: Sequence[str]) -> list[Entry]:
        """Note all answers with a body of their own; returns those that refer to an earlier one."""
        same: list[Entry] = []
        for warc_file, entry in self._entries(files):
            if entry.refers is not None or entry.status == _NOT_MODIFIED:
                same.append(entry)
            else:
                self._add(_place(warc_file, entry))
        return same

    def _add(self, place: _Place) -> None:
        key = canonical_key(place.url)
        earlier = self._places.get(key)
        if earlier is None or (place.status < 400, place.at) >= (earlier.status < 400, earlier.at):
            self._places[key] = place

    def _resolve(self, files: Sequence[str], same: Sequence[Entry]) -> None:
        originals = _Originals(same)
        for warc_file, entry in self._entries(files):
            if entry.refers is None and entry.status != _NOT_MODIFIED:
                originals.offer(warc_file, entry)
        for entry in same:
            original = originals.of(entry)
            if original is None:
                self._unresolved.add(canonical_key(entry.url))
            else:
                self._add(replace(original, at=entry.at, url=entry.url, record=(original.url, original.at)))

    def urls(self) -> list[str]:
        """The addresses of all captured pages, robots.txt left out, in the order of the files."""
        return [place.url for key, place in self._places.items() if not key.endswith("/robots.txt")]

    @property
    def newest(self) -> datetime:
        """The moment of the last capture."""
        return max(place.at for place in self._places.values())

    def fetch(self, task: Task) -> Fetched:
        """The archived answer to a task, or the fact that there is none."""
        key = task.key if task.hops == 0 else canonical_key(task.url)
        place = self._places.get(key)
        if place is None:
            why = "the archive holds no record of this URL"
            if key in self._unresolved:
                why = "the archive says that it was as before, and holds no record from before"
            return Fetched(task.url, self.newest, Outcome.NOT_CAPTURED, error=why)
        fetched = read_capture(self._archive, place.warc_file, place.offset, place.length)
        digest = hashlib.sha256(fetched.body).hexdigest()
        url, at = place.record or (None, None)
        self._last = Stored(place.warc_file, place.offset, place.length, digest, url, at)
        return replace(fetched, url=place.url, at=place.at) if place.record is not None else fetched

    def write(self, fetched: Fetched) -> Stored:
        """Nothing is written again: the place of the record that was read last."""
        if self._last is None:
            raise ArchiveError("was asked for the place of a record before one was read", where=fetched.url)
        return self._last

    def sync(self) -> None:
        """Nothing was written, so there is nothing to bring to the disk."""


class _Originals:
    """The records that revisits may refer to: only those that some revisit asks for are kept."""

    def __init__(self, same: Sequence[Entry]) -> None:
        self._ids: dict[str, _Place | None] = {}
        self._moments: dict[tuple[str, datetime], _Place | None] = {}
        self._digests: dict[str, _Place | None] = {}
        self._earlier: dict[str, list[_Place]] = defaultdict(list)
        self._keys: set[str] = set()
        for entry in same:
            refers = entry.refers
            if refers is not None and refers.record_id:
                self._ids[refers.record_id] = None
            if refers is not None and refers.url and refers.at is not None:
                self._moments[canonical_key(refers.url), refers.at] = None
            if entry.digest and entry.status != _NOT_MODIFIED:
                self._digests[entry.digest] = None
            if entry.status == _NOT_MODIFIED:
                self._keys.add(canonical_key(entry.url))

    def offer(self, warc_file: str, entry: Entry) -> None:
        """Keep a record if some revisit asks for it."""
        place = _place(warc_file, entry)
        key = canonical_key(entry.url)
        if entry.record_id in self._ids:
            self._ids[entry.record_id] = place
        if (key, entry.at) in self._moments:
            self._moments[key, entry.at] = place
        if entry.digest and entry.digest in self._digests:
            self._digests[entry.digest] = place
        if key in self._keys and 200 <= entry.status < 300:
            self._earlier[key].append(place)

    def of(self, entry: Entry) -> _Place | None:
        """The record that a revisit refers to: by its id, by address and moment, by the digest of its payload.

        For a 304 without such words: the newest good record of the same address from before.
        """
        refers = entry.refers
        if refers is not None:
            named = self._ids.get(refers.record_id or "")
            if named is None and refers.url and refers.at is not None:
                named = self._moments.get((canonical_key(refers.url), refers.at))
            if named is not None:
                return named
        if entry.status != _NOT_MODIFIED:
            return self._digests.get(entry.digest or "")
        before = [place for place in self._earlier[canonical_key(entry.url)] if place.at <= entry.at]
        return max(before, key=lambda place: place.at, default=None)


def _place(warc_file: str, entry: Entry) -> _Place:
    return _Place(warc_file, entry.offset, entry.length, entry.at, entry.status, entry.url)
