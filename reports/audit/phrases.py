"""The words that belong to one number: Chinese puts the count before its noun or behind it (收到申请4件, 4件申请)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.audit.numerals import Numeral
from reports.audit.sentences import Clause
from reports.audit.words import Reader

NUMBER = "#"
"""Stands in a phrase where the number and its unit stood."""

_LIST = re.compile(r"[、和及与并]|以及")
_ALL_OF_THEM = re.compile(r"(?:已经?)?(?:全部|全都|悉数|均|都)(?![为是有达#])")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number with its words. `text` holds NUMBER once; `shared` are words before the first number of the clause."""

    numeral: Numeral
    clause: int
    text: str
    shared: str = ""

    @property
    def cut(self) -> str:
        """The phrase up to 全部: what follows is said of the number, not counted by it (收到的4件申请全部答复)."""
        return self.before + NUMBER + _own(self.behind)

    @property
    def before(self) -> str:
        """The words in front of the number."""
        return self.text.partition(NUMBER)[0]

    @property
    def behind(self) -> str:
        """The words behind the number."""
        return self.text.partition(NUMBER)[2]


def phrases(clause: Clause, number: int, numerals: Sequence[Numeral], reader: Reader) -> list[Phrase]:
    """The phrases of a clause, one for each of its numbers, in order."""
    spans = [(_place(clause, numeral.start), _place(clause, numeral.past)) for numeral in numerals]
    if not spans:
        return []
    gaps = [clause.text[: spans[0][0]]]
    gaps += [clause.text[one[1] : other[0]] for one, other in itertools.pairwise(spans)]
    gaps.append(clause.text[spans[-1][1] :])
    counts_first = len(spans) > 1 and _counts_first(gaps, reader)
    lefts, rights = [gaps[0]], []
    for gap in gaps[1:-1]:
        right, left = _divide(gap, counts_first, reader)
        rights.append(right)
        lefts.append(left)
    rights.append(gaps[-1])
    return [
        Phrase(
            numeral,
            number,
            left + NUMBER + right,
            gaps[0] if place and (counts_first or reader.plain_only(left)) else "",
        )
        for place, (numeral, left, right) in enumerate(zip(numerals, lefts, rights, strict=True))
    ]


def _own(right: str) -> str:
    """What follows 全部 is said of the number, not what it counts: 收到的4件申请全部答复."""
    match = _ALL_OF_THEM.search(right)
    return right[: match.start()] if match else right


def _place(clause: Clause, place: int) -> int:
    """Where a place of the paragraph stands in the clause's text."""
    for index, at in enumerate(clause.at):
        if at >= place:
            return index
    return len(clause.text)


def _counts_first(gaps: Sequence[str], reader: Reader) -> bool:
    """True for 4件申请和3件投诉: words behind the last number, none but a verb before the first."""
    return reader.means(gaps[-1]) and not reader.subjects(gaps[0])


def _divide(gap: str, counts_first: bool, reader: Reader) -> tuple[str, str]:
    """Which words between two numbers belong to the first, and which to the second."""
    cuts = list(_LIST.finditer(gap))
    if not cuts:
        return (gap, "") if counts_first else ("", gap)
    marks = [cut for cut in cuts if cut[0] == "、"]
    cut = (marks[-1] if counts_first else marks[0]) if marks else cuts[-1] if counts_first else cuts[0]
    first, second = gap[: cut.start()], gap[cut.end() :]
    if not counts_first and reader.means(first) and not marks:
        return "", gap
    return first, second
