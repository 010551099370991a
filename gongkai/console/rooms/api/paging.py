"""Sites and pages in questions."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort

from gongkai.console.access import visible_ids


def sites_of(named: Sequence[str]) -> tuple[str, ...]:
    """The sites that are named, or all that the account sees. One that it does not see is not there (404)."""
    visible = tuple(visible_ids())
    if any(site not in visible for site in named):
        abort(404)
    return tuple(dict.fromkeys(named)) or visible


def offset(page: int, size: int) -> int:
    """How many entries lie before a page."""
    return (page - 1) * size
