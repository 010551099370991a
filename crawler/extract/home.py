"""The home page: name of the site, 网站标识码, ICP number, and the newest entries of its blocks.

Also the door in front of it: a page that only forwards.
"""

from __future__ import annotations

import re

from crawler.extract.links import Anchors, squeeze
from crawler.extract.listing import ListView
from crawler.extract.xpaths import elements, string, texts
from crawler.identity import resolve, same_site
from crawler.model import HomePage, NavNode, Row
from crawler.page import Page

_SITE_CODE = re.compile(r"(?:网站)?标识码\s*(?:为|是)?\s*[:：]?\s*(?P<code>bm\d{8}|\d{10})(?!\d)", re.IGNORECASE)
_ICP = re.compile(r"[\u4e00-\u9fff]\s?ICP\s?备\s?[（(]?\s?\d{6,10}\s?[)）]?\s?号?(?:\s?-\s?\d{1,3})?", re.IGNORECASE)
_NAME_TAIL = re.compile(r"(?:[-_—|·\s]+)(?:首页|网站首页|主页|官方网站)?$|(?:网站)?首页$")
_WELCOME = re.compile(r"^(?:欢迎(?:您)?(?:访问|光临|来到)|首页[-_—|\s]+)|[!！]$")
_HOST_NAME = re.compile(r"(?:人民政府|[局委办厅院会处所署部])(?:门户)?(?:官方)?(?:网站|网)?$")
_meta_names = elements("//meta[@name and @content]")
_title = string("string(//title)")


def read_home(page: Page, lists: ListView, nav: tuple[NavNode, ...]) -> HomePage:
    """What a site's home page says about the site. Absent facts are None."""
    rows: list[Row] = []
    seen: set[str] = set()
    for found in lists.lists:
        for row in found.rows if found.dated else ():
            if row.url not in seen:
                seen.add(row.url)
                rows.append(row)
    code, icp = site_marks(page)
    return HomePage(site_name(page), code, icp, nav, tuple(rows))


def site_marks(page: Page) -> tuple[str | None, str | None]:
    """(网站标识码, ICP number) as the page states them in meta tags or footer."""
    code = meta(page, "SiteIDCode")
    text = squeeze("".join(page.tree.itertext()))
    if not code or not re.fullmatch(r"(?i)bm\d{8}|\d{10}", code):
        match = _SITE_CODE.search(text)
        code = match["code"] if match else None
    icp = _ICP.search(text)
    return code, re.sub(r"\s", "", icp.group()) if icp else None


def site_name(page: Page) -> str | None:
    """The name of the site: meta SiteName, else the title without 首页 and 欢迎访问."""
    name = meta(page, "SiteName")
    if name:
        return name
    title = squeeze(_title(page.tree))
    title = _WELCOME.sub("", title).strip()
    title = _NAME_TAIL.sub("", title).strip()
    parts = [part.strip() for part in re.split(r"[_|]|\s[-—]\s|--", title) if part.strip()]
    if len(parts) > 1:
        hosts = [part for part in parts if _HOST_NAME.search(part)]
        return hosts[0] if hosts else parts[0]
    return title or None


def meta(page: Page, name: str) -> str | None:
    """The content of a meta tag by name, whatever the letter case; None where absent or blank."""
    wanted = name.lower()
    if not page.says(wanted):
        return None
    for element in _meta_names(page.tree):
        if element.get("name", "").strip().lower() == wanted:
            content = squeeze(element.get("content") or "")
            if content:
                return content
    return None


_REFRESH = re.compile(r"^\s*(\d+)?\s*[;,]?\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_SCRIPT_DOOR = re.compile(
    r"(?:window|document|self|top|parent)?\.?location(?:\.href)?\s*=\s*['\"]([^'\"]{1,300})['\"]"
    r"|location\.(?:replace|assign)\s*\(\s*['\"]([^'\"]{1,300})['\"]"
)
_refresh_metas = elements("//meta[@http-equiv and @content]")
_frames = texts("//frameset//frame[@src]/@src")
_DOOR_TEXT = 120  # a page with more words than this is content, not a door
_DOOR_SECONDS = 10


def refresh_url(page: Page, anchors: Anchors) -> str | None:
    """Where a page that is only a door leads (meta refresh, location script, single frame), or None."""
    if len(anchors.all) > 6:
        return None
    shown = _visible_length(page)
    target: str | None = None
    for element in _refresh_metas(page.tree):
        if element.get("http-equiv", "").lower() != "refresh":
            continue
        match = _REFRESH.match(element.get("content") or "")
        if match and int(match[1] or 0) <= _DOOR_SECONDS:
            target = match[2]
    if target is None and shown <= _DOOR_TEXT:
        source = "\n".join(script.text or "" for script in page.tree.iter("script"))
        match = _SCRIPT_DOOR.search(source)
        frames = _frames(page.tree)
        target = (match[1] or match[2]) if match else (frames[0] if len(frames) == 1 else None)
    elif target is not None and shown > 2000:
        return None
    url = resolve(page.url, target) if target else None
    # `/` may forward to `/index.htm`: equal keys, yet two answers. Only the very same address is no door.
    return url if url and url != page.url else None


def frames_of(page: Page) -> tuple[str, ...]:
    """The pages of a frameset, which together are the home page; empty where there is at most one."""
    found = [resolve(page.url, src) for src in _frames(page.tree)]
    inside = tuple(dict.fromkeys(url for url in found if url is not None and same_site(url, page.url)))
    return inside if len(inside) > 1 else ()


def _visible_length(page: Page) -> int:
    total = 0
    for element in page.tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title", "noscript"):
            total += len((element.tail or "").strip())
            continue
        total += len((element.text or "").strip()) + len((element.tail or "").strip())
    return total
