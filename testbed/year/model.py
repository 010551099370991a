"""What the year is made of: columns, papers, letters, and what is planted among them. Facts only, no markup."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

Period = tuple[date, date | None]
"""First day and the day from which it is over; None: it stays so."""


def within(period: Period, day: date) -> bool:
    """True from the first day on, up to the day before the last."""
    return period[0] <= day and (period[1] is None or day < period[1])


class Kind(StrEnum):
    """What the page of a column is."""

    GROUP = "group"  # only leads to its children
    LIST = "list"
    SINGLE = "single"
    REQUEST = "request"  # 依申请公开: text and form
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Column:
    """A node of the menu. `open` is the time in which it can be found, but for the times in which it is `closed`.

    `notes` are lines above its list, `names` other names than its own, by period.
    """

    key: str
    parent: str | None
    name: str
    slug: str
    kind: Kind
    open: Period = (date(2000, 1, 1), None)
    notes: tuple[tuple[Period, str], ...] = ()
    closed: tuple[Period, ...] = ()
    names: tuple[tuple[Period, str], ...] = ()
    off_menu: bool = False  # only the breadcrumb of its papers leads there

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/{self.slug}/"

    def exists(self, day: date) -> bool:
        """True while it can be found."""
        return within(self.open, day) and not any(within(period, day) for period in self.closed)

    def on(self, day: date) -> Column:
        """The column under the name of the day."""
        return next((replace(self, name=name) for period, name in self.names if within(period, day)), self)


@dataclass(frozen=True, slots=True)
class Paper:
    """A published piece of information. `stated` is the day it claims, `up` the day on which it really appeared."""

    id: str
    number: int
    columns: tuple[str, ...]  # keys; the first one gives the address
    title: str
    stated: date | None
    up: date
    body: tuple[str, ...]  # markup of each paragraph
    clock: str = "09:30"
    written: date | None = None
    index_no: str | None = None
    doc_no: str | None = None
    source: str = "本局办公室"
    block: bool = False  # shows the table of 索引号 and so on
    pairs: tuple[tuple[str, str], ...] = ()  # a 双公示 decision, label and value
    files: tuple[tuple[str, bool], ...] = ()  # name of the file, whether it opens
    listed_day: date | None = None  # what the list says where that differs
    raw_day: str | None = None  # what the page says in place of a date that exists
    timeless: bool = False  # the page shows the day only
    told: str | None = None  # what PubDate says, where that differs from the page
    down: date | None = None  # the day on which it is taken away
    down_how: str = "404"  # 404 | home (leads to the home page) | list (gone from the list only)
    dead: Period | None = None  # still listed, but its page answers 404
    meta: bool = True
    edits: tuple[tuple[date, dict[str, Any]], ...] = ()

    def on(self, day: date) -> Paper:
        """The paper as it stands on a day."""
        changes: dict[str, Any] = {}
        for since, change in self.edits:
            if since <= day:
                changes |= change
        return replace(self, **changes) if changes else self

    def exists(self, day: date) -> bool:
        """True while its page is there."""
        return self.up <= day and (self.down is None or day < self.down or self.down_how == "list")

    def listed(self, day: date) -> bool:
        """True while the list shows it."""
        return self.up <= day and (self.down is None or day < self.down)


@dataclass(frozen=True, slots=True)
class Letter:
    """A public letter; it stands in the mailbox from the day it was sent."""

    number: int
    title: str
    text: str
    sent: date
    replied: date | None
    answer: str = "您好！来信收悉，我局已安排业务科室核实处理，感谢您的关心和支持。"


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault. `must`: crawls in this period have to find it. `may`: in this one they are allowed to.

    A subject is ("item", id) | ("letter", number) | ("document", id) | ("column", key) | ("column_id", col.x) |
    ("link", path) | ("site", "") | ("text", part of the subject's key); it may be told under any of `subjects`.
    `clauses` limits it to some clauses of the rule.
    """

    id: str
    rule: str
    subjects: tuple[tuple[str, str], ...]
    note: str
    must: Period
    may: Period
    clauses: tuple[str, ...] = ()
    doubt: bool = False  # nobody can be sure of it from outside: it has to be put before a person


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Something that resembles a fault of the rule and must never be flagged under it."""

    rule: str
    subject: tuple[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which the site, or a part of it, cannot be seen.

    `kind`: down (hangs up), hangs (never answers), error (503), challenge, home (503 for the home page only).
    """

    kind: str
    period: Period
    slug: str = ""  # the column's folder; empty: the whole site
    site: str = "bureau"


@dataclass
class Year:
    """The whole year. Scripts add to it; a town shows it on a day."""

    columns: dict[str, Column] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    documents: dict[str, Paper] = field(default_factory=dict)  # on the portal
    letters: list[Letter] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    lookalikes: list[LookAlike] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)
    switches: dict[str, list[Period]] = field(default_factory=dict)  # what is wrong with all pages, by name
    pages: dict[str, list[tuple[date, date, tuple[str, ...]]]] = field(default_factory=dict)  # since, stated, lines
    home_links: list[tuple[Period, str, str, bool]] = field(default_factory=list)  # period, text, path, opens
    home_blocks: list[tuple[Period, str]] = field(default_factory=list)  # period, markup

    def switched(self, name: str, day: date) -> bool:
        """True while a switch is on."""
        return any(within(period, day) for period in self.switches.get(name, ()))

    def change(self, paper_id: str, **changes: Any) -> None:
        """Change a paper for all time."""
        self.papers[paper_id] = replace(self.papers[paper_id], **changes)

    def edit(self, paper_id: str, day: date, **changes: Any) -> None:
        """Change a paper from a day on."""
        paper = self.papers[paper_id]
        self.papers[paper_id] = replace(paper, edits=(*paper.edits, (day, changes)))
