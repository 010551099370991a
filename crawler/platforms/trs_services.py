"""TRS list services behind column pages: IGS (JSON), govsearch (JSONP), WAS 5 (JSON; HTML is read by structure).

The column page is a shell whose script names the service with the channel's parameters. Of `pageIndex` and `pageNumber`
one is effective, and which one differs by site, so both are counted up together. The walk ends at the stated number of
pages, or with the first page that brings nothing new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from crawler.extract.calls import addresses, object_after, parameters
from crawler.extract.datalist import load, read_data
from crawler.extract.kind import Verdict
from crawler.extract.links import Anchors
from crawler.identity import resolve
from crawler.model import Link, ListPage, PageKind, Reading, Role
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import assemble, view_of

_SERVICE = re.compile(
    r"/igs/front/search/publish/data/list\.html|/igs/front/search/list\.html|/govsearch/jsonp/[\w/]{1,60}\.jsp"
    r"|/was5/web/search\b(?!\.jsp)",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(
    r"/?igs/front/search/(?:publish/data/)?list\.html|/?govsearch/jsonp/[\w/]{1,60}\.jsp|/?was5/web/search(?=[?'\"])",
    re.IGNORECASE,
)
_SIGNS = ("igs/front", "govsearch/", "was5/web")
_NUMBERS = frozenset({"page", "pageindex", "pagenumber", "pageno", "currentpage", "npage"})
_SIZES = ("pageSize", "pagesize", "perpage", "prepage", "rows")
_NEEDED = ("channelid", "filter[channelid]", "siteid", "lb", "index", "code")  # one of these makes a request a list


class TrsServices:
    """Reads shells that name a list service, and the service's answers."""

    name = "trs_services"
    usual_rows = 20

    def recognises(self, page: Page) -> float:
        """By the service in the address of an answer, or by a script of the page that asks for it."""
        if _SERVICE.search(urlsplit(page.url).path):
            return 0.96 if load(page.text[:200_000] if len(page.text) > 200_000 else page.text) is not None else 0.0
        if not any(sign in page.text for sign in _SIGNS):  # most pages have none: looked for plainly first
            return 0.0
        return 0.82 if _IN_TEXT.search(page.text) and next(_requests(page), None) else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        if _SERVICE.search(urlsplit(page.url).path):
            return self._answer(page)
        view = view_of(page, hint)
        following = next(_requests(page), None)
        if following is None or view.verdict.kind in (PageKind.ARTICLE, PageKind.HOME) or view.lists.main is not None:
            return assemble(page, hint, self.name, view)
        verdict = Verdict(PageKind.LIST, "a list of the service")
        reading = assemble(page, hint, self.name, replace(view, verdict=verdict))
        listing = ListPage((), following, following, page=1, elsewhere=True)
        return replace(reading, listing=listing, links=_without_service(reading.links))

    def _answer(self, page: Page) -> Reading:
        data = read_data(load(page.text), page.url)
        number = _page_number(page.url)
        if data is None or (not data.rows and data.total and number == 1 and not data.skipped):
            error = "the list service answered without a list"
            return Reading(PageKind.LIST, self.name, page.encoding, listing=ListPage(()), error=error)
        size = _size(page.url)
        pages = data.pages
        if pages is None and data.total is not None and size:
            pages = -(-data.total // size)
        more = bool(data.rows) and (pages is None or number < pages)
        following = _with_page(page.url, number + 1) if more else None
        warnings = (f"{data.skipped} entries of the list have no address",) if data.skipped else ()
        listing = ListPage(data.rows, following, following, page=number, pages=pages, total=data.total)
        return Reading(PageKind.LIST, self.name, page.encoding, listing=listing, warnings=warnings)


# --- what the page asks for -------------------------------------------------------------------------


def _requests(page: Page) -> Iterator[str]:
    """The requests for page 1 that the scripts of a page make, the complete ones only."""
    text = page.text.replace("&amp;", "&")
    base = Anchors.of(page).base or page.url
    for written in addresses(text, _IN_TEXT, _NUMBERS):
        url = resolve(base, written)
        if url is None:
            continue
        if "?" not in written:
            url = _with_data(url, text)
        if url is not None and _is_list(url):
            yield _with_page(url, 1)


def _with_data(url: str, text: str) -> str | None:
    """`$.ajax({url:'/igs/…/list.html', data:{index:'…', siteId:'3', pageIndex:n}})`: the fields of `data`."""
    path = urlsplit(url).path
    at = text.find(path)
    for opening in ("data:", "data :", "params:", ","):
        start = text.find(opening, at, at + 300)
        literal = object_after(text, start + len(opening)) if start >= 0 else None
        fields = parameters(literal, text) if literal is not None else {}
        if not fields:
            continue
        numbered = {name: 1 if name.lower() in _NUMBERS else value for name, value in fields.items()}
        told = {name: str(value) for name, value in numbered.items() if value is not None}
        return f"{url}?{urlencode(told, quote_via=quote)}"
    return None


def _is_list(url: str) -> bool:
    query = {name.lower(): value for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
    return any(query.get(name) for name in _NEEDED)


def _without_service(links: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(link for link in links if link.role is not Role.LINK or not _SERVICE.search(urlsplit(link.url).path))


# --- addresses --------------------------------------------------------------------------------------


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _page_number(url: str) -> int:
    """The page that an address asks for, counted from 1; 1 where it names none."""
    numbers = [int(v) for name, v in _query(url).items() if name.lower() in _NUMBERS and v.isdecimal()]
    return max(numbers, default=1) or 1


def _size(url: str) -> int | None:
    query = _query(url)
    found = next((query[name] for name in _SIZES if query.get(name, "").isdecimal()), None)
    return int(found) if found else None


def _with_page(url: str, number: int) -> str:
    """The address of a page: every parameter that may mean it is set, since only the server knows which one does."""
    parts = urlsplit(url)
    query = _query(url)
    names = [name for name in query if name.lower() in _NUMBERS]
    if not names:
        names = ["pageIndex", "pageNumber"] if "/igs/" in parts.path.lower() else ["page"]
    changed: Mapping[str, str] = query | {name: str(number) for name in names}
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(changed, quote_via=quote), ""))


PLATFORM = TrsServices()
