"""Going on behind a list page that could not be read, where two pages show how they are numbered. Pure."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d+")


def address_after(before: str, lost: str) -> str | None:
    """The address of page n + 1, from those of n - 1 (`before`) and n (`lost`), or None.

    `…/index_2.html`, `…/index_3.html` → `…/index_4.html`; lists that are numbered from their oldest page run down:
    `…/tzgg/12.htm`, `…/tzgg/11.htm` → `…/tzgg/10.htm`. Nothing is invented: unless the two differ by one in one
    number, the walk ends.
    """
    for match in _NUMBER.finditer(lost):
        number = int(match[0])
        if before in (_with(lost, match, str(number - 1)), _with(lost, match, str(number - 1).zfill(len(match[0])))):
            return _with(lost, match, str(number + 1).zfill(len(match[0]) if match[0].startswith("0") else 0))
        if number > 1 and before == _with(lost, match, str(number + 1)):
            return _with(lost, match, str(number - 1))
    return None


def _with(url: str, match: re.Match[str], number: str) -> str:
    return f"{url[: match.start()]}{number}{url[match.end() :]}"
