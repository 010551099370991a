"""VSB (博达 Visual SiteBuilder): `/info/1001/1234.htm`, columns as files (`xwzx/tzgg.htm`), lists numbered backwards.

The generic readers know its rows and meta lines. What is left: to know the platform, to take the next page from the
page's own 下页 link alone (page 2 of 144 is `tzgg/143.htm`, `tzgg/1.htm` is the oldest, so counting up never works),
and to take the number of pages from `1/144` rather than from the largest number in an address.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.extract.links import squeeze
from crawler.identity import resolve
from crawler.model import ListPage, PageKind, Reading
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import assemble, view_of

_ARTICLE = re.compile(r"/info/\d+/\d+\.html?$")
_MARKS = re.compile(
    r"vsb_content|v_news_content|_newscontent_fromname|Visual SiteBuilder|/system/resource/|_showDynClicks"
    r"|id=\"line_u\d+_\d+\"|winstyle\d{3,}|urltype=(?:tree|news)\.",
    re.IGNORECASE,
)
_SIGNS = (
    "vsb_",
    "v_news_content",
    "_newscontent_",
    "SiteBuilder",
    "/system/resource/",
    "_showDyn",
    "line_u",
    "winstyle",
    "urltype=",
)
_NEXT = re.compile(r"^[\s>»]*(?:下一?页|下页)[\s>»]*$")
_NEXT_NAMES = re.compile(r"(?:^|\s)p_next(?:\s|$)|(?:^|\s)Next(?:\s|$)")
_OFF = re.compile(r"_d(?:\s|$)|disabled", re.IGNORECASE)  # p_next_d: no next page
_COUNTS = re.compile(r"共\s*(\d{1,7})\s*条(?:[^\d]{0,12}(\d{1,5})\s*/\s*(\d{1,5}))?")
_SLASHED = re.compile(r"^\s*(\d{1,5})\s*/\s*(\d{1,5})\s*(?:页)?\s*$")
_LISTS = (PageKind.LIST, PageKind.CATALOGUE)


class Vsb:
    """Reads VSB pages."""

    name = "vsb"
    usual_rows = 10  # 共1432条 1/144

    def recognises(self, page: Page) -> float:
        """By what only this product writes: two different marks, or one and the shape of the address."""
        marks: set[str] = set()
        if any(sign in page.text for sign in _SIGNS):  # most pages have none: looked for plainly first
            marks = {match[0].lower()[:12] for match in _MARKS.finditer(page.text)}
        if _ARTICLE.search(urlsplit(page.url).path):
            return 0.75 if marks else 0.5
        return 0.7 if len(marks) >= 2 else 0.45 if marks else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        reading = assemble(page, hint, self.name, view_of(page, hint))
        if reading.kind in _LISTS and reading.listing is not None and reading.listing.rows:
            return replace(reading, listing=_paged(page, reading.listing))
        return reading


def _paged(page: Page, listing: ListPage) -> ListPage:
    """The list with its place among the pages, and the next page as the page links it (or none)."""
    total, this, pages = _counts(page)
    found, url, href = _next_link(page)
    listing = replace(
        listing,
        total=total if total is not None else listing.total,
        page=this or listing.page,
        pages=pages or listing.pages,
    )
    if found:
        listing = replace(listing, next_href=href, next_url=url)
    return listing


def _counts(page: Page) -> tuple[int | None, int | None, int | None]:
    """(entries, this page, pages) of `共1432条 1/144`; the parts may stand in boxes of their own."""
    total = this = pages = None
    for element in page.tree.iter("td", "span", "div", "p", "font"):
        text = squeeze(" ".join(element.itertext()))
        if len(text) > 200 or ("/" not in text and "条" not in text):
            continue
        counts = _COUNTS.search(text)
        if counts is not None:
            total = int(counts[1])
            if counts[2]:
                return total, int(counts[2]), int(counts[3])
        slashed = _SLASHED.match(text)
        if slashed is not None and int(slashed[1]) <= int(slashed[2]):
            this, pages = int(slashed[1]), int(slashed[2])
    return total, this, pages


def _next_link(page: Page) -> tuple[bool, str | None, str | None]:
    """(does the pager tell, the next page's address, as written). A 下页 without a link: this is the last page."""
    for element in page.tree.iter("a", "span"):
        if not _NEXT.match(element.text_content()):
            continue
        link = element if element.tag == "a" else next(iter(element.iter("a")), element)
        above = element.getparent()
        names = f"{element.get('class') or ''} {above.get('class') or '' if above is not None else ''}"
        href = (link.get("href") or "").strip()
        url = resolve(page.url, href) if href and not _OFF.search(names) else None
        if url is not None or _NEXT_NAMES.search(names) or _OFF.search(names):
            return True, url, href if url else None
    return False, None, None


PLATFORM = Vsb()
