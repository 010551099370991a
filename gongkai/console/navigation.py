"""What stands in the navigation: what a room offers (`NAVIGATION`), for those who may open it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request
from flask_login import current_user

from gongkai.console.access import permission_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `label` is Chinese and translated where it is shown; `also` are rooms that belong to it."""

    endpoint: str
    label: str
    also: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """True on the pages of its room, and of those that belong to it."""
        return request.blueprint in (self.endpoint.partition(".")[0], *self.also)


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
