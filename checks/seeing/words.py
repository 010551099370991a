"""Wrong or sensitive expressions, and where a text holds them: one pass over the text, however many there are. Pure.

A *wording* is an expression of a user's list, with the right one where the list knows it. *Exceptions* are longer
expressions in which a wording is no fault. A wording inside its own right form, inside an exception, or inside a
longer wording is not a hit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import ahocorasick


@dataclass(frozen=True, slots=True)
class Wording:
    """An expression to look for. `right` is None for a sensitive expression that has no right form."""

    text: str
    right: str | None
    source: str  # name of the list that holds it


@dataclass(frozen=True, slots=True)
class WordLists:
    """All lists of a workspace together."""

    wordings: tuple[Wording, ...] = ()
    exceptions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wordings)

    @property
    def digest(self) -> str:
        """16 hex digits over all lists: another one where a check must be made again."""
        return sha256(repr((self.wordings, self.exceptions)).encode()).hexdigest()[:16]

    def find(self, text: str) -> list[Hit]:
        """The hits in a text, in its order."""
        return list(_finder(self)(text)) if text else []


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording in a text; `start` and `end` as in Python slices."""

    start: int
    end: int
    wording: Wording


class _Finder:
    def __init__(self, lists: WordLists) -> None:
        self._exceptions = _automaton((expression, None) for expression in _all_exceptions(lists))
        # Of equal expressions the one added last counts: one with a right form, by the first list's name.
        ranked = sorted(lists.wordings, key=lambda wording: (wording.right is None, wording.source), reverse=True)
        self._wordings = _automaton((wording.text, wording) for wording in ranked)

    def __call__(self, text: str) -> Iterable[Hit]:
        hits = [
            Hit(last + 1 - len(wording.text), last + 1, wording)
            for last, (_, wording) in self._wordings.iter(text)
        ]  # fmt: skip
        if not hits:
            return []
        spans = [(hit.start, hit.end) for hit in hits]
        spans += [(last + 1 - length, last + 1) for last, (length, _) in self._exceptions.iter(text)]
        return sorted((hit for hit in hits if not _inside(hit, spans)), key=lambda hit: (hit.start, hit.end))


def _automaton(entries: Iterable[tuple[str, Wording | None]]) -> ahocorasick.Automaton:
    found = ahocorasick.Automaton()
    for expression, wording in entries:
        found.add_word(expression, (len(expression), wording))
    # An automaton without a word cannot be asked: a character that no text holds stands for none.
    if not len(found):
        found.add_word("\U0010ffff", (1, None))
    found.make_automaton()
    return found


def _all_exceptions(lists: WordLists) -> list[str]:
    rights = (wording.right for wording in lists.wordings if wording.right and wording.text in wording.right)
    return sorted({*lists.exceptions, *rights})


def _inside(hit: Hit, spans: Iterable[tuple[int, int]]) -> bool:
    return any(
        start <= hit.start and hit.end <= end and (start, end) != (hit.start, hit.end) for start, end in spans
    )  # fmt: skip


@lru_cache(maxsize=8)
def _finder(lists: WordLists) -> _Finder:
    return _Finder(lists)
