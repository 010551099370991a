"""The breadcrumb (当前位置：首页 > 政务公开 > 工作动态): where the page says it stands in the column tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from crawler.extract.links import Anchor, Anchors, Shape, name_of, shape_of, squeeze
from crawler.extract.xpaths import elements, placed_texts
from crawler.page import Page


@dataclass(frozen=True, slots=True, eq=False)
class Breadcrumb:
    """Names from the top down, 首页 left out, each with its address; `tail` is what was dropped at the end."""

    names: tuple[str, ...] = ()
    urls: tuple[str | None, ...] = ()
    element: HtmlElement | None = None
    tail: str = ""
    found: bool = False

    def without_last(self, name: str) -> Breadcrumb:
        """The same path without its last name (the article's own title)."""
        return Breadcrumb(self.names[:-1], self.urls[:-1], self.element, name, self.found)

    def or_named(self, name: str | None) -> Breadcrumb:
        """This path, or where the page shows none, the column name it states (ColumnName)."""
        if self.names or not name:
            return self
        return Breadcrumb((name_of(name),), (None,), None, "", True)


_LABEL = re.compile(
    r"(?:(?:您|你)?(?:的)?(?:当前|现在|目前)?(?:所在|所处|的)?(?:的)?(?:位置|栏目)|当前页面|现在位置|Location)\s*(?:是|在)?\s*[:：]?",
    re.IGNORECASE,
)
_LABEL_STRICT = re.compile(
    r"(?:当前|现在|目前|所在|所处|您的|你的)(?:的)?(?:位置|栏目|页面)\s*(?:是|在)?\s*[:：]?|^\s*位置\s*[:：]|^\s*Location\s*[:：]",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"crumb|curmb|CurrChnl|(?<![a-z])(?:position|location|dqwz|weizhi|wz|dangqian)(?![a-z])", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s*(?:-+\s?>+|=+>|&gt;|[>＞»›≫→｜|/\\▶►]|：：|::|(?<=\s)[-—·](?=\s))+\s*")
# Where arrows separate, a slash is part of a name: 中标/成交公示.
_SEPARATOR_NO_SLASH = re.compile(_SEPARATOR.pattern.replace("/", ""))
_ARROW = re.compile("[>＞»›≫→]")
_HOME = re.compile(r"^(?:网站|返回|本站|官网|门户)?(?:首页|主页|门户)$|^home$|^index$", re.IGNORECASE)
_CONTENT = re.compile(
    r"^(?:正文|内容|详情|信息内容|文章内容|内容页|查看信息|浏览文章|信息详情|文章正文|详细信息|详细内容|列表|信息列表|栏目列表|阅读)$"
)
_by_label = placed_texts(
    "//body//text()[contains(., '位置') or contains(., '当前') or contains(., '所在') or contains(., 'ocation')]"
)
_by_name = elements(
    "//body//*[self::div or self::ul or self::ol or self::p or self::td or self::span or self::nav or self::section]"
    "[@class or @id]"
)
_HOME_FIRST = re.compile(r"^(?:网站)?首页\s*(?:-*[>＞»›→]|&gt;|\s[-—·]\s)")
_NO_TEXT = frozenset({"script", "style", "option", "title", "a"})
_by_home = placed_texts("//body//text()[contains(., '首页')][string-length(.) < 120]")
_by_class = elements("//body//a[contains(@class, 'CurrChnl')]")


def read_breadcrumb(page: Page, anchors: Anchors) -> Breadcrumb:
    """The page's own column path; an empty one where the page shows none."""
    by_element = {anchor.element: anchor for anchor in anchors.all}
    for text, holder, behind in _by_label(page.tree):
        if not _LABEL_STRICT.search(text) or holder.tag in ("script", "style", "option", "title"):
            continue
        crumb = _read_around(holder.getparent() if behind else holder, by_element)
        if crumb.found:
            return crumb
    for anchor in _by_class(page.tree):
        crumb = _read(anchor.getparent(), by_element)
        if crumb.found:
            return crumb
    for element in _by_name(page.tree):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _NAMED.search(names):
            crumb = _read(element, by_element)
            if crumb.found:
                return crumb
    crumb = _by_separators(page, anchors, by_element)
    return crumb if crumb.found else _without_links(page, by_element)


def _without_links(page: Page, by_element: dict[HtmlElement, Anchor]) -> Breadcrumb:
    """A path in plain words: `首页 > 公示公告`, with neither label, link nor telling name."""
    for text, holder, behind in _by_home(page.tree):
        if behind or len(text) > 80 or not _HOME_FIRST.match(squeeze(text)) or holder.tag in _NO_TEXT:
            continue
        crumb = _read(holder, by_element)
        if crumb.found:
            return crumb
    return Breadcrumb()


def _read_around(element: HtmlElement | None, by_element: dict[HtmlElement, Anchor]) -> Breadcrumb:
    """The label may stand in a box of its own beside the path: look up to three boxes out."""
    best = Breadcrumb()
    for _ in range(4):
        if element is None or element.tag in ("body", "html"):
            break
        if len("".join(element.itertext())) > 400 and element.tag not in ("tr", "td"):
            break
        crumb = _read(element, by_element)
        if crumb.names:
            return crumb
        if crumb.found and _has_home(element):
            best = best if best.found else crumb
        element = element.getparent()
    return best


def _has_home(element: HtmlElement) -> bool:
    return any(_HOME.match(name_of(a.text_content())) for a in element.iter("a"))


def _read(element: HtmlElement, by_element: dict[HtmlElement, Anchor]) -> Breadcrumb:
    """The path inside one element, or a Breadcrumb that is not `found`."""
    parts = list(_parts(element, by_element))
    label = next((i for i, (text, _) in enumerate(parts) if _LABEL_STRICT.search(text)), None)
    if label is not None:
        parts = parts[label:]
        match = _LABEL.search(parts[0][0])
        parts[0] = (parts[0][0][match.end() :] if match else "", parts[0][1])
    else:  # a clock or a greeting may share the box: the path begins at its first link, which is 首页
        first = next((i for i, (_, url) in enumerate(parts) if url is not None), 0)
        parts = parts[first:] if parts and _HOME.match(name_of(parts[first][0])) else parts
    tokens = _tokens(parts, _SEPARATOR_NO_SLASH if any(_ARROW.search(text) for text, _ in parts) else _SEPARATOR)
    separators = sum(1 for text, _ in tokens if not text)
    names, urls = _path(tokens, separators > 0)
    started = sum(1 for url in urls if url)  # 放大 and 打印 beside 首页 lead nowhere
    if len(names) > 12 or (label is None and not (names and _HOME.match(names[0]) and (separators or started >= 2))):
        return Breadcrumb()
    if label is not None and not started and not separators:
        return Breadcrumb()
    return _clean(names, urls, element)


def _tokens(parts: Sequence[tuple[str, str | None]], separator: re.Pattern[str]) -> list[tuple[str, str | None]]:
    """Names with their addresses; an empty name stands for a separator."""
    tokens: list[tuple[str, str | None]] = []
    for text, url in parts:
        pieces = separator.split(text) if url is None else [text.strip(" >＞»›→-")]
        for position, piece in enumerate(pieces):
            if position:
                tokens.append(("", None))
            name = name_of(piece)
            if name:
                tokens.append((name, url))
    return tokens


def _path(tokens: Sequence[tuple[str, str | None]], separated: bool) -> tuple[list[str], list[str | None]]:
    """The names up to the first that no separator joins to the one before (字号, 打印, 分享 behind the path)."""
    names: list[str] = []
    urls: list[str | None] = []
    joined = True
    for name, url in tokens:
        if not name:
            joined = True
            continue
        if names and separated and not joined:
            break
        if len(name) <= 80:
            names.append(name)
            urls.append(url)
            joined = False
    return names, urls


def _clean(names: list[str], urls: list[str | None], element: HtmlElement) -> Breadcrumb:
    home = next((i for i, name in enumerate(names) if _HOME.match(name)), None)
    if home is not None and home <= 2:
        names, urls = names[home + 1 :], urls[home + 1 :]
    tail = ""
    while names and _CONTENT.match(names[-1]):
        tail = names[-1]
        names, urls = names[:-1], urls[:-1]
    kept = [
        (name, url)
        for i, (name, url) in enumerate(zip(names, urls, strict=True))
        if i == 0 or name != names[i - 1] or (url and urls[i - 1] and url != urls[i - 1])  # 政务公开 below 政务公开
    ]
    return Breadcrumb(tuple(n for n, _ in kept), tuple(u or None for _, u in kept), element, tail, found=True)


def _parts(element: HtmlElement, by_element: dict[HtmlElement, Anchor]) -> list[tuple[str, str | None]]:
    """Texts in document order as (text, address); text outside of links has None."""
    found: list[tuple[str, str | None]] = []
    ahead: list[HtmlElement | str | None] = [element]  # a stack: pages may be nested more deeply than Python may call
    while ahead:
        node = ahead.pop()
        if node is None or isinstance(node, str):
            if node and not node.isspace():
                found.append((squeeze(node), None))
            continue
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "select"):
            continue
        anchor = by_element.get(node)
        if anchor is not None:
            text = anchor.text or anchor.title
            if text:
                found.append((text, anchor.url or ""))
            continue
        for child in reversed(node):
            ahead += (child.tail, child)
        ahead.append(node.text)
    return found


def _by_separators(page: Page, anchors: Anchors, by_element: dict[HtmlElement, Anchor]) -> Breadcrumb:
    """No label and no telling name: a 首页 link followed by a separator and a second name."""
    for anchor in anchors.all:
        if not _HOME.match(name_of(anchor.text)):
            continue
        tail = (anchor.element.tail or "").strip()
        following = next(anchor.element.itersiblings(etree.Element), None)  # comments are no elements
        told = tail or (following.text_content().strip() if following is not None and following.tag != "a" else "")
        if told and _SEPARATOR.match(told[:4]) and not told.startswith(("|", "｜")):
            crumb = _read(anchor.element.getparent(), by_element)
            if crumb.found:
                return crumb
    return Breadcrumb()


def drop_title(crumb: Breadcrumb, titles: Sequence[str | None], url: str) -> Breadcrumb:
    """The column path of an article: without its own title where the breadcrumb ends with it.

    A single-page column (机构职能) is its own article: its name stays in the path.
    """
    if not crumb.names or shape_of(url) is Shape.COLUMN:
        return crumb
    last = crumb.names[-1]
    for title in titles:
        if not title:
            continue
        stem = re.sub(r"(?:…+|\.{2,})$", "", last)
        if len(stem) >= 4 and title.replace(" ", "").startswith(stem.replace(" ", "")):
            return crumb.without_last(last)
    if len(last) > 24 and not crumb.urls[-1]:
        return crumb.without_last(last)
    return crumb
