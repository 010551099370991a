"""Searching items as the command line and the console do: a question in, one page of results with marked hits out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.catalogue.fulltext.asking import Question, UnclearQuestionError, Word, read_question
from crawler.catalogue.fulltext.file import open_index, path_beside, remove_index
from crawler.catalogue.fulltext.finding import PAGE, Found, Narrowing, Searcher, Standing, standing
from crawler.catalogue.fulltext.marking import Piece, marked, passage
from crawler.catalogue.fulltext.renewing import Renewed, in_bulk, renew
from crawler.catalogue.fulltext.source import site_states
from crawler.catalogue.item_pages import Card, cards

__all__ = [
    "PAGE",
    "Answer",
    "Narrowing",
    "Result",
    "Searcher",
    "UnclearQuestionError",
    "answer_facts",
    "open_index",
    "path_beside",
    "read_question",
    "renew_index",
    "result_facts",
    "search",
]
_MANY = 5_000  # items from which an index is written in bulk


@dataclass(frozen=True, slots=True)
class Result:
    """One item with its hits. `beside`: 文号, 索引号 and names of files in which a word was found."""

    card: Card
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]
    beside: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of results, the numbers of all of them, and how far the index goes."""

    found: Found
    results: tuple[Result, ...]
    standing: Standing


def search(
    catalogue: sqlite3.Connection,
    index: sqlite3.Connection,
    searcher: Searcher,
    question: Question,
    narrowing: Narrowing,
    *,
    page: int = 1,
    size: int = PAGE,
) -> Answer:
    """Answer a question. Titles and texts are shown as the catalogue has them now."""
    found = searcher.find(index, question, narrowing, page=page, size=size)
    shown = tuple(_result(card, question.shown) for card in cards(catalogue, found.items))
    return Answer(found, shown, standing(catalogue, index, narrowing.sites))


def _result(card: Card, words: tuple[Word, ...]) -> Result:
    anywhere = [word for word in words if not word.in_title]
    beside = [marked(text, anywhere) for text in (card.doc_no, card.index_no, *card.files) if text]
    return Result(
        card,
        marked(card.title or "", words),
        passage(card.text, words),
        tuple(pieces for pieces in beside if any(hit for _, hit in pieces)),
    )


def renew_index(
    catalogue: sqlite3.Connection,
    path: Path,
    *,
    anew: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> Renewed:
    """Bring the index at `path` up to date at full speed. `anew`: from nothing."""
    if anew:
        remove_index(path)
    index = open_index(path)
    try:
        sites = tuple(state.site for state in site_states(catalogue))
        if standing(catalogue, index, sites).waiting < _MANY:
            return renew(catalogue, index, told=told)
        with in_bulk(index):
            return renew(catalogue, index, told=told)
    finally:
        index.close()


def answer_facts(answer: Answer, page: int) -> dict[str, Any]:
    """One page of results as plain values for scripts."""
    return {
        "total": answer.found.total,
        "page": page,
        "years": {str(number): count for number, count in answer.found.years.items()},
        "undated": answer.found.undated,
        "sites": dict(answer.found.sites),
        "indexed_run": answer.standing.run,
        "waiting": answer.standing.waiting,
        "items": [result_facts(result) for result in answer.results],
    }


def result_facts(result: Result) -> dict[str, Any]:
    """One item of a page of results."""
    card = result.card
    return {
        "number": card.id,
        "site": card.site,
        "url": card.url,
        "kind": card.kind,
        "title": card.title,
        "published": card.day,
        "published_via": card.via,
        "columns": list(card.columns),
        "versions": card.versions,
        "vanished_at": card.vanished_at,
        "passage": "".join(piece for piece, _ in result.passage),
    }
