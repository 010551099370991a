"""Finding items by words of their titles, whatever the size of a site: what is nowhere is known by one look."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.catalogue.queries import ItemRow


class Titles:
    """The titles of items, in the order in which the items are given."""

    def __init__(self, items: Iterable[ItemRow]) -> None:
        self._titled = [(item.title, item) for item in items if item.title]
        self._whole = "\n".join(title for title, _ in self._titled)
        self._known: dict[tuple[str, ...], list[ItemRow]] = {}

    def holding(self, words: tuple[str, ...]) -> list[ItemRow]:
        """The items whose title holds every one of the words."""
        if words not in self._known:
            self._known[words] = self._search(words)
        return self._known[words]

    def _search(self, words: tuple[str, ...]) -> list[ItemRow]:
        if any(word not in self._whole for word in words):  # most words stand in no title at all
            return []
        return [item for title, item in self._titled if all(word in title for word in words)]
