"""Files that a page shows in a viewer instead of linking to them: a PDF in a frame, an object, or a script's box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement

from crawler.extract.attachments import resolve
from crawler.extract.flow import plain
from crawler.extract.xpaths import elements
from crawler.model import Attachment
from crawler.page import Page

_FILE = re.compile(r"\.(pdf|ofd|docx?|wps|xlsx?|pptx?|ceb)$", re.I)
_SIGNS = ("data-p", "pdfiframe")
_ATTRIBUTES = ("data-powerurl", "data-pdfurl", "data-pdf-url", "data-pdf")
_SOURCES = {"iframe": "src", "embed": "src", "object": "data"}
_viewers = elements(f"//iframe | //embed | //object | //*[{' or '.join(f'@{name}' for name in _ATTRIBUTES)}]")
_PARAMETERS = frozenset({"src", "file", "filename", "url", "movie"})
_NAMES = ("data-name", "data-filename", "title", "alt")
_CALL = re.compile(r"""\bshowVsbpdfIframe\(\s*["']([^"']{5,300})["']""", re.I)


def read_viewed_files(page: Page, base: str) -> tuple[Attachment, ...]:
    """Files shown in viewers, in order, each address once; a frame that shows a page is none.

    A viewer's own address names the file in its query (`viewer.html?file=/a/b.pdf`). The name is what the viewer's
    element is called, else the file's own name. `media_type` is the extension in lower case.
    """
    if next(page.tree.iter(*_SOURCES), None) is None and not any(page.says(sign) for sign in _SIGNS):
        return ()
    found: dict[str, Attachment] = {}
    for address, name in _viewed(page):
        url = (resolve(base, address) or "").partition("#")[0]  # `#toolbar=0` is for the viewer
        extension = _FILE.search(unquote(urlsplit(url).path)) if url else None
        if extension:
            own_name = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
            found.setdefault(url, Attachment(url, name or own_name, extension[1].lower()))
    return tuple(found.values())


def _viewed(page: Page) -> Iterator[tuple[str, str]]:
    """Addresses of files with the names of their viewers."""
    for element in _viewers(page.tree) if page.says("data-p") else page.tree.iter(*_SOURCES):
        name = next((plain(element.get(key) or "") for key in _NAMES if element.get(key)), "")
        for address in _addresses(element):
            yield address, name
            yield from ((value, name) for value in _in_query(address))
    if page.says("pdfiframe"):
        for call in _CALL.finditer(page.text):
            yield call[1], ""


def _addresses(element: HtmlElement) -> Iterator[str]:
    for attribute in (*_ATTRIBUTES, _SOURCES.get(element.tag, "")):
        if attribute and (value := element.get(attribute)):
            yield value
    if element.tag == "object":
        for parameter in element.iter("param"):
            if (parameter.get("name") or "").lower() in _PARAMETERS and (value := parameter.get("value")):
                yield value


def _in_query(address: str) -> Iterator[str]:
    """What a viewer is told to show: `viewer.html?file=%2Fa%2Fb.pdf`."""
    try:
        fields = parse_qsl(urlsplit(address).query)
        yield from (value for _, value in fields if _FILE.search(urlsplit(value).path))
    except ValueError:
        return  # an address that none is
