"""What a visitor sees on one day: the visible items in list order. Computed from the world, never from pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from testbed.world.model import Document, Item, Kind, Letter, World


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: an item, and whether the row leads to its second address."""

    item: Item
    copy: bool = False


@dataclass(frozen=True)
class View:
    """The city as of a day."""

    world: World
    day: date

    @cached_property
    def items(self) -> list[Item]:
        """Articles of the bureau's site that are up, oldest first."""
        return [item for item in self.world.items if item.day <= self.day]

    @cached_property
    def shown(self) -> frozenset[str]:
        """Ids of all items and documents that are up."""
        ids = {item.id for item in (*self.items, *self.world.singles)}
        return frozenset(ids | {doc.item.id for doc in self.documents})

    @cached_property
    def lists(self) -> dict[str, list[Entry]]:
        """Column key → rows in page order: pinned first, then the newest."""
        lists: dict[str, list[Entry]] = {column.key: [] for column in self.world.columns}
        for item in self.items:
            for key in item.columns:
                lists[key].append(Entry(item))
            if item.copy_in:
                lists[item.copy_in].append(Entry(item, copy=True))
        for rows in lists.values():
            rows.sort(key=lambda row: (row.item.pinned, row.item.day, row.item.number), reverse=True)
        return lists

    @cached_property
    def newest(self) -> list[Item]:
        """The bureau's items, newest first."""
        return sorted(self.items, key=lambda item: (item.day, item.number), reverse=True)

    @cached_property
    def documents(self) -> list[Document]:
        """The portal's documents that are up, newest first."""
        up = [doc for doc in self.world.documents if doc.item.day <= self.day]
        return sorted(up, key=lambda doc: (doc.item.day, doc.item.number), reverse=True)

    @cached_property
    def shelves(self) -> dict[tuple[str, str | None], list[Document]]:
        """(organ, dotted class) → documents, newest first; class None holds all of the organ."""
        shelves: dict[tuple[str, str | None], list[Document]] = {}
        for organ in self.world.organs:
            for number in (None, *(number for number, _ in organ.classes)):
                shelves[organ.key, number] = []
        for doc in self.documents:
            shelves[doc.organ, None].append(doc)
            shelves[doc.organ, doc.catalogue].append(doc)
        return shelves

    @cached_property
    def letters(self) -> list[Letter]:
        """Public letters received so far, newest first."""
        up = [letter for letter in self.world.letters if letter.sent <= self.day]
        return sorted(up, key=lambda letter: (letter.sent, letter.number), reverse=True)

    def replied(self, letter: Letter) -> date | None:
        """The day of the reply, once there is one."""
        return letter.replied if letter.replied and letter.replied <= self.day else None

    def single(self, key: str) -> Item:
        """The page of a single column."""
        return next(item for item in self.world.singles if item.columns[0] == key)

    def archived(self, key: str) -> bool:
        """True for a special topic that has been closed (and says so) by this day."""
        return self.world.by_key[key].kind is Kind.TOPIC and self.day >= date(2015, 1, 1)
