"""What the links of a page are: where they lead, what their addresses look like, what stands around them.

`Anchors.of(page)` walks the links once; every other reader works on its result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote, urlsplit

from lxml.html import HtmlElement

from crawler.extract.clicks import address_of_click
from crawler.extract.xpaths import elements, string, texts
from crawler.identity import canonical_key, resolve, same_site
from crawler.model import Link, Role
from crawler.page import Page


class Shape(StrEnum):
    """What an address looks like, by the dialect table of article, list and attachment addresses."""

    ARTICLE = "article"
    COLUMN = "column"
    ATTACHMENT = "attachment"
    UNKNOWN = "unknown"


_EXTENSIONS = (
    "pdf|docx?|wps|xlsx?|et|pptx?|dps|zip|rar|7z|txt|csv|ofd|ceb|tiff?|jpe?g|png|gif|bmp|mp4|mp3|wmv|flv|swf|apk|exe"
)
_ATTACHMENT = re.compile(
    rf"\.(?:{_EXTENSIONS})$|/module/download/downfile\.jsp|/_content/download\.jsp|/download\.asp"
    r"|/api/attachments/view/",
    re.IGNORECASE,
)
# The numbers are the rows of the dialect table.
_ARTICLE_PATHS = re.compile(
    r"""
      /t\d{8}_\d+(?:_\d+)?\.s?html?$              # 1  TRS
    | /t(?:[A-Z][a-z]+_)?\d{5,}\.s?html?$         # 2, 2a
    | /art/\d{4}/\d{1,2}/\d{1,2}/art_[\w]+\.html? # 3  Hanweb
    | /art/\d{4}/art_[0-9a-f]{16,}                # 4
    | /art_\d+_\d+\.html?$
    | /m?post_\d+\.html?$                         # 5
    | /info/\d+/\d+\.html?$                       # 6  VSB
    | /(?:\d{4}-?\d{2}(?:[-/]?\d{2})?)/(?:content|c|doc)_[\w]+\.s?html?$  # 7, 8
    | /content_\d+\.s?html?$                      # 8a
    | /[0-9a-f]{32}\.s?html?$                     # 9, 10, 14
    | /c\d{5,}/content\.s?html?$                  # 11
    | /\d{6}/\d+\.s?html?$                        # 12 old UCAP
    | /\d{8}/(?:[0-9a-f]{8,}/c|[0-9a-f-]{8,}|\d+)\.s?html?$   # 13, 14
    | /columns/[0-9a-f-]{36}/\d{6}/\d{2}/         # 15
    | /ARTI\w{10,}\.s?html?$                      # 16
    | /\d{4}-\d{1,2}-\d{1,2}/\d+\.s?html?$        # 17
    | /\d{4}/\d{2}-\d{2}/\d+\.s?html?$
    | /\d{4}/\d{4}/\d+\.s?html?$                  # 17
    | /\d{12,}/index\.s?html?$                    # 18
    | /\d{5,9}/index\.s?html?$                    # 19
    | /\d{12,}\.s?html?$
    | /portal/article/\d+/ | /Item/\d+\.aspx | /public/\d+/\d+\.html?  # 20
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ARTICLE_QUERY = re.compile(
    r"(?:^|&)(?:id|articleid|article_id|infoid|info_id|aid|newsid|wbnewsid|transactid|pid|docid|contentid|guid)=[\w-]+",
    re.IGNORECASE,
)
_COLUMN_PATHS = re.compile(
    r"""
      /$ | /[^/.]+$
    | /(?:index|list\d?|default|main|common_list|common|col|column|more)(?:[_-]\d+)?\.(?:s?html?|jsp|aspx?|php)$
    | /col/col\d+/ | /\w*_?list\w*\.s?html?$ | /node_\d+(?:_\d+)?\.html?$ | /lists/\d+\.html?$
    """,
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def shape_of(url: str) -> Shape:
    """What the address looks like. UNKNOWN is a common and honest answer."""
    parts = urlsplit(url)
    path = parts.path
    if _ATTACHMENT.search(path):
        return Shape.ATTACHMENT
    if _ARTICLE_PATHS.search(path):
        return Shape.ARTICLE
    if parts.query and _ARTICLE_QUERY.search(parts.query):
        return Shape.ARTICLE
    if _COLUMN_PATHS.search(path) or not path:
        return Shape.COLUMN
    return Shape.UNKNOWN


def key_of(url: str) -> str:
    """The key for comparing addresses; an address that cannot be read is its own key."""
    try:
        return canonical_key(url)
    except ValueError:
        return url


_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_WIDE = "\u3001-\u301f\u4e00-\u9fff\uff00-\uffef"
_INNER = re.compile(rf"(?<=[{_WIDE}])[\s\u3000\u00a0]+(?=[{_WIDE}])")


def squeeze(text: str) -> str:
    """Text with every run of white space as one blank, none at the ends."""
    if not text.isascii() and ("\u200b" in text or "\ufeff" in text):
        return _SPACES.sub(" ", text).strip()
    return " ".join(text.split())


def name_of(text: str) -> str:
    """The name of a column as compared and stored: blanks inside (首　页) and decoration around are removed."""
    plain = squeeze(text).strip(" |·•>»›：:[]【】-—*▪◆■●→")
    return _INNER.sub("", plain)


def text_of(element: HtmlElement) -> str:
    """The visible text of an element, blanks squeezed; scripts and comments left out."""
    if len(element) == 0:
        return squeeze(element.text or "")
    if any(True for _ in element.iterdescendants("script", "style")):
        return squeeze("".join(_strings(element)))
    return squeeze(element.text_content())


_strings = texts(".//text()[not(parent::script or parent::style)]")
_anchors = elements("//a")
_with_boxes = elements(
    "//a | //*[@onclick][self::li or self::tr or self::div or self::dl]"
    "[contains(@onclick, 'location') or contains(@onclick, 'open(')][not(.//a[@href])]"
)
_base = string("string(//base/@href)")

_SKIPPED = re.compile(r"(?i)logout|signout|/login|/e/search/|/logoff")


def _as_sent(href: str) -> str:
    """A link of a GBK page as browsers send it: raw characters of the query in GBK, those of the path in UTF-8."""
    path, mark, query = href.partition("?")
    if not mark or query.isascii():
        return href
    return f"{path}?{quote(query, safe='%/:?#[]@!$&()*+,;=~-._|', encoding='gb18030', errors='replace')}"


def _resolved(folder: str, base: str, href: str) -> str:
    """The absolute address, or an empty string. Only `?…` and `#…` need more of the base than its folder.

    A saved page may have no address: then links stay as written, for nothing may be invented.
    """
    if not base:
        return (resolve("http://nowhere.invalid/", href) and href) or ""
    if href[0] in "?#" or folder.count("/") < 3:
        return resolve(base, href) or ""
    return _from_folder(folder, href)


@lru_cache(maxsize=16384)
def _from_folder(folder: str, href: str) -> str:
    return resolve(folder, href) or ""


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """One link of the page, in document order. `url` is empty where the link leads nowhere (`#`, script)."""

    order: int
    element: HtmlElement
    href: str  # as written
    url: str
    text: str
    title: str  # the `title` attribute; of a link that is only a picture, what the picture is called

    @property
    def label(self) -> str:
        """The fuller of text and title attribute."""
        return self.title if len(self.title) > len(self.text) else self.text


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """All links of a page, and for each element how many different addresses it holds."""

    base: str
    all: tuple[Anchor, ...]
    counts: dict[HtmlElement, int]

    @classmethod
    def of(cls, page: Page) -> Anchors:
        """Collect the links of a page in document order."""
        base = resolve(page.url, _base(page.tree)) or resolve(page.url, "") or page.url
        base = base if base.startswith(("http://", "https://")) else ""
        folder = base.partition("?")[0].rpartition("/")[0] + "/"
        gbk = page.encoding.lower().startswith("gb")
        found: list[Anchor] = []
        counts: dict[HtmlElement, int] = {}
        last: dict[HtmlElement, str] = {}
        beside: HtmlElement | None = None  # the parent of the link before, and all that is around it
        around: list[HtmlElement] = []
        clicks = "onclick" in page.text or "javascript:" in page.text
        for order, element in enumerate((_with_boxes if clicks else _anchors)(page.tree)):
            href = element.get("href") or ""
            if clicks and (not href or href[0] == "#" or href[:11].lower() == "javascript:"):
                href = address_of_click(element) or href
            written = _as_sent(href.strip()) if gbk else href.strip()
            url = _resolved(folder, base, written) if written else ""
            text = text_of(element)
            anchor = Anchor(order, element, href, url, text, squeeze(element.get("title") or "") or _alt(element, text))
            found.append(anchor)
            if not href:
                continue
            parent = element.getparent()
            if parent is not beside:
                beside, around = parent, list(element.iterancestors())
            for above in around:
                if last.get(above) != href:
                    last[above] = href
                    counts[above] = counts.get(above, 0) + 1
        return cls(base, tuple(found), counts)

    def within(self, element: HtmlElement) -> int:
        """How many different addresses the element holds (neighbouring repetitions count once)."""
        return self.counts.get(element, 0)


def _alt(element: HtmlElement, text: str) -> str:
    """What the picture of a link without text is called."""
    if text:
        return ""
    return next((alt for image in element.iterdescendants("img") if (alt := squeeze(image.get("alt") or ""))), "")


def other_links(
    anchors: Anchors, used: set[HtmlElement], articles: set[str], columns: dict[str, str], home: str | None
) -> tuple[Link, ...]:
    """All links that nothing else accounts for, each address once, with the role it would have in the frontier.

    `articles` are addresses which stand in rows of some list on the page; their shape does not matter then.
    `columns` are addresses of 更多 links with the heading they belong to: a promise of a column, no more; whether
    it is one, and where it stands, only the page behind it can say.
    """
    seen: set[str] = set()
    found: list[Link] = []
    for anchor in anchors.all:
        url = anchor.url
        if not url or anchor.element in used or url in seen or _SKIPPED.search(url):
            continue
        seen.add(url)
        role = _role(url, articles, home)
        if role is Role.LINK and url in columns and (home is None or same_site(url, home)):
            found.append(Link(url, columns[url], Role.COLUMN))
        else:
            found.append(Link(url, anchor.label, role))
    return tuple(found)


def _role(url: str, articles: set[str], home: str | None) -> Role:
    shape = shape_of(url)
    if shape is Shape.ATTACHMENT:
        return Role.ATTACHMENT
    if home is not None and not same_site(url, home):
        return Role.LINK
    if shape is Shape.ARTICLE or url in articles:
        return Role.ARTICLE
    return Role.LINK
