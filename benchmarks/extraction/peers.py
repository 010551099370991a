"""Other people's extractors behind one face, so that they and ours answer the same question.

Each reader takes a page's bytes and says title, day and text, None where it does not know. What peers document as
their input is a string: they get it from our decoder, so that encodings do not count against them, and the decoding
counts in everybody's time. A peer that is not installed is named, and left out.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from crawler.dates import parse_day
from crawler.extract.article import read_article
from crawler.page import Page


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader says of an article page; `fields` are those it can tell at all."""

    title: str | None = None
    published: date | None = None
    text: str = ""
    source: str | None = None
    index_no: str | None = None
    doc_no: str | None = None
    written: date | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """One tool. `fields` names what it claims to tell, so that nobody is blamed for what he never promised."""

    name: str
    fields: frozenset[str]
    read: Callable[[Page], Answer]  # a fresh page each time: nothing of it is decoded or parsed yet
    forget: Callable[[], None] = lambda: None  # empties its caches between rounds


def _ours(page: Page) -> Answer:
    article = read_article(page)
    return Answer(
        article.title,
        article.published.value if article.published else None,
        article.text,
        article.source,
        article.index_no,
        article.doc_no,
        article.written.value if article.written else None,
    )


OURS = Reader(
    "gongkai",
    frozenset({"title", "published", "text", "source", "index_no", "doc_no", "written"}),
    _ours,
    parse_day.cache_clear,
)


def _htmldate(*, extensive: bool) -> Reader:
    htmldate = importlib.import_module("htmldate")
    caches = importlib.import_module("htmldate.meta")

    def read(page: Page) -> Answer:
        found = htmldate.find_date(page.text, extensive_search=extensive, original_date=True, url=page.url or None)
        return Answer(published=parse_day(found) if found else None)

    name = "htmldate extensive" if extensive else "htmldate fast"
    return Reader(name, frozenset({"published"}), read, caches.reset_caches)


def _trafilatura() -> Reader:
    trafilatura = importlib.import_module("trafilatura")
    caches = importlib.import_module("trafilatura.meta")

    def read(page: Page) -> Answer:
        found: Any = trafilatura.bare_extraction(page.text, url=page.url or None, with_metadata=True)
        if found is None:
            return Answer()
        return Answer(found.title, parse_day(found.date) if found.date else None, found.text or "")

    return Reader("trafilatura", frozenset({"title", "published", "text"}), read, caches.reset_caches)


def _gne() -> Reader:
    extractor = importlib.import_module("gne").GeneralNewsExtractor()
    gone = importlib.import_module("gne.exceptions").NoContentException

    def read(page: Page) -> Answer:
        try:
            found = extractor.extract(page.text)
        except (gone, ValueError, IndexError, AttributeError, KeyError):  # it gives up where it finds no text
            return Answer()
        return Answer(found["title"] or None, parse_day(found["publish_time"] or ""), found["content"] or "")

    return Reader("GNE", frozenset({"title", "published", "text"}), read)


def _newspaper() -> Reader:
    newspaper = importlib.import_module("newspaper")
    importlib.import_module("jieba").setLogLevel(logging.CRITICAL)  # it splits Chinese for newspaper4k

    def read(page: Page) -> Answer:
        article = newspaper.Article(page.url or "http://page.invalid/", language="zh", fetch_images=False)
        try:
            article.download(input_html=page.text)
            article.parse()
        except (newspaper.ArticleException, ValueError, AttributeError):
            return Answer()
        day = article.publish_date
        return Answer(article.title or None, day.date() if day else None, article.text or "")

    return Reader("newspaper4k", frozenset({"title", "published", "text"}), read)


_PEERS: tuple[Callable[[], Reader], ...] = (
    lambda: _htmldate(extensive=False),
    lambda: _htmldate(extensive=True),
    _trafilatura,
    _gne,
    _newspaper,
)


def readers() -> tuple[list[Reader], list[str]]:
    """All readers that are installed, ours first, and a line for each that is not."""
    logging.disable(logging.CRITICAL)  # peers tell their troubles on every page
    found, missing = [OURS], []
    for make in _PEERS:
        try:
            found.append(make())
        except ImportError as error:
            missing.append(f"not installed: {error.name or error} (pip install -r benchmarks/requirements.lock)")
    return found, sorted(set(missing))
