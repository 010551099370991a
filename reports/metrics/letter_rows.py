"""What the metrics of public letters share."""

from __future__ import annotations

from dataclasses import replace

from crawler.catalogue.queries import ItemRow
from reports.metrics.base import Counted
from reports.metrics.published import counted
from reports.scope import Scope


def letters(scope: Scope) -> list[ItemRow]:
    """The letters on the bureau's site, one for each identity."""
    site = scope.crawled("bureau")
    found: dict[int, ItemRow] = {}
    for item in scope.items(site):
        if item.kind == "letter":
            found.setdefault(item.identity, item)
    return list(found.values())


def letter_row(scope: Scope, item: ItemRow) -> Counted:
    """The row behind one letter, with both its dates in `evidence`."""
    sent = item.sent_on.isoformat() if item.sent_on else "未注明"
    replied = item.replied_on.isoformat() if item.replied_on else "未答复"
    return replace(counted(scope, item), on=item.sent_on, evidence=f"来信{sent}，回复{replied}")


def without_date(scope: Scope) -> str:
    """A note on letters whose page shows no date of arrival; they cannot be placed in a year."""
    number = sum(item.sent_on is None for item in letters(scope))
    return f"另有{number}封来信未注明来信时间，未计入" if number else ""
