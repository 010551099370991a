"""What differs between two texts: by sentence first, then by character inside the sentences that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’」』）)]*|\n|$)")
_MOST_SENTENCES = 3_000  # of each side that are compared; what is longer is shown as replaced
_LONGEST = 800  # characters of a changed passage that are compared one by one
_CLOSE = 0.35  # likeness from which the characters of two passages are compared


class Kind(StrEnum):
    """What became of a piece."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text, and what became of it."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> tuple[Part, ...]:
    """Both texts as one: its same and removed pieces are the old text, its same and added ones the new."""
    if old == new:
        return (Part(Kind.SAME, old),) if old else ()
    before, after = _sentences(old), _sentences(new)
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    middle = _changed(before[head : len(before) - tail], after[head : len(after) - tail])
    parts = [Part(Kind.SAME, "".join(before[:head])), *middle, Part(Kind.SAME, "".join(before[len(before) - tail :]))]
    return tuple(_joined(parts))


def _sentences(text: str) -> list[str]:
    return [piece for piece in _SENTENCE.findall(text) if piece]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many sentences are the same at the beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    if max(len(before), len(after)) > _MOST_SENTENCES:
        yield from _replaced("".join(before), "".join(after))
        return
    # Of many sentences those that recur all the time (rows of a table) are no landmarks: difflib's own rule, for time.
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        old, new = "".join(before[i:j]), "".join(after[k:m])
        if tag == "equal":
            yield Part(Kind.SAME, old)
        elif tag == "replace" and max(len(old), len(new)) <= _LONGEST:
            yield from _by_characters(old, new)
        else:
            yield from _replaced(old, new)


def _by_characters(old: str, new: str) -> Iterator[Part]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _CLOSE:  # another text altogether: its scattered equal characters say nothing
        yield from _replaced(old, new)
        return
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Part(Kind.SAME, old[i:j])
        else:
            yield from _replaced(old[i:j], new[k:m])


def _replaced(old: str, new: str) -> Iterator[Part]:
    yield Part(Kind.REMOVED, old)
    yield Part(Kind.ADDED, new)


def _joined(parts: Sequence[Part]) -> Iterator[Part]:
    """Without empty pieces, and neighbours of one kind as one."""
    last: Part | None = None
    for part in parts:
        if not part.text:
            continue
        if last is not None and last.kind is part.kind:
            last = Part(last.kind, last.text + part.text)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
