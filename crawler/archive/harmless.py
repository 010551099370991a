"""A captured page made harmless, so that a person can look at it: what it said, and nothing that acts.

Three walls, each of which would do: references are taken out of the tree and written as text; a sanitiser with a
short list of elements and attributes (nh3) writes the page anew; and a content policy forbids everything but inline
styles and pictures in the page itself. Styles keep only what cannot move, cover or load anything.

A place of the page may be marked for the person who looks. Only our own marks are marks: the page's are plain text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

import nh3
from lxml import etree
from lxml import html as lxml_html

from crawler.page import Page, TooDeepError

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
    " frame-src 'none'; object-src 'none'; script-src 'none'; connect-src 'none'"
)
# fmt: off
_TAGS = frozenset(
    {
        "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center",
        "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em",
        "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img",
        "ins", "kbd", "li", "main", "mark", "menu", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp",
        "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
        "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    }
)
# fmt: on
_ATTRIBUTES = {
    "*": frozenset({"align", "bgcolor", "dir", "height", "lang", "style", "title", "valign", "width"}),
    "font": frozenset({"color", "face", "size"}),
    "img": frozenset({"alt", "src"}),
    "ol": frozenset({"start", "type"}),
    "table": frozenset({"border", "cellpadding", "cellspacing"}),
    "td": frozenset({"colspan", "rowspan", "nowrap"}),
    "th": frozenset({"colspan", "rowspan", "nowrap"}),
    "time": frozenset({"datetime"}),
}
# fmt: off
_STYLES = frozenset(
    {
        "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left", "border-right",
        "border-spacing", "border-style", "border-top", "border-width", "color", "font-family", "font-size",
        "font-style", "font-weight", "line-height", "padding", "padding-bottom", "padding-left", "padding-right",
        "padding-top", "text-align", "text-decoration", "vertical-align", "white-space", "word-break",
    }
)
# fmt: on
_PICTURE = re.compile(r"data:image/(?:png|gif|jpeg|webp|bmp);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)
# What a value may hold that loads, runs, escapes or comments; no style of the list needs any of it.
_TRICKY = re.compile(r"[\\@<>]|url|image|expression|/\*|var\(|attr\(|-moz-|script:", re.IGNORECASE)
HERE = "here"
"""The id of the first marked place: `#here` behind the address of a frame scrolls to it."""
_UNSEEN = frozenset({"script", "style", "template", "title"})  # what is in them is not shown on the page either
_FRAME = frozenset({"html", "head", "body"})


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands above the page: facts of the capture, label and value."""

    title: str
    lines: tuple[tuple[str, str], ...]
    note: str
    heading: str = "存档快照，不是网站本身"
    language: str = "zh-CN"  # of the banner


def harmless_page(
    body: bytes, content_type: str, banner: Banner, mark: Callable[[lxml_html.HtmlElement], object] | None = None
) -> str:
    """The whole page as UTF-8 HTML that loads, runs, sends and opens nothing, under a banner.

    A page that is nested too deeply to be parsed whole is shown as its source, so that nothing of it is missing.
    `mark` may put `<mark>` around texts of the tree, the first one with the id `HERE`; the sanitiser comes after it.
    """
    page = Page(url="", body=body, content_type=content_type)
    try:
        tree = page.tree
    except TooDeepError:
        return _document(banner, f"<pre>{html.escape(page.text)}</pre>", "页面嵌套过深，以下为网页源代码。")
    _say_references(tree)
    if mark is not None:
        etree.strip_tags(tree, "mark")
        mark(tree)
    markup = _cleaned(etree.tostring(tree, encoding="unicode", method="html"), marked=mark is not None)
    return _document(banner, markup, banner.note)


def shown_tree(body: bytes, content_type: str) -> lxml_html.HtmlElement | None:
    """What a person would see of a page, as the tree that `mark` of `harmless_page` gets; None where it is too deep."""
    try:
        tree = Page(url="", body=body, content_type=content_type).tree
    except TooDeepError:
        return None
    _say_references(tree)
    etree.strip_tags(tree, "mark")
    return tree


def harmless_text(text: str, banner: Banner) -> str:
    """Text that is no HTML (JSON, XML, plain), as a page under a banner."""
    return _document(banner, f"<pre>{html.escape(text)}</pre>", banner.note)


def _document(banner: Banner, inner: str, note: str) -> str:
    rows = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in banner.lines)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">\n'
        '<meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>快照：{html.escape(banner.title)}</title>\n<style>{_CSS}</style></head>\n"
        f'<body><header class="capture" lang="{html.escape(banner.language)}">'
        f"<strong>{html.escape(banner.heading)}</strong><dl>{rows}</dl>"
        f"<p>{html.escape(note)}</p></header>\n"
        f'<main class="captured">{inner}</main></body></html>\n'
    )


_CSS = (
    "body{margin:0;font-family:sans-serif}"
    ".capture{background:#fff8d8;border-bottom:3px solid #a33;padding:10px 16px;font-size:14px}"
    ".capture dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 12px;margin:8px 0}"
    ".capture dt{color:#666}.capture dd{margin:0;word-break:break-all}.capture p{margin:0;color:#666}"
    # Whatever the page's own styles say, it stays below the banner and inside its frame.
    ".captured{position:relative;overflow:auto;contain:content;isolation:isolate;padding:16px;word-break:break-word}"
    ".captured pre{white-space:pre-wrap}"
    ".captured mark{background:#ffe14d;color:#000;outline:2px solid #b3261e;scroll-margin:4em 4em 4em 60vw}"
)


def _cleaned(markup: str, *, marked: bool) -> str:
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    if marked:
        attributes["mark"] = {"id"}
    return nh3.clean(
        markup,
        tags=set(_TAGS),
        clean_content_tags={"script", "style", "template"},
        attributes=attributes,
        attribute_filter=_keep,
        url_schemes={"data"},
        filter_style_properties=set(_STYLES),
        link_rel=None,
        strip_comments=True,
    )


def _keep(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if _PICTURE.match(value) else None
    if name == "id":
        return value if (tag, value) == ("mark", HERE) else None
    if name == "style" and _TRICKY.search(value):
        return ";".join(part for part in value.split(";") if not _TRICKY.search(part))
    return value


def _say_references(tree: lxml_html.HtmlElement) -> None:
    """Write as text what a page would load, send or open: it is evidence, but it must not happen.

    Of elements that do not stay only the tag goes. The parser may have put half the page into one of them.
    """
    gone: set[str] = set()
    for element in list(tree.iter(etree.Element)):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _UNSEEN and not len(element):
            _replace(element, "")
            continue
        if tag == "a" and element.get("href"):
            element.set("title", f"链接：{element.get('href')}")
            del element.attrib["href"]
        elif tag == "img":
            _say_picture(element)
        elif tag in _EMBEDDED:
            _before(element, f"[{_EMBEDDED[tag]}：{element.get('src') or element.get('data') or '—'}]")
        elif tag == "form":
            _before(element, f"[表单：{element.get('action') or '—'}]")
        elif tag in ("input", "textarea", "select", "button"):
            _say_control(element, tag)
        elif tag == "option":
            element.tail = f" {element.tail or ''}"
        if tag not in _TAGS and tag not in _FRAME:
            gone.add(tag)
    etree.strip_tags(tree, *gone)


_EMBEDDED = {
    "iframe": "框架",
    "frame": "框架",
    "embed": "插件",
    "object": "插件",
    "applet": "插件",
    "video": "视频",
    "audio": "音频",
}


def _say_picture(element: lxml_html.HtmlElement) -> None:
    source = element.get("src") or ""
    if not _PICTURE.match(source):
        words = element.get("alt") or ""
        _replace(element, f"[图片{f'“{words}”' if words else ''}：{source or '—'}]")


def _say_control(element: lxml_html.HtmlElement, tag: str) -> None:
    kind = (element.get("type") or "").lower()
    if tag == "input" and kind == "hidden":
        return
    if tag == "input" and kind in ("submit", "button", "reset", "image"):
        words = f"[按钮：{element.get('value') or element.get('alt') or '—'}]"
    else:
        words = {"select": "[选择框]", "button": "[按钮]"}.get(tag, "[输入框]")
    _before(element, words)


def _before(element: lxml_html.HtmlElement, words: str) -> None:
    note = etree.Element("span")
    note.text = words
    element.addprevious(note)


def _replace(element: lxml_html.HtmlElement, words: str) -> None:
    """Put text in the place of an element and all that is in it."""
    parent = element.getparent()
    if parent is None:
        return
    note = etree.Element("span")
    note.text = words
    note.tail = element.tail
    parent.replace(element, note)
