"""What stands in the navigation: what a room offers (`NAVIGATION`), for those who may open it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from flask_login import current_user

from gongkai.console.access import permission_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `label` is Chinese and translated where it is shown."""

    endpoint: str
    label: str


def navigation() -> list[Entry]:
    """The entries for the person who asks, in the order of the rooms."""
    from gongkai.console.application import rooms

    if not current_user.is_authenticated:
        return []
    entries = [entry for room in rooms() for entry in getattr(room, "NAVIGATION", ())]
    return [entry for entry in entries if _open(entry.endpoint)]


def _open(endpoint: str) -> bool:
    permission = permission_of(current_app, endpoint)
    return permission is None or bool(current_user.may(permission))
