"""The State Council's portal and sites built like it: `content_1234567.htm`, lists filled by JSON.

Two kinds of answers are lists: a plain array of the newest documents (`…ZHENGCE.json`, no paging) and a page of the
search service (`searchVO`, pages counted from 1, moments in milliseconds). The path of a document tells a month at
best; its dates stand in a table or in the line under the title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.extract.data import data_of, day_of, mappings_in, mappings_of, whole, words_of
from crawler.extract.kind import Verdict
from crawler.identity import resolve
from crawler.model import ListPage, PageKind, Reading, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import View, assemble, view_of

_DOCUMENT = re.compile(
    r"/(?:\d{6}|\d{4}-\d\d/\d\d)/content_\d{5,}\.html?$|/gongbao/content/\d{4}/content_\d{5,}\.html?$"
)
_MARKS = ("UCAP-CONTENT", "manuscriptId", "firstpublishedtime", "pages-date", "pages_content")
_REQUESTS = (  # what a shell's script asks for: the search service, a file in a request, a file named in capitals
    re.compile(r"[\"']((?:https?:)?[\w./-]*/search-gov/data\?[^\"'\s<>]*)[\"']"),
    re.compile(
        r"(?:\burl\s*:\s*|getJSON\s*\(\s*|\$\.get\s*\(\s*|fetch\s*\(\s*)[\"']((?:https?:)?[\w./-]+\.json)(?:\?[^\"']*)?[\"']"
    ),
    re.compile(r"[\"']((?:https?:)?[\w./-]*[A-Z]{4,}\w*\.json)(?:\?[^\"']*)?[\"']"),
)
_ADDRESS = ("url", "href", "link")
_DATES = ("pubtimeStr", "DOCRELPUBTIME", "docrelpubtime", "pubDate", "publishTime", "date", "pubtime")


class GovCn:
    """Reads JSON lists and documents of this kind."""

    name = "gov_cn"
    usual_rows = 20

    def recognises(self, page: Page) -> float:
        """By the shape of a JSON answer, or a document's address together with one of its marks."""
        start = page.text[:200].lstrip("\ufeff \t\r\n")
        if start[:1] in ("{", "["):
            return 0.6 if _records(data_of(page)) is not None else 0.0
        if _DOCUMENT.search(urlsplit(page.url).path) and any(mark in page.text for mark in _MARKS):
            return 0.75
        if ".json" not in page.text and "/search-gov/" not in page.text:
            return 0.0
        return 0.3 if any(pattern.search(page.text) for pattern in _REQUESTS) else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        records = _records(data_of(page))
        if records is not None:
            return Reading(PageKind.LIST, self.name, page.encoding, listing=_listing(page, *records))
        view = view_of(page, hint)
        if _DOCUMENT.search(urlsplit(page.url).path) and view.verdict.kind is not PageKind.HOME:
            view = replace(view, verdict=Verdict(PageKind.ARTICLE, "a document's address"))
            return assemble(page, hint, self.name, view)
        feed = None if _shows_rows(view) or view.verdict.kind in (PageKind.HOME, PageKind.ARTICLE) else _feed(page)
        if feed is None:
            return assemble(page, hint, self.name, view)
        reading = assemble(
            page, hint, self.name, replace(view, verdict=Verdict(PageKind.LIST, "filled from a JSON file"))
        )
        return replace(reading, listing=ListPage((), feed, feed, page=1, elsewhere=True))


def _shows_rows(view: View) -> bool:
    return view.lists.main is not None and any(row.listed_on for row in view.lists.main.rows)


def _feed(page: Page) -> str | None:
    """The data that a page's script asks for, if it names exactly one; of a search the first page."""
    for pattern in _REQUESTS:
        found = {match[1].replace("&amp;", "&") for match in pattern.finditer(page.text)}
        if len(found) == 1:
            return resolve(page.url, found.pop())
    return None


# --- lists ------------------------------------------------------------------------------------------


def _records(data: Any) -> tuple[Sequence[Mapping[str, Any]], int | None, int | None] | None:
    """(records, total, pages) of an answer; None where it is no list of documents. Pages: None where there are none."""
    if isinstance(data, list):
        entries = mappings_of(data)
        fits = len(entries) == len(data) and all(_value(entry, "title") and _link(entry) for entry in entries[:5])
        return (entries, len(entries), None) if entries and fits else None
    if not isinstance(data, Mapping):
        return None
    objects = list(mappings_in(data))
    holders = [entry for entry in objects if isinstance(entry.get("listVO"), list)]
    if not holders:
        return None
    totals = [whole(entry.get("totalCount")) for entry in holders]
    outer = next((n for entry in objects if (n := whole(entry.get("totalCount"))) is not None), None)
    total = outer if None in totals else sum(n or 0 for n in totals)
    pages = max((n for entry in objects if (n := whole(entry.get("totalpage"))) is not None), default=None)
    return [record for holder in holders for record in mappings_of(holder["listVO"])], total, pages


def _listing(page: Page, records: Sequence[Mapping[str, Any]], total: int | None, pages: int | None) -> ListPage:
    """A page of the search service; a plain array is the whole list."""
    rows = tuple(row for entry in records if (row := _row(entry, page.url)) is not None)
    query = dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
    number, size = max(whole(query.get("p")) or 1, 1), whole(query.get("n")) or len(records)
    if pages is None and total is not None and size:
        pages = -(-total // size)
    href = None
    if rows and "p" in query and pages is not None and number < pages:
        href = urlsplit(page.url)._replace(query=urlencode(query | {"p": str(number + 1)})).geturl()
    return ListPage(rows, href, href, page=number, total=total)


def _row(entry: Mapping[str, Any], url: str) -> Row | None:
    title = unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", words_of(_value(entry, "title"))))
    href = _link(entry)
    address = resolve(url, href) if href else None
    if not title or address is None:
        return None
    raw, day = next(((entry[key], day) for key in _DATES if (day := day_of(entry.get(key)))), ("", None))
    number, organ = words_of(entry.get("pcode")), words_of(entry.get("puborg"))
    fields = {label: value for label, value in (("文号", number), ("发布机构", organ)) if value}
    return Row(
        title=" ".join(title.split()), href=href, url=address, listed_on=day, raw_date=words_of(raw), fields=fields
    )


def _value(entry: Mapping[str, Any], name: str) -> Any:
    return entry.get(name) or entry.get(name.upper())


def _link(entry: Mapping[str, Any]) -> str:
    return next((href for name in _ADDRESS if (href := words_of(_value(entry, name)))), "")


PLATFORM = GovCn()
