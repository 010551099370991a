"""The column tree as one page shows it: main menu with drop-downs, side menu, directory of columns.

All nodes are given from the top of the site: a side menu hangs below the part of the breadcrumb it belongs to.
Friendly links, breadcrumbs, footers, pagers and lists of articles are not navigation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.columns import is_column_name
from crawler.extract.breadcrumb import Breadcrumb
from crawler.extract.grouping import Block, place_named, place_of
from crawler.extract.links import Anchor, Anchors, Shape, key_of, name_of, shape_of
from crawler.extract.listing import ListView
from crawler.extract.menu import MenuNode, is_home_name, read_menu
from crawler.extract.odd_menus import hang_layers, image_map, select_menus
from crawler.extract.pager import Pager
from crawler.extract.prose import running_text
from crawler.extract.sitemap import read_sitemap
from crawler.identity import resolve, same_site
from crawler.model import NavNode
from crawler.page import Page


@dataclass(slots=True)
class Navigation:
    """What was found: the tree, and the link elements it accounts for."""

    nodes: tuple[NavNode, ...] = ()
    used: set[HtmlElement] = field(default_factory=set)
    main: tuple[NavNode, ...] = ()  # the main menu alone
    directory: int = 0  # entries of a directory of columns in the page's main part


@dataclass(slots=True, eq=False)
class _Menu:
    element: HtmlElement
    nodes: list[MenuNode]
    anchors: list[Anchor]
    named: bool  # class or id says that it is a menu
    home: bool  # it holds a link called 首页
    heading: str = ""

    @property
    def order(self) -> int:
        return self.anchors[0].order


_MENU_NAMES = re.compile(
    r"(?<![a-z])(?:\w*_)?nav|nav(?![a-z])|menu|daohang|zxlm|sidebar|leftlm|lmlist|lanmu|channel|(?<![a-z])tree",
    re.IGNORECASE,
)
_NOT_MENU = re.compile(
    r"crumb|curmb|position|location|foot|friend|link(?![a-z])|page|share|search|tool|top_?bar", re.IGNORECASE
)
_CANDIDATES = ("nav", "ul", "ol", "dl", "div", "table", "td", "section", "aside")
_SHORT = 14  # names of columns are short


def read_navigation(
    page: Page,
    anchors: Anchors,
    crumb: Breadcrumb,
    lists: ListView,
    pager: Pager,
    home: str | None,
    *,
    is_home: bool = False,
) -> Navigation:
    """The column tree as this page shows it. `home` is the site's address, for telling inside from outside.

    `is_home`: the page is the home page, or a frame of it; then a mere box of links may be the menu.
    """
    known = {anchor.element: anchor for anchor in anchors.all}
    site = home or page.url
    if home is not None and crumb.names and key_of(home) == key_of(page.url):
        site = resolve(page.url, "/") or home  # the home address forwarded to a column, which is no home
    taken = _list_elements(lists) | {anchor.element for anchor in pager.links}
    menus = _named_menus(page, anchors, known, site, taken, crumb)
    menus += _unnamed_menus(anchors, known, site, lists, menus, crumb, taken)
    menus.sort(key=lambda menu: menu.order)
    main = _main_menus(menus, crumb)
    result = Navigation()
    tree: list[MenuNode] = []
    for menu in main:
        _merge(tree, menu.nodes, site)
        result.used.update(anchor.element for anchor in menu.anchors)
    directory = _directory(page, [menu for menu in menus if menu not in main], lists)
    if is_home and not main and directory is not None and not crumb.found:
        main = [directory]
        _merge(tree, directory.nodes, site)
        result.used.update(anchor.element for anchor in directory.anchors)
    _add_odd(page, anchors, known, tree, site, result, with_boxes=is_home or not crumb.found)
    result.main = tuple(node.frozen() for node in tree)
    known_urls = {key_of(node.url) for node, _ in _walk(tree) if node.url}
    for menu in menus:
        if menu in main or not crumb.found or _repeats(menu, known_urls, crumb):
            continue
        base = _base_of(menu, crumb, page.url)
        if base is None and menu is directory:
            base = len(crumb.names)
        if base is None:
            continue
        _merge(_descend(tree, crumb, base), menu.nodes, site)
        result.used.update(anchor.element for anchor in menu.anchors)
        if not menu.named or menu is directory:
            below = sum(1 for node, depth in _walk(menu.nodes) if base + depth >= len(crumb.names) and node.url)
            result.directory = max(result.directory, below)
    result.nodes = tuple(node.frozen() for node in tree)
    return result


def with_sitemap(page: Page, anchors: Anchors, navigation: Navigation, site: str) -> bool:
    """Add the columns of a site map to the tree. False where the page is a site map in name only."""
    nodes = read_sitemap(page, anchors, site, navigation.used)
    if not nodes:
        return False
    tree = [_thawed(node) for node in navigation.nodes]
    _merge(tree, nodes, site)
    navigation.nodes = tuple(node.frozen() for node in tree)
    shown = {key_of(node.url) for node, _ in _walk(nodes) if node.url}
    navigation.used.update(anchor.element for anchor in anchors.all if anchor.url and key_of(anchor.url) in shown)
    return True


def _thawed(node: NavNode) -> MenuNode:
    return MenuNode(node.name, node.url, node.href, [_thawed(child) for child in node.children])


def _add_odd(
    page: Page,
    anchors: Anchors,
    known: dict[HtmlElement, Anchor],
    tree: list[MenuNode],
    site: str,
    result: Navigation,
    *,
    with_boxes: bool,
) -> None:
    """Layers below their heads; and, on pages that stand at the top, image maps and drop-down boxes."""
    result.used.update(anchor.element for anchor in hang_layers(page, tree, anchors, known))
    if not with_boxes:
        return
    for extra in (image_map(page, anchors, site), select_menus(page, anchors, site)):
        addresses = {key_of(node.url) for node, _ in _walk(tree) if node.url}
        fresh = [node for node in extra if node.children or key_of(node.url or "") not in addresses]
        for node in fresh:
            node.children = [child for child in node.children if key_of(child.url or "") not in addresses]
        _merge(tree, [node for node in fresh if node.children or node.url], site)


def _directory(page: Page, menus: Sequence[_Menu], lists: ListView) -> _Menu | None:
    """The menu that is the page's whole content (all organs, all columns): no list beside it and hardly a word."""
    if lists.main is not None or lists.extracts or not menus:
        return None
    largest = max(menus, key=lambda menu: len(menu.anchors))
    return largest if len(largest.anchors) >= 5 and running_text(page) < 200 else None


def _repeats(menu: _Menu, known: set[str], crumb: Breadcrumb) -> bool:
    """True for a second copy of (a part of) the main menu: a phone menu, drop-downs kept in a box of their own."""
    keys = [key_of(node.url) for node, _ in _walk(menu.nodes) if node.url]
    repeated = sum(1 for key in keys if key in known)
    return repeated == len(keys) or (repeated * 2 >= len(keys) and not _matches(menu, crumb))


def _list_elements(lists: ListView) -> set[HtmlElement]:
    blocks = [found.block for found in lists.lists if found.dated or found is lists.main]
    return {anchor.element for block in blocks for row in block.rows for anchor in row.anchors}


def _named_menus(
    page: Page,
    anchors: Anchors,
    known: dict[HtmlElement, Anchor],
    site: str,
    taken: set[HtmlElement],
    crumb: Breadcrumb,
) -> list[_Menu]:
    menus: list[_Menu] = []
    inside: set[HtmlElement] = set()
    for element in page.tree.iter(*_CANDIDATES):
        if element.getparent() in inside:
            inside.add(element)
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag != "nav" and not _named_menu(names):
            continue
        if anchors.within(element) < 1 or element is crumb.element or place_of(element) in ("foot", "crumb"):
            continue
        members = [known[a] for a in element.iterdescendants("a") if a in known]
        if crumb.element is not None and crumb.element in element.iterdescendants(crumb.element.tag):
            continue
        menu = _menu(element, members, anchors, known, site, taken, named=True)
        if menu is not None:
            menus.append(menu)
            inside.add(element)
    return menus


@lru_cache(maxsize=8192)
def _named_menu(names: str) -> bool:
    return _MENU_NAMES.search(names) is not None and _NOT_MENU.search(names) is None


def _unnamed_menus(
    anchors: Anchors,
    known: dict[HtmlElement, Anchor],
    site: str,
    lists: ListView,
    menus: Sequence[_Menu],
    crumb: Breadcrumb,
    taken: set[HtmlElement],
) -> list[_Menu]:
    covered = {anchor.element for menu in menus for anchor in menu.anchors}
    found: list[_Menu] = []
    for block in lists.blocks:
        members = [anchor for row in block.rows for anchor in row.anchors]
        if len(members) < 2 or block.place in ("foot", "crumb") or any(a.element in covered for a in members):
            continue
        if crumb.element is not None and any(crumb.element in a.element.iterancestors() for a in members[:1]):
            continue
        element = _widened(block, anchors)
        inner = [known[a] for a in element.iterdescendants("a") if a in known]
        menu = _menu(element, inner, anchors, known, site, taken, named=False)
        if menu is None and element is not block.container:
            element = block.container
            inner = [known[a] for a in element.iterdescendants("a") if a in known]
            menu = _menu(element, inner, anchors, known, site, taken, named=False)
        if menu is not None:
            menu.heading = block.heading or _first_words(element)
            found.append(menu)
            covered.update(anchor.element for anchor in menu.anchors)
    return found


def _first_words(element: HtmlElement) -> str:
    """The words of a box before its first link: in old tables the heading is the first row."""
    words: list[str] = []
    for inner in element.iter():
        if inner.tag == "a":
            break
        if isinstance(inner.tag, str) and inner.tag not in ("script", "style"):
            words.append(inner.text or "")
    return name_of(" ".join(words))


def _widened(block: Block, anchors: Anchors) -> HtmlElement:
    """The box that holds the block and, if there is one, the heading over it."""
    above = block.container.getparent()
    if above is None or above.tag in ("body", "html", "td", "form"):
        return block.container
    if block.container.getprevious() is not None and anchors.within(above) <= anchors.within(block.container) + 1:
        return above
    return block.container


def _menu(
    element: HtmlElement,
    members: list[Anchor],
    anchors: Anchors,
    known: dict[HtmlElement, Anchor],
    site: str,
    taken: set[HtmlElement],
    *,
    named: bool,
) -> _Menu | None:
    """A menu if its links are short names of columns of this site; None for anything else."""
    if not members or any(anchor.element in taken for anchor in members):
        return None
    addressed = [anchor for anchor in members if anchor.url]
    short = sum(1 for anchor in members if 0 < len(name_of(anchor.text or anchor.title)) <= _SHORT)
    inside = sum(1 for anchor in addressed if same_site(anchor.url, site))
    columns = sum(
        1 for a in addressed if shape_of(a.url) in (Shape.COLUMN, Shape.UNKNOWN) or is_column_name(a.text or a.title)
    )
    if not addressed or short * 10 < len(members) * 7 or inside * 2 < len(addressed) or columns * 2 < len(addressed):
        return None
    nodes = read_menu(element, anchors, known)
    if not nodes:
        return None
    home = any(is_home_name(anchor.text or anchor.title) for anchor in members)
    return _Menu(element, nodes, members, named, home)


def _main_menus(menus: Sequence[_Menu], crumb: Breadcrumb) -> list[_Menu]:
    """The menus with a link to 首页; without such a link, the first one that is named a menu."""
    with_home = [menu for menu in menus if menu.home and (len(menu.nodes) >= 2 or menu.named)]
    named = [menu for menu in with_home if menu.named]
    found = named or with_home[:1]
    if found:
        before = () if crumb.found or any(_is_bar(menu) for menu in found) else menus[: menus.index(found[0])]
        return [*[menu for menu in before if _is_bar(menu)][:1], *found]
    header = [
        menu for menu in menus if menu.named and len(menu.nodes) >= 2 and place_named_side(menu.element) != "side"
    ]
    return header[:1] if header and (not crumb.found or not _matches(header[0], crumb)) else []


def _is_bar(menu: _Menu) -> bool:
    """True where most of the first level are names that columns have everywhere (政务公开, 互动交流)."""
    known = sum(is_column_name(node.name) for node in menu.nodes)
    return len(menu.nodes) >= 4 and known * 5 >= len(menu.nodes) * 3


def place_named_side(element: HtmlElement) -> str:
    """`side` where the element's own names say that it is a side menu."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return "side" if "side" in names or "left" in names or place_named(names) == "side" else ""


# --- where a side menu hangs ------------------------------------------------------------------------


def _base_of(menu: _Menu, crumb: Breadcrumb, url: str) -> int | None:
    """How much of the breadcrumb stands above the menu's first level, or None where nobody can say."""
    best = _matches(menu, crumb)
    if best:
        index, depth = best[-1]
        return max(index - depth, 0)
    own = key_of(url)
    depth_of_page = next((depth for node, depth in _walk(menu.nodes) if node.url and key_of(node.url) == own), None)
    if depth_of_page is not None and crumb.names:
        return max(len(crumb.names) - 1 - depth_of_page, 0)
    if not crumb.names:
        return None
    if menu.named or menu.heading in crumb.names or _below(menu, crumb, url):
        return len(crumb.names)
    return None


def _matches(menu: _Menu, crumb: Breadcrumb) -> list[tuple[int, int]]:
    """(place in the breadcrumb, depth in the menu) of nodes that are both, the deepest in the breadcrumb last."""
    keys = [key_of(url) if url else None for url in crumb.urls]
    found: list[tuple[int, int]] = []
    for node, depth in _walk(menu.nodes):
        key = key_of(node.url) if node.url else None
        for index, name in enumerate(crumb.names):
            if index >= depth and (node.name == name or (key is not None and key == keys[index])):
                found.append((index, depth))
    return sorted(found)


def _below(menu: _Menu, crumb: Breadcrumb, url: str) -> bool:
    """True where most addresses of the menu lie below the column's own folder."""
    folder = urlsplit(crumb.urls[-1] or url).path.rpartition("/")[0] + "/"
    if folder.count("/") < 2:
        return False
    below = sum(1 for node, _ in _walk(menu.nodes) if node.url and urlsplit(node.url).path.startswith(folder))
    return below * 2 >= sum(1 for node, _ in _walk(menu.nodes) if node.url)


def _walk(nodes: Sequence[MenuNode], depth: int = 0) -> list[tuple[MenuNode, int]]:
    found: list[tuple[MenuNode, int]] = []
    for node in nodes:
        found.append((node, depth))
        found.extend(_walk(node.children, depth + 1))
    return found


def _descend(tree: list[MenuNode], crumb: Breadcrumb, depth: int) -> list[MenuNode]:
    """The children of the breadcrumb's first `depth` names in the tree, made where missing."""
    level = tree
    for name, url in zip(crumb.names[:depth], crumb.urls[:depth], strict=True):
        node = next((node for node in level if node.name == name), None)
        if node is None:
            node = MenuNode(name, url)
            level.append(node)
        level = node.children
    return level


def _merge(level: list[MenuNode], nodes: Sequence[MenuNode], site: str) -> None:
    home = key_of(site)
    for node in nodes:
        if node.url and key_of(node.url) == home:
            node.url = None
            if not node.children:
                continue
        known = next((other for other in level if other.name == node.name), None)
        if known is None:
            level.append(MenuNode(node.name, node.url, node.href, [], node.anchor))
            known = level[-1]
        elif known.url is None:
            known.url, known.href = node.url, node.href
        _merge(known.children, node.children, site)
