"""UCAP, newer generation (2014 to today): `<UCAPTITLE>`, `c100123`, `list2_2.shtml`, lists by a search service.

Pages with rows in HTML are read by their structure; the pager call with the element's id first is known there. A
page without rows names a channel: its list is JSON from a search service, for which a channel code (`c100123`)
must first be exchanged for the channel's id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.extract.data import data_of, day_of, mappings_in, mappings_of, text_member_of, whole, words_of
from crawler.extract.kind import Verdict
from crawler.identity import resolve
from crawler.model import ListPage, PageKind, Reading, Role, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import View, assemble, view_of

_TAGS = re.compile(r"<(?:UCAPTITLE|UCAPCONTENT|PUBLISHTIME)\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"/c\d{4,}/(?:\d{6}/|c\d{5,}/|\d{4}-\d\d/\d\d/)|/\d{6}/[0-9a-f]{32}\.s?html?$|/content_[0-9a-f]{32}\.shtml$"
)
_CHANNEL = re.compile(r"/c\d{4,}/")
_NAMED_PAGER = re.compile(r"reatePageHTML\w*\s*\(\s*[\"'][A-Za-z_]\w*[\"']\s*,\s*\d")
_SERVICE = re.compile(
    r"(?P<path>[\w./:-]*/(?:common/search|searchList|es-search/search|search|manuscriptList))/?"
    r"(?:(?P<id>[0-9a-f]{32}|n\d{4,})(?P<query>\?[^\"'\s<>]*)?)?(?=[\"'?]|\s*[\"']\s*\+)"
)
_EXCHANGE = re.compile(r"[\w./:-]*/getChannelList(?=[\"'?])")
_CODE = re.compile(r"\bc\d{4,}\b")
_SERVICE_PATH = re.compile(
    r"/(?:common/search|searchList|es-search/search|search|manuscriptList)/(?:[0-9a-f]{32}|n\d+)/?$"
)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_SIZE = 20
_QUERY = {"_isAgg": "true", "_isJson": "true", "_pageSize": str(_SIZE), "_template": "index", "page": "1"}
_DATES = ("publishedTimeStr", "publishedTime", "publishTime", "pubDate")


class Ucap:
    """Reads shells, answers of the search service, and articles with UCAP's own tags."""

    name = "ucap"
    usual_rows = _SIZE

    def recognises(self, page: Page) -> float:
        """By its tags, the named pager call, the search service, or the shape of the address."""
        parts = urlsplit(page.url)
        text = page.text
        if _SERVICE_PATH.search(parts.path) or parts.path.endswith("/getChannelList"):
            return 0.9
        if "/getChannelList" in text or (_mentions_tags(page) and _TAGS.search(text)):
            return 0.8
        if ("reatePageHTML" in text and _NAMED_PAGER.search(text)) or ("channelId" in text and _SERVICE.search(text)):
            return 0.65
        return 0.6 if _CHANNEL.search(parts.path) and _ARTICLE.search(parts.path) else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        data = data_of(page)
        if data is not None:
            return self._answer(page, data)
        if hint.role is Role.LIST_PAGE and _SERVICE_PATH.search(urlsplit(page.url).path):
            return Reading(PageKind.OTHER, self.name, page.encoding, error="the search service answered with a page")
        view = view_of(page, hint)
        first = _first_request(page)
        if first is None or view.verdict.kind in (PageKind.HOME, PageKind.ARTICLE):
            return assemble(page, hint, self.name, view)
        if _shows_rows(view):
            return _continued(assemble(page, hint, self.name, view), view, first)
        reading = assemble(
            page, hint, self.name, replace(view, verdict=Verdict(PageKind.LIST, "a search service's list"))
        )
        return replace(reading, listing=ListPage((), first, first, page=1, elsewhere=True))

    def _answer(self, page: Page, data: Any) -> Reading:
        channel = _channel_in(data)
        if channel is not None and urlsplit(page.url).path.endswith("/getChannelList"):
            first = resolve(page.url, f"/common/search/{channel}?{urlencode(_QUERY)}")
            listing = ListPage((), first, first, page=1, elsewhere=first is not None)
            return Reading(PageKind.LIST, self.name, page.encoding, listing=listing)
        holder = next((entry for entry in mappings_in(data) if _is_records(entry.get("results"))), None)
        if holder is None:
            said = words_of(data.get("msg")) if isinstance(data, Mapping) else ""
            return Reading(PageKind.OTHER, self.name, page.encoding, error=f"no list in the answer {said[:80]}".strip())
        rows = tuple(row for entry in mappings_of(holder["results"]) if (row := _row(entry, page.url)) is not None)
        total = next((n for entry in mappings_in(data) if (n := whole(entry.get("total"))) is not None), None)
        number, size = _page_asked(page.url), whole(holder.get("rows")) or _size_asked(page.url)
        more = bool(rows) and (number * size < total if total is not None else len(rows) >= size)
        href = _with_page(page.url, number + 1) if more else None
        listing = ListPage(rows, href, href, page=number, total=total)
        return Reading(PageKind.LIST, self.name, page.encoding, listing=listing)


def _is_records(value: Any) -> bool:
    """True for an array of records, the empty one included."""
    return isinstance(value, list) and all(isinstance(entry, Mapping) and "title" in entry for entry in value[:5])


def _shows_rows(view: View) -> bool:
    return view.lists.main is not None and any(row.listed_on for row in view.lists.main.rows)


def _continued(reading: Reading, view: View, first: str) -> Reading:
    """A page that shows the first rows and no pager: the service has the rows behind them."""
    listing = reading.listing
    if listing is None or view.pager.found or not _SERVICE_PATH.search(urlsplit(first).path):
        return reading
    query = _query_of(first) | {"_pageSize": str(len(listing.rows)), "page": "2"}
    href = urlsplit(first)._replace(query=urlencode(query)).geturl()
    return replace(reading, listing=replace(listing, next_href=href, next_url=href))


def _mentions_tags(page: Page) -> bool:
    return page.says("<ucap") or page.says("<publishtime")


# --- which request brings the rows ------------------------------------------------------------------


def _first_request(page: Page) -> str | None:
    """The request for the first rows that a shell's script makes; None where the page names none."""
    text = page.text
    service = _SERVICE.search(text)
    channel = (service["id"] if service else None) or text_member_of(text, "channelId")
    if service is not None and channel is not None and re.fullmatch(r"[0-9a-f]{32}|n\d{4,}", channel):
        stated = dict(parse_qsl((service["query"] or "").lstrip("?").replace("&amp;", "&"), keep_blank_values=True))
        query = _QUERY | {key: value for key, value in stated.items() if value and key not in ("page", "_isJson")}
        return resolve(page.url, f"{service['path']}/{channel}?{urlencode(query)}")
    exchange = _EXCHANGE.search(text)
    if exchange is None:
        return None
    stated_code = text_member_of(text, "channelCode") or text_member_of(text, "lmCode") or ""
    code = (
        stated_code
        if _CODE.fullmatch(stated_code)
        else next(iter(reversed(_CODE.findall(urlsplit(page.url).path))), None)
    )
    return resolve(page.url, f"{exchange[0]}?channelCode={code}") if code else None


def _channel_in(data: Any) -> str | None:
    found = (words_of(entry.get("channelId")) for entry in mappings_in(data))
    return next((value for value in found if re.fullmatch(r"[0-9a-f]{32}", value)), None)


def _query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _page_asked(url: str) -> int:
    return max(whole(_query_of(url).get("page")) or 1, 1)


def _size_asked(url: str) -> int:
    return whole(_query_of(url).get("_pageSize")) or _SIZE


def _with_page(url: str, number: int) -> str:
    return urlsplit(url)._replace(query=urlencode(_query_of(url) | {"page": str(number)})).geturl()


# --- a record ---------------------------------------------------------------------------------------


def _row(entry: Mapping[str, Any], url: str) -> Row | None:
    """A record as a row. `publishedTime` was found to disagree with its own string by a time zone: the string wins."""
    title = _without_marks(words_of(entry.get("title")))
    href = words_of(entry.get("url"))
    address = resolve(url, href) if href else None
    if not title or address is None:
        return None
    raw, day = next(((entry[key], day) for key in _DATES if (day := day_of(entry.get(key)))), ("", None))
    hint = words_of(entry.get("channelName")) or None
    return Row(title=title, href=href, url=address, listed_on=day, raw_date=words_of(raw), column_hint=hint)


def _without_marks(title: str) -> str:
    """A title of a search answer without `<em>` and entities."""
    return " ".join(unescape(_MARKUP.sub("", title)).split())


PLATFORM = Ucap()
