"""Special topics (专题专栏) of the own site: the columns below the column of that name."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.catalogue.queries import ColumnRow
from reports.metrics.base import NotKnown

TOPIC = "col.topic"


def topics(columns: Iterable[ColumnRow]) -> list[ColumnRow]:
    """The lowest columns below 专题专栏, without what is marked as archived.

    Raises NotKnown where that column has none below it: its topics are entries of a list or pages of other sites.
    """
    every = list(columns)
    shelves = [column for column in every if column.identity == TOPIC and not _below(every, column, TOPIC)]
    if not shelves:
        return []
    found = [
        column
        for column in every
        if not column.has_children
        and not column.archived
        and any(column.path.startswith(f"{shelf.path}/") for shelf in shelves)
    ]
    if not found and not any(shelf.has_children for shelf in shelves):
        raise NotKnown(f"栏目“{shelves[0].path}”下没有子栏目，专题个数须由填报人核实")
    return found


def _below(every: list[ColumnRow], column: ColumnRow, identity: str) -> bool:
    """True where a column stands below another of this identity."""
    return any(other.identity == identity and column.path.startswith(f"{other.path}/") for other in every)
