"""Are two documents of two sites one and the same item? Pure: cards and texts in, a judgement with its reason out.

Design §5: across sites, 索引号 or 文号 where present, else the normalised title plus a date within a few days plus
the likeness of the bodies. Titles that recur (monthly reports, tables of one template, notices issued again) prove
little, so they ask for the very same body; so does a title that one site cut off, which may be any of a series.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum

NEAR_DAYS = 3  # how far the stated dates of one item may lie apart on two sites
NUMBER_DAYS = 31  # and where the two share a number that nobody else bears
ALIKE = 0.95  # likeness of bodies from which a title that stands alone is believed
RELATED = 0.75  # likeness of bodies from which a pair is worth a person's look
OTHER = 0.5  # likeness below which two bodies say different things
CLOSE_TITLE = 0.90  # likeness of titles that differ by a slip of the pen
NUMBERED_TITLE = 0.82  # likeness of titles from which an equal number is looked at
SHORTEST_CUT = 10  # characters of a cut title that still says something
SHORTEST_TEXT = 40  # characters of a body that prove something: 详见附件 does not
LONG_TEXT = 120  # characters of a body that two documents of one template hardly share
_LONGEST = 4000  # characters of a body that are compared


class Answer(Enum):
    """What the evidence allows: join, ask a person, or leave apart."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Card:
    """What identity looks at first, for one item: title (as `identity.normal_title` gives it), day and numbers."""

    id: int
    identity: int
    title: str
    day: date
    index_no: str | None
    doc_no: str | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """The judgement on one pair. `score` orders answers of one pair's rivals: higher is surer, nearer dates win."""

    answer: Answer
    method: str
    score: float


_NO = Likeness(Answer.OTHER, "", 0.0)
_DROP = re.compile(r"[\W_]+")


def plain_text(text: str) -> str:
    """A body for comparing: width-folded, letters and digits alone."""
    return _DROP.sub("", unicodedata.normalize("NFKC", text))[:_LONGEST]


def bodies_alike(one: str, other: str) -> float | None:
    """1.0 for the same body (or one inside the other), else their likeness; None where one says too little.

    Both as `plain_text` makes them.
    """
    if min(len(one), len(other)) < SHORTEST_TEXT:
        return None
    if one == other or one in other or other in one:
        return 1.0
    return min(_shingles_alike(one, other), 0.999)


class Sameness:
    """Judges pairs of two sites' items. Knows which titles and numbers recur on either site, and so prove little."""

    def __init__(
        self,
        left: Iterable[Card],
        right: Iterable[Card],
        text_of: Callable[[int], str],
        files_of: Callable[[int], frozenset[str]],
    ) -> None:
        """`text_of` gives an item's body as `plain_text` makes it; `files_of` what tells its attachments apart."""
        self._text_of, self._files_of = text_of, files_of
        self._recurring: set[str] = set()
        self._worn: set[str] = set()
        for side in (list(left), list(right)):
            groups = {card.identity: card for card in side}.values()
            self._recurring |= _twice(card.title for card in groups)
            self._worn |= _twice(no for card in groups for no in (card.index_no, card.doc_no) if no)

    def judge(self, a: Card, b: Card) -> Likeness:
        """What is to be made of two items of two sites."""
        apart = abs((a.day - b.day).days)
        if _contradict(a, b):
            # A number may be misprinted: one long body under one title on one day is worth a look.
            same = a.title == b.title and not apart and self._bodies(a, b) == 1.0
            long = len(self._text_of(a.id)) >= LONG_TEXT
            return Likeness(Answer.DOUBTFUL, "numbers_differ", 0.1) if same and long else _NO
        number = self._shared_number(a, b)
        found = self._by_number(a, b, number, apart) if number else _NO
        if found.answer is Answer.OTHER and apart <= NEAR_DAYS:
            found = self._by_title(a, b)
        return Likeness(found.answer, found.method, found.score - apart / 1000)

    def _shared_number(self, a: Card, b: Card) -> str:
        """The kind of number that both bear and no other item of either site, or ""."""
        for kind, one, other in (("index_no", a.index_no, b.index_no), ("doc_no", a.doc_no, b.doc_no)):
            if one and one == other and one not in self._worn:
                return kind
        return ""

    def _by_number(self, a: Card, b: Card, kind: str, apart: int) -> Likeness:
        if apart > NUMBER_DAYS:
            return _NO
        rank = 3.0 if kind == "index_no" else 2.0
        alike = _titles_alike(a.title, b.title)
        body = self._bodies(a, b)
        if _bare(a.title) == _bare(b.title) or _is_cut(a.title, b.title):
            other = body is not None and body < OTHER
            return Likeness(Answer.DOUBTFUL if other else Answer.SAME, kind, rank + alike)
        if alike >= NUMBERED_TITLE or body == 1.0:
            # One misprinted number on two decisions of one template: only the same body tells them from one decision.
            return Likeness(Answer.SAME if body == 1.0 else Answer.DOUBTFUL, kind, rank + alike)
        return _NO

    def _by_title(self, a: Card, b: Card) -> Likeness:
        if a.title == b.title:
            return self._equal_titles(a, b)
        if _is_cut(a.title, b.title):
            body = self._bodies(a, b)
            if body == 1.0 and self._same_files(a, b) is not False:
                return Likeness(Answer.SAME, "cut_title_same_text", 0.9)
            return _doubt("cut_title", body, 0.05)
        if _figures(a.title) == _figures(b.title) and _titles_alike(a.title, b.title) >= CLOSE_TITLE:
            body = self._bodies(a, b)
            if body == 1.0 and self._same_files(a, b) is not False:
                return Likeness(Answer.SAME, "close_title_same_text", 0.9)
            return _doubt("close_title", body, 0.0, even_other=True)
        return _NO

    def _equal_titles(self, a: Card, b: Card) -> Likeness:
        body, files = self._bodies(a, b), self._same_files(a, b)
        recurs = a.title in self._recurring
        if files is not False:
            if body == 1.0:
                return Likeness(Answer.SAME, "title_date_text", 2.0)
            short = self._text_of(a.id) == self._text_of(b.id) != ""
            if short and body is None and (files or not recurs):  # 详见附件 on both: the files, or a title of its own
                return Likeness(Answer.SAME, "title_date_text", 1.8)
            if body is not None and body >= ALIKE and not recurs:  # a slip corrected on one site only
                return Likeness(Answer.SAME, "title_date_text", 1.0 + body)
        if files is False:
            return _doubt("files_differ", body, 0.2)
        return _doubt("close_title", body, 0.2, even_other=True)

    def _bodies(self, a: Card, b: Card) -> float | None:
        """1.0 for the same body (or one inside the other), else their likeness; None where one says too little."""
        return bodies_alike(self._text_of(a.id), self._text_of(b.id))

    def _same_files(self, a: Card, b: Card) -> bool | None:
        """Whether the attachments are the same; None where either has none or they cannot be compared."""
        one, other = self._files_of(a.id), self._files_of(b.id)
        return one == other if one and other else None


def _twice(values: Iterable[str]) -> set[str]:
    return {value for value, number in Counter(values).items() if number > 1}


def _doubt(method: str, body: float | None, score: float, *, even_other: bool = False) -> Likeness:
    """For a person to tell. Two bodies that say different things are two items, unless the titles ask for a look."""
    if body is not None and body < OTHER:
        return Likeness(Answer.DOUBTFUL, method, score - 0.5) if even_other else _NO
    return Likeness(Answer.DOUBTFUL, method, score + (body or 0.0) / 10)


def _contradict(a: Card, b: Card) -> bool:
    """Both state a number of one system and the numbers differ: not the same item, however alike the titles are."""
    docs = a.doc_no and b.doc_no and a.doc_no != b.doc_no
    indexes = a.index_no and b.index_no and a.index_no != b.index_no and _system(a.index_no) == _system(b.index_no)
    return bool(docs or indexes)


def _system(index_no: str) -> tuple[str, str]:
    """Who numbers, as far as an 索引号 shows it: its first part and its shape. A site may have a system of its own."""
    return re.split(r"[/\-_.]", index_no, maxsplit=1)[0], re.sub(r"\d", "9", index_no)


def _is_cut(one: str, other: str) -> bool:
    """One title is a part of the other, and long enough to say something."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST_CUT and shorter in longer


def _bare(title: str) -> str:
    """A title without the small words that one site leaves out."""
    return re.sub("关于|有关|的|了", "", title)


def _figures(title: str) -> str:
    # 第1期 is not 第2期, 1月 is not 2月: any difference in numbers keeps two titles apart.
    return "".join(char for char in title if char.isdigit() or char in "一二三四五六七八九十〇零")


def _titles_alike(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _shingles_alike(one: str, other: str) -> float:
    """Share of the shorter text's 4-character shingles that the longer one has too."""
    first = {one[i : i + 4] for i in range(len(one) - 3)}
    second = {other[i : i + 4] for i in range(len(other) - 3)}
    return len(first & second) / max(1, min(len(first), len(second)))
