"""Words of a file as they are compared: without blanks, with a mark for each figure, and the numbers among them.

What a word processor changes when it saves (blanks, line breaks, the spelling of note marks) must not count as an
edit, and every digit must.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from reports.tracing import TracedText

_NOTE_MARK = re.compile(r"\[\d{1,3}\]")  # the number of a source note
_FIGURE = re.compile(r"\ue000f\d+\ue001")
_NUMBER = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日"
    r"|\d+(?:[.,:/\-]\d+)*%?"
    r"|[〇零一二两三四五六七八九十百千万亿]+(?=(?:余|多|来)?(?:件|条|次|场|个|篇|元|项|家|人次|人|位|封|起|户|名|天|日|月|年|倍|%|％))"
)
_LABEL = 60  # characters of the cells before a cell
_ENUMERATION = re.compile(r"^[（(]?[一二三四五六七八九十]+[、）)]")


@dataclass(frozen=True, slots=True)
class SeenText:
    """One paragraph, cell or caption of a file. `text` has marks where figures stand; `place` is Chinese."""

    text: str
    place: str
    kind: str = ""
    label: str = ""  # of a cell: what the cells before it say

    @property
    def readable(self) -> str:
        """The words with … in the place of each figure; of a cell with those before it."""
        words = _FIGURE.sub("…", self.text)
        return f"{self.label}｜{words}" if self.label else words

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of the figures in it."""
        return tuple(mark[1:-1] for mark in _FIGURE.findall(self.text))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers beside its figures, as written; numerals count before a measure word."""
        plain = _ENUMERATION.sub("", _FIGURE.sub("\n", self.text))
        return tuple(_NUMBER.findall(plain))

    def traced(self) -> TracedText:
        """As it is recorded."""
        return TracedText(sha=self.sha, numbers=" ".join(self.numbers), kind=self.kind)

    @property
    def sha(self) -> str:
        """16 hex digits over the words."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """A figure as it stands in a file. `sentence` is the paragraph it stands in, with all its figures."""

    id: str
    shown: str
    place: str
    sentence: str


def mark(figure: str) -> str:
    """What stands for a figure in the words around it."""
    return f"\ue000{figure}\ue001"


def settled(text: str) -> str:
    """Words without blanks and note marks, in one spelling of full-width digits."""
    joined = "".join(unicodedata.normalize("NFKC", text).split())
    return _NOTE_MARK.sub("", joined)


class Gatherer:
    """Puts together paragraphs out of pieces of text and figures, as a reader walks through a file."""

    def __init__(self) -> None:
        self.texts: list[SeenText] = []
        self.figures: list[SeenFigure] = []
        self._pieces: list[tuple[str, str | None]] = []
        self._row: tuple[object, str] = (None, "")

    def text(self, piece: str | None) -> None:
        """Words outside of figures."""
        if piece:
            self._pieces.append((piece, None))

    def figure(self, name: str, shown: str) -> None:
        """A figure with the words in it."""
        self._pieces.append((shown, name))

    def end(self, place: str, kind: str = "", row: object = None) -> None:
        """The paragraph ends here; one without any words is none. Cells of one table row have the same `row`."""
        pieces, self._pieces = self._pieces, []
        text = settled("".join(mark(name) if name else piece for piece, name in pieces))
        if not text:
            return
        whole = " ".join("".join(piece for piece, _ in pieces).split())
        label = self._label(row, whole)
        said = f"{label}｜{whole}" if label else whole
        self.figures += [SeenFigure(name, shown.strip(), place, said) for shown, name in pieces if name]
        blank = "【待填" in text
        self.texts.append(SeenText(text, place, kind or ("blank" if blank else ""), label))

    def _label(self, row: object, cell: str) -> str:
        """What the cells before this one say in its row: numbers in a table mean nothing alone."""
        same, before = self._row
        if row is None or same != row:
            before = ""
        words = cell if any(char.isalpha() for char in cell) else ""
        self._row = (row, "｜".join(part for part in (before, words) if part)[:_LABEL])
        return before
