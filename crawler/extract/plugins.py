"""Pagers painted by a script plug-in: how many pages there are, and where the next one is.

`Ls.pagination("#page", function(n){ location.href = '/column/7?pageIndex=' + n }, {currPage: 1, pageCount: 15})`,
`$("#page").pagination({…})`, `laypage({…})`, and MvcPager's `data-page-count`, `data-url-format`. The address of a page
counts only where it is a text with the page number at one place; whatever is computed is not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.extract.xpaths import elements, texts
from crawler.page import Page


@dataclass(frozen=True, slots=True)
class Plugin:
    """What the call of a plug-in says; None where it says nothing."""

    page: int | None
    pages: int
    next_href: str | None
    total: int | None


_HEAD = re.compile(
    r"(?:\.pagination|\.paging|\.pager|\bPaging|laypage(?:\.render)?|\.jqPaginator|\.createPage)\s*\("
    r"|\"pages\"\s*:\s*\d+\s*,\s*\"current\"\s*:",
    re.I,
)
_HEAD_WORDS = (".pagination", "paging", ".pager", "laypage", ".jqpaginator", ".createpage", '"current"')
_LONGEST = 1500  # characters of a call
_SET_PAGE = re.compile(r"\.pagination\(\s*['\"]setPage['\"]\s*,\s*(\d{1,5})\s*,\s*(\d{1,5})\s*\)")
_PAGES = re.compile(
    r"\b(?:pageCount|totalPages?|pageTotal|allPages?|pages)['\"]?\s*:\s*(?:parseInt\()?['\"]?(\d{1,5})\b"
)
_THIS = re.compile(
    r"\b(?:currPage|currentPage|curPage|pageNo|pageIndex|current|curr)['\"]?\s*:\s*"
    r"(?:parseInt\()?['\"(]*(\d{1,5})['\")]*(?:\s*\+\s*(\d)\b)?"
)
_SIZE = re.compile(r"\b(?:pageSize|perPage|perSize|page_size|items_per_page|limit)['\"]?\s*[:=]\s*['\"]?(\d{1,4})\b")
_TOTAL = re.compile(r"\b(?:totalCount|totalRecords?|totalData|totalNum|recordCount)['\"]?\s*:\s*['\"]?(\d{1,7})\b")
_MARKED = re.compile(r"['\"]([^'\"\s]*?)(?:__page(?:index|num|no)?__|\{page(?:index|num|no)?\})([^'\"\s]*)['\"]", re.I)
_JOINED = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|open\s*\()\s*['\"]([^'\"\s]+)['\"]\s*\+\s*"
    r"(?:[\w$]*(?:page|index|num|curr)[\w$]*|[pnix]|e|obj\.curr)\b(?:\s*\+\s*['\"]([^'\"\s]*)['\"])?\s*[;,})]",
    re.IGNORECASE,
)
_scripts = texts("//script[not(@src)]/text()")
_counted = texts("//*[@pagecount]/@pagecount | //*[@class='pageCount']/text()")
_mvc = elements("//*[@data-page-count][@data-url-format]")


def read_plugin(page: Page, rows: int) -> Plugin | None:
    """The plug-in's pager of a page with `rows` entries, or None.

    A plug-in that turns the pages of entries which are all there (more of them than one page holds) is none.
    """
    if "data-page-count" in page.text:
        for element in _mvc(page.tree):
            return _of_attributes(element)
    if "pagecount=" in page.text or "pageCount" in page.text:
        counts = {text.strip() for text in _counted(page.tree)}
        if len(counts) == 1 and (count := counts.pop()).isdigit() and len(count) < 6:
            return Plugin(None, int(count), None, None)
    if not any(page.says(word) for word in _HEAD_WORDS) or not _HEAD.search(page.text):
        return None
    for script in _scripts(page.tree):
        for match in _HEAD.finditer(script):
            found = _of_call(script[match.start() : match.start() + _LONGEST])
            size = _SIZE.search(script)
            if found is not None and not (size is not None and rows > int(size[1])):
                return found
    return None


def _of_attributes(element: HtmlElement) -> Plugin | None:
    count, this = element.get("data-page-count") or "", element.get("data-current-page") or ""
    if not count.isdigit():
        return None
    address = re.sub(r"(?i)__pageindex__", "\0", element.get("data-url-format") or "")
    number = int(this) if this.isdigit() else None
    return _plugin(number, int(count), tuple(address.split("\0")), None)


def _of_call(call: str) -> Plugin | None:
    if fixed := _SET_PAGE.match(call):
        return _plugin(int(fixed[1]), int(fixed[2]), (), None)
    pages = _PAGES.search(call)
    if pages is None:
        return None
    this, total = _THIS.search(call), _TOTAL.search(call)
    address = _MARKED.search(call) or _JOINED.search(call)
    number = int(this[1]) + int(this[2] or 0) if this else None
    around = (address[1], address[2] or "") if address else ()
    return _plugin(number, int(pages[1]), around, int(total[1]) if total else None)


def _plugin(number: int | None, pages: int, around: tuple[str, ...], total: int | None) -> Plugin:
    following = number + 1 if number is not None and 0 < number < pages else None
    href = f"{around[0]}{following}{around[1]}" if following is not None and len(around) == 2 else None
    return Plugin(number if number else None, pages, href, total)
