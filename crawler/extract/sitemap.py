"""The 网站地图: one page with the whole column tree, in lists, definition lists, tables, or headings and lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.extract.breadcrumb import Breadcrumb
from crawler.extract.grouping import place_of
from crawler.extract.home import meta
from crawler.extract.links import Anchor, Anchors, Shape, key_of, name_of, shape_of, squeeze
from crawler.extract.menu import MenuNode, read_menu
from crawler.extract.xpaths import string
from crawler.identity import same_site
from crawler.page import Page

_NAME = re.compile(r"^(?:本站|网站|站点|本网)(?:地图|导航图|结构图)$|^site\s?map$", re.IGNORECASE)
_FEWEST = 6  # columns that a site map has at least
_SHORT = 20
_title = string("string(//title)")
_PARTS = re.compile(r"[_|\-—–>»·]+|\s{1,}")


def is_sitemap_name(text: str) -> bool:
    """True for 网站地图, 站点地图, Site Map."""
    return _NAME.match(name_of(text)) is not None


def is_sitemap(page: Page, crumb: Breadcrumb) -> bool:
    """True where the page calls itself a site map: in its title, its breadcrumb, its ColumnName or a heading."""
    if crumb.names and is_sitemap_name(crumb.names[-1]):
        return True
    if any(is_sitemap_name(part) for part in _PARTS.split(squeeze(_title(page.tree)))):
        return True
    if is_sitemap_name(meta(page, "ColumnName") or ""):
        return True
    return any(is_sitemap_name(squeeze(h.text_content())) for h in page.tree.iter("h1", "h2"))


def read_sitemap(page: Page, anchors: Anchors, site: str, menus: set[HtmlElement]) -> list[MenuNode]:
    """The columns on a site map as a tree; `menus` are links of the page's own menus, which are not part of the map.

    Empty where the page holds no more than a few columns: then it is a site map in name only.
    """
    known = {anchor.element: anchor for anchor in anchors.all}
    members = [anchor for anchor in anchors.all if anchor.element not in menus and _is_entry(anchor, site)]
    if len({key_of(anchor.url) for anchor in members}) < _FEWEST:
        return []
    box = _box_of(members)
    nodes = _without_itself(_read(box, anchors, known))
    return _inside(nodes, site)


def _is_entry(anchor: Anchor, site: str) -> bool:
    name = name_of(anchor.text or anchor.title)
    if not anchor.url or not 0 < len(name) <= _SHORT or is_sitemap_name(name):
        return False
    if not same_site(anchor.url, site) or shape_of(anchor.url) is Shape.ATTACHMENT:
        return False
    return place_of(anchor.element) not in ("foot", "crumb")


def _box_of(members: Sequence[Anchor]) -> HtmlElement:
    """The smallest element that holds nearly all of the entries (a few may stand in header and footer)."""
    counts: dict[HtmlElement, int] = {}
    for anchor in members:
        for above in anchor.element.iterancestors():
            counts[above] = counts.get(above, 0) + 1
    wanted = len(members) * 0.8
    large = [element for element, count in counts.items() if count >= wanted]
    return min(large, key=lambda element: sum(1 for _ in element.iterdescendants()))


# --- the shapes -------------------------------------------------------------------------------------


def _read(box: HtmlElement, anchors: Anchors, known: dict[HtmlElement, Anchor]) -> list[MenuNode]:
    rows = [row for row in box.iter("tr") if not any(True for _ in row.iterdescendants("tr")) and anchors.within(row)]
    if rows and sum(anchors.within(row) for row in rows) * 10 >= anchors.within(box) * 7:
        tree = _table(rows, anchors, known)
        if tree:
            return tree
    nodes = read_menu(box, anchors, known)
    return _paragraphs(box, anchors, known) if _is_flat(nodes) else nodes


def _is_flat(nodes: Sequence[MenuNode]) -> bool:
    return all(not node.children for node in nodes)


def _table(rows: Sequence[HtmlElement], anchors: Anchors, known: dict[HtmlElement, Anchor]) -> list[MenuNode]:
    """Rows with a head in the first cell and its columns in the next, or a head row over a row of columns."""
    tree: list[MenuNode] = []
    head: MenuNode | None = None
    filled = [[cell for cell in row if cell.tag in ("td", "th") and squeeze(cell.text_content())] for row in rows]
    stacked = bool(filled) and len(filled[0]) == 1 and _single(filled[0][0], anchors, known) is not None
    for cells in filled:
        first = _single(cells[0], anchors, known) if cells and (not stacked or len(cells) == 1) else None
        rest = [node for cell in cells[1:] for node in read_menu(cell, anchors, known)]
        if first is not None and rest:
            head = None
            first.children.extend(rest)
            tree.append(first)
        elif first is not None and len(cells) == 1:
            head = first
            tree.append(first)
        elif head is not None:
            head.children.extend(node for cell in cells for node in read_menu(cell, anchors, known))
        else:
            return []
    return tree if any(node.children for node in tree) else []


def _single(cell: HtmlElement, anchors: Anchors, known: dict[HtmlElement, Anchor]) -> MenuNode | None:
    """The one name of a cell, with its address if it is a link."""
    links = [known[a] for a in cell.iterdescendants("a") if a in known]
    if len(links) > 1:
        return None
    name = name_of(cell.text_content())
    if not 0 < len(name) <= _SHORT:
        return None
    return MenuNode(name, (links[0].url or None) if links else None, links[0].href if links else None)


_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "dt", "th", "em"})


def _paragraphs(box: HtmlElement, anchors: Anchors, known: dict[HtmlElement, Anchor]) -> list[MenuNode]:
    """Lines in one box: a head stands in a heading or in bold, its columns follow until the next head."""
    tree: list[MenuNode] = []
    head: MenuNode | None = None
    for element in box.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _HEADS and element is not box and anchors.within(element) <= 1:
            name = name_of(element.text_content())
            inner = next((known[a] for a in element.iterdescendants("a") if a in known), None)
            if 1 < len(name) <= _SHORT:
                head = MenuNode(name, (inner.url or None) if inner else None, inner.href if inner else None, [], inner)
                tree.append(head)
            continue
        if element.tag != "a" or element not in known or (head is not None and known[element] is head.anchor):
            continue
        nodes = read_menu_leaf(known[element])
        if nodes is None:
            continue
        around = next((above for above in element.iterancestors() if above.tag in _HEADS), None)
        if around is not None and anchors.within(around) <= 1:
            continue
        (head.children if head is not None else tree).append(nodes)
    return tree


def read_menu_leaf(anchor: Anchor) -> MenuNode | None:
    """One link as a node, or None where its name is no column's."""
    name = name_of(anchor.text or anchor.title)
    return MenuNode(name, anchor.url, anchor.href, [], anchor) if anchor.url and 0 < len(name) <= _SHORT else None


# --- what is left -----------------------------------------------------------------------------------


def _without_itself(nodes: Sequence[MenuNode]) -> list[MenuNode]:
    """The tree without a node for the map itself, if everything hangs below one."""
    kept: list[MenuNode] = []
    for node in nodes:
        if is_sitemap_name(node.name):
            kept.extend(node.children)
        else:
            kept.append(node)
    return kept


def _inside(nodes: Sequence[MenuNode], site: str) -> list[MenuNode]:
    """Headings without columns and links to the home page are not part of the tree."""
    kept: list[MenuNode] = []
    home = key_of(site)
    for node in nodes:
        node.children = _inside(node.children, site)
        if node.url and key_of(node.url) == home:
            node.url = None
        if node.url or node.children:
            kept.append(node)
    return kept
