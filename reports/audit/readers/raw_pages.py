"""What the PDF library sees on each page, as plain values: the one place where a broken file can hurt.

The library raises whatever a broken file makes of it (KeyError, TypeError, RecursionError, …), and only logs where it
loses data; both become something that is said.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from crawler.errors import ConfigError

Box = tuple[float, float, float, float]  # left, top, right, bottom

MOST_PAGES = 200
_LOST = ("Data-loss", "corrupt", "Invalid")


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page: its characters, the cells of each ruled table, its pictures (width and height in points)."""

    number: int
    height: float
    chars: tuple[dict[str, Any], ...]
    tables: tuple[tuple[Box, ...], ...]
    images: tuple[tuple[float, float], ...]
    has_curves: bool


@dataclass(frozen=True, slots=True)
class RawPdf:
    """The pages that could be read, and what could not, in Chinese."""

    pages: tuple[RawPage, ...]
    unread: tuple[str, ...]


def raw_pdf(body: bytes, source: str) -> RawPdf:
    """The pages of a PDF. Raises ConfigError where it is protected, or so damaged that not even pages are found."""
    pages: list[RawPage] = []
    unread: list[str] = []
    with _said_of_losses() as losses:
        try:
            pdf = pdfplumber.open(io.BytesIO(body))
            found = pdf.pages
        except Exception as error:
            raise _refused(error, source) from error
        with pdf:
            if len(found) > MOST_PAGES:
                unread.append(f"第{MOST_PAGES + 1}页至第{len(found)}页（只读前{MOST_PAGES}页）")
            for page in found[:MOST_PAGES]:
                try:
                    pages.append(_raw(page))
                except Exception as error:  # one damaged page must not cost the others; it is named
                    unread.append(f"第{page.page_number}页已损坏（{type(error).__name__}）")
                if losses:
                    unread.append(f"第{page.page_number}页有损坏，内容可能不全")
                    losses.clear()
    return RawPdf(tuple(pages), tuple(unread))


def _raw(page: Any) -> RawPage:
    clean = page.dedupe_chars()
    return RawPage(
        number=page.page_number,
        height=float(page.height),
        chars=tuple(clean.chars),
        tables=tuple(tuple(tuple(cell) for cell in table.cells) for table in clean.find_tables()),
        images=tuple((float(image["width"]), float(image["height"])) for image in clean.images),
        has_curves=bool(clean.curves),
    )


def _refused(error: Exception, source: str) -> ConfigError:
    inner = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(inner, PDFPasswordIncorrect):
        return ConfigError("is protected by a password", where=source, fix="save a copy without password")
    return ConfigError(
        f"is damaged ({type(inner).__name__})", where=source, fix="print it to a new PDF, or audit its text"
    )


class _Losses(logging.Handler):
    """Keeps what the library logs about data that it could not decode."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if any(word in message for word in _LOST):
            self.told.append(message)


@contextmanager
def _said_of_losses() -> Iterator[list[str]]:
    logger, handler = logging.getLogger("pdfminer"), _Losses()
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False  # what matters of it is said in the audit
    try:
        yield handler.told
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
