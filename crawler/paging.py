"""Going on behind a list page that could not be read: the next address, where two pages show how they are numbered. Pure."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d+")


def address_after(before: str, lost: str) -> str | None:
    """The address of page n + 1, from those of n - 1 (`before`) and n (`lost`); None unless they differ by one in one number.

    `…/index_2.html`, `…/index_3.html` → `…/index_4.html`. Nothing is invented: without the pattern the walk ends.
    """
    for match in _NUMBER.finditer(lost):
        number = int(match[0])
        if _with(lost, match, number - 1) == before:
            return _with(lost, match, number + 1)
    return None


def _with(url: str, match: re.Match[str], number: int) -> str:
    return f"{url[: match.start()]}{number}{url[match.end() :]}"
