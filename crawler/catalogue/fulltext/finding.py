"""Answering questions: exact totals and facets over everything that matches, and one page of it, newest first.

SQLite says which documents match, in one step for all of them. Their keys (day, site, kind, vanished) are held in
memory, eight bytes a document, so that ordering, narrowing and counting need no further look at the database.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from crawler.catalogue.fulltext import keys
from crawler.catalogue.fulltext.asking import Match, Question, matching
from crawler.catalogue.fulltext.source import changed_since, count_items

PAGE = 20
_EVERYTHING = matching(Question())
_OVERHEAD = 100
_REMEMBERED = 16_000_000  # keys of answers that are kept, eight bytes each: 128 MB, reached by a million items alone


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of the matching items is asked for. `sites`: those that may be seen at all; `vanished` None: both."""

    sites: tuple[str, ...]
    columns: tuple[int, ...] | None = None  # listed in one of these; None: anywhere or nowhere
    year: int | None = None
    kind: str | None = None
    vanished: bool | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One page of items, newest first, with exact numbers of all pages together.

    `years` are those of all matching items, whichever year was asked for; `sites` those of the year asked for.
    """

    total: int
    items: tuple[int, ...]
    years: Mapping[int, int]
    undated: int
    sites: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the index goes. `run` None: no finished run is in; `waiting`: items not yet in, or not as they are."""

    run: int | None
    run_at: str | None
    waiting: int


@dataclass(frozen=True, slots=True)
class _Tally:
    kept: Sequence[int]
    years: Mapping[int, int]
    undated: int
    sites: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Matches:
    """The keys of all documents that match, from the oldest to the newest, and the state of the index that it is of."""

    state: tuple[int, int]
    keys: list[int]


class Searcher:
    """Answers questions to one index. For all threads of a process; each brings a connection of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys = [-1]  # by document; a replaced one, like the document 0 that never is, has none
        self._replaced = 0
        self._answers: OrderedDict[object, _Tally | _Matches] = OrderedDict()
        self._held = 0

    def find(
        self, index: sqlite3.Connection, question: Question, narrowing: Narrowing, *, page: int = 1, size: int = PAGE
    ) -> Found:
        """The items that match, by day from the newest, undated ones last."""
        index.execute("BEGIN")  # one state of the index for all that follows
        try:
            state = self.refresh(index)
            names = {row["id"]: row["site"] for row in index.execute("SELECT id, site FROM sites")}
            tally = self._tally(index, state, question, narrowing, names)
            end = len(tally.kept) - (page - 1) * size
            shown = [keys.document_of(key) for key in reversed(tally.kept[max(0, end - size) : max(0, end)])]
            items = _items(index, shown)
        finally:
            index.execute("COMMIT")
        sites = {names[number]: count for number, count in tally.sites.items()}
        return Found(len(tally.kept), items, tally.years, tally.undated, sites)

    def refresh(self, index: sqlite3.Connection) -> tuple[int, int]:
        """Learn the keys of documents that are new since the last question; returns the state of the index."""
        last, replaced = index.execute(
            "SELECT (SELECT coalesce(max(id), 0) FROM documents), (SELECT coalesce(max(id), 0) FROM replaced)"
        ).fetchone()
        with self._lock:
            while len(self._keys) <= last:
                start = len(self._keys)
                text = index.execute(
                    "SELECT group_concat(key) FROM (SELECT key FROM documents WHERE id BETWEEN ? AND ? ORDER BY id)",
                    (start, min(last, start + 99_999)),
                ).fetchone()[0]
                self._keys.extend(map(int, text.split(",")))
            if self._replaced < replaced:
                for row in index.execute("SELECT document FROM replaced WHERE id > ?", (self._replaced,)):
                    self._keys[row["document"]] = -1
                self._replaced = replaced
        return last, replaced

    def forget(self) -> None:
        """Let go of all answers."""
        with self._lock:
            self._answers.clear()
            self._held = 0

    def _tally(
        self,
        index: sqlite3.Connection,
        state: tuple[int, int],
        question: Question,
        narrowing: Narrowing,
        names: Mapping[int, str],
    ) -> _Tally:
        asked = (state, question, narrowing)
        found = self._remembered(asked)
        if isinstance(found, _Tally):
            return found
        matches = self._matches(index, state, question, narrowing, names)
        made = _counted(matches, narrowing)
        self._remember(asked, made, len(made.kept))
        return made

    def _matches(
        self,
        index: sqlite3.Connection,
        state: tuple[int, int],
        question: Question,
        narrowing: Narrowing,
        names: Mapping[int, str],
    ) -> list[int]:
        """The keys of all documents that match in the sites and the column, from the oldest to the newest."""
        seen = {f"s{number}" for number, site in names.items() if site in narrowing.sites}
        if not seen:
            return []
        places = [] if len(seen) == len(names) else [seen]
        if narrowing.columns is not None:
            if not narrowing.columns:
                return []
            places.append({f"c{column}" for column in narrowing.columns})
        asked = matching(question, *places)
        found = self._remembered(asked)
        if isinstance(found, _Matches) and found.state == state:
            return found.keys
        made = self._newer(index, found, asked, state) if isinstance(found, _Matches) else None
        if made is None:
            made = self._keys_of(None if asked == _EVERYTHING else _documents(index, asked), state[0])
        self._remember(asked, _Matches(state, made), len(made))
        return made

    def _newer(
        self, index: sqlite3.Connection, known: _Matches, asked: Match, state: tuple[int, int]
    ) -> list[int] | None:
        """An answer of before with what came to the index since; None where it is of a later state than ours.

        While a crawl goes on the index changes every few seconds; common words are not counted anew each time.
        """
        (last, replaced), (last_now, replaced_now) = known.state, state
        if last > last_now or replaced > replaced_now:
            return None
        found = known.keys
        if replaced_now > replaced:
            rows = index.execute("SELECT document FROM replaced WHERE id > ? AND id <= ?", (replaced, replaced_now))
            gone = {row["document"] for row in rows}
            found = [key for key in found if keys.document_of(key) not in gone]
        if last_now > last:
            found = sorted((*found, *self._keys_of(_documents(index, asked, after=last), last_now)))
        return found

    def _keys_of(self, documents: str | None, last: int) -> list[int]:
        """The keys of documents (numbers parted by commas; None: all up to the last) that were not replaced, in order.

        Of a million numbers each step here counts: these are the fastest ways that Python has.
        """
        if documents is None:
            found = sorted(self._keys[: last + 1])
        elif "," in documents:
            found = sorted(itemgetter(*json.loads(f"[{documents}]"))(self._keys))
        else:
            found = [self._keys[int(documents)]] if documents else []
        return found[bisect_left(found, 0) :]

    def _remembered(self, asked: object) -> _Tally | _Matches | None:
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
                return self._answers[asked]
        return None

    def _remember(self, asked: object, answer: _Tally | _Matches, size: int) -> None:
        with self._lock:
            if (old := self._answers.pop(asked, None)) is not None:
                self._held -= _size(old)
            self._answers[asked] = answer
            self._held += size + _OVERHEAD
            while self._held > _REMEMBERED and len(self._answers) > 1:
                self._held -= _size(self._answers.popitem(last=False)[1])


def _size(answer: _Tally | _Matches) -> int:
    return len(answer.keys if isinstance(answer, _Matches) else answer.kept) + _OVERHEAD


def standing(catalogue: sqlite3.Connection, index: sqlite3.Connection, sites: Sequence[str]) -> Standing:
    """How far the index goes for these sites, and for no other: what is not seen is not hinted at."""
    row = index.execute(
        "SELECT max(run) AS run, max(run_at) AS run_at FROM sites WHERE site IN (SELECT value FROM json_each(?))",
        (json.dumps(list(sites)),),
    ).fetchone()
    marks = {mark["name"]: mark["value"] for mark in index.execute("SELECT name, value FROM marks")}
    if not marks:  # the first pass is not through yet
        waiting = count_items(catalogue, sites) - _count_entries(index, sites)
    else:
        waiting = changed_since(catalogue, marks["item"], marks["version"], sites)
    return Standing(row["run"], row["run_at"], max(0, waiting))


def _count_entries(index: sqlite3.Connection, sites: Sequence[str]) -> int:
    row = index.execute(
        "SELECT count(*) AS n FROM sites s JOIN entries e ON e.site = s.id"
        " WHERE s.site IN (SELECT value FROM json_each(?))",
        (json.dumps(list(sites)),),
    ).fetchone()
    return int(row["n"])


def _documents(index: sqlite3.Connection, asked: Match, *, after: int = 0) -> str:
    """The numbers of all documents that match, parted by commas: one step for SQLite, however many they are.

    `after`: only those that were added behind this one.
    """
    if asked.pairs is None:
        sql, values = "SELECT group_concat(rowid) FROM letters WHERE letters MATCH ?", [asked.letters]
    else:
        sql, values = "SELECT group_concat(rowid) FROM pairs WHERE pairs MATCH ?", [asked.pairs]
        # The plus keeps SQLite from asking the index again for each of these rows.
        for expression, word in ((asked.letters, "IN"), (asked.no_letters, "NOT IN")):
            if expression is not None:
                sql += f" AND +rowid {word} (SELECT rowid FROM letters WHERE letters MATCH ?)"  # noqa: S608 - fixed
                values.append(expression)
    return index.execute(f"{sql} AND rowid > ?", (*values, after)).fetchone()[0] or ""


def _items(index: sqlite3.Connection, documents: Sequence[int]) -> tuple[int, ...]:
    rows = index.execute(
        "SELECT id, item FROM documents WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(documents)),)
    )
    found = {row["id"]: row["item"] for row in rows}
    return tuple(found[document] for document in documents)


def _counted(matches: Sequence[int], narrowing: Narrowing) -> _Tally:
    """What is left after narrowing, and its numbers."""
    kept: Sequence[int] = matches
    if narrowing.kind is not None:
        bits = keys.kind_bits(narrowing.kind)
        kept = [key for key in kept if key & keys.KIND_MASK == bits]
    if narrowing.vanished is not None:
        gone = keys.GONE_MASK if narrowing.vanished else 0
        kept = [key for key in kept if key & keys.GONE_MASK == gone]
    undated = bisect_left(kept, keys.FIRST_DATED)
    years = _years(kept, undated)
    if narrowing.undated:
        kept = kept[:undated]
    elif narrowing.year is not None:
        kept = kept[_before(kept, narrowing.year) : _before(kept, narrowing.year + 1)]
    sites = Counter([key & keys.SITE_MASK for key in kept])
    return _Tally(kept, years, undated, {keys.site_of(bits): n for bits, n in sites.items()})


def _years(kept: Sequence[int], start: int) -> dict[int, int]:
    """Year → number of items, the newest year first."""
    found: dict[int, int] = {}
    while start < len(kept):
        year = keys.day_of(kept[start]).year
        end = _before(kept, year + 1)
        found[year], start = end - start, end
    return dict(reversed(found.items()))


def _before(kept: Sequence[int], year: int) -> int:
    """How many are dated before a year."""
    return bisect_left(kept, keys.first_key_of(date(year, 1, 1))) if year <= date.max.year else len(kept)
