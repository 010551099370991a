"""The answers of the catalogue: one frozen row for each kind of question. `queries` asks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crawler.model import ColumnClass, Outcome


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column with its state in one run and its items as of one day."""

    id: int
    site: str
    path: str
    name: str
    level: int
    url: str | None
    identity: str | None  # col.news, …
    column_class: ColumnClass
    class_reason: str
    has_children: bool
    kind: str  # list | page | group | external | heading | door | unread
    outcome: str  # an Outcome, or "not_tried"
    complete: bool
    why: str
    archived: bool
    pages_walked: int
    pages_stated: int | None
    stated_total: int | None
    rows: int  # entries seen in this run, whatever their date
    items: int  # distinct items dated up to as_of, undated ones included
    newest: date | None  # newest stated date up to as_of
    undated: int
    capture_id: int | None
    seen_at: str

    @property
    def readable(self) -> bool:
        """True where we saw the column itself, so that it may be judged."""
        return self.outcome in (Outcome.OK, Outcome.NOT_MODIFIED)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as now known. `identity` is equal for all places of one and the same item."""

    id: int
    identity: int
    site: str
    key: str  # canonical key of the address: its lasting name
    url: str
    kind: str  # article | letter | page | listed (its article was never read)
    title: str | None
    published_on: date | None
    published_via: str | None
    written_on: date | None
    source: str | None
    publisher: str | None
    index_no: str | None
    doc_no: str | None
    sent_on: date | None
    replied_on: date | None
    letter_status: str | None
    first_seen: str
    last_seen: str
    vanished_at: str | None
    columns: tuple[str, ...]  # paths of the columns that list it
    capture_id: int | None
    sha256: str | None  # of the captured page
    # How the last attempt to read its page ended; None where never tried, or where it was read and shows its day.
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One appearance of an item in a column's list."""

    column: str
    column_id: int
    item_id: int
    title: str
    listed_on: date | None
    url: str
    row: int
    pinned: bool
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One fetch."""

    url: str
    key: str
    role: str
    at: str
    outcome: str
    status: int | None
    bytes: int
    sha256: str | None
    capture_id: int | None
    error: str | None
    elapsed_ms: int | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link with the outcome of visiting its target in the same run (None: not visited)."""

    url: str
    text: str
    from_url: str
    on_home: bool
    internal: bool
    outcome: str | None
    status: int | None
    capture_id: int | None  # of the answer that the target gave


@dataclass(frozen=True, slots=True)
class TargetRow:
    """An address that a run visited: how the last visit ended, and where it was linked from."""

    url: str
    key: str
    role: str
    outcome: str
    status: int | None
    at: str
    redirect_url: str | None
    text: str  # of the link, or the listed title; empty where neither is known
    from_url: str | None  # the page that links there
    column: str | None  # path of a column that lists it, or of the column it is
    on_home: bool
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One 双公示 row with the item it stands in."""

    item_id: int
    url: str
    title: str | None
    kind: str  # licence | penalty
    doc_no: str | None
    decided_on: date | None
    published_on: date | None
    fields: Mapping[str, str]
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class PairingRow:
    """Two items and how they were held to be one (or not)."""

    id: int
    item_a: int
    item_b: int
    method: str
    score: float
    state: str  # auto | review | confirmed | rejected
