"""UCAP, old generation (about 2007–2018): `/publicfiles/business/htmlfiles/` with XML data islands.

A column page has no links to its articles: the whole list is an XML island, and several islands share a page
(top news first). Which one is the column's own is told by ParentCateId and the breadcrumb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from crawler.dates import parse_day
from crawler.extract.islands import Island, read_islands, without_islands
from crawler.extract.kind import Verdict
from crawler.extract.links import name_of
from crawler.identity import resolve
from crawler.model import Link, ListPage, PageKind, Reading, Role, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import View, assemble, view_of

_ROOT = "/publicfiles/business/htmlfiles/"
_ALIAS = re.compile(r"^/business/htmlfiles/", re.IGNORECASE)
_PATH = re.compile(r"/business/+htmlfiles/", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_TOP = re.compile(r"top|focus|hot|scroll|pic|banner|推荐|头条|热点|要闻", re.IGNORECASE)
_PINNED = re.compile(r"^(?:置顶|top|1)$", re.IGNORECASE)


class UcapPublicfiles:
    """Reads XML islands; everything else on the page is read by its structure."""

    name = "ucap_publicfiles"
    usual_rows = 20  # what script paints of the island at a time

    def recognises(self, page: Page) -> float:
        """By the islands, or by the path that only this product has."""
        if "<RECS" in page.text and ("DocumentsDataSrc" in page.text or "InfoURL" in page.text):
            return 0.95
        return 0.9 if _PATH.search(urlsplit(page.url).path) else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        islands = read_islands(page.text)
        if not islands:
            return assemble(page, hint, self.name, view_of(page, hint))
        # The islands would be mangled by the HTML parser and mangle what follows them.
        bare = Page(page.url, without_islands(page.text).encode(), "text/html; charset=utf-8", page.status)
        view = view_of(bare, hint)
        reading = self._with_islands(bare, hint, view, islands)
        return replace(reading, encoding=page.encoding)

    def _with_islands(self, page: Page, hint: Hint, view: View, islands: Sequence[Island]) -> Reading:
        if view.verdict.kind is PageKind.HOME:
            reading = assemble(page, hint, self.name, view)
            rows = tuple(row for island in islands for row in rows_of(island, page.url))
            assert reading.home is not None
            return replace(reading, home=replace(reading.home, rows=rows), links=_linked(reading, rows))
        own, warning = own_island(islands, view.crumb.names or hint.column_path)
        others = tuple(row for island in islands if island is not own for row in rows_of(island, page.url))
        if own is None or (len(islands) == 1 and warning and view.lists.main is not None):
            return self._without_own(page, hint, view, others)
        verdict = Verdict(PageKind.LIST, "the column's island")
        reading = assemble(page, hint, self.name, replace(view, verdict=verdict))
        rows = rows_of(own, page.url)
        total = own.total if own.total is not None else len(rows)
        if total != len(rows):
            warning = f"the island states {total} records and holds {len(rows)}"
        warnings = (*reading.warnings, warning) if warning else reading.warnings
        listing = ListPage(rows, page=1, pages=1, total=total)
        return replace(reading, listing=listing, links=_linked(reading, others), warnings=warnings)

    def _without_own(self, page: Page, hint: Hint, view: View, others: Sequence[Row]) -> Reading:
        """No island is the column's own: rows written by the server, a single page, or a landing page."""
        if view.verdict.kind is PageKind.OTHER:
            view = replace(view, verdict=Verdict(PageKind.OTHER, "landing page: islands of other columns"))
        reading = assemble(page, hint, self.name, view)
        return replace(reading, links=_linked(reading, others))


def own_island(islands: Sequence[Island], path: Sequence[str]) -> tuple[Island | None, str]:
    """The island that is the column's own list, and a warning where that is uncertain.

    By name first (ParentCateId is the column of the path). Without a match: the one whose records name no column; the
    only island, if all its records name one column; else the page shows extracts of other columns, and there is none.
    """
    name = name_of(path[-1]) if path else None
    if name is not None:
        named = [island for island in islands if island.column is not None and name_of(island.column) == name]
        if named:
            return max(named, key=lambda island: len(island.records)), ""
    blank = [island for island in islands if island.column is None and not _TOP.search(island.name)]
    filled = [island for island in islands if island.column is not None]
    if len(blank) == 1:
        return blank[0], ""
    if len(islands) == 1 and len(islands[0].columns) == 1:
        return islands[0], "the island names another column"
    foreign = {island.column for island in filled}
    if len(foreign) > 1 or (name is not None and filled):
        return None, ""
    best = max(islands, key=lambda island: len(island.records))
    return best, "several islands and no name to choose by: the longest was taken"


def rows_of(island: Island, url: str) -> tuple[Row, ...]:
    """The records of an island as rows; InfoURL counts from the product's root, not from the page."""
    rows: list[Row] = []
    for record in island.records:
        title = record.get("Title") or record.get("InfoTitle") or ""
        href = record.get("InfoURL", "")
        address = address_of(href, url)
        if not title or address is None:
            continue
        raw = record.get("PublishedTime", "")
        pinned = title.startswith(("[置顶]", "【置顶】")) or bool(_PINNED.match(record.get("ExpStr1", "")))
        rows.append(
            Row(
                title=re.sub(r"^[\[【]置顶[\]】]\s*", "", title),
                href=href,
                url=address,
                listed_on=parse_day(raw) if raw else None,
                raw_date=raw,
                pinned=pinned,
                truncated=title.endswith(("…", "...")),
                column_hint=record.get("ParentCateId") or None,
            )
        )
    return tuple(rows)


def address_of(href: str, url: str) -> str | None:
    """The absolute address of an InfoURL, slash noise and the alias of the root removed."""
    written = href.strip().replace("\\", "/")
    if not written:
        return None
    if not written.startswith("/") and "://" not in written:
        written = _ROOT + written
    resolved = resolve(url, _SLASHES.sub("/", written) if written.startswith("/") else written)
    if resolved is None:
        return None
    parts = urlsplit(resolved)
    path = _ALIAS.sub(_ROOT, _SLASHES.sub("/", parts.path))
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def _linked(reading: Reading, rows: Sequence[Row]) -> tuple[Link, ...]:
    """The page's links and the articles that other islands name."""
    seen = {link.url for link in reading.links}
    extra = [Link(row.url, row.title, Role.ARTICLE) for row in rows if not (row.url in seen or seen.add(row.url))]  # type: ignore[func-returns-value]
    return (*reading.links, *extra)


PLATFORM = UcapPublicfiles()
