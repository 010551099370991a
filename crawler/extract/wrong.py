"""The page that a host shows where nothing is: does it speak to its visitor, and lead back? Pure."""

from __future__ import annotations

import re

from crawler.extract.xpaths import texts
from crawler.identity import canonical_key, resolve
from crawler.page import Page
from crawler.sight import WrongPage

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_TITLE = re.compile(r"<title[^>]*>(.{0,300}?)</title>", re.I | re.S)
_BACK = re.compile(r"location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|http-equiv\s*=\s*[\"']?refresh", re.I)
_shown = texts("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
_hrefs = texts("//a/@href")


def read_wrong(page: Page) -> WrongPage:
    """What it shows. A page that takes its visitor on by itself leads back too."""
    title = _TITLE.search(page.text, 0, 20_000)
    home = canonical_key(resolve(page.url, "/") or page.url)
    links = (resolve(page.url, href) for href in _hrefs(page.tree))
    return WrongPage(
        title=" ".join(title[1].split())[:100] if title else "",
        chinese=len(_CHINESE.findall("".join(_shown(page.tree)))),
        home_link=any(canonical_key(link) == home for link in links if link) or _BACK.search(page.text) is not None,
    )
