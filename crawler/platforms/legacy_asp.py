"""Bureau sites of 2008–2016 in ASP and ASP.NET: every one is different, their pagers and frames are not.

Everything on such a page is read by whoever reads it best without this adapter. What it adds: the next page behind
a view-state pager (a POST of the whole form), a pager that is a drop-down of 第N页, and a list that stands in an inner
frame of a bare shell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml.html import HtmlElement

from crawler.extract.frames import content_frame
from crawler.extract.postback import has_post_back_pager, next_post_back
from crawler.identity import resolve
from crawler.model import ListPage, PageKind, Reading, Role
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint, adapters
from crawler.posting import split_post

_OPTION = re.compile(r"^\s*第?\s*(\d{1,5})\s*页?\s*(?:/\s*共?\s*\d+\s*页?)?\s*$")
_JUMP = re.compile(r"location(?:\.href)?\s*=\s*['\"]([^'\"]*)['\"]\s*\+\s*(?:this|[\w.]+)\.?(?:value|options)")
_LISTS = (PageKind.LIST, PageKind.CATALOGUE)


class LegacyAsp:
    """Reads pages with view-state pagers, drop-down pagers and inner frames."""

    name = "legacy_asp"
    usual_rows = 20  # a page of AspNetPager and of most tables

    def recognises(self, page: Page) -> float:
        """By a pager that posts its view state, a pager in a drop-down box, or a frame around nothing."""
        text = page.text
        if "__VIEWSTATE" in text and has_post_back_pager(page):
            return 0.92
        if page.says("<option") and _page_select(page) is not None:
            return 0.82
        if page.says("frame") and content_frame(page) is not None:
            return 0.45
        return 0.42 if "__VIEWSTATE" in text else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """What the best other reader says, and how the list goes on."""
        others = [unit for unit in adapters() if unit.name != self.name]
        reading = max(others, key=lambda unit: unit.recognises(page)).read(page, hint)
        reading = replace(reading, platform=self.name)
        listing = reading.listing
        if reading.kind in _LISTS and listing is not None and listing.rows:
            return replace(reading, listing=_with_next(page, listing))
        frame = content_frame(page)
        if frame is None or reading.kind in (PageKind.ARTICLE, PageKind.HOME) or (listing is not None and listing.rows):
            return reading
        if hint.role not in (Role.COLUMN, Role.LIST_PAGE, None):
            return reading
        shell = ListPage((), frame, frame, page=1, elsewhere=True)
        return replace(reading, kind=PageKind.LIST, listing=shell)


def _with_next(page: Page, listing: ListPage) -> ListPage:
    """The list with its next page, where only a POST or a drop-down leads there."""
    if listing.next_url is not None:
        return listing
    following = next_post_back(page, listing.page, listing.pages)
    if following is not None:
        return replace(listing, next_href=following, next_url=following)
    select = _page_select(page)
    if select is None:
        return listing
    this, pages, following = _selected(page, select)
    return replace(listing, page=listing.page or this, pages=listing.pages or pages, next_href=following,
                   next_url=following)  # fmt: skip


def _page_select(page: Page) -> HtmlElement | None:
    """A drop-down box whose options are all page numbers, 1 first."""
    for select in page.tree.iter("select"):
        options = list(select.iter("option"))
        numbers = [_OPTION.match(option.text_content()) for option in options]
        if len(options) >= 2 and all(numbers) and [int(m[1]) for m in numbers if m] == list(range(1, len(options) + 1)):
            return select
    return None


def _selected(page: Page, select: HtmlElement) -> tuple[int, int, str | None]:
    """(this page, pages, the next page's address) by a drop-down; the first option counts where none is chosen."""
    options = list(select.iter("option"))
    at = next((n for n, option in enumerate(options) if option.get("selected") is not None), 0)
    if at + 1 >= len(options):
        return at + 1, len(options), None
    value = (options[at + 1].get("value") or "").strip()
    jump = _JUMP.search(select.get("onchange") or "")
    written = (jump[1] if jump else "") + value
    if not re.search(r"[/?.]", written):  # a bare number: how it gets into the address stands in a script
        return at + 1, len(options), None
    return at + 1, len(options), resolve(split_post(page.url).url, written)


PLATFORM = LegacyAsp()
