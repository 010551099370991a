"""What the home page shows, and the columns whose lists stand behind it. Shared by the rules on the home page."""

from __future__ import annotations

from datetime import date

from checks.facts import SiteFacts
from checks.seeing.freshness import exemption
from crawler.catalogue.queries import ColumnRow, ListingRow


def day_on_home(facts: SiteFacts, row: ListingRow) -> date | None:
    """The day of an entry of the home page: its article's, or the one stated beside it."""
    item = facts.items.get(row.item_id)
    return item.published_on if item is not None and item.published_on else row.listed_on


def columns_behind_home(facts: SiteFacts, *, plain: bool) -> list[ColumnRow]:
    """The columns that stand in for the home page: none if its own entries tell all (`plain`).

    A home page without entries is a navigation page: then all columns of the first two levels stand for it.
    """
    asked = [column for column in facts.columns if exemption(column) is None]
    if not facts.home_listings:
        return [column for column in asked if column.level <= 2]
    if plain:
        return []
    items = {row.item_id for row in facts.home_listings}
    lists = {row.column for row in facts.listings if row.item_id in items}
    return [column for column in asked if column.path in lists]
