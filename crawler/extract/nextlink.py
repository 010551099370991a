"""Which link of a pager leads to the next page, and where it leads: by address, by script, or by an attribute."""

from __future__ import annotations

import re

from crawler.extract.links import Anchor
from crawler.identity import resolve

NEXT = re.compile(r"^[\[【<«\s]*(?:下一?页|后一?页|下一頁|(?i:next)(?:\s?page)?)[\]】>»›\s]*$|^[>›]$")
PREVIOUS = re.compile(r"^[\[【<«‹\s]*(?:上一?页|前一?页|(?i:prev(?:ious)?))[\]】\s]*$|^[<‹]$")
NUMBER = re.compile(r"^[\[【\s]*(\d{1,5})[\]】\s]*$")
_ARROWS = re.compile(r"^[>›»]{0,2}$")
_NAMED_NEXT = re.compile(r"next|xyy|xiayiye", re.IGNORECASE)
_GOES_TO = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|window\.open\s*\()\s*['"]([^'"]+)['"]"""
)
_PAGE_FILE = re.compile(r"\.(?:s?html?|jsp|aspx?|php|do)(?:\?|$)", re.IGNORECASE)


def is_next(anchor: Anchor) -> bool:
    """True for 下一页, and for an arrow or a picture whose element says `next`."""
    text = anchor.text or anchor.title
    if NEXT.match(text):
        return True
    names = f"{anchor.element.get('class') or ''} {anchor.element.get('id') or ''} {anchor.element.get('rel') or ''}"
    return _ARROWS.match(text) is not None and _NAMED_NEXT.search(names) is not None


def target_of(anchor: Anchor, base: str) -> tuple[str | None, str | None]:
    """Where a link of the pager leads: its address, or what its script goes to (`onclick="location.href='…'"`)."""
    if anchor.url and not anchor.href.strip().startswith("#"):
        return anchor.href, anchor.url
    goes = _GOES_TO.search(anchor.href) or _GOES_TO.search(anchor.element.get("onclick") or "")
    named = (anchor.element.get("tagname") or "").strip()  # easysite and its kin keep the address there
    href = goes[1] if goes else named if _PAGE_FILE.search(named) else ""
    if not href:
        return anchor.href, anchor.url
    return href, (resolve(base, href) if base else href) or None
