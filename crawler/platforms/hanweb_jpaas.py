"""Hanweb jpaas (2020 →): lists come from a unit service, as HTML inside JSON.

The column page holds units, each `<script src="…/unitbuild.js" url="/api-gateway/…/build/unit" queryData="{'parseType':
'bulidstatic',…}">`. The list's unit is asked with these parameters as they stand; page N needs `paramJson={"pageNo":
N,"pageSize":n}`, for a bare `pageNo` is ignored and answers page 1 for ever. The answer tells `rows` (a page's size)
and `count` (the total); what lies beyond the last page is never asked for, and a page without a new row ends the walk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawler.extract.datalist import load
from crawler.extract.kind import Verdict
from crawler.extract.links import Anchors
from crawler.extract.listing import read_lists
from crawler.identity import resolve
from crawler.model import ListPage, PageKind, Reading, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import assemble, view_of

_SERVICE = "jpaas-publish-server"
_PAIR = re.compile(r"""['"]?(\w+)['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|([^,{}'"\s]+))""")
_LIST_TAG = re.compile(r"列表|当前栏目|分页|list|page", re.IGNORECASE)
_OTHER_TAG = re.compile(r"导航|位置|面包屑|头部|底部|nav|banner|head|foot|crumb|position|标题|名称", re.IGNORECASE)
_COUNT = re.compile(r"\bcount\s*=\s*[\"']?(\d{1,7})")
_ROWS = re.compile(r"\brows\s*=\s*[\"']?(\d{1,4})")
_LINKED_PAGE = re.compile(r"\b(?:data-page|data-pageno|pageno)\s*=\s*[\"']?(\d{1,5})", re.IGNORECASE)
_SIZE = 15  # the product's own default, asked for where nothing tells the size of a page


class HanwebJpaas:
    """Reads column pages built from units, and the answers of the unit service."""

    name = "hanweb_jpaas"
    usual_rows = 15

    def recognises(self, page: Page) -> float:
        """By the service in the address, or by a unit on the page."""
        if _SERVICE in urlsplit(page.url).path and page.text.lstrip("\ufeff \r\n\t")[:1] == "{":
            return 0.97
        text = page.text
        if "unitbuild" not in text and _SERVICE not in text:
            return 0.0
        return 0.85 if _units(page) else 0.6

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        if page.text.lstrip("\ufeff \r\n\t")[:1] == "{":
            return self._answer(page, hint)
        view = view_of(page, hint)
        unit = _list_unit(page)
        if unit is None or view.verdict.kind in (PageKind.ARTICLE, PageKind.HOME):
            return assemble(page, hint, self.name, view)
        main = view.lists.main
        reading = assemble(page, hint, self.name, replace(view, verdict=Verdict(PageKind.LIST, "a list unit")))
        rows = main.rows if main is not None else ()
        asked = _with_page(unit, 2, len(rows)) if rows else unit
        return replace(reading, listing=ListPage(rows, asked, asked, page=1, elsewhere=not rows))

    def _answer(self, page: Page, hint: Hint) -> Reading:
        """One page of the list. `data.html` holds rows and pager; anything else is an empty answer, or a refusal."""
        value = load(page.text)
        data = value.get("data") if isinstance(value, Mapping) else None
        markup = data.get("html") if isinstance(data, Mapping) else data
        if not isinstance(markup, str):
            said = str(value.get("message") or value.get("code") or "") if isinstance(value, Mapping) else ""
            error = f"the unit service answered without a list: {said}"
            return Reading(PageKind.LIST, self.name, page.encoding, listing=ListPage(()), error=error)
        rows = rows_of_html(markup, page.url)
        return Reading(PageKind.LIST, self.name, page.encoding, listing=_listing(page.url, markup, rows))


def rows_of_html(markup: str, url: str) -> tuple[Row, ...]:
    """The rows of a list that came as a piece of HTML; relative links count from `url`."""
    piece = Page(url, f"<html><body>{markup}</body></html>".encode(), "text/html; charset=utf-8")
    main = read_lists(piece, Anchors.of(piece)).main
    return main.rows if main is not None else ()


def _listing(url: str, markup: str, rows: tuple[Row, ...]) -> ListPage:
    asked = _page_of(url)
    size = _number(_ROWS, markup) or asked[1] or len(rows) or _SIZE
    total = _number(_COUNT, markup)
    linked = [int(number) for number in _LINKED_PAGE.findall(markup)]
    pages = -(-total // size) if total is not None else max(linked, default=0) or None
    number = asked[0]
    more = bool(rows) and (number < pages if pages is not None else True)
    following = _with_page(url, number + 1, size) if more else None
    return ListPage(rows, following, following, page=number, pages=pages, total=total)


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match else None


# --- units ------------------------------------------------------------------------------------------


def _units(page: Page) -> list[tuple[str, dict[str, str]]]:
    """(address, parameters) of each unit of the page, in order."""
    found: list[tuple[str, dict[str, str]]] = []
    for element in page.tree.iter("script", "div"):
        query = _attribute(element, "querydata")
        url = resolve(page.url, _attribute(element, "url"))
        if query and url and (_SERVICE in url or "unitbuild" in (element.get("src") or "")):
            found.append((url, _parameters(query)))
    return found


def _attribute(element: HtmlElement, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).lower() == name), "")


def _parameters(query: str) -> dict[str, str]:
    """`{'parseType':'bulidstatic','webId':'1'}`: no JSON, for it is written with single quotes."""
    pairs = (
        (match[1], next(group for group in match.groups()[1:] if group is not None)) for match in _PAIR.finditer(query)
    )
    return dict(pairs)


def _list_unit(page: Page) -> str | None:
    """The request of the unit that is the column's list; None where no unit is named like one."""
    units = _units(page)
    named = [unit for unit in units if _is_list(unit[1])]
    if not named and len(units) == 1 and units[0][1].get("pageType", "column") == "column":
        named = [unit for unit in units if not _OTHER_TAG.search(unit[1].get("tagId", ""))]
    if not named:
        return None
    url, parameters = max(named, key=lambda unit: _rank(unit[1]))
    return _with_query(url, parameters)


def _is_list(parameters: Mapping[str, str]) -> bool:
    tag = parameters.get("tagId", "")
    return bool(_LIST_TAG.search(tag)) and not _OTHER_TAG.search(tag) and parameters.get("pageType", "") != "index"


def _rank(parameters: Mapping[str, str]) -> tuple[bool, bool]:
    return parameters.get("pageType") == "column", "分页" in parameters.get("tagId", "")


# --- addresses --------------------------------------------------------------------------------------


def _with_query(url: str, parameters: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    pairs = dict(parse_qsl(parts.query, keep_blank_values=True)) | dict(parameters)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(pairs, quote_via=quote), ""))


def _page_of(url: str) -> tuple[int, int]:
    """(page, its size) that an address asks for; page 1 and 0 (unknown) where it names none."""
    query = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    try:
        asked = json.loads(query.get("paramJson", "{}"))
        return int(asked.get("pageNo", 1)), int(asked.get("pageSize", 0))
    except (ValueError, TypeError, AttributeError):
        return 1, 0


def _with_page(url: str, number: int, size: int) -> str:
    asked = json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))
    return _with_query(url, {"paramJson": asked})


PLATFORM = HanwebJpaas()
