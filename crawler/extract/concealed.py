"""Links to other hosts that a visitor cannot see (暗链). Pure.

Hidden are many ordinary things: menus, tabs, drop-down lists, layers that a click opens, words for screen readers. So
only links to other hosts count, nothing that looks like such a part of a page, and each is told with how it is hidden.
Styles of other files are not looked at: what only they hide is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extract.flow import plain
from crawler.extract.styles import hiding, hiding_rules, is_same_colour
from crawler.identity import resolve, same_site
from crawler.page import Page
from crawler.sight import Hidden, Hiding

_MOST = 200  # of one page
_LONGEST_BLOCK = 20_000  # characters between the two scripts that open and close a block

# Without one of these in the source nothing is hidden by the page itself.
_HINT = re.compile(
    rb"-\d{3,}\s*(?:px|em|rem|pt|%)|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt)?\s*[;\"'}!]"
    rb"|(?:height|width)\s*:\s*[01](?:px)?\s*[;\"'}!]|<marquee|(?:height|width)\s*=\s*[\"']?[01][\"'\s>/]|\shidden[\s>=]"
    rb"|background[\w-]*\s*:|\.style\.\w+\s*=\s*[\"'](?:none|hidden|-\d{3})"
)
_NO_FONT = re.compile(r"font-size\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|!|$)", re.I)
# Parts of a page that are hidden until somebody moves the mouse there, or that move by themselves.
_ORDINARY = re.compile(
    r"menu|nav|tab|drop|select|option|sub|pop|dialog|modal|layer|mask|share|weixin|wechat|wx|qr|code|erwei|float|tip|swiper"
    r"|slide|banner|focus|carousel|roll|scroll|hover|toggle|collaps|accordion|panel|hide|more|show|child|second|list_?con"
    r"|link|yqlj|friend|mobile|phone|wap|sr-only|screen|skip|search|login|user|lang|print|wza|app|bd_|bdshare|jia|player|video",
    re.I,
)
_MAKER = re.compile(r"^(?:produced|powered|designed) by|技术支持|版权所有", re.I)
_OFFICIAL = (".gov.cn", ".政务", ".mil.cn")
_WRITTEN = re.compile(
    r"document\.write(?:ln)?\s*\(\s*(?P<quote>[\"'])(?P<markup>.{0,4000}?)(?P=quote)\s*\)", re.I | re.S
)
_STYLED = re.compile(r"<\w+\b[^>]{0,200}?style\s?=\s?\\?[\"'](?P<style>[^\"'>]{0,300})", re.I)
_RUNNING = re.compile(r"<marquee\b[^>]{0,200}?(?:height|width)\s*=\s*\\?[\"']?[0-2](?!\d)", re.I)
_HREF = re.compile(
    r"<a\b[^>]{0,200}?href\s?=\s?\\?[\"']?(?P<href>https?://[^\"'\\\s>]{1,300})[^>]{0,300}>(?P<text>.{0,200}?)</a",
    re.I | re.S,
)
_BY_SCRIPT = re.compile(
    r"getElementById\(\s*[\"'](?P<id>[\w-]+)[\"']\s*\)\.style\.(?:display\s*=\s*[\"']none|visibility\s*=\s*[\"']hidden"
    r"|(?:left|top|textIndent)\s*=\s*[\"']-\d{3,})",
    re.I,
)
_TAG = re.compile(r"<[^>]*>")


def read_hidden(page: Page) -> tuple[Hidden, ...]:
    """The hidden links to other hosts, each address once, in the order of the page."""
    if b"http" not in page.lowered or _HINT.search(page.lowered) is None:
        return ()
    outside = [anchor for anchor in page.tree.iter("a", "area", "iframe") if _leads_out(anchor, page.url)]
    found: dict[str, Hidden] = {}
    if page.says("document.write"):
        for hidden in _written(page):
            found.setdefault(hidden.url, hidden)
    if outside:
        look = _Look(page)
        for anchor in outside:
            how = look.hiding_of(anchor)
            url = resolve(page.url, anchor.get("href") or anchor.get("src") or "") if how is not None else None
            if how is not None and url is not None:
                found.setdefault(url, Hidden(url, _text_of(anchor), how))
    return tuple(found.values())[:_MOST]


def _leads_out(element: HtmlElement, base: str) -> bool:
    href = (element.get("href") or element.get("src") or "").strip()
    if not href.startswith(("http://", "https://", "//", "HTTP")):
        return False
    return _host(href if ":" in href[:6] else f"http:{href}") not in ("", _host(base)) and not same_site(href, base)


@lru_cache(maxsize=8192)
def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _text_of(element: HtmlElement) -> str:
    text = plain("".join(element.itertext()))
    return (text or plain(element.get("title") or "") or f"<{element.tag}>")[:200]


class _Look:
    """One page's styles, and what they make of its elements; each element is judged once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[HtmlElement, Hiding | None] = {}
        self._rules = hiding_rules(page) if page.says("<style") else {}
        self._scripted = _hidden_by_script(page) if page.says("getelementbyid") else frozenset()

    def hiding_of(self, link: HtmlElement) -> Hiding | None:
        """How a link is hidden, by itself or by an element around it; None where it is seen, or may be."""
        if link.tag == "iframe":
            return Hiding.ZERO_SIZE if _is_tiny(link) else None
        own = self._of_link(link)
        if own is not None:
            return own
        path = [link]
        element = link
        while element is not None and element.tag not in ("body", "html"):
            how = self._of_box(element)
            if how is not None:
                return None if self._is_ordinary(link, path, how) else how
            element = element.getparent()
            if element is not None:
                path.append(element)
        return None

    def _of_link(self, link: HtmlElement) -> Hiding | None:
        """What is believed only of the link and the font around it: menus set sizes of 0 to close gaps."""
        parent = link.getparent()
        style = self._style(link)
        around = self._style(parent) if parent is not None and parent.tag in ("font", "span") else ""
        if not (style or around) or not "".join(link.itertext()).strip():
            return None
        small = _NO_FONT.search(style) or _NO_FONT.search(around)
        if small and not any(True for _ in link.iter("img", "i", "svg")):
            return Hiding.ZERO_SIZE
        return Hiding.SAME_COLOUR if is_same_colour(link) else None

    def _of_box(self, element: HtmlElement) -> Hiding | None:
        if element not in self._known:
            self._known[element] = self._judged(element)
        return self._known[element]

    def _judged(self, element: HtmlElement) -> Hiding | None:
        if element.tag == "marquee" and _is_tiny(element):
            return Hiding.MARQUEE
        if element.tag in ("noscript", "template"):
            return None
        style = self._style(element)
        how = hiding(style)
        if how is None and element.get("id") in self._scripted:
            how = Hiding.WRITTEN
        if how is None and element.get("hidden") is not None:
            how = Hiding.NOT_SHOWN
        return how

    def _style(self, element: HtmlElement) -> str:
        """What the page itself says of an element's look: its attribute and the simple rules of its style sheets."""
        style = element.get("style") or ""
        if self._rules:
            names = [f".{name}" for name in (element.get("class") or "").split()]
            names += [f"#{element.get('id')}"] if element.get("id") else []
            style = ";".join([self._rules[name] for name in names if name in self._rules] + [style])
        return style

    def _is_ordinary(self, link: HtmlElement, path: list[HtmlElement], how: Hiding) -> bool:
        """True where a part of the page is hidden as such parts are, or a script shows it when asked."""
        box = path[-1]
        names = " ".join(f"{element.get('class') or ''} {element.get('id') or ''}" for element in path)
        if how is Hiding.OFF_SCREEN:
            return box is link or bool(
                re.search(r"slide|banner|swiper|carousel|roll|scroll|focus|sr-only|skip", names, re.I)
            )
        if how is not Hiding.NOT_SHOWN:
            return False
        around = [*path, *box.iterancestors()]
        names = " ".join(f"{element.get('class') or ''} {element.get('id') or ''}" for element in around)
        if _ORDINARY.search(names) or any(element.tag in ("select", "nav", "form", "dialog") for element in around):
            return True
        if _host(link.get("href") or "").endswith(_OFFICIAL) or _MAKER.search(_text_of(link)):
            return True
        # A name that something else on the page speaks of, beside the style sheet, may be shown by it.
        own = [*(box.get("class") or "").split(), box.get("id") or ""]
        return any(self._is_spoken_of(name) for name in own if name) or _is_toggled(box)

    def _is_spoken_of(self, name: str) -> bool:
        styled = sum((sheet.text or "").count(name) for sheet in self._page.tree.iter("style"))
        return self._page.text.count(name) - styled > 1


def _hidden_by_script(page: Page) -> frozenset[str]:
    """The ids of elements that a script hides at once: not in a function, which may wait for a click."""
    found: set[str] = set()
    for script in page.tree.iter("script"):
        source = script.text or ""
        for match in _BY_SCRIPT.finditer(source):
            if "function" not in source[: match.start()] and "=>" not in source[: match.start()]:
                found.add(match["id"])
    return frozenset(found)


def _is_toggled(box: HtmlElement) -> bool:
    """True where the elements beside it react to the mouse: a drop-down without a name."""
    parent = box.getparent()
    near = [parent, *(parent if parent is not None else ())]
    return any(element.get(event) for element in near if element is not None for event in ("onclick", "onmouseover"))


def _is_tiny(element: HtmlElement) -> bool:
    sizes = [element.get(name) or "" for name in ("height", "width")]
    return any(size.strip().removesuffix("px") in ("0", "1", "2") for size in sizes)


def _written(page: Page) -> Iterator[Hidden]:
    """Links in a hidden block that a script writes: as a whole, or only its beginning, the links being in the page."""
    text = page.text
    writes = list(islice(_WRITTEN.finditer(text), _MOST))
    for number, match in enumerate(writes):
        markup = match["markup"]
        styled = _STYLED.search(markup)
        if (styled is None or hiding(styled["style"]) is None) and _RUNNING.search(markup) is None:
            continue
        block = markup
        if "</" not in markup:
            end = next((other.start() for other in writes[number + 1 :] if "</" in other["markup"]), match.end())
            block = text[match.end() : min(end, match.end() + _LONGEST_BLOCK)]
        for link in _HREF.finditer(block):
            url = resolve(page.url, link["href"])
            if url is not None and not same_site(url, page.url):
                yield Hidden(url, plain(_TAG.sub(" ", link["text"]))[:200], Hiding.WRITTEN)
