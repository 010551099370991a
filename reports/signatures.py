"""Who signed the figures of a document: a small paragraph at its end, before the sources of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crawler.clock import SHANGHAI
from reports.document import Document, Paragraph, words
from reports.tracing import Provenance, SignedBy, SnapshotName

_DIGITS = 16  # of a digest, as elsewhere in print


OPENING = "本文书的统计数字取自快照"


def with_signatures(document: Document, provenance: Provenance) -> Document:
    """The document, saying who had signed its snapshot when it was made; as it is where nobody had."""
    if provenance.snapshot is None or not provenance.signatures:
        return document
    said = signed_sentence(provenance.snapshot, provenance.signatures)
    return replace(document, blocks=(*document.blocks, Paragraph(words(said), "plain")))


def signed_sentence(name: SnapshotName, signatures: Sequence[SignedBy]) -> str:
    """Who signed a snapshot and when, as documents print it."""
    signed = "；".join(
        f"{each.who}{f'（{each.role}）' if each.role else ''}于{_minute(each.at)}签字" for each in signatures
    )
    return f"{OPENING}{name.id}号（摘要{name.digest[:_DIGITS]}…），{signed}确认。"


def _minute(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
