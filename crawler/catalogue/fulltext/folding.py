"""The normal form in which texts are searched, and the way back from it to the text as it stands.

What counts as equal: full and half width (NFKC), upper and lower case, all kinds of brackets around a year
(〔2016〕, [2016], 【2016】). What does not count: quotation marks, invisible characters, and blanks, except one between
two Latin letters or digits ("5 12" is not "512"; 第 3 期 is 第3期). A line break parts words. Traditional characters
are kept as they are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

QUOTES = "\"'`´“”„‟‘’‚‛「」『』﹁﹂﹃﹄«»＂＇｀"
_BRACKETS = str.maketrans("[【﹝［〖", "〔〔〔〔〔") | str.maketrans("]】﹞］〗", "〕〕〕〕〕")
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_BLANKS = re.compile(r"[ \n]+")


class _Fold(dict[int, str]):
    """What becomes of one character, worked out when it is met first."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _fold(chr(code))
        return found


def _fold(cluster: str) -> str:
    """One character with the marks upon it."""
    if cluster in _LINE_ENDS:
        return "\n"
    wide = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold()).translate(_BRACKETS)
    return "".join(_plain(char) for char in wide if char not in QUOTES)


def _plain(char: str) -> str:
    if char in _LINE_ENDS:
        return "\n"
    if char.isspace():
        return " "
    variant = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return "" if variant or unicodedata.category(char) in _INVISIBLE else char


_FOLD = _Fold()


def _clusters(text: str) -> list[str]:
    """The text character by character, each with the combining marks that follow it."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _has_marks(text: str) -> bool:
    return not text.isascii() and any(map(unicodedata.combining, text))


def normal(text: str) -> str:
    """The normal form of a text. Lines stay apart by one line break each; none stands at the ends."""
    folded = "".join(map(_fold, _clusters(text))) if _has_marks(text) else text.translate(_FOLD)
    return _BLANKS.sub(_blank, folded)


def _blank(run: re.Match[str]) -> str:
    """What stays of a run of blanks and line breaks."""
    text, start, end = run.string, run.start(), run.end()
    if "\n" in run.group():
        return "\n" if start > 0 and end < len(text) else ""
    inside = start > 0 and end < len(text) and _latin(text[start - 1]) and _latin(text[end])
    return " " if inside else ""


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@dataclass(frozen=True, slots=True)
class Folded:
    """A normal form, and for each of its characters where it comes from in the text: from `starts` up to `ends`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def folded(text: str) -> Folded:
    """The same normal form as `normal` gives, with the way back."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for cluster in _clusters(text):
        piece = _fold(cluster)
        pieces.append(piece)
        places += [(at, at + len(cluster))] * len(piece)
        at += len(cluster)
    whole = "".join(pieces)
    kept: list[str] = []
    origins: list[tuple[int, int]] = []
    done = 0
    for run in _BLANKS.finditer(whole):
        stays = _blank(run)
        kept += (whole[done : run.start()], stays)
        origins += places[done : run.start()] + places[run.start() : run.start() + len(stays)]
        done = run.end()
    kept.append(whole[done:])
    origins += places[done:]
    return Folded("".join(kept), tuple(start for start, _ in origins), tuple(end for _, end in origins))
