"""Hanweb JCMS, classic lists: `<datastore>` with `<record>` pieces of HTML, in the page or from dataproxy.jsp.

The column page holds the first group of pages itself, the rest comes from the proxy it names, group by group.
`?pageNum=2` on the column page is browser state only: the server always answers page 1.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.extract.datalist import load
from crawler.extract.fragments import rows_of_fragments
from crawler.extract.kind import Verdict
from crawler.identity import resolve
from crawler.model import Link, ListPage, PageKind, Reading, Role, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import assemble, view_of

_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?))\s*</record>", re.IGNORECASE | re.DOTALL)
_NEXT_GROUP = re.compile(r"<nextgroup>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</nextgroup>", re.IGNORECASE | re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)|totalRecord\s*:\s*['\"]?(\d+)", re.IGNORECASE)
_PAGES = re.compile(r"<totalpage>\s*(\d+)", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_PER_PAGE = re.compile(r"perPage\s*:\s*['\"]?(\d+)")
_GROUP = re.compile(r"groupSize\s*:\s*['\"]?(\d+)")
_PROXY = re.compile(r"proxyUrl\s*:\s*['\"]([^'\"]+)['\"]")
_PARAMETERS = re.compile(r"ajaxParam\s*:\s*\{([^{}]*)\}")
_PAIR = re.compile(r"(\w+)\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|([\w./-]+))")
_ARRAY = re.compile(r"InitData\w*\s*=\s*\[(.*?)\]\s*;", re.DOTALL)
_ITEM = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)
_LARGEST_GROUP = 300
_OLD = {
    name: re.compile(rf"\b{name}\[\w+\]\s*=\s*(?:'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\")")
    for name in ("urls", "headers", "year", "month", "day")
}


class Hanweb:
    """Reads lists that stand in a datastore."""

    name = "hanweb"
    usual_rows = 15

    def recognises(self, page: Page) -> float:
        """By the datastore or the script call that paints it; else by the shape of the address."""
        text = page.text
        if "<recordset>" in text or "<datastore>" in text or ".jpage(" in text or _ARRAY.search(text) or _is_old(text):
            return 0.9
        path = urlsplit(page.url).path
        return 0.5 if re.search(r"/col/col\d+/|/art/\d{4}/(?:\d{1,2}/\d{1,2}/)?art_|/art_\d+_\d+\.html", path) else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        fragments = records_of(page.text)
        view = view_of(page, hint)
        if not fragments or (view.verdict.kind is PageKind.ARTICLE and view.verdict.sure):
            return assemble(page, hint, self.name, view)
        rows = rows_of_fragments(fragments, page.url)
        reading = assemble(
            page, hint, self.name, replace(view, verdict=Verdict(PageKind.LIST, "rows in a datastore")), rows=rows
        )
        links = _without_proxy(reading.links)
        return replace(reading, listing=_listing(page, rows), links=links)


def records_of(text: str) -> list[str]:
    """The pieces of HTML in a datastore or in an InitData array; an empty list where there is neither.

    Two further forms: the datastore as a string in a JSONP answer, and (2008–2013) arrays of addresses and titles.
    """
    if "<datastore" in text[:2000] and text.lstrip()[:1] not in ("<", ""):
        answered = load(text)
        parts = answered.values() if isinstance(answered, dict) else (answered,)
        text = next((part for part in parts if isinstance(part, str) and "<record" in part), text)
    if _is_old(text):
        return _old_records(text)
    found = [match[1] if match[1] is not None else html.unescape(match[2]) for match in _RECORD.finditer(text)]
    if found:
        return found
    array = _ARRAY.search(text)
    if array is None:
        return []
    items = (match[1] if match[1] is not None else match[2] for match in _ITEM.finditer(array[1]))
    return [item.replace("\\/", "/").replace("\\'", "'").replace('\\"', '"') for item in items]


def _is_old(text: str) -> bool:
    return "headers[" in text and "urls[" in text


def _old_records(text: str) -> list[str]:
    """`urls[i]='/art/…';headers[i]="标题";year[i]='2016';…`: there is no link on the page at all."""
    found = {
        name: [m[1] if m[1] is not None else m[2] for m in pattern.finditer(text)] for name, pattern in _OLD.items()
    }
    days = [f"{y}-{m}-{d}" for y, m, d in zip(found["year"], found["month"], found["day"], strict=False)]
    if len(days) != len(found["urls"]):
        days = [""] * len(found["urls"])
    if len(found["headers"]) != len(found["urls"]):
        return []
    entries = zip(found["urls"], found["headers"], days, strict=True)
    return [
        f'<li><a href="{html.escape(url)}">{html.escape(html.unescape(title))}</a><span>{day}</span></li>'
        for url, title, day in entries
    ]


def _listing(page: Page, rows: Sequence[Row]) -> ListPage:
    """The list with its next group. Rows that the group repeats from the one before are the store's; they stay."""
    text = page.text
    match = _TOTAL.search(text)
    total = int(match[1] or match[2]) if match else None
    pages = _PAGES.search(text)
    href = _next_group(page, len(rows), total)
    return ListPage(
        rows=tuple(rows),
        next_href=href,
        next_url=resolve(page.url, href) if href else None,
        pages=int(pages[1]) if pages else None,
        total=total,
    )


def _next_group(page: Page, shown: int, total: int | None) -> str | None:
    """The request for the next group, or None.

    Servers obey either the range of records or the number of the group (`page`), and which one cannot be told: where
    the page gives both, both are asked for. What `nextgroup` names is the page's latest word and wins.
    """
    group = _NEXT_GROUP.search(page.text)
    href = _HREF.search(group[1]) if group else None
    named = html.unescape(href[1]) if href is not None else None
    ranged = _next_range(page, shown, total) or _following_range(page.url, total)
    if named is None:
        return ranged
    if ranged is None:
        return None if total is not None and _all_shown(page.url, shown, total) else named
    path, _, query = named.partition("?")
    pairs = dict(parse_qsl(urlsplit(ranged).query, keep_blank_values=True))
    return f"{path}?{urlencode(pairs | dict(parse_qsl(query, keep_blank_values=True)))}"


def _next_range(page: Page, shown: int, total: int | None) -> str | None:
    """The proxy that a column page names, asked for the records behind those it shows itself."""
    proxy, parameters = _PROXY.search(page.text), _PARAMETERS.search(page.text)
    if proxy is None or parameters is None or total is None or shown >= total:
        return None
    pairs = {m[1]: next(g for g in m.groups()[1:] if g is not None) for m in _PAIR.finditer(parameters[1])}
    per_page, size = _number(_PER_PAGE, page.text, 15), _number(_GROUP, page.text, 3)
    last = min(shown + min(per_page * size, _LARGEST_GROUP), total)
    query = {"startrecord": shown + 1, "endrecord": last, "perpage": per_page}
    return f"{proxy[1]}?{urlencode(query | pairs)}"


def _following_range(url: str, total: int | None) -> str | None:
    """An answer of the proxy may tell no next group; its own address does (startrecord, endrecord)."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    start, end = query.get("startrecord", ""), query.get("endrecord", "")
    if not (start.isdigit() and end.isdigit()) or total is None or int(end) >= total:
        return None
    size = int(end) - int(start) + 1
    query |= {"startrecord": str(int(end) + 1), "endrecord": str(min(int(end) + size, total))}
    if query.get("page", "").isdigit():
        query["page"] = str(int(query["page"]) + 1)
    return f"{parts.path}?{urlencode(query)}"


def _all_shown(url: str, shown: int, total: int) -> bool:
    """True where the column page holds all records, or the address asked for the last ones: a next group repeats."""
    end = dict(parse_qsl(urlsplit(url).query)).get("endrecord", "")
    return int(end) >= total if end.isdigit() else ("dataproxy" not in url and shown >= total)


def _number(pattern: re.Pattern[str], text: str, default: int) -> int:
    match = pattern.search(text)
    return int(match[1]) if match else default


def _without_proxy(links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(link for link in links if "dataproxy.jsp" not in link.url or link.role is not Role.LINK)


PLATFORM = Hanweb()
