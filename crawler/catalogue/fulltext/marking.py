"""Where a question's words stand in a text: titles with their hits, and the passage of a text around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.catalogue.fulltext.asking import Word
from crawler.catalogue.fulltext.folding import folded, normal

Piece = tuple[str, bool]
"""A piece of a text, and whether it is a hit."""

_AROUND = 45  # characters shown before the first hit of a passage
_LONG = 130  # characters of a passage
_LONGEST_LINE = 20_000  # characters of one line in which places are looked for


def marked(text: str, words: Sequence[Word]) -> tuple[Piece, ...]:
    """The whole text in pieces, hits told from the rest."""
    return _pieces(text, _places(text, words), 0, len(text))


def passage(text: str, words: Sequence[Word]) -> tuple[Piece, ...]:
    """The part of a text around its hits, from the line with most of the words; its beginning where there is none."""
    lines = text.split("\n")
    wanted = [word for word in words if not word.in_title]
    line = max(lines, key=lambda line: _hits(line, wanted))
    if not _hits(line, wanted):
        line = " ".join(each.strip() for each in lines[:6] if each.strip())
    line = line[:_LONGEST_LINE]
    places = _places(line, wanted)
    start = max(0, places[0][0] - _AROUND) if places else 0
    end = min(len(line), start + _LONG)
    pieces = _pieces(line, places, start, end)
    return (*([("…", False)] if start else []), *pieces, *([("…", False)] if end < len(line) else []))


def _hits(line: str, words: Sequence[Word]) -> int:
    form = normal(line) if words else ""
    return sum(word.text in form for word in words)


def _places(text: str, words: Iterable[Word]) -> list[tuple[int, int]]:
    """Where words stand in a text, in order, without overlaps."""
    words = list(words)
    if not words:
        return []
    form = folded(text)
    found: list[tuple[int, int]] = []
    for word in words:
        at = form.text.find(word.text)
        while at >= 0:
            found.append((form.starts[at], form.ends[at + len(word.text) - 1]))
            at = form.text.find(word.text, at + len(word.text))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, places: Iterable[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = start
    for first, last in places:
        if first >= end or last <= start:
            continue
        pieces += ((text[at:first], False), (text[first : min(last, end)], True))
        at = min(last, end)
    pieces.append((text[at:end], False))
    return tuple(piece for piece in pieces if piece[0])
