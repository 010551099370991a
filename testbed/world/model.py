"""What the synthetic city is made of. Facts only: nothing here knows an address or a tag."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a column's page is."""

    GROUP = "group"  # has children; its page shows blocks of them
    LIST = "list"
    SINGLE = "single"  # its page is its own article
    REQUEST = "request"  # 依申请公开: text, flow chart and form, no articles
    TOPIC = "topic"  # a closed special topic
    MESSAGES = "messages"  # mailbox


@dataclass(frozen=True, slots=True)
class Column:
    """A node of the bureau's column tree. `key` is ours; pages show only names and folders."""

    key: str
    parent: str | None
    name: str
    level: int
    kind: Kind
    cls: str  # freshness class of the column sheet: dynamic, policy, …
    column_id: str | None  # col.news, oip.guide, … where the sheet has one
    serial: str  # folder in the publicfiles system: s43520 or pinyin
    slug: str  # folder in the TRS system
    listing: str = "island"  # how publicfiles lists it: island, string or rows


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `role` is text, heading, centre (文号 line), right (signature)."""

    text: str
    role: str = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `form` is wide (header row on top, merged title row) or pairs (label and value)."""

    rows: tuple[tuple[str, ...], ...]
    form: str = "wide"
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in a body."""

    number: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """A paragraph with a link to another page of the site; `target` is a key of the dead-link faults."""

    before: str
    text: str
    target: str


Block = Para | Grid | Picture | Pointer


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: its number on the server, its name as shown, and its type."""

    number: int
    name: str
    ext: str
    dead: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One 双公示 decision as the tables show it."""

    kind: str  # licence | penalty
    doc_no: str
    decided: date
    cells: tuple[tuple[str, str], ...]  # label, value in table order


@dataclass(frozen=True, slots=True)
class Item:
    """One published piece of information. `day` is the publishing day the article states, and the day it appears.

    A document that was put up twice has `copy_in` and `copy_number`: the column and number of the second address.
    """

    id: str
    number: int
    title: str
    day: date
    columns: tuple[str, ...]  # home column first, then the lists that show it under the same address
    body: tuple[Block, ...] = ()
    clock: str | None = None  # time of day beside the publishing day, where the site shows it
    written: date | None = None  # 成文日期; shown in the block, the signature or both
    source: str | None = None
    index_no: str | None = None
    doc_no: str | None = None
    block: bool = False  # shows the 索引号 block
    signed: bool = False  # the body ends with organ and date
    files: tuple[File, ...] = ()
    records: tuple[Record, ...] = ()
    cut: bool = False  # lists shorten the title
    pinned: bool = False
    dated: bool = True
    listed_day: date | None = None  # what the list says, where that differs
    copy_in: str | None = None
    copy_number: int | None = None
    publisher: str = ""

    def but(self, **changes: object) -> Item:
        """A changed copy."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Document:
    """A document on the municipal portal: an item under an organ and a dotted class."""

    item: Item
    organ: str  # key of the organ
    catalogue: str  # dotted class number
    twin: str | None = None  # id of the bureau item it is the same as


@dataclass(frozen=True, slots=True)
class Letter:
    """A public letter to the head of the bureau. `replied` None: never."""

    number: int
    title: str
    writer: str
    text: str
    sent: date
    replied: date | None
    answer: str
    unit: str


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ with documents on the municipal portal. `classes` are dotted number and name."""

    key: str
    number: str  # four-digit unit number, the folder
    name: str
    short: str
    code: str  # nine-digit organisation code, head of its index numbers
    slug: str
    classes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault. `place` says what it is planted on: (what, key), resolved to an address by the rendering."""

    id: str
    kind: str
    clause: str
    site: str
    place: tuple[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Something that looks like a fault and is none."""

    kind: str
    site: str
    place: tuple[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class Mend:
    """What changes in the city when a fault is mended on a day. Empty where history cannot be changed."""

    columns: tuple[Column, ...] = ()
    items: tuple[Item, ...] = ()  # added, or replacing the item of the same id
    pages: tuple[str, ...] = ()  # dead targets that answer from now on
    letters: tuple[Letter, ...] = ()
    singles: tuple[tuple[str, date], ...] = ()  # new date of a single page


@dataclass(frozen=True)
class World:
    """The whole city at all times; what a visitor sees on a day is a `View` of it."""

    seed: int
    variant: str | None
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    singles: tuple[Item, ...]  # the pages of single columns; their one column is their place
    letters: tuple[Letter, ...]
    organs: tuple[Organ, ...]
    documents: tuple[Document, ...]
    faults: tuple[Fault, ...]
    lookalikes: tuple[LookAlike, ...]
    registers: dict[str, list[dict[str, object]]]
    dead: dict[str, tuple[str, str]]  # key → (place on the site, link text)
    spare: tuple[Column, ...] = ()  # the missing column, should it ever be opened
    outages: tuple[str, ...] = ()  # columns that never answer with their page
    notes: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Columns by key, the not yet opened one included."""
        return {column.key: column for column in (*self.columns, *self.spare)}

    def path(self, key: str) -> tuple[str, ...]:
        """Names from the first level down to this column."""
        column = self.by_key[key]
        above = self.path(column.parent) if column.parent else ()
        return (*above, column.name)

    def children(self, key: str | None) -> list[Column]:
        """Child columns in menu order."""
        return [column for column in self.columns if column.parent == key]
