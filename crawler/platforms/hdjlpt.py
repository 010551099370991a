"""Guangdong's platform for letters and consultations (`/hdjlpt/`): shells whose rows come by POST.

The page of published letters holds no row. Its list is a POST with `offset`, `limit` and the site's number, and
needs the token and the cookie of the page (`crawler.middlewares.sessions` sends both). A letter has a page of its
own, with and without `via=pc`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.extract.data import data_of, day_of, mappings_of, whole, words_of
from crawler.extract.kind import Verdict
from crawler.identity import resolve
from crawler.model import ListPage, PageKind, Reading, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import View, assemble, view_of
from crawler.platforms.guangdong import catalogue_links, site_number, with_columns_resolved
from crawler.posting import form_body, post_url, split_post

_PATH = re.compile(r"^(?P<base>.*?/hdjlpt)(?P<rest>/.*)?$")
_SIZE = 20  # rows that the page itself asks for
_DATES = ("display_publish_time", "publish_time", "first_publish_time", "time")
_LETTERS, _ARTICLES = "letter/pubList", "letter/cms/classify/articles"


class Hdjlpt:
    """Reads the shells, their lists and the letters."""

    name = "hdjlpt"
    usual_rows = _SIZE

    def recognises(self, page: Page) -> float:
        """By the path."""
        return 0.95 if _PATH.match(urlsplit(page.url).path) else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        data = data_of(page)
        if isinstance(data, Mapping):
            return self._answer(page, data)
        resolved = with_columns_resolved(page)
        reading = self._page(resolved, hint)
        return replace(reading, encoding=page.encoding, links=(*reading.links, *catalogue_links(page, resolved)))

    def _page(self, page: Page, hint: Hint) -> Reading:
        view = view_of(page, hint)
        rest = _rest(page.url)
        if rest.startswith(("/detail", "/yjzj/answer/")):
            return assemble(page, hint, self.name, replace(view, verdict=Verdict(PageKind.ARTICLE, "a letter's page")))
        if not rest.startswith(("/published", "/c_cat")) or _holds_rows(view):
            return assemble(page, hint, self.name, view)
        reading = assemble(page, hint, self.name, replace(view, verdict=Verdict(PageKind.LIST, "a list by POST")))
        first = _first_request(page, hint.site_number)
        if first is None:
            return replace(
                reading, listing=None, warnings=(*reading.warnings, "the list needs a number it does not tell")
            )
        return replace(reading, listing=ListPage((), first, first, page=1, elsewhere=True))

    def _answer(self, page: Page, data: Mapping[str, Any]) -> Reading:
        inner = data.get("data")
        if whole(data.get("errcode")) != 0 or not isinstance(inner, Mapping) or not isinstance(inner.get("list"), list):
            said = words_of(data.get("errmsg") or data.get("message") or data.get("errcode"))
            return Reading(
                PageKind.OTHER, self.name, page.encoding, error=f"the list service answered: {said[:80] or '?'}"
            )
        rows = tuple(row for entry in mappings_of(inner["list"]) if (row := _row(entry, page.url)) is not None)
        total = whole(inner.get("total"))
        following = _following(page.url, len(inner["list"]), total)
        offset, limit = _window(page.url)
        listing = ListPage(rows, following, following, page=offset // limit + 1, total=total)
        return Reading(PageKind.LIST, self.name, page.encoding, listing=listing)


def _rest(url: str) -> str:
    match = _PATH.match(urlsplit(split_post(url).url).path)
    return (match["rest"] or "") if match else ""


def _base(url: str) -> str:
    parts = urlsplit(split_post(url).url)
    match = _PATH.match(parts.path)
    return f"{parts.scheme}://{parts.netloc}{match['base'] if match else '/hdjlpt'}"


def _holds_rows(view: View) -> bool:
    return view.lists.main is not None and any(row.listed_on for row in view.lists.main.rows)


def _first_request(page: Page, known: str | None) -> str | None:
    """The request that brings the first rows of a shell; None where nothing tells the site's number."""
    query = dict(parse_qsl(urlsplit(page.url).query))
    if _rest(page.url).startswith("/c_cat"):
        name = query.get("name", "")
        body: dict[str, object] = {"offset": 0, "limit": _SIZE, "classify": name.upper()}
        return post_url(f"{_base(page.url)}/{_ARTICLES}", form_body(body)) if name else None
    site = site_number(page.text) or query.get("site_id") or query.get("siteId") or known
    if not site:
        return None
    return post_url(f"{_base(page.url)}/{_LETTERS}", form_body({"offset": 0, "limit": _SIZE, "site_id": site}))


def _window(url: str) -> tuple[int, int]:
    """(offset, limit) that a request asked for."""
    fields = dict(parse_qsl(split_post(url).body.decode("ascii", "replace")))
    return whole(fields.get("offset")) or 0, whole(fields.get("limit")) or _SIZE


def _following(url: str, brought: int, total: int | None) -> str | None:
    """The request for the next rows; None at the end (by total, or by a short answer where there is no total)."""
    ask = split_post(url)
    offset, limit = _window(url)
    done = brought == 0 or (offset + brought >= total if total is not None else brought < limit)
    if ask.method != "POST" or done:
        return None
    fields = dict(parse_qsl(ask.body.decode("ascii", "replace"), keep_blank_values=True))
    return post_url(ask.url, form_body(fields | {"offset": str(offset + brought)}), ask.content_type)


def _row(entry: Mapping[str, Any], url: str) -> Row | None:
    """A letter leads to its page by number; a classified article has an address of its own."""
    number = words_of(entry.get("id"))
    href = (
        words_of(entry.get("url"))
        or words_of(entry.get("post_url"))
        or (f"{_base(url)}/detail?pid={number}" if number else "")
    )
    address = resolve(split_post(url).url, href) if href else None
    title = words_of(entry.get("title")) or words_of(entry.get("summary"))
    if address is None or not title:
        return None
    raw, day = next(((entry[key], day) for key in _DATES if (day := day_of(entry.get(key)))), ("", None))
    return Row(title=title, href=href, url=address, listed_on=day, raw_date=words_of(raw))


PLATFORM = Hdjlpt()
