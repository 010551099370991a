"""The picture in front of a site: a first page that shows no more than a way in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler.extract.clicks import address_of_click
from crawler.extract.links import Anchors, Shape, shape_of, squeeze
from crawler.extract.xpaths import elements, texts
from crawler.identity import resolve, same_site
from crawler.page import Page

_MOST_LINKS = 8
_MOST_TEXT = 300  # characters; a first page with more to say is a page
_ENTER = re.compile(r"进\s?入|主\s?站|首\s?页|主\s?页|中文|简\s?体|门户网站|^enter", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"English|日本|한국|繁體|繁体|无障碍|长者|适老|手机|微信|微博|邮箱|收藏|设为首页|下载|备案|专题|调查|问卷",
    re.IGNORECASE,
)
_areas = elements("//area[@href]")
_clicked = elements("//*[@onclick][not(self::a)]")
_inner_frames = texts("//iframe[@src]/@src")


def splash_url(page: Page, anchors: Anchors) -> str | None:
    """Where a first page without a menu leads in: 进入网站, the only picture, the only frame; or None.

    A link in words counts only where they say that it leads in; English and other versions never do.
    """
    if len(anchors.all) > _MOST_LINKS or _shown(page) > _MOST_TEXT:
        return None
    named: set[str] = set()
    silent: set[str] = set()
    for address, label in _ways(page, anchors):
        url = resolve(page.url, address)
        if url is None or url == page.url or not same_site(url, page.url) or _ELSEWHERE.search(label):
            continue
        if shape_of(url) in (Shape.ATTACHMENT, Shape.ARTICLE):
            continue
        if _ENTER.search(label):
            named.add(url)
        elif not label:
            silent.add(url)
    found = named or silent
    return found.pop() if len(found) == 1 else None


def _ways(page: Page, anchors: Anchors) -> Iterator[tuple[str, str]]:
    for anchor in anchors.all:
        yield anchor.href, anchor.label
    for area in _areas(page.tree):
        yield area.get("href") or "", squeeze(area.get("alt") or area.get("title") or "")
    for element in _clicked(page.tree):
        yield address_of_click(element), _label(element)
    frames = _inner_frames(page.tree)
    if len(frames) == 1:
        yield frames[0], ""


def _label(element: HtmlElement) -> str:
    return squeeze(element.text_content() or element.get("alt") or element.get("title") or element.get("value") or "")


def _shown(page: Page) -> int:
    body = page.tree.find(".//body")
    hidden = ("script", "style", "noscript", "title")
    total = 0
    for element in (body if body is not None else page.tree).iter():
        own = element.text if isinstance(element.tag, str) and element.tag not in hidden else None
        total += len((own or "").strip()) + len((element.tail or "").strip())
    return total
