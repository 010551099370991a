"""Answers of list services that no other adapter knows: JSON (or JSONP) with an array of entries.

Which page asks for them, and how the next page is asked for, only the adapter of a platform can know: here only
rows and total are read.
"""

from __future__ import annotations

from crawler.extract.arrays import read_data
from crawler.model import ListPage, PageKind, Reading
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint


class JsonService:
    """Reads the rows of a JSON answer."""

    name = "json_service"

    def recognises(self, page: Page) -> float:
        """By the first character; any adapter that knows the answer's form is surer."""
        start = page.text[:200].lstrip("\ufeff \t\r\n")
        if start[:1] in ("{", "["):
            return 0.6
        return 0.6 if start[:1].isalpha() and "({" in start and page.text.rstrip(" \r\n\t;").endswith(")") else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """The rows as a list; an answer without entries stays what it is: data."""
        found = read_data(page.text, page.url)
        if found is None or (not found[0] and not found[1]):
            return Reading(PageKind.OTHER, self.name, page.encoding, warnings=("data (JSON), not a page",))
        rows, total = found
        listing = ListPage(rows=rows, total=total)
        return Reading(PageKind.LIST, self.name, page.encoding, listing=listing)


PLATFORM = JsonService()
