"""Guangdong's disclosure catalogue (`/gkmlpt/`): a shell page with the whole column tree in `_CONFIG.TREE`.

The list of a column is JSON, a hundred records a page; page 0 and page 1 are the same. Neither `total` nor
`post_count` can be relied on, and later pages may be missing: the walk ends with a page that brings nothing new.
An article is ordinary HTML; some hold their text in `_CONFIG.DETAIL` alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.extract.data import data_of, day_of, mappings_of, member_of, whole, words_of
from crawler.extract.kind import Verdict
from crawler.identity import resolve, same_site
from crawler.model import Article, Attachment, DateFact, ListPage, NavNode, PageKind, Reading, Role, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import assemble, view_of
from crawler.platforms.guangdong import (
    catalogue_base,
    catalogue_links,
    column_address,
    resolve_column,
    site_number,
    with_columns_resolved,
)

_API = re.compile(r"^(?P<base>.*/gkmlpt)/api/all/(?P<column>\d+)$")
_ARTICLE = re.compile(r"/m?post_\d+\.html$")
_PATH = re.compile(r"/gkmlpt(?:/|$)")
_BODY = re.compile(
    r"""<div[^>]*\bclass\s*=\s*["'](?:[^"']*\s)?(?:article-content|content)(?:\s[^"']*)?["'][^>]*>""", re.IGNORECASE
)
_BODY_CLASSES = {"article-content", "content"}
_SIZE = 100  # records of a page
_DATES = ("display_publish_time", "date", "created_at")
_MOMENTS = (*_DATES, "first_publish_time", "create_time")  # the last two may be the day of an import: kept, never used
_FIELDS = {
    "identifier": "索引号",
    "document_number": "文号",
    "publisher": "发布机构",
    "classify_main_name": "分类",
    "keywords": "主题词",
}


class Gkmlpt:
    """Reads the catalogue's shell, its lists and its articles."""

    name = "gkmlpt"
    usual_rows = _SIZE

    def recognises(self, page: Page) -> float:
        """By the path, or by the inline tree."""
        if _PATH.search(urlsplit(page.url).path):
            return 0.95
        return 0.95 if "_CONFIG" in page.text and "TREE" in page.text and "/gkmlpt" in page.text else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        data = data_of(page)
        if isinstance(data, Mapping) and isinstance(data.get("articles"), list):
            return Reading(PageKind.LIST, self.name, page.encoding, listing=_listing(page, data))
        if _API.match(urlsplit(page.url).path):
            return self.end_of_list(page.url) or Reading(
                PageKind.OTHER, self.name, page.encoding, error="the list service answered without a list"
            )
        detail = member_of(page.text, "DETAIL")
        if isinstance(detail, Mapping) and detail.get("title"):
            return self._article(page, hint, detail)
        if _ARTICLE.search(urlsplit(page.url).path):
            return self._article(page, hint, {})
        return self._shell(page, hint)

    def end_of_list(self, url: str) -> Reading | None:
        """Behind its last page a list is 'not found', or no data: both mean its end."""
        if _API.match(urlsplit(url).path) is None or _page_number(url) < 2:
            return None
        return Reading(PageKind.LIST, self.name, "utf-8", listing=ListPage((), page=_page_number(url)))

    def _article(self, page: Page, hint: Hint, detail: Mapping[str, Any]) -> Reading:
        resolved = with_columns_resolved(page)
        whole_page = _with_body(resolved, words_of(detail.get("title")), detail.get("content"))
        view = replace(view_of(whole_page, hint), verdict=Verdict(PageKind.ARTICLE, "an article of the catalogue"))
        reading = assemble(whole_page, hint, self.name, view)
        links = (*reading.links, *catalogue_links(page, resolved))
        reading = replace(reading, encoding=page.encoding, links=links)
        if reading.article is None or not detail:
            return reading
        return replace(reading, article=_completed(reading.article, detail, page.url))

    def _shell(self, page: Page, hint: Hint) -> Reading:
        """The entrance: its tree is the column tree below the column that the page is."""
        tree = mappings_of(member_of(page.text, "TREE"))
        resolved = with_columns_resolved(page)
        view = view_of(resolved, hint)
        sid = site_number(page.text)
        if not tree or sid is None:
            return replace(assemble(resolved, hint, self.name, view), encoding=page.encoding)
        parts = urlsplit(page.url)
        base = catalogue_base(page.url) or f"{parts.scheme}://{parts.netloc}/gkmlpt"
        nodes = _nodes(tree, base, sid)
        links = catalogue_links(page, resolved)
        home = hint.role is Role.HOME or view.verdict.kind is PageKind.HOME
        if not home:
            nodes = _below(view.crumb.names or hint.column_path or _own_name(page), nodes)
            view = replace(view, verdict=Verdict(PageKind.CATALOGUE, "the tree of a disclosure catalogue"))
        reading = assemble(resolved, hint, self.name, view)
        reading = replace(reading, encoding=page.encoding, links=(*reading.links, *links), listing=None)
        reading = replace(reading, nav=(*reading.nav, *nodes), nav_is_tree=True, site_number=sid)
        if reading.home is not None:
            reading = replace(reading, home=replace(reading.home, nav=reading.nav))
        return reading


# --- the tree ---------------------------------------------------------------------------------------


def _nodes(entries: Sequence[Mapping[str, Any]], base: str, sid: str) -> tuple[NavNode, ...]:
    """The nodes of TREE. One that only links elsewhere has that address; a mere link to another site is no column.

    A node with children is asked for its list too: some sites show there what the children hold, some hold more.
    """
    found: list[NavNode] = []
    for entry in entries:
        name, jump = words_of(entry.get("name")), words_of(entry.get("jump_url"))
        below = _nodes(mappings_of(entry.get("children")), base, sid)
        url: str | None = column_address(base, words_of(entry.get("id")), sid)
        if jump:
            url = resolve_column(f"{base}/index", jump, sid) or resolve(f"{base}/", jump)
        if not name or (jump and not below and (url is None or _is_other_site(url, base))):
            continue
        found.append(NavNode(name, url, jump or f"#{words_of(entry.get('id'))}", below))
    return tuple(found)


def _is_other_site(url: str, base: str) -> bool:
    """True for the home page of another host; an address deeper inside it may well be this site's column."""
    parts = urlsplit(url)
    return not same_site(url, base) and parts.path in ("", "/") and not parts.query


def _own_name(page: Page) -> tuple[str, ...]:
    """What the entrance calls itself: the first part of its title."""
    title = next((" ".join("".join(found.itertext()).split()) for found in page.tree.iter("title")), "")
    name = re.split(r"\s*[-_|—]\s*", title, maxsplit=1)[0]
    return (name,) if name else ("政府信息公开目录",)


def _below(path: Sequence[str], nodes: tuple[NavNode, ...]) -> tuple[NavNode, ...]:
    for name in reversed(path):
        nodes = (NavNode(name, None, None, nodes),)
    return nodes


# --- a list -----------------------------------------------------------------------------------------


def _listing(page: Page, data: Mapping[str, Any]) -> ListPage:
    rows = tuple(row for entry in mappings_of(data["articles"]) if (row := _row(entry, page.url)) is not None)
    classify = data.get("classify")
    stated = [whole(data.get("total")), whole(classify.get("post_count")) if isinstance(classify, Mapping) else None]
    total = next((count for count in stated if count is not None), None)
    number = _page_number(page.url)
    reached = (number - 1) * _SIZE + len(rows)
    done = not rows or (len(rows) < _SIZE and total is not None and reached >= max(n for n in stated if n is not None))
    href = None if done else _following(page.url, number + 1)
    return ListPage(rows, href, href, page=number, total=total)


def _row(entry: Mapping[str, Any], url: str) -> Row | None:
    title = words_of(entry.get("title"))
    href = words_of(entry.get("url")) or words_of(entry.get("post_url"))
    address = resolve(url, href) if href else None
    if not title or address is None:
        return None
    raw, day = next(((entry[key], day) for key in _DATES if (day := day_of(entry.get(key)))), ("", None))
    fields = {label: words_of(entry.get(key)) for key, label in _FIELDS.items() if words_of(entry.get(key))}
    moments = {key: words_of(entry.get(key)) for key in _MOMENTS if words_of(entry.get(key))}
    return Row(
        title=title,
        href=href,
        url=address,
        listed_on=day,
        raw_date=words_of(raw),
        column_hint=words_of(entry.get("classify_main_name")) or None,
        fields=fields | moments,
    )


def _page_number(url: str) -> int:
    """Which page an address asks for; page 0 is page 1."""
    stated = dict(parse_qsl(urlsplit(url).query)).get("page", "1")
    return max(int(stated), 1) if stated.isdecimal() and len(stated) < 6 else 1


def _following(url: str, number: int) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | {"page": str(number)}
    return parts._replace(query="&".join(f"{key}={value}" for key, value in query.items()), fragment="").geturl()


# --- an article -------------------------------------------------------------------------------------


def _with_body(page: Page, title: str, content: Any) -> Page:
    """The page with the text of its record put where the page leaves it out; the page itself where it shows it."""
    if not isinstance(content, str) or not content.strip():
        return page
    boxes = [box for box in page.tree.iter("div") if _BODY_CLASSES & set((box.get("class") or "").split())]
    if any(
        box.text_content().strip() or box.find(".//img") is not None or box.find(".//a") is not None for box in boxes
    ):
        return page
    place = _BODY.search(page.text)
    if place is not None:
        text = page.text[: place.end()] + content + page.text[place.end() :]
    else:
        headed = any(title in " ".join(heading.itertext()) for heading in page.tree.iter("h1", "h2", "h3"))
        heading = "" if headed else f"<h1>{escape(title)}</h1>"
        head, closing, tail = page.text.rpartition("</body>")
        text = f"{head or tail}{heading}<div class='article-content'>{content}</div>{closing}{tail if head else ''}"
    return Page(page.url, text.encode("utf-8", "replace"), "text/html; charset=utf-8", page.status)


def _completed(article: Article, detail: Mapping[str, Any], url: str) -> Article:
    """The article with what its record says and the page does not."""
    published = article.published
    key = next((key for key in _DATES[:2] if day_of(detail.get(key))), None)
    if (published is None or published.via in ("list", "url")) and key is not None:
        day = day_of(detail[key])
        published = DateFact(day, "meta", words_of(detail[key])) if day else published
    return replace(
        article,
        title=article.title or words_of(detail.get("title")) or None,
        published=published,
        index_no=article.index_no or words_of(detail.get("identifier")) or None,
        doc_no=article.doc_no or words_of(detail.get("document_number")) or None,
        publisher=article.publisher or words_of(detail.get("publisher")) or None,
        attachments=article.attachments or _attachments(detail, url),
    )


def _attachments(detail: Mapping[str, Any], url: str) -> tuple[Attachment, ...]:
    found: list[Attachment] = []
    for entry in mappings_of(detail.get("attachment")):
        address = resolve(url, words_of(entry.get("url")))
        if address is not None:
            found.append(Attachment(address, words_of(entry.get("name")), words_of(entry.get("type")) or None))
    return tuple(found)


PLATFORM = Gkmlpt()
