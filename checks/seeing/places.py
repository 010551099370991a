"""Where on a site something is found: among its columns, by their ids or names, or by a link on the home page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checks.facts import SiteFacts
from crawler.catalogue.queries import ColumnRow
from crawler.columns import name_key, sheet

_AWAY = ("external", "door")
_key = lru_cache(maxsize=65536)(name_key)


@dataclass(frozen=True, slots=True)
class _Words:
    """Names as they are compared; the long ones may also be part of a column's name."""

    ids: frozenset[str]
    all: frozenset[str]
    long: tuple[str, ...]


@lru_cache(maxsize=1024)
def _words(ids: tuple[str, ...], names: tuple[str, ...]) -> _Words:
    wanted = set(ids) | {kind.id for kind in sheet().columns if set(kind.stands_for) & set(ids)}
    kinds = [kind for kind in sheet().columns if kind.id in wanted]
    words = {_key(name) for name in names} | {_key(name) for kind in kinds for name in (kind.name, *kind.synonyms)}
    return _Words(frozenset(wanted), frozenset(words), tuple(sorted(word for word in words if len(word) > 2)))


def columns_for(facts: SiteFacts, ids: Collection[str], names: Sequence[str] = ()) -> list[ColumnRow]:
    """The columns that are one of these by their ids in the column sheet, or whose name holds one of the names.

    A column that holds several together (双公示) counts for each of them. Names of two characters must be the whole.
    """
    words = _words(tuple(ids), tuple(names))
    return [
        column
        for column in facts.columns
        if column.identity in words.ids
        or _key(column.name) in words.all
        or any(word in _key(column.name) for word in words.long)
    ]


def home_link_for(facts: SiteFacts, ids: Collection[str], names: Sequence[str] = ()) -> tuple[str, str] | None:
    """(text, address) of a link on the home page that names one of these, word for word."""
    words = _words(tuple(ids), tuple(names)).all
    return next(((text, url) for text, url in facts.home_links if _key(text) in words), None)


def leads_away(facts: SiteFacts) -> ColumnRow | None:
    """A disclosure column whose content lies on another site: what is not found here may be there."""
    return next((column for column in facts.columns if column.kind in _AWAY and "公开" in column.name), None)
