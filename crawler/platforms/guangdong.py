"""What the three Guangdong platforms (gkmlpt, NFCMS, hdjlpt) of one site have in common: its number, its addresses.

`/gkmlpt/index#721` selects a column of the catalogue by a fragment, which never reaches the server: all columns
would be one page. Such a link is read as the address of the column's data instead.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.identity import resolve, same_site
from crawler.model import Link, Role
from crawler.page import Page

CATALOGUE = re.compile(r"^(?P<base>.*?/gkmlpt)(?=/|$)")
_SITE = (
    re.compile(r"\bSID[\"']?\s*:\s*[\"']?(\w{1,12})"),
    re.compile(r"NFCMS_SITE_ID\s*=\s*[\"']?(\w{1,12})"),
    re.compile(r"\bsite_?id[\"']?\s*[:=]\s*[\"']?(\d{1,12})", re.IGNORECASE),
)
_LINK = re.compile(
    r"""(?P<quote>["'])(?P<page>[^"'#<>\s]*/gkmlpt(?:/(?:index(?:\.html)?|mindex/?)?)?)#/?(?P<column>\d+)(?P=quote)"""
)


def site_number(text: str) -> str | None:
    """The number of the site as its scripts state it (`SID`, `NFCMS_SITE_ID`, `site_id`), or None."""
    return next((match[1] for pattern in _SITE if (match := pattern.search(text))), None)


def column_address(base: str, column: int | str, sid: str, page: int = 1) -> str:
    """The data of one column of the catalogue at `base` (`http://…/gkmlpt`), page by page."""
    return f"{base}/api/all/{column}?page={page}&sid={sid}"


def catalogue_base(url: str) -> str | None:
    """The address of the catalogue that a page belongs to (`http://…/gkmlpt`), or None."""
    parts = urlsplit(url)
    match = CATALOGUE.match(parts.path)
    return f"{parts.scheme}://{parts.netloc}{match['base']}" if match else None


def resolve_column(url: str, href: str, sid: str | None) -> str | None:
    """The data address behind a link to `…/gkmlpt/index#721` of this site; None for every other link."""
    match = _LINK.fullmatch(f'"{href.strip()}"')
    page = resolve(url, match["page"]) if match else None
    base = catalogue_base(page) if page else None
    if match is None or page is None or base is None or sid is None or not _is_own(base, url):
        return None
    return column_address(base, match["column"], sid)


def _is_own(base: str, url: str) -> bool:
    """True for the catalogue of the page's own site: on its host, in the folder that the page lies in too.

    Several bureaus share some hosts, each in a folder of its own and each with its own number.
    """
    folder = urlsplit(base).path.removesuffix("gkmlpt")
    return same_site(base, url) and urlsplit(url).path.startswith(folder)


def with_columns_resolved(page: Page) -> Page:
    """The page with every link to a catalogue column by fragment replaced by the column's data address."""
    if "/gkmlpt" not in page.text or "#" not in page.text:
        return page
    sid = site_number(page.text)

    def replaced(match: re.Match[str]) -> str:
        address = resolve_column(page.url, f"{match['page']}#{match['column']}", sid)
        return f"{match['quote']}{address}{match['quote']}" if address else match[0]

    text = _LINK.sub(replaced, page.text)
    return (
        page
        if text == page.text
        else Page(page.url, text.encode("utf-8", "replace"), "text/html; charset=utf-8", page.status)
    )


def catalogue_links(page: Page, resolved: Page) -> tuple[Link, ...]:
    """The entrance of the catalogue, which holds its whole tree: links to its columns lead past it."""
    if resolved is page:
        return ()
    found = (resolve(page.url, match["page"]) for match in _LINK.finditer(page.text))
    bases = dict.fromkeys(base for url in found if url and same_site(url, page.url) and (base := catalogue_base(url)))
    return tuple(Link(f"{base}/index", "政府信息公开目录", Role.LINK) for base in bases)
