"""The language of questions: words, "phrases", -without, title:word. Nothing that is typed is SQL or FTS syntax.

安全生产 检查        both words, in titles, texts, numbers or names of files
"安全生产 检查"      these words one after the other; “…” and 「…」 do as well
-通知               without this word
title:通报          in the title only; 标题：通报 does as well
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from crawler.catalogue.fulltext.folding import normal
from crawler.catalogue.fulltext.tokens import letters, pairs

LONGEST = 200  # characters of a question
MOST_WORDS = 12

_TERM = re.compile(
    r"\s*(?P<minus>[-－−](?=\S))?(?P<title>(?:title|标题)[:：])?"
    r"(?:[\"＂“”「](?P<phrase>[^\"＂“”」]*)(?:[\"＂“”」]|$)|(?P<word>[^\s\"＂“”「]+)|(?P<rest>\S?))",
    re.IGNORECASE,
)


class Trouble(StrEnum):
    """Why a question cannot be asked."""

    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NOTHING = "nothing"  # a word of quotation marks or invisible characters alone


class UnclearQuestionError(ValueError):
    """A question that cannot be asked. `part`: what of it."""

    def __init__(self, trouble: Trouble, part: str = "") -> None:
        super().__init__(f"{trouble}: {part}" if part else str(trouble))
        self.trouble, self.part = trouble, part


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase in its normal form."""

    text: str
    in_title: bool = False
    without: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for. No words: everything."""

    words: tuple[Word, ...] = ()

    @property
    def shown(self) -> tuple[Word, ...]:
        """The words whose places are worth marking."""
        return tuple(word for word in self.words if not word.without)


def read_question(text: str) -> Question:
    """The question that somebody typed. Raises UnclearQuestionError."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise UnclearQuestionError(Trouble.TOO_LONG)
    words: dict[Word, None] = {}
    at = 0
    while at < len(text):
        term = _TERM.match(text, at)
        if term is None or term.end() == at:
            break
        at = term.end()
        said = term["phrase"] if term["phrase"] is not None else term["word"] or term["rest"]
        found = normal(said or "")
        if not found:
            raise UnclearQuestionError(Trouble.NOTHING, term.group().strip())
        words[Word(found, bool(term["title"]), bool(term["minus"]))] = None
    if len(words) > MOST_WORDS:
        raise UnclearQuestionError(Trouble.TOO_MANY)
    return Question(tuple(words))


@dataclass(frozen=True, slots=True)
class Match:
    """A question in the words of FTS5, for the table of pairs and for that of single characters.

    `pairs` None: the characters alone answer. `letters` are to be there, `no_letters` not.
    """

    pairs: str | None
    letters: str | None
    no_letters: str | None


def matching(question: Question, *places: Collection[str]) -> Match:
    """How to ask the index. `places`: tokens (of sites, of columns); of each group an item must bear one."""
    long = [word for word in question.words if len(word.text) > 1 and not word.without]
    short = [word for word in question.words if len(word.text) == 1 and not word.without]
    no_long = [word for word in question.words if len(word.text) > 1 and word.without]
    no_short = [word for word in question.words if len(word.text) == 1 and word.without]
    place = ["(places : ({}))".format(" OR ".join(f'"{token}"' for token in sorted(group))) for group in places]
    if short and not long and not no_long:  # the smaller table knows all of it
        return Match(None, _all([*map(_term, short), *place], list(map(_term, no_short))), None)
    wanted = [*map(_term, long), *place] or ['(places : "all")']
    return Match(
        _all(wanted, list(map(_term, no_long))),
        " AND ".join(map(_term, short)) or None,
        " OR ".join(map(_term, no_short)) or None,
    )


def _all(wanted: list[str], unwanted: list[str]) -> str:
    text = " AND ".join(wanted)
    return f"({text}) NOT ({' OR '.join(unwanted)})" if unwanted else text


def _term(word: Word) -> str:
    """A word as an FTS5 string. Tokens hold neither quotation marks nor ASCII punctuation: nothing can break out."""
    tokens = letters(word.text) if len(word.text) == 1 else pairs(word.text)
    fields = "title" if word.in_title else "{body title beside}"
    return f'({fields} : "{tokens}")'
