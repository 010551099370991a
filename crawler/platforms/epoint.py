"""Epoint (国泰新点) EWB-FRONT: lists come from a service that answers a JSON request.

The column page is a shell whose script posts `{deptcode, categorynum, siteGuid, pageIndex, pageSize}` to
`…/rest/lightfrontaction/getgovinfolist`; the answer holds `custom.data[]` and `custom.total`. What the page does not
tell itself (project name, siteGuid) stands in `/js/webBuilderCommon.js`, which is then asked first. This POST is the
list's only transport; nothing else is ever posted. Older installations page by view state or `?Paging=2`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.extract.calls import Value, lookup, object_after, parameters
from crawler.extract.datalist import load, read_data
from crawler.extract.kind import Verdict
from crawler.identity import resolve
from crawler.model import ListPage, PageKind, Reading
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import assemble, view_of
from crawler.posting import JSON, post_url, split_post

_SERVICE = re.compile(r"rest/[\w/]{0,60}(?:getgovinfolist|getinfolist|infolist)\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[\"']([^\"'\s]{0,120}rest/[\w/]{0,60}(?:getgovinfolist|getinfolist|infolist))[\"']", re.IGNORECASE
)
_SETTINGS = "webBuilderCommon.js"
_CATEGORY_PATH = re.compile(r"/((?:\d{3}){1,6})/(?:\w+\.html?)?$")
_DEFAULT = "rest/lightfrontaction/getgovinfolist"
_SIZE = 20


class Epoint:
    """Reads column shells, the settings script, and the answers of the list service."""

    name = "epoint"
    usual_rows = 20

    def recognises(self, page: Page) -> float:
        """By the service in the address or on the page, or by the names only this product writes."""
        path = urlsplit(page.url).path
        if _SERVICE.search(path) and page.text.lstrip("\ufeff \r\n\t")[:1] == "{":
            return 0.97
        if path.endswith(_SETTINGS):
            return 0.95
        text = page.text
        if "siteGuid" in text or (page.says("infolist") and _SERVICE.search(text)):
            return 0.86
        return 0.5 if "EWB-FRONT" in text or _SETTINGS in text else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        path = urlsplit(page.url).path
        if _SERVICE.search(path):
            return self._answer(page)
        if path.endswith(_SETTINGS):
            return self._settings(page)
        view = view_of(page, hint)
        if view.verdict.kind in (PageKind.ARTICLE, PageKind.HOME) or view.lists.main is not None:
            return assemble(page, hint, self.name, view)
        following = _first_request(page)
        if following is None:
            return assemble(page, hint, self.name, view)
        verdict = Verdict(PageKind.LIST, "a list of the service")
        reading = assemble(page, hint, self.name, replace(view, verdict=verdict))
        return replace(reading, listing=ListPage((), following, following, page=1, elsewhere=True))

    def _settings(self, page: Page) -> Reading:
        """`var siteInfo = {…}`: with it, the request that the column page (named in our query) could not make."""
        asked = dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
        project, guid = lookup("projectName", page.text), lookup("siteGuid", page.text)
        if guid is None or not asked.get("categorynum"):
            error = "the settings script tells no siteGuid"
            return Reading(PageKind.LIST, self.name, page.encoding, listing=ListPage(()), error=error)
        fields: dict[str, Value] = {
            "deptcode": asked.get("deptcode", ""),
            "categorynum": asked["categorynum"],
            "siteGuid": guid,
            "pageIndex": 1,
            "pageSize": _SIZE,
        }
        url = urljoin(page.url, f"{str(project or '').rstrip('/')}/{_DEFAULT}")
        following = _request(url, fields)
        listing = ListPage((), following, following, elsewhere=True)
        return Reading(PageKind.LIST, self.name, page.encoding, listing=listing)

    def _answer(self, page: Page) -> Reading:
        ask = split_post(page.url)
        data = read_data(load(page.text), ask.url)
        if data is None:
            error = "the list service answered without a list"
            return Reading(PageKind.LIST, self.name, page.encoding, listing=ListPage(()), error=error)
        following, number, pages = _next_request(page.url, data.total, bool(data.rows))
        if not data.rows and data.total and number == 1 and not data.skipped:
            error = f"the list service states {data.total} entries and gives none"
            return Reading(PageKind.LIST, self.name, page.encoding, listing=ListPage(()), error=error)
        warnings = (f"{data.skipped} entries of the list have no address",) if data.skipped else ()
        listing = ListPage(data.rows, following, following, page=number, pages=pages, total=data.total)
        return Reading(PageKind.LIST, self.name, page.encoding, listing=listing, warnings=warnings)


def _first_request(page: Page) -> str | None:
    """The request that the page's script makes; via the settings script where the page does not tell all of it."""
    text = page.text
    written = _ADDRESS.search(text)
    url = resolve(page.url, written[1]) if written is not None and written[1].startswith(("/", "http")) else None
    fields = _written_fields(text, written.end()) if written is not None else {}
    if url is not None and fields and None not in fields.values():
        return _request(url, {name: value for name, value in fields.items() if value is not None})
    category = (
        fields.get("categorynum") or lookup("categorynum", text) or lookup("categoryNum", text) or _by_path(page.url)
    )
    if category is None:
        return None
    guid = lookup("siteGuid", text)
    department = fields.get("deptcode") or lookup("deptcode", text) or ""
    if guid is not None:
        project = str(lookup("projectName", text) or "").rstrip("/")
        told = {"deptcode": department, "categorynum": category, "siteGuid": guid}
        index, size = lookup("pageIndex", text), lookup("pageSize", text)
        rest = {
            "pageIndex": index if isinstance(index, int) else 1,
            "pageSize": size if isinstance(size, int) else _SIZE,
        }
        return _request(url or urljoin(page.url, f"{project}/{_DEFAULT}"), told | rest)
    script = next((s.get("src") for s in page.tree.iter("script") if _SETTINGS in (s.get("src") or "")), None)
    settings = resolve(page.url, script) if script else None
    if settings is None:
        return None
    return f"{settings.partition('?')[0]}?{urlencode({'categorynum': category, 'deptcode': department})}"


def _written_fields(text: str, start: int) -> dict[str, Value | None]:
    """The object that is posted: `JSON.stringify({…})` behind the address, or the nearest object in `data:`."""
    for opening in ("JSON.stringify(", "params:", "data:"):
        at = text.find(opening, start, start + 600)
        literal = object_after(text, at + len(opening)) if at >= 0 else None
        fields = parameters(literal, text) if literal is not None else {}
        if any(name.lower() == "categorynum" for name in fields):
            return fields
    return {}


def _by_path(url: str) -> str | None:
    """The number of the column in its address: three digits a level, `/001/001002/moreinfo.html`."""
    match = _CATEGORY_PATH.search(urlsplit(url).path)
    return match[1] if match is not None else None


def _request(url: str, fields: Mapping[str, Value]) -> str:
    return post_url(url, json.dumps(fields, ensure_ascii=False, separators=(",", ":")), JSON)


def _next_request(url: str, total: int | None, more: bool) -> tuple[str | None, int | None, int | None]:
    """(the request for the next page, this page counted from 1, pages) by what was asked and the stated total."""
    ask = split_post(url)
    try:
        fields = json.loads(ask.body)
        index, size = int(fields["pageIndex"]), int(fields.get("pageSize") or _SIZE)
    except (ValueError, KeyError, TypeError):
        return None, None, None
    pages = -(-total // size) if total is not None and size > 0 else None
    if not more or (pages is not None and index >= pages):
        return None, index or 1, pages
    return _request(ask.url, fields | {"pageIndex": index + 1}), index or 1, pages


PLATFORM = Epoint()
