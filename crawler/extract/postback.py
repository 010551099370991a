"""ASP.NET pagers: the next page is a POST of the whole form, with the view state of the page just read.

`javascript:__doPostBack('AspNetPager1','2')` names the control and the page; the hidden fields come from this page,
so a list can only be walked page by page. Only a pager's own link is ever followed this way: a form that a person
would fill in is none of ours, and one that asks for a password is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement

from crawler.extract.links import squeeze
from crawler.identity import resolve
from crawler.page import Page
from crawler.posting import form_body, post_url, split_post

_CALL = re.compile(
    r"__doPostBack\s*\(\s*['\"]([^'\"]{1,200})['\"]\s*,\s*['\"]([^'\"]{0,60})['\"]\s*\)"
    r"|WebForm_PostBackOptions\s*\(\s*['\"]([^'\"]{1,200})['\"]\s*,\s*['\"]([^'\"]{0,60})['\"]"
)
_NEXT = re.compile(r"^\W*(?:下一?页|后一?页|下一頁|(?i:next))\W*$|^[>›]$")
_NUMBER = re.compile(r"^\W*(\d{1,5})\W*$")
_PAGE_ARGUMENT = re.compile(r"^(?:Page\$)?(\d{1,5})$")
_BUTTONS = frozenset({"submit", "image", "button", "reset", "file", "password"})


@dataclass(frozen=True, slots=True)
class _PostBack:
    """One link of a pager: the event it raises, its words, and the page it leads to, where that is told."""

    target: str
    argument: str
    text: str
    page: int | None


def has_post_back_pager(page: Page) -> bool:
    """True if the page holds a view state and a link (or button) of a pager that posts it back."""
    if "__VIEWSTATE" not in page.text:
        return False
    return any(True for _ in _links(page)) or _next_button(page) is not None


def next_post_back(page: Page, this: int | None, pages: int | None = None) -> str | None:
    """The POST that brings the next page, as an address, or None on the last page.

    `this` and `pages` are the number of the page and of all pages as far as its words tell. A link that names its
    page counts more than `pages`, which may be but the last number shown.
    """
    form = _form(page)
    if form is None:
        return None
    links = list(_links(page))
    chosen = next((link for link in links if _NEXT.match(link.text)), None)
    if chosen is None and not any(_NEXT.match(text) for text in _plain_words(form)):
        current = this if this is not None else _unlinked(links)
        chosen = next((link for link in links if current is not None and link.page == current + 1), None)
    elif chosen is not None and chosen.page is not None and this is not None and chosen.page <= this:
        chosen = None  # the last page's 下一页 leads to itself
    ended = this is not None and pages is not None and this >= pages
    if chosen is not None and not (chosen.page is None and ended):
        return _asked(page, form, {"__EVENTTARGET": chosen.target, "__EVENTARGUMENT": chosen.argument})
    button = _next_button(page)
    return _asked(page, form, button) if button is not None and not links and not ended else None


def _links(page: Page) -> Iterator[_PostBack]:
    for element in page.tree.iter("a"):
        call = _CALL.search(f"{element.get('href') or ''} {element.get('onclick') or ''}")
        if call is None or element.get("disabled") is not None:
            continue
        target, argument = call[1] or call[3], call[2] if call[1] else call[4]
        text = squeeze(element.text_content()) or squeeze(element.get("title") or "")
        told = _PAGE_ARGUMENT.match(argument) or (None if argument else _NUMBER.match(text))
        if _NEXT.match(text) or (told is not None and len(text) < 12):
            yield _PostBack(target, argument, text, int(told[1]) if told else None)


def _unlinked(links: list[_PostBack]) -> int | None:
    """The current page is the one number without a link: 1 where the links begin at 2, else the gap."""
    numbers = sorted({int(m[1]) for link in links if (m := _NUMBER.match(link.text)) and link.page is not None})
    if not numbers:
        return None
    if numbers[0] == 2:
        return 1
    return next((a + 1 for a, b in pairwise(numbers) if b == a + 2), None)


def _plain_words(form: HtmlElement) -> Iterator[str]:
    """Words of the form that are no link: a 下一页 among them says that this is the last page."""
    for element in form.iter("span", "a", "td", "li", "b", "font"):
        if not len(element) and (element.tag != "a" or not (element.get("href") or element.get("onclick"))):
            yield squeeze(element.text or "")


def _next_button(page: Page) -> dict[str, str] | None:
    """A button 下一页 of the form, as the field it sends."""
    for element in page.tree.iter("input"):
        if (element.get("type") or "").lower() not in ("submit", "button") or element.get("disabled") is not None:
            continue
        name, value = element.get("name") or "", element.get("value") or ""
        if name and _NEXT.match(value):
            return {name: value}
    return None


def _form(page: Page) -> HtmlElement | None:
    for form in page.tree.iter("form"):
        kinds = {(field.get("type") or "").lower() for field in form.iter("input")}
        if "password" not in kinds and any(field.get("name") == "__VIEWSTATE" for field in form.iter("input")):
            return form
    return None


def _asked(page: Page, form: HtmlElement, event: dict[str, str]) -> str | None:
    fields: dict[str, str] = {"__EVENTTARGET": "", "__EVENTARGUMENT": ""}
    for field in form.iter("input", "select", "textarea"):
        name, kind = field.get("name") or "", (field.get("type") or "").lower()
        if not name or kind in _BUTTONS or field.get("disabled") is not None:
            continue
        if kind in ("checkbox", "radio") and field.get("checked") is None:
            continue
        fields[name] = _value(field)
    here = split_post(page.url).url
    action = (form.get("action") or "").strip()
    url = resolve(here, action) if action else here
    if url is None:
        return None
    encoding = "gb18030" if page.encoding.lower().startswith("gb") else "utf-8"
    return post_url(url, form_body(fields | event, encoding))


def _value(field: HtmlElement) -> str:
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = next((option for option in options if option.get("selected") is not None), None)
        option = chosen if chosen is not None else options[0] if options else None
        return "" if option is None else str(option.get("value") or (option.text or "").strip())
    if field.tag == "textarea":
        return str(field.text or "")
    return str(field.get("value") or "")
