"""Who signed the figures of a document: a small paragraph at its end, before the sources of its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.clock import SHANGHAI
from reports.document import Document, Paragraph, words
from reports.tracing import Provenance

_DIGITS = 16  # of a digest, as elsewhere in print


def with_signatures(document: Document, provenance: Provenance) -> Document:
    """The document, saying who had signed its snapshot when it was made; as it is where nobody had."""
    if provenance.snapshot is None or not provenance.signatures:
        return document
    name = provenance.snapshot
    signed = "；".join(
        f"{each.who}{f'（{each.role}）' if each.role else ''}于{_minute(each.at)}签字" for each in provenance.signatures
    )
    text = f"本文书的统计数字取自快照{name.id}号（摘要{name.digest[:_DIGITS]}…），{signed}确认。"
    return replace(document, blocks=(*document.blocks, Paragraph(words(text), "plain")))


def _minute(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
