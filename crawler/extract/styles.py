"""What the styles that a page itself holds say of what can be seen: declarations that hide, and colours. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.page import Page
from crawler.sight import Hiding

_FAR = 900  # beyond the edge; nearer are layers that slide in
_FAR_MARGIN = 2000  # a margin of half the width is how broad pictures are put in the middle
_DISTANCE = re.compile(r"(?P<name>left|top|right|bottom|margin(?:-left|-top)?|text-indent)\s*:\s*-(?P<size>\d+)", re.I)
_POSITION = re.compile(r"position\s*:\s*(?:absolute|fixed)", re.I)
_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NO_ROOM = re.compile(r"(?<![\w-])(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)", re.I)
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*hidden", re.I)
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*(?P<colour>#?\w+)", re.I)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*(?P<colour>#[0-9a-f]{3,6}|[a-z]+)\s*(?:;|!|$)", re.I)
_PICTURE = re.compile(r"background[\w-]{0,20}\s?:[^;]{0,300}?url\(", re.I)
_NAMED = {"white": "ffffff", "black": "000000", "red": "ff0000", "blue": "0000ff"}

_MOST_SELECTORS = 200  # of one rule
_COMMENT = re.compile(r"/\*.{0,3000}?\*/", re.S)
_SIMPLE = re.compile(r"\w*(?P<name>[.#][\w-]+)")


def hiding(style: str) -> Hiding | None:
    """How an element of this style is hidden; None where it is seen, or may be."""
    if not style:
        return None
    for match in _DISTANCE.finditer(style):
        name, size = match["name"].lower(), int(match["size"])
        if size < (_FAR_MARGIN if name.startswith("margin") else _FAR):
            continue
        if name == "text-indent":
            if _PICTURE.search(style) is None:
                return Hiding.OFF_SCREEN
        elif name.startswith("margin") or _POSITION.search(style):
            return Hiding.OFF_SCREEN
    if _NONE.search(style):
        return Hiding.NOT_SHOWN
    if _CLIPPED.search(style) and _NO_ROOM.search(style):
        return Hiding.ZERO_SIZE
    return None


def is_same_colour(element: HtmlElement) -> bool:
    """True where an element and the nearest background that is said have one colour, by their own attributes."""
    own = _COLOUR.search(element.get("style") or "")
    if own is None:
        return False
    around: HtmlElement | None = element
    while around is not None:
        behind = _BACKGROUND.search(around.get("style") or "")
        if behind is not None:
            return _same(own["colour"], behind["colour"])
        around = around.getparent()
    return False


def _same(one: str, other: str) -> bool:
    first, second = _six(one), _six(other)
    return first is not None and first == second


def _six(colour: str) -> str | None:
    """A colour as six hexadecimal digits; None for what is none (`inherit`, `transparent`)."""
    plain_name = colour.lower()
    digits = _NAMED.get(plain_name, plain_name.removeprefix("#") if plain_name.startswith("#") else "")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return digits if len(digits) == 6 else None


def hiding_rules(page: Page) -> Mapping[str, str]:
    """Declarations that hide, by the class or id that they are for; only simple selectors without a state."""
    found: dict[str, str] = {}
    for sheet in page.tree.iter("style"):
        for name, body in _sheet(sheet.text or ""):
            found[name] = f"{found.get(name, '')};{body}"
    return found


@lru_cache(maxsize=256)
def _sheet(text: str) -> tuple[tuple[str, str], ...]:
    rules: list[tuple[str, str]] = []
    if "@media" in text:  # what holds on some screens only proves nothing
        text = text.partition("@media")[0]
    for block in _COMMENT.sub("", text).split("}"):
        selectors, _, body = block.rpartition("{")
        if hiding(body) is None:
            continue
        for selector in selectors.split(",")[:_MOST_SELECTORS]:
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple is not None:
                rules.append((simple["name"], body.strip()))
    return tuple(rules)
