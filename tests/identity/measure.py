"""The world in a catalogue, paired, and compared with the truth."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.catalogue.database import connect
from crawler.catalogue.items import put_article
from crawler.catalogue.pairing import pair_sites
from crawler.catalogue.queries import pairings
from crawler.catalogue.runs import SiteRow, add_site, start_run
from crawler.model import Article, Attachment, DateFact, SiteKind
from crawler.sqlite_files import transaction
from tests.identity.world import Document, World, truth

NOW = datetime(2017, 1, 20, tzinfo=UTC)
_SITES = (("bureau", SiteKind.BUREAU), ("portal", SiteKind.MUNICIPAL))


@dataclass
class Measured:
    """What was made of a world. Counts by case."""

    documents: int
    pairs: int  # that are one item and can be told
    joined: int  # of these
    seconds: float
    false: list[tuple[Document, Document]] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)
    missed_and_unlisted: Counter[str] = field(default_factory=Counter)
    undecidable: int = 0
    undecidable_listed: int = 0
    listed: Counter[str] = field(default_factory=Counter)  # everything a person is asked about

    @property
    def recall(self) -> float:
        return self.joined / self.pairs


def catalogue_of(made: World) -> tuple[sqlite3.Connection, dict[int, Document]]:
    """A catalogue in memory with both sites, and which document each item is."""
    conn = connect(None)
    items: dict[int, Document] = {}
    for site, kind in _SITES:
        add_site(conn, SiteRow(site, site, kind, f"http://{site}.test/"), NOW)
        run = start_run(conn, site, "full", NOW, "test")
        with transaction(conn):
            for number, document in enumerate(made.bureau if site == "bureau" else made.portal):
                items[_put(conn, run, site, number, document)] = document
    return conn, items


def _put(conn: sqlite3.Connection, run: int, site: str, number: int, document: Document) -> int:
    base = f"http://{site}.test/{number}"
    article = Article(
        title=document.title,
        published=DateFact(document.day, "line", document.day.isoformat()),
        text=document.text,
        index_no=document.index_no,
        doc_no=document.doc_no,
        attachments=tuple(Attachment(f"{base}/{at}.pdf", name) for at, name in enumerate(document.files)),
    )
    return put_article(conn, run, site, f"{base}.htm", article, "article", NOW, None)


def measure(made: World) -> Measured:
    """Pair the two sites of a world and compare with its truth."""
    conn, items = catalogue_of(made)
    began = time.perf_counter()
    with transaction(conn):
        pair_sites(conn, "bureau", "portal", NOW)
    seconds = time.perf_counter() - began
    one = {(ours.of, ours.undecidable) for ours, _ in truth(made)}
    found = Measured(len(items), sum(not undecidable for _, undecidable in one), 0, seconds)
    joined, asked = set(), set()
    for pair in pairings(conn):
        a, b = items[pair.item_a], items[pair.item_b]
        if pair.state == "auto":
            (joined.add(a.of) if a.of == b.of else found.false.append((a, b)))
        else:
            found.listed[a.case] += 1
            asked.update({a.of} & {b.of})
    for ours, _ in truth(made):
        if ours.undecidable:
            found.undecidable += 1
            found.undecidable_listed += ours.of in asked
        elif ours.of in joined:
            found.joined += 1
        else:
            found.missed[ours.case] += 1
            found.missed_and_unlisted[ours.case] += ours.of not in asked
    return found
