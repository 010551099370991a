"""The rows behind a number that counts items: made when somebody looks at them, since a site may hold 200,000."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from itertools import repeat
from typing import Self, overload

from crawler.catalogue.queries import ItemRow, SiteRow
from reports.metrics.base import Counted
from reports.metrics.published import counted, load_proofs
from reports.scope import Scope
from reports.summaries import Number

_AT_ONCE = 5_000


class ItemRows(Sequence[Counted]):
    """One row for each item. `parts`, `amounts`, `days` and `says` go with `items` one by one.

    Without `amounts` each row counts 1; `days` is the day of a row where that is not the day of publication; `says`
    stands beside a row as its evidence; `also` holds the other addresses of an item by its number.
    """

    def __init__(
        self,
        scope: Scope,
        items: Sequence[ItemRow],
        *,
        parts: Sequence[str] | None = None,
        amounts: Sequence[Number] | None = None,
        days: Sequence[date | None] | None = None,
        says: Sequence[str] | None = None,
        also: Mapping[int, tuple[str, ...]] | None = None,
    ) -> None:
        self.scope, self.items = scope, items
        self.parts, self.amounts, self.days, self.says = parts, amounts, days, says
        self.also = also or {}

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Counted]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self._made(range(start, min(start + _AT_ONCE, len(self))))

    @overload
    def __getitem__(self, place: int) -> Counted: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Counted]: ...

    def __getitem__(self, place: int | slice) -> Counted | Sequence[Counted]:
        if isinstance(place, slice):
            return self._made(range(len(self))[place])
        return self._made((range(len(self))[place],))[0]

    def weighed(self) -> Iterable[tuple[str, Number]]:
        """(part, amount) of every row, without making the rows."""
        parts: Iterable[str] = repeat("", len(self)) if self.parts is None else self.parts
        amounts: Iterable[Number] = repeat(1, len(self)) if self.amounts is None else self.amounts
        return zip(parts, amounts, strict=True)

    def seen_by(self, scope: Scope) -> Self:
        """The same rows, made by another view on the same catalogue: rows that are kept outlive a connection."""
        made = copy(self)
        made.scope = scope
        return made

    def at(self, places: Sequence[int]) -> list[Counted]:
        """The rows at some places, made together."""
        return self._made(places)

    def _items_at(self, places: Sequence[int]) -> list[ItemRow]:
        return [self.items[place] for place in places]

    def _made(self, places: Sequence[int]) -> list[Counted]:
        items = self._items_at(places)
        listed = load_proofs(self.scope, items)
        return [
            counted(
                self.scope,
                item,
                on=self.days[place] if self.days is not None else item.published_on,
                part=self.parts[place] if self.parts is not None else "",
                amount=self.amounts[place] if self.amounts is not None else 1,
                also=self.also.get(item.id, ()),
                says=self.says[place] if self.says is not None else "",
                listed=listed,
            )
            for place, item in zip(places, items, strict=True)
        ]


class RowsOfNumbers(ItemRows):
    """The same, of items that are only known by their numbers until somebody looks at their rows."""

    def __init__(self, scope: Scope, site: SiteRow, numbers: Sequence[int], *, parts: Sequence[str]) -> None:
        super().__init__(scope, (), parts=parts)
        self.site, self.numbers = site, numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def _items_at(self, places: Sequence[int]) -> list[ItemRow]:
        wanted = [self.numbers[place] for place in places]
        found = {item.id: item for item in self.scope.known.items_with_ids(self.site, wanted)}
        return [found[number] for number in wanted]
