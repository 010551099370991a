"""What the meta tags of a page say, above all the national set of 2017 (`ArticleTitle`, `PubDate`, …)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.extract.flow import plain

TITLE_NAMES = ("articletitle", "og:title", "title")
# `Maketime` and `others` (页面生成时间) are build times and say nothing about the item.
PUBLISHED_NAMES = (
    "pubdate",
    "firstpublishedtime",
    "publishdate",
    "article:published_time",
    "datepublished",
    "pub_date",
    "publish_time",
)
SOURCE_NAMES = ("contentsource", "source")


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself outside its text.

    `meta`: names in lower case → content, blank contents left out, the first of a name wins. `title`: the text of
    `<title>`, which is not the article's title yet: site and column names hang on to it. `base`: where links
    count from, as written.
    """

    meta: dict[str, str]
    title: str
    base: str | None


def read_head(tree: HtmlElement) -> Head:
    """All of it in one pass: broken pages have their meta tags anywhere."""
    found: dict[str, str] = {}
    title: str | None = None
    base: str | None = None
    for tag in tree.iter("meta", "title", "base"):
        if tag.tag == "title":
            title = plain("".join(tag.itertext())) if title is None else title
            continue
        if tag.tag == "base":
            base = tag.get("href") or "" if base is None else base
            continue
        name = tag.get("name") or tag.get("property") or tag.get("itemprop")
        content = plain(tag.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return Head(found, title or "", base)


def first_of(meta: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, str] | None:
    """The first of these names that is present, with its content."""
    return next(((name, meta[name]) for name in names if name in meta), None)
