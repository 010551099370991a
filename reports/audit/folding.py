"""Text as the reading of claims sees it: full-width forms folded, blanks gone, every place traceable to the original."""  # noqa: E501

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_NOTE_MARK = re.compile(r"(?<=[0-9０-９])\s*(?:\[\d{1,3}\]|［\d{1,3}］)+")  # 813[6]条: the number of a footnote
_SAME = str.maketrans({"○": "〇", "◯": "〇", "﹪": "%", "％": "%", "﹐": ",", "﹔": ";"})


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is `original` folded; character i of `text` stands at `at[i]` of `original`."""

    original: str
    text: str
    at: tuple[int, ...]

    def raw(self, start: int, end: int) -> str:
        """What the original says between two places of `text`, blanks included."""
        return self.original[self.at[start] : self.at[end - 1] + 1] if start < end else ""


def fold(original: str) -> Folded:
    """Fold a text character by character (NFKC where that is one character), and drop its blanks.

    A blank between two Latin letters or digits stays: two numbers side by side are not one number. The mark of a note
    behind a number is dropped as blanks are.
    """
    notes = {place for match in _NOTE_MARK.finditer(original) for place in range(*match.span())}
    kept: list[str] = []
    places: list[int] = []
    pending: int | None = None
    for place, sign in enumerate(original):
        if place in notes:
            continue
        if sign.isspace() or unicodedata.category(sign) == "Cf":
            if sign.isspace() and pending is None:
                pending = place
            continue
        folded = _one(sign)
        if pending is not None and kept and _latin(kept[-1]) and _latin(folded):
            kept.append(" ")
            places.append(pending)
        pending = None
        kept.append(folded)
        places.append(place)
    return Folded(original, "".join(kept), tuple(places))


def _one(sign: str) -> str:
    same = sign.translate(_SAME)
    normal = unicodedata.normalize("NFKC", same)
    return normal if len(normal) == 1 and not normal.isspace() else same


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
