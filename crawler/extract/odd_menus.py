"""Menus that are not written as links in a box: image maps, drop-down boxes, layers kept apart from their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from crawler.extract.links import Anchor, Anchors, Shape, key_of, name_of, shape_of, squeeze
from crawler.extract.menu import MenuNode, is_home_name, read_menu
from crawler.identity import resolve, same_site
from crawler.page import Page

_LONGEST = 20  # a longer name is a title, not a column
_JUMPS = re.compile(r"location|open|jump|goto|href", re.IGNORECASE)
_ASKS = re.compile(r"请选择|选择|快速|导航|^[-=—\s]*$|全部")
_MENTIONS = (
    "onmouseover", "onmouseenter", "onmouseout", "onclick", "rel", "data-target", "data-id", "data-sub", "aria-controls"
)  # fmt: skip
_WORDS = re.compile(r"[\w-]+")


def image_map(page: Page, anchors: Anchors, site: str) -> list[MenuNode]:
    """The areas of image maps that lead to columns of this site. An area without alt or title has no name for us."""
    found: list[MenuNode] = []
    for box in page.tree.iter("map"):
        nodes = [node for area in box.iter("area") if (node := _area(area, anchors, site)) is not None]
        if len(nodes) >= 3:  # fewer are buttons on a picture
            found.extend(node for node in nodes if not is_home_name(node.name))
    return found


def _area(area: HtmlElement, anchors: Anchors, site: str) -> MenuNode | None:
    href = (area.get("href") or "").strip()
    url = resolve(anchors.base or site, href)
    name = name_of(squeeze(area.get("alt") or area.get("title") or ""))
    if url is None or not 0 < len(name) <= _LONGEST or not _is_column(url, site):
        return None
    return MenuNode(name, url, href)


def select_menus(page: Page, anchors: Anchors, site: str) -> list[MenuNode]:
    """Drop-down boxes that lead to columns of this site, below the name that the box shows first, if it is one.

    Boxes of friendly links lead elsewhere, and those of search forms and pagers lead nowhere: neither is a menu.
    """
    found: list[MenuNode] = []
    for select in page.tree.iter("select"):
        options = list(select.iter("option"))
        nodes = [node for option in options if (node := _option(option, anchors, site)) is not None]
        jumps = _JUMPS.search(select.get("onchange") or "") is not None
        if len(nodes) < 2 or (not jumps and len(nodes) * 2 < len(options)):
            continue
        first = options[0]
        head = name_of(first.text_content())
        if not _target(first, anchors) and 1 < len(head) <= 12 and not _ASKS.search(head):
            found.append(MenuNode(head, None, None, nodes))
        else:
            found.extend(nodes)
    return found


def _option(option: HtmlElement, anchors: Anchors, site: str) -> MenuNode | None:
    url = _target(option, anchors)
    name = name_of(option.text_content())
    if url is None or not 1 < len(name) <= _LONGEST or is_home_name(name) or not _is_column(url, site):
        return None
    return MenuNode(name, url, (option.get("value") or "").strip())


def _target(option: HtmlElement, anchors: Anchors) -> str | None:
    """The address in an option's value; a bare word or number is the value of a form, no address."""
    value = (option.get("value") or "").strip()
    if not re.match(r"https?://|\.{0,2}/|[\w%-]+(?:/|\.(?:s?html?|aspx?|jsp|php)\b)", value, re.IGNORECASE):
        return None
    return resolve(anchors.base, value) if anchors.base else None


def _is_column(url: str, site: str) -> bool:
    return same_site(url, site) and shape_of(url) in (Shape.COLUMN, Shape.UNKNOWN) and key_of(url) != key_of(site)


def hang_layers(
    page: Page, tree: Sequence[MenuNode], anchors: Anchors, known: dict[HtmlElement, Anchor]
) -> set[Anchor]:
    """Give heads of the menu the layers that they name in an attribute (`onmouseover="show('sub2')"`, `rel="sub2"`).

    Returns the links of the layers that found their head. A layer that no head names stays out.
    """
    layers = {
        element.get("id") or "": element
        for element in page.tree.iter("div", "ul", "dl", "table")
        if element.get("id") and anchors.within(element) >= 1
    }
    used: set[Anchor] = set()
    if not layers:
        return used
    for node in tree:
        if node.children or node.anchor is None:
            continue
        for name in _mentioned(node.anchor.element):
            layer = layers.get(name)
            if layer is None or node.anchor.element in layer.iterdescendants("a"):
                continue
            below = read_menu(layer, anchors, known)
            below = [child for child in below if child.url is None or key_of(child.url) != key_of(node.url or "")]
            if below:
                node.children.extend(below)
                used.update(known[a] for a in layer.iterdescendants("a") if a in known)
                break
    return used


def _mentioned(element: HtmlElement) -> Iterator[str]:
    """Words in the attributes of a head and of the boxes right around it that may be a layer's id."""
    parent = element.getparent()
    boxes = [element, parent, parent.getparent() if parent is not None else None]
    for place, box in enumerate(boxes):
        if box is None or (place and sum(1 for _ in box.iterdescendants("a")) > 1):
            return
        for attribute in _MENTIONS:
            yield from _WORDS.findall(box.get(attribute) or "")
        if (box.get("href") or "").startswith("#"):
            yield (box.get("href") or "")[1:]
