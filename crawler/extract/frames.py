"""Pages that are only a shell: the content stands in an inner frame."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.extract.links import squeeze
from crawler.extract.xpaths import texts
from crawler.identity import resolve, same_site
from crawler.page import Page

_CONTENT = re.compile(r"main|content|list|right|body|con\b|center|info|nr|lb|subject", re.IGNORECASE)
_OTHER = re.compile(
    r"weather|tianqi|share|video|player|counter|count|tongji|login|map|calendar|banner|flash|ad(?![a-z])|top|head|foot"
    r"|bottom|left|menu|tree|nav",
    re.IGNORECASE,
)
_LONGEST = 1500  # characters of text outside of links; a page with more has content of its own
_strings = texts("//body//text()[not(ancestor::script or ancestor::style or ancestor::a or ancestor::select)]")


def content_frame(page: Page) -> str | None:
    """The address of the inner frame that holds the page's content, or None where the page has its own."""
    frames = [frame for frame in page.tree.iter("frame", "iframe") if (frame.get("src") or "").strip()]
    if not frames or sum(len(squeeze(text)) for text in _strings(page.tree)) > _LONGEST:
        return None
    found: list[tuple[bool, str]] = []
    for frame in frames:
        url = resolve(page.url, frame.get("src") or "")
        if url is None or not same_site(url, page.url) or _OTHER.search(_named(frame)) or _tiny(frame):
            continue
        found.append((bool(_CONTENT.search(_named(frame))), url))
    named = [url for by_name, url in found if by_name]
    if len(named) == 1:
        return named[0]
    return found[0][1] if len(found) == 1 else None


def _named(frame: HtmlElement) -> str:
    names = (frame.get("name"), frame.get("id"), frame.get("class"))
    return " ".join(name for name in names if name)


def _tiny(frame: HtmlElement) -> bool:
    sizes = (frame.get("width") or "", frame.get("height") or "")
    style = (frame.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or any(
        size.strip("px ").isdigit() and int(size.strip("px ")) < 100 for size in sizes
    )
