"""What the metrics of public letters share."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.catalogue.queries import ItemRow
from reports.metrics.item_rows import ItemRows
from reports.scope import Scope
from reports.summaries import Number


def letters(scope: Scope) -> list[ItemRow]:
    """The letters on the bureau's site, one for each identity."""
    site = scope.crawled("bureau")
    found: dict[int, ItemRow] = {}
    for item in scope.known.items_of_kind(site, "letter"):
        found.setdefault(item.identity, item)
    return list(found.values())


def letter_rows(scope: Scope, items: Sequence[ItemRow], *, amounts: Sequence[Number] | None = None) -> ItemRows:
    """The rows behind letters, with the day of arrival, and both days in `evidence`."""
    return ItemRows(
        scope,
        items,
        amounts=amounts,
        days=[item.sent_on for item in items],
        says=[f"来信{item.sent_on or '未注明'}，回复{item.replied_on or '未答复'}" for item in items],
    )


def answered(scope: Scope) -> list[ItemRow]:
    """The letters that were answered in the period."""
    return [item for item in letters(scope) if scope.inside(item.replied_on)]


def answered_with_days(scope: Scope) -> tuple[list[ItemRow], int]:
    """(letters answered in the period that show both days in their order, how many do not)."""
    every = answered(scope)
    sure = [item for item in every if item.sent_on and item.replied_on and item.sent_on <= item.replied_on]
    return sure, len(every) - len(sure)


def left_out(scope: Scope) -> str:
    """A note on answered letters whose days cannot be reckoned with."""
    number = answered_with_days(scope)[1]
    return f"另有{number}封答复的来信没有写明来信时间或日期矛盾，未计入" if number else ""


def without_date(scope: Scope) -> str:
    """A note on letters whose page shows no date of arrival; they cannot be placed in a year."""
    number = sum(item.sent_on is None for item in letters(scope))
    return f"另有{number}封来信未注明来信时间，未计入" if number else ""
