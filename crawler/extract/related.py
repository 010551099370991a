"""Links between a document and its interpretation (政策文件, 政策解读), as a page shows them. Pure.

Kept is little: on a page that interprets something, links whose text has much of the page's own title or says 原文; on
any other page, links whose text says 解读 or the like. Names of menu entries are not such links.
"""

from __future__ import annotations

import re

from crawler.columns import name_key, sheet
from crawler.extract.flow import plain
from crawler.identity import canonical_key, resolve
from crawler.page import Page
from crawler.sight import Related

WORDS = ("解读", "图解", "问答", "一图读懂", "图说")
ORIGINAL = ("原文", "政策文件", "文件全文", "相关文件")
_MOST = 20  # of one page
_SHARED = 8  # characters in a row that a link shares with the title
_NOISE = re.compile(r"[\s《》“”\"'（）()【】\[\]：:，,。、·—-]+")


def read_related(page: Page, title: str) -> tuple[Related, ...]:
    """The links of an article page that may lead to its document or to its interpretation, each address once."""
    interprets = any(word in title for word in WORDS)
    own = pieces(title)
    found: dict[str, Related] = {}
    for anchor in page.tree.iter("a"):
        href = anchor.get("href")
        if not href:
            continue
        text = plain(anchor.get("title") or anchor.text_content() or "")
        if not _is_meant(text, own, interprets=interprets):
            continue
        url = resolve(page.url, href)
        if url is None or url == page.url:
            continue
        found.setdefault(canonical_key(url), Related(url, text[:200]))
        if len(found) == _MOST:
            break
    return tuple(found.values())


def pieces(title: str) -> frozenset[str]:
    """All pieces of a title that are long enough to say that two titles speak of one thing."""
    bare = _NOISE.sub("", title)
    return frozenset(bare[start : start + _SHARED] for start in range(len(bare) - _SHARED + 1))


def _is_meant(text: str, own: frozenset[str], *, interprets: bool) -> bool:
    if not 2 <= len(text) <= 120 or _is_menu(text):
        return False
    if not interprets:
        return any(word in text for word in WORDS)
    return any(word in text for word in ORIGINAL) or not own.isdisjoint(pieces(text))


def _is_menu(text: str) -> bool:
    """True for what column sheets know as the name of a column: 政策解读, 政策文件."""
    return len(text) <= 6 and name_key(text) in sheet().by_name
