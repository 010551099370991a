"""Where the organ's items of the year stand: on its own site, on the municipal portal, or on both."""

from __future__ import annotations

from reports.metrics.item_rows import ItemRows
from reports.metrics.published import municipal_share, own
from reports.scope import Scope


def own_only(scope: Scope) -> ItemRows:
    """Items of the own site that are not on the portal. Raises NotKnown where there is no portal to look at."""
    theirs = {item.identity for item in municipal_share(scope)}
    return ItemRows(scope, [item for item in own(scope) if item.identity not in theirs])


def both(scope: Scope) -> ItemRows:
    """Items of the own site that are on the portal too, with their address there. Raises NotKnown likewise."""
    theirs = {item.identity: (item.url,) for item in municipal_share(scope)}
    items = [item for item in own(scope) if item.identity in theirs]
    return ItemRows(scope, items, also={item.id: theirs[item.identity] for item in items})


def municipal_only(scope: Scope) -> ItemRows:
    """Items of the portal that are not on the own site. Raises NotKnown likewise."""
    ours = {item.identity for item in own(scope)}
    return ItemRows(scope, [item for item in municipal_share(scope) if item.identity not in ours])
