"""Hanweb's disclosure module (信息公开, 2008–2020): a tree of classes by `tree.jsp`, lists by `search.jsp`.

The organ's page is a shell: its script names the organ (`area`) and the site (`jdid`), loads the tree and, mostly, the
list of the whole area. A class is `search.jsp` with `infotypeId`; browsers ask by POST, a GET with the same query is
answered too and is what we use, so that a class has an address a person can open. Page N is `currpage`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawler.dates import parse_day
from crawler.extract.kind import Verdict
from crawler.extract.links import name_of, squeeze
from crawler.extract.pager import stated_totals
from crawler.identity import resolve
from crawler.model import ListPage, NavNode, PageKind, Reading, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import assemble, view_of

_MODULE = re.compile(r"/module/xxgk/(tree|search|subjectinfo)\.jsp", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[\"']([^\"'\s]{0,200}/module/xxgk/(tree|search|subjectinfo)\.jsp\?[^\"'\s]+)[\"']", re.IGNORECASE
)
_CLICK = re.compile(r"funclick\s*\(\s*\\?[\"']([\w.-]{1,40})\\?[\"']", re.IGNORECASE)
_TREE_ADD = re.compile(
    r"\.add\s*\(\s*[\"']?([\w-]+)[\"']?\s*,\s*[\"']?([\w-]+)[\"']?\s*,\s*[\"']([^\"']{1,60})[\"']([^;\n]{0,200})"
)
_VARIABLE = re.compile(r"\b(jdid|area)\s*[=:]\s*[\"']?([\w-]+)[\"']?")
_PAGE_NO = re.compile(r"第\s*(\d{1,5})\s*页")
_ROW = re.compile(r"tr_main_value|xxgk_tr", re.IGNORECASE)
_OWN = ("isAllList", "infotypeId")  # parameters that make a request a list of its own


class HanwebXxgk:
    """Reads the module's shell, tree and lists."""

    name = "hanweb_xxgk"
    usual_rows = 20

    def recognises(self, page: Page) -> float:
        """By the address of the module, or by a page that loads its tree or list."""
        if _MODULE.search(urlsplit(page.url).path):
            return 0.96
        return 0.88 if "/module/xxgk/" in page.text and _tree_address(page) is not None else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        module = _MODULE.search(urlsplit(page.url).path)
        if module is not None and module[1].lower() == "tree":
            return self._tree(page, hint)
        view = view_of(page, hint)
        if module is not None:
            reading = assemble(
                page, hint, self.name, replace(view, verdict=Verdict(PageKind.LIST, "a list of the module"))
            )
            rows = tuple(rows_of(page)) or (view.lists.main.rows if view.lists.main is not None else ())
            return replace(reading, listing=_listing(page, rows), links=())
        reading = assemble(page, hint, self.name, view)
        tree = _tree_address(page)
        if tree is None or view.verdict.kind in (PageKind.ARTICLE, PageKind.HOME):
            return reading
        own = _list_address(page)
        if own is None:  # nothing but a tree: the page is its door
            return replace(reading, kind=PageKind.CATALOGUE, listing=None, refresh_url=tree)
        asked = _with_query(tree, _query(own) | _query(tree))
        return replace(reading, kind=PageKind.LIST, listing=ListPage((), asked, asked, page=1, elsewhere=True))

    def _tree(self, page: Page, hint: Hint) -> Reading:
        """The classes as columns below the one whose page loads the tree, and the way to its own list."""
        query = _query(page.url)
        base: dict[str, str] = {name: query[name] for name in ("jdid", "area") if name in query}
        base |= {"divid": query.get("divid", "div1"), "standardXxgk": query.get("standardXxgk", "1")}
        search = _MODULE.sub("/module/xxgk/search.jsp", page.url.partition("?")[0])
        nodes = tuple(_nodes(page, search, base))
        for name in reversed(hint.column_path):
            nodes = (NavNode(name, None, children=nodes),)
        own = {name: query[name] for name in _OWN if name in query}
        if not own:
            return Reading(PageKind.CATALOGUE, self.name, page.encoding, nav=nodes)
        asked = _with_query(search, base | own)
        listing = ListPage((), asked, asked, elsewhere=True)
        return Reading(PageKind.LIST, self.name, page.encoding, listing=listing, nav=nodes)


# --- the shell --------------------------------------------------------------------------------------


def _loaded(page: Page, kinds: tuple[str, ...]) -> Iterator[str]:
    """Addresses of the module that the page loads: in `src`, or as a string in its scripts."""
    for element in page.tree.iter("script", "iframe", "frame"):
        source = element.get("src") or ""
        match = _MODULE.search(source)
        if match is not None and match[1].lower() in kinds and (url := resolve(page.url, source)):
            yield url
    for match in _ADDRESS.finditer(page.text):
        if match[2].lower() in kinds and (url := resolve(page.url, html.unescape(match[1]))):
            yield url


def _tree_address(page: Page) -> str | None:
    """The tree's request, completed by what the page's script knows of organ and site."""
    url = next(_loaded(page, ("tree",)), None)
    if url is None:
        return None
    told = {match[1]: match[2] for match in _VARIABLE.finditer(page.text)}
    return _with_query(url, told | _query(url))


def _list_address(page: Page) -> str | None:
    found = _loaded(page, ("search", "subjectinfo"))
    return next((url for url in found if any(name in _query(url) for name in _OWN)), None)


# --- the tree ---------------------------------------------------------------------------------------


def _nodes(page: Page, search: str, base: Mapping[str, str]) -> Iterator[NavNode]:
    def address(code: str) -> str:
        return _with_query(search, {"infotypeId": code, **base})

    clickable = [a for a in page.tree.iter("a") if _CLICK.search(_script_of(a))]
    if clickable:
        yield from _from_markup(clickable, address)
    else:
        yield from _from_calls(page.text, address)


def _script_of(anchor: HtmlElement) -> str:
    return f"{anchor.get('onclick') or ''} {anchor.get('href') or ''}"


def _from_markup(anchors: list[HtmlElement], address: Callable[[str], str]) -> Iterator[NavNode]:
    """Nested lists: a class stands below the one whose list item holds its own."""
    below: dict[HtmlElement | None, list[HtmlElement]] = {}
    items = {next(a.iterancestors("li"), a): a for a in reversed(anchors)}
    for anchor in anchors:
        own = next(anchor.iterancestors("li"), anchor)
        above = next((items[li] for li in own.iterancestors("li") if li in items and items[li] is not anchor), None)
        below.setdefault(above, []).append(anchor)

    def grow(above: HtmlElement | None) -> Iterator[NavNode]:
        for anchor in below.get(above, ()):
            name, code = name_of(squeeze(anchor.text_content())), _CLICK.search(_script_of(anchor))
            if name and code is not None:
                yield NavNode(name, address(code[1]), code[1], tuple(grow(anchor)))

    yield from grow(None)


def _from_calls(text: str, address: Callable[[str], str]) -> Iterator[NavNode]:
    """A tree written by script: `d.add('A02','0','政策文件',"javascript:funclick('A0203')")`."""
    below: dict[str, list[tuple[str, str, str | None]]] = {}
    for match in _TREE_ADD.finditer(text):
        click = _CLICK.search(match[4])
        below.setdefault(match[2], []).append((match[1], name_of(match[3]), click[1] if click else None))
    known = {node for nodes in below.values() for node, _, _ in nodes}
    seen: set[str] = set()

    def grow(above: str) -> Iterator[NavNode]:
        for node, name, code in below.get(above, ()):
            if node in seen or not name:
                continue
            seen.add(node)
            yield NavNode(name, address(code) if code else None, code, tuple(grow(node)))

    for root in [above for above in below if above not in known]:
        yield from grow(root)


# --- the lists --------------------------------------------------------------------------------------


def rows_of(page: Page) -> Iterator[Row]:
    """The rows of a list, with what the link's own attributes tell (mc, syh, fwjg, rq)."""
    labels: list[str] = []
    for line in page.tree.iter("tr"):
        names = line.get("class") or ""
        cells = [squeeze(cell.text_content()) for cell in line if cell.tag in ("td", "th")]
        if "tr_main_title" in names:
            labels = [re.sub(r"\s+", "", cell) for cell in cells]
        elif _ROW.search(names):
            row = _row(page, line, dict(zip(labels, cells, strict=False)), cells)
            if row is not None:
                yield row


def _row(page: Page, line: HtmlElement, told: Mapping[str, str], cells: list[str]) -> Row | None:
    anchor = next((a for a in line.iter("a") if (a.get("href") or "").strip()), None)
    url = resolve(page.url, anchor.get("href") or "") if anchor is not None else None
    if anchor is None or url is None:
        return None
    shown = squeeze(anchor.text_content())
    title = max((squeeze(anchor.get(name) or "") for name in ("mc", "title")), key=len) or shown
    dates = [told.get("发布日期", ""), told.get("公开日期", ""), anchor.get("rq") or "", *cells]
    raw = next((text for text in dates if text and len(text) < 24 and parse_day(text)), "")
    attributes = {
        "索引号": anchor.get("syh"),
        "文号": anchor.get("wh") or told.get("文号"),
        "发布机构": anchor.get("fwjg"),
    }
    return Row(
        title=title,
        href=anchor.get("href") or "",
        url=url,
        listed_on=parse_day(raw) if raw else None,
        raw_date=raw,
        truncated=title == shown and title.endswith(("…", "...")),
        fields={label: squeeze(value) for label, value in attributes.items() if value and value not in ("无", "-")},
    )


def _listing(page: Page, rows: tuple[Row, ...]) -> ListPage:
    """The list with its next page, by the stated number of pages; none is asked for beyond the last."""
    words = squeeze(" ".join(cell.text_content() for cell in page.tree.iter("td", "div", "span") if len(cell) < 8))
    total, pages = stated_totals(words[:4000])
    asked = _query(page.url).get("currpage", "")
    stated = _PAGE_NO.search(words)
    this = int(asked) if asked.isdecimal() else int(stated[1]) if stated else 1
    following = _with_query(page.url, {"currpage": str(this + 1)}) if rows and pages and this < pages else None
    return ListPage(rows, following, following, page=this, pages=pages, total=total)


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _with_query(url: str, changes: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    query = urlencode(_query(url) | dict(changes), quote_via=quote)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


PLATFORM = HanwebXxgk()
