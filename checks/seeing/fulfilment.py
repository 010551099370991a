"""Whether an obligation was met: the items of a site that are the publication of one period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checks.facts import SiteFacts
from checks.obligations import Obligation, Task
from checks.periods import is_about
from checks.seeing.places import columns_for
from crawler.catalogue.queries import ItemRow
from crawler.identity import canonical_key


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """What was found for one task."""

    items: tuple[ItemRow, ...]  # about its period, by day of publication; undated ones last
    nameless: tuple[ItemRow, ...]  # in the right place, but their titles name no period

    @property
    def first(self) -> ItemRow | None:
        """The item that met the obligation first."""
        return self.items[0] if self.items else None


def fulfilment(facts: SiteFacts, task: Task) -> Fulfilment:
    """The items that are, or may be, what a task asks for."""
    inside, outside = _candidates(facts, task.obligation)
    found: list[ItemRow] = []
    nameless: list[ItemRow] = []
    for item in (*inside, *outside):
        about = is_about(item.title or "", item.published_on, task.period)
        if task.obligation.any_title and item.published_on is not None:
            about = about or task.period.start <= item.published_on <= task.due.day
        if about:
            found.append(item)
        elif about is None and (item.published_on is None or item.published_on >= task.period.start):
            nameless.append(item)
    found.sort(key=lambda item: (item.published_on is None, str(item.published_on), item.id))
    return Fulfilment(tuple(found), tuple(nameless))


def linked(facts: SiteFacts, task: Task) -> str | None:
    """The text of a link on the home page that may lead to what a task asks for.

    Not one that names another period, and not the menu's entry of a list that was read: what it holds is known.
    """
    read = {canonical_key(column.url) for column in facts.columns if column.kind == "list" and column.complete}
    for text, url in facts.home_links:
        if canonical_key(url) in read:
            continue
        named = any(all(word in text for word in words) for words in task.obligation.titles)
        other = any(word in text for word in task.obligation.not_titles) or is_about(text, None, task.period) is False
        if named and not other:
            return text
    return None


def _candidates(facts: SiteFacts, obligation: Obligation) -> tuple[list[ItemRow], list[ItemRow]]:
    """Items in the obligation's columns, and items elsewhere whose titles say so."""
    paths = {column.path for column in columns_for(facts, obligation.columns)} if obligation.columns else set()
    listed = dict.fromkeys(row.item_id for path in paths for row in facts.listings_by_column.get(path, []))
    titled = dict.fromkeys(item.id for words in obligation.titles for item in facts.titles.holding(words))
    inside = _known(facts, listed)
    if obligation.needs_title:
        inside = [item for item in inside if any(_holds(item, words) for words in obligation.needs_title)]
    outside = [item for item in _known(facts, titled) if item.id not in listed]
    wrong = obligation.not_titles
    return (
        [item for item in inside if not any(word in (item.title or "") for word in wrong)],
        [item for item in outside if not any(word in (item.title or "") for word in wrong)],
    )


def _known(facts: SiteFacts, ids: Iterable[int]) -> list[ItemRow]:
    return [facts.items[item] for item in ids if item in facts.items]


def _holds(item: ItemRow, words: tuple[str, ...]) -> bool:
    return all(word in (item.title or "") for word in words)
