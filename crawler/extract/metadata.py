"""What the meta tags of a page say, above all the national set of 2017 (`ArticleTitle`, `PubDate`, …)."""

from __future__ import annotations

from collections.abc import Mapping

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


def read_meta(tree: HtmlElement) -> dict[str, str]:
    """Meta tags as name → content: names lower-case, blank contents left out, the first of a name wins."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("name") or tag.get("property") or tag.get("itemprop")
        content = plain(tag.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def first_of(meta: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, str] | None:
    """The first of these names that is present, with its content."""
    return next(((name, meta[name]) for name in names if name in meta), None)


def document_title(tree: HtmlElement) -> str:
    """The text of `<title>`, which is not the article's title yet: site and column names hang on to it."""
    title = next(tree.iter("title"), None)
    return plain("".join(title.itertext())) if title is not None else ""
