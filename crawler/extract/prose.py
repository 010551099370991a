"""How much running text a page holds."""

from __future__ import annotations

import re

from crawler.extract.xpaths import placed_texts
from crawler.page import Page

_long_texts = placed_texts("//text()[string-length(.) > 20]")
_NO_PROSE = frozenset({"a", "script", "style", "select", "option", "title", "form", "noscript"})
_FOOTER = re.compile(r"版权所有|主办单位|ICP备|标识码|Copyright|技术支持|建议使用|浏览器")


def running_text(page: Page) -> int:
    """The number of characters of running text outside links, forms and the footer's usual lines."""
    total = 0
    for text, holder, behind in _long_texts(page.tree):
        length = len(text.strip())
        if length <= 20 or _FOOTER.search(text):
            continue
        element = holder.getparent() if behind else holder
        while element is not None and element.tag not in _NO_PROSE:
            element = element.getparent()
        total += length if element is None else 0
    return total
