"""A list that stands in a comment: the server wrote it, script takes it out and paints it page by page.

Only a comment that is all its box holds is believed: elsewhere a list in a comment is an old one that was put away.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.page import Page

_LARGEST = 500_000  # characters
_ROW = re.compile(r"<(?:li|tr|dl)\b[^>]*>.*?<a\b[^>]*\bhref\s*=\s*[\"']?[^\"'\s>#]", re.IGNORECASE | re.DOTALL)
_BOXES = frozenset({"ul", "ol", "dl", "table", "tbody", "div"})
_comments = etree.XPath("//body//comment()[contains(., '<a')]")


def page_in_comment(page: Page, base: str) -> Page | None:
    """The list that a comment holds, as a page of its own with the address `base`; None where there is none."""
    if "<!--" not in page.text:
        return None
    for comment in cast("list[etree._Comment]", _comments(page.tree)):
        text = comment.text or ""
        if len(text) > _LARGEST or not _ROW.search(text):
            continue
        box = cast("HtmlElement | None", comment.getparent())
        if box is None or box.tag not in _BOXES or "".join(box.itertext()).strip():
            continue
        inner = "table" if box.tag == "tbody" else box.tag
        source = f"<html><body><{inner}>{text}</{inner}></body></html>"
        return Page(base or page.url, source.encode("utf-8", "replace"), "text/html; charset=utf-8")
    return None
