"""Disclosure catalogues (政府信息公开目录, about 2008–2018): a tree of classes and a table with 索引号.

Not one product but a shape that every family had to implement. Recognised by a table whose header names 索引号, or
by rows that each carry a block of metadata. The list facts beyond title and date land in the rows' fields.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml.html import HtmlElement

from crawler.extract.links import Anchors, squeeze
from crawler.extract.listing import header_of
from crawler.identity import resolve
from crawler.model import Link, ListPage, PageKind, Reading, Role, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import assemble, view_of

_INDEX_LABEL = re.compile(r"^(?:索引号?|索取号|信息索引)$")
_INDEX_WORD = re.compile(r"索(?:\s|&nbsp;|　)*引(?:\s|&nbsp;|　)*号|索取号|信息索引")
_ONCLICK = re.compile(
    r"""(?:window\.open|location(?:\.href)?\s*=|openwin|open)\s*\(?\s*['"]([^'"]{3,300})['"]""", re.IGNORECASE
)
_NEW_NAMES = {
    "索取号": "索引号",
    "信息索引": "索引号",
    "索引": "索引号",
    "发文机关": "发布机构",
    "发文机构": "发布机构",
    "发布单位": "发布机构",
}


class DisclosureCatalogue:
    """Reads lists with 索引号."""

    name = "disclosure_catalogue"

    def recognises(self, page: Page) -> float:
        """A header row with 索引号, or several 索引号 labels on a page that is no article."""
        if "索" not in page.text or _INDEX_WORD.search(page.text) is None:
            return 0.0
        if any(_has_index_header(table) for table in page.tree.iter("table")):
            return 0.8
        return 0.4 if sum(1 for _ in _INDEX_WORD.finditer(page.text)) >= 4 else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says; rows carry 索引号, 文号, 发布机构 under one name each."""
        view = view_of(page, hint)
        reading = assemble(page, hint, self.name, view)
        reading = replace(reading, links=(*reading.links, *_framed(page, view.anchors)))
        if reading.listing is None:
            return reading
        rows = tuple(_one_name_each(row) for row in reading.listing.rows)
        if not rows and reading.kind is PageKind.LIST:
            rows = _popup_rows(page, view.anchors)
        return replace(reading, listing=_with(reading.listing, rows))


def _has_index_header(table: HtmlElement) -> bool:
    labels = header_of(table)
    return len(labels) >= 2 and any(_INDEX_LABEL.match(label) for label in labels)


def _one_name_each(row: Row) -> Row:
    if not row.fields:
        return row
    fields = {
        _NEW_NAMES.get(label, label): value for label, value in row.fields.items() if value not in ("-", "无", "/")
    }
    return replace(row, fields=fields)


def _with(listing: ListPage, rows: tuple[Row, ...]) -> ListPage:
    return replace(listing, rows=rows)


def _popup_rows(page: Page, anchors: Anchors) -> tuple[Row, ...]:
    """Rows whose link opens a window by script: the address is in `onclick`, where it is one."""
    rows: list[Row] = []
    for anchor in anchors.all:
        script = f"{anchor.element.get('onclick') or ''} {anchor.href}"
        match = _ONCLICK.search(script)
        url = resolve(anchors.base, match[1]) if match else None
        if url and anchor.label and len(squeeze(anchor.label)) > 5:
            rows.append(Row(anchor.label, anchor.href, url))
    return tuple(rows)


def _framed(page: Page, anchors: Anchors) -> tuple[Link, ...]:
    """Tree and list in inner frames: the outer page alone has no links at all."""
    found: list[Link] = []
    for frame in page.tree.iter("iframe", "frame"):
        url = resolve(anchors.base, frame.get("src") or "")
        if url:
            found.append(Link(url, squeeze(frame.get("title") or frame.get("name") or ""), Role.LINK))
    return tuple(found)


PLATFORM = DisclosureCatalogue()
