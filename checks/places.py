"""Where on a site something is found: among its columns, by their ids or names, or by a link on the home page."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from checks.facts import SiteFacts
from crawler.catalogue.queries import ColumnRow
from crawler.columns import name_key, sheet

_AWAY = ("external", "door")


def columns_for(facts: SiteFacts, ids: Collection[str], names: Sequence[str] = ()) -> list[ColumnRow]:
    """The columns that are one of these by their ids in the column sheet, or whose name holds one of the names.

    A column that holds several together (双公示) counts for each of them. Names of two characters must be the whole.
    """
    wanted = set(ids) | {kind.id for kind in sheet().columns if set(kind.stands_for) & set(ids)}
    words = [name_key(name) for name in names]
    words += [name_key(name) for kind in sheet().columns if kind.id in wanted for name in (kind.name, *kind.synonyms)]
    return [
        column
        for column in facts.columns
        if column.identity in wanted
        or any(word == name_key(column.name) or (len(word) > 2 and word in name_key(column.name)) for word in words)
    ]


def home_link_for(facts: SiteFacts, ids: Collection[str], names: Sequence[str] = ()) -> tuple[str, str] | None:
    """(text, address) of a link on the home page that names one of these, word for word."""
    words = {name_key(name) for name in names}
    words |= {name_key(name) for kind in sheet().columns if kind.id in ids for name in (kind.name, *kind.synonyms)}
    return next(((text, url) for text, url in facts.home_links if name_key(text) in words), None)


def leads_away(facts: SiteFacts) -> ColumnRow | None:
    """A disclosure column whose content lies on another site: what is not found here may be there."""
    return next((column for column in facts.columns if column.kind in _AWAY and "公开" in column.name), None)
