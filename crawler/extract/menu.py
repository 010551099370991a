"""Menus as trees: lists in lists, definition lists, headings with a list below them.

One rule covers them: a single link or heading directly followed by a box of links is the head of that box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.extract.grouping import PAGER_WORD, is_more
from crawler.extract.links import Anchor, Anchors, name_of, squeeze
from crawler.model import NavNode


@dataclass(slots=True, eq=False)
class MenuNode:
    """A node while the tree is being read."""

    name: str
    url: str | None
    href: str | None = None
    children: list[MenuNode] = field(default_factory=list)
    anchor: Anchor | None = None

    def frozen(self) -> NavNode:
        """The node as a fact."""
        return NavNode(self.name, self.url, self.href, tuple(child.frozen() for child in self.children))


_BOXES = frozenset({"ul", "ol", "dl", "dd", "div", "table", "section", "tbody"})
_HEADS = frozenset({"dt", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "span", "p", "div", "a"})
_SKIPPED = frozenset({"script", "style", "form", "select", "iframe"})
_GENERIC = re.compile(
    r"^(?:网站导航|栏目导航|导航|栏目列表|本站导航|网站栏目|栏目|目录|导航栏目|网上导航|相关栏目|频道导航|快速导航|分类|全部)$"
)
_TOOLS = re.compile(
    r"^(?:设为首页|加入收藏|收藏本站|收藏|无障碍.*|网站支持.*|English|繁[體体].*|简体.*|手机版.*|移动版|RSS.*|登[录陆].*|注册|邮箱.*|客户端.*"
    r"|.{0,4}微[博信]|退出|搜索|高级搜索|站内搜索|返回.*|上一页|下一页|打印|关闭|旧版.*|长者.*|适老.*|微信公众号|更多.*|more.*)$",
    re.IGNORECASE,
)
_HOME = re.compile(r"^(?:网站|返回|本站)?(?:首页|主页)$|^home$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})+[\s.、]+")  # 2.1 法规文件: the number belongs to the catalogue
_LONGEST = 20  # a longer name is a title, not a column


def is_home_name(name: str) -> bool:
    """True for 首页, 网站首页, 首 页."""
    return _HOME.match(name_of(name)) is not None


def read_menu(element: HtmlElement, anchors: Anchors, by_element: dict[HtmlElement, Anchor]) -> list[MenuNode]:
    """The nodes of a menu element, 首页 and tools (设为首页, 登录) left out."""
    return _pruned(_nodes(element, anchors, by_element, 0))


def _nodes(element: HtmlElement, anchors: Anchors, known: dict[HtmlElement, Anchor], depth: int) -> list[MenuNode]:
    found: list[MenuNode] = []
    head: MenuNode | None = None
    previous: HtmlElement | None = None
    if depth and element.text and 1 < len(element.text.strip()) <= 12 and element.tag in ("li", "dd", "div"):
        head = MenuNode(name_of(element.text), None)
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED or depth > 12:
            continue
        if child.tag == "a" and child in known and known[child].href.strip():
            node = _leaf(known[child])
            if node is not None:
                found.append(node)
                head = None if _HOME.match(node.name) else node
            previous = child
            continue
        if anchors.within(child) == 0:
            text = squeeze(child.text_content()) if child.tag in _HEADS or child.tag == "a" else ""
            if 1 < len(text) <= _LONGEST:
                head = MenuNode(name_of(text), None)
                previous = child
            continue
        below = _nodes(child, anchors, known, depth + 1)
        if head is not None and below and child.tag in _BOXES and _is_head(previous, child, head):
            if not found or found[-1] is not head:
                found.append(head)
            head.children.extend(below)
            head = head if child.tag == "dd" else None
        elif _is_loose_layer(element, child, found):
            continue
        else:
            found.extend(below)
            head = _next_head(child, below)
        previous = child
    return found


def _leaf(anchor: Anchor) -> MenuNode | None:
    name = _NUMBERED.sub("", name_of(anchor.text or anchor.title))
    if not name:
        image = next(anchor.element.iterdescendants("img"), None)
        name = name_of((image.get("alt") or "") if image is not None else "")
    if not name or is_more(anchor) or (PAGER_WORD.match(name) and not _HOME.match(name)):
        return None
    return MenuNode(name, anchor.url or None, anchor.href, [], anchor)


def _is_head(previous: HtmlElement | None, box: HtmlElement, head: MenuNode) -> bool:
    """Neighbours of the same kind (`div.item`, `div.item.on`) are entries side by side, not head and box."""
    if previous is None or previous.tag != box.tag:
        return True
    if head.children and box.tag != "dd":
        return False
    before, after = set((previous.get("class") or "").split()), set((box.get("class") or "").split())
    return bool(before or after) and not (before & after)


def _is_loose_layer(element: HtmlElement, child: HtmlElement, found: list[MenuNode]) -> bool:
    """Drop-downs kept apart from their heads (`div#layer2` after the menu's `ul`): whose they are, nobody says."""
    if element.tag in ("ul", "ol", "table", "tbody", "tr", "dl", "li") or len(found) < 3 or child.tag != "div":
        return False
    return next(child.iterdescendants("a"), None) is not None and child.get("id") is not None


def _next_head(child: HtmlElement, below: list[MenuNode]) -> MenuNode | None:
    if len(below) != 1 or below[0].children or _HOME.match(below[0].name):
        return None
    if child.tag in _HEADS:
        return below[0]
    following = child.getnext()
    malformed = child.tag == "li" and following is not None and following.tag in ("ul", "ol")
    return below[0] if malformed else None


def _pruned(nodes: list[MenuNode]) -> list[MenuNode]:
    kept: list[MenuNode] = []
    for node in nodes:
        node.children = _pruned(node.children)
        if _HOME.match(node.name) or _TOOLS.match(node.name) or (not node.children and _GENERIC.match(node.name)):
            kept.extend(node.children if _HOME.match(node.name) and node.url is None else [])
            continue
        if node.url is None and (_GENERIC.match(node.name) or node.name == "公开目录"):
            kept.extend(node.children)
            continue
        if len(node.name) > _LONGEST or (node.url is None and not node.children):
            continue
        kept.append(node)
    return kept
