"""TRS WCM: `t20160315_123456.html`, `createPageHTML(34, 0, "index", "html")`, page 2 is `index_1.html`.

The generic readers know its lists and pager calls; what is left is to know the platform, to leave out print and
phone variants of articles, and to find the pager call where a wrapper hides it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.model import PageKind, Reading
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import assemble, view_of

_ARTICLE = re.compile(r"/t\d{8}_\d+(?:_\d+)?\.s?html?$")
_LINKS = re.compile(r"/t\d{8}_\d{2,}(?:_\d+)?\.s?html?[\"']")
_VARIANT = re.compile(r"/t\d+(?:_\d+)?_(?:print|dp|doc)\.s?html?$")
_ZERO_BASED = re.compile(r"reatePageHTML\w*\s*\(\s*\d+\s*,\s*\d+\s*,\s*[\"']")
_MARKS = ("TRS_Editor", "TRS_UEDITOR", "trs_editor_view", "CurrChnlCls", "Custom_UnionStyle")


class Trs:
    """Reads TRS pages."""

    name = "trs"
    usual_rows = 20  # what a static list shows; its pager call may state it

    def recognises(self, page: Page) -> float:
        """By the address, the pager call with the page count first, or class names only TRS writes."""
        if _ARTICLE.search(urlsplit(page.url).path):
            return 0.7
        text = page.text
        if ("reatePageHTML" in text and _ZERO_BASED.search(text)) or any(mark in text for mark in _MARKS):
            return 0.6
        return 0.5 if sum(1 for _ in _LINKS.finditer(text)) >= 3 else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        view = view_of(page, hint)
        reading = assemble(page, hint, self.name, view)
        links = tuple(link for link in reading.links if not _VARIANT.search(urlsplit(link.url).path))
        if len(links) != len(reading.links):
            reading = replace(reading, links=links)
        return _with_continuation(reading, view.pager.next_url)


def _with_continuation(reading: Reading, next_url: str | None) -> Reading:
    """A long article goes on at `t20190918_693227_1.shtml`: the pager call on it is the article's, not a list's."""
    if reading.kind is not PageKind.ARTICLE or next_url is None or not _ARTICLE.search(urlsplit(next_url).path):
        return reading
    return replace(reading, warnings=(*reading.warnings, f"the article continues at {next_url}"))


PLATFORM = Trs()
