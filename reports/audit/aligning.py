"""Matching printed labels with those of a form: alike in words, and in the same order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from reports.audit.wording import compact, without_mark

LEAST = 0.5  # of likeness: below that two labels are not the same
_NOTE = re.compile(r"[（(][^（）()]{4,}[）)]|[（(](?:单位|注)[^（）()]*[）)]")
_LEADING = re.compile(r"^(?:其中|包括)[：:，,]?")
_FILLING = re.compile("政府信息公开|政府信息|信息公开|本年度?|[总的]")
_REDUCED = 0.97  # a likeness without those words counts a little less than one with them
_PUNCTUATION = re.compile(r"[\s，。、；：:,;.“”\"'《》（）()\[\]【】〔〕—\-*]")


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """A label without numbering, notes in brackets, 其中 and punctuation."""
    text = without_mark(_LEADING.sub("", without_mark(compact(label).lstrip("*#"))))
    return _PUNCTUATION.sub("", _LEADING.sub("", without_mark(_NOTE.sub("", text)))) or _PUNCTUATION.sub("", text)


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How alike two labels are, 0 to 1: pairs of characters that they share, or one that holds the other."""
    whole = _alike(bare(one), bare(other))
    return max(whole, _REDUCED * _alike(_core(one), _core(other))) if whole < 1 else whole


@lru_cache(maxsize=4096)
def _core(label: str) -> str:
    """A label without the words that all labels have, and which some offices leave out or add."""
    return _FILLING.sub("", bare(label))


def _alike(left: str, right: str) -> float:
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    shared = sum((_pairs(left) & _pairs(right)).values())
    dice = 2 * shared / (len(left) + len(right) + 2)
    if left in right or right in left:
        return max(dice, 0.45 + 0.5 * min(len(left), len(right)) / max(len(left), len(right)))
    return dice


def _pairs(text: str) -> Counter[str]:
    padded = f"^{text}$"
    return Counter(padded[place : place + 2] for place in range(len(padded) - 1))


def align(found: int, wanted: int, score: Callable[[int, int], float]) -> dict[int, int]:
    """Pairs (found → wanted) in the same order on both sides whose scores sum up to the most.

    `score` is the likeness of two places; a pair below `LEAST` is never made.
    """
    best = [[0.0] * (wanted + 1) for _ in range(found + 1)]
    taken = [[False] * (wanted + 1) for _ in range(found + 1)]
    for row in range(found - 1, -1, -1):
        for place in range(wanted - 1, -1, -1):
            gain = score(row, place)
            skip = max(best[row + 1][place], best[row][place + 1])
            paired = gain - LEAST + best[row + 1][place + 1] + 1e-6 if gain >= LEAST else -1.0
            taken[row][place] = paired > skip
            best[row][place] = max(paired, skip)
    pairs: dict[int, int] = {}
    row = place = 0
    while row < found and place < wanted:
        if taken[row][place]:
            pairs[row] = place
            row, place = row + 1, place + 1
        elif best[row + 1][place] >= best[row][place + 1]:
            row += 1
        else:
            place += 1
    return pairs


def align_labels(found: Sequence[str], wanted: Sequence[str]) -> dict[int, int]:
    """`align` by likeness alone."""
    return align(len(found), len(wanted), lambda row, place: likeness(found[row], wanted[place]))
