"""A tree as one string with marks in it, made by libxslt: the pass over every element of a page, in C.

Walking a tree in Python costs some two microseconds an element, which is most of what reading a page costs. A
stylesheet of a few templates does the same walk in a twentieth of the time; what is left for Python are the pieces
between the marks, and only those elements that begin a line or are links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

# Noncharacters of Unicode: `crawler.page` takes them out of pages before parsing, so no text can hold one.
INLINE, MARKED = "\U0001fffe", "\U0001ffff"
OPEN_BOX, CLOSE_BOX, OPEN_BLOCK, CLOSE_BLOCK, BREAK, OPEN_LINK, CLOSE_LINK, PASSED = "BbPp/Aa-"
"""The character behind each `MARKED`: one split at it is faster than a pattern."""

_SKIPPED = "script style noscript head select textarea template xml iframe svg"
_BOXES = "article body div main section table td form dd"
_BLOCKS = (
    "address aside blockquote center dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr html legend li nav ol p"
    " pre tbody tfoot th thead tr ul"
)
_PLACED = (*_BOXES.split(), *_BLOCKS.split(), "a")
_HIDDEN_TAG = "hidden-part"  # what hidden elements are called while the stylesheet runs
_RENAMEABLE = re.compile(r"[a-z][a-z0-9:.-]*")  # lxml would not take a broken page's `demenu0"` back
_HIDDEN_CLASS = frozenset({"hide", "hidden", "ng-hide", "d-none", "layui-hide"})
_styles = etree.XPath("descendant-or-self::*/@style")
_classes = etree.XPath("descendant-or-self::*/@class", smart_strings=False)
_classed = etree.XPath("descendant-or-self::*[@class]")


def _template(names: str, begin: str, end: str, mode: str = "") -> str:
    match = "|".join(names.split())
    inside = f'<xsl:apply-templates select="*" mode="{mode}"/>' if mode else "<xsl:apply-templates/>"
    skip = ' mode="skip"' if mode and begin else ""
    return f'<xsl:template match="{match}"{skip}>{begin}{inside}{end}</xsl:template>'


_STYLESHEET = etree.XSLT(
    etree.XML(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:output method="text" encoding="UTF-8"/>'
        + '<xsl:template match="/"><xsl:apply-templates select="*[1]"/></xsl:template>'
        + _template("*", INLINE, INLINE)
        + _template(_BOXES, MARKED + OPEN_BOX, MARKED + CLOSE_BOX)
        + _template(_BLOCKS, MARKED + OPEN_BLOCK, MARKED + CLOSE_BLOCK)
        + _template("a", MARKED + OPEN_LINK, MARKED + CLOSE_LINK)
        + f'<xsl:template match="br">{MARKED}{BREAK}</xsl:template>'
        + _template(f"{_SKIPPED} {_HIDDEN_TAG}", "", "", "skip")
        + '<xsl:template match="*" mode="skip"><xsl:apply-templates select="*" mode="skip"/></xsl:template>'
        + _template(" ".join(_PLACED), MARKED + PASSED, "", "skip")
        + "</xsl:stylesheet>"
    ),
)


def flatten(root: HtmlElement, hidden: Iterable[HtmlElement] = ()) -> tuple[str, list[HtmlElement]]:
    """The text below `root` with marks, and the elements that the opening marks stand for, in the same order.

    Every block, box and link has one opening mark (`MARKED` and `OPEN_…`, or `PASSED` where it lies in a script or in
    a `hidden` part, whose text is left out); other elements are a pair of `INLINE`, `<br>` is `BREAK`.
    """
    tags = [(element, element.tag) for element in hidden]
    try:
        for element, _ in tags:
            element.tag = _HIDDEN_TAG
        return str(_STYLESHEET(root)), list(root.iter(*_PLACED))
    finally:
        for element, tag in tags:
            element.tag = tag


def hidden_parts(root: HtmlElement) -> list[HtmlElement]:
    """The elements that style or class hide."""
    found: dict[HtmlElement, None] = dict.fromkeys(_hidden_by_style(root))
    names = " ".join(cast("list[str]", _classes(root)))
    if ("hid" in names or "none" in names) and not _HIDDEN_CLASS.isdisjoint(names.split()):
        classed = cast("list[HtmlElement]", _classed(root))
        found.update((e, None) for e in classed if not _HIDDEN_CLASS.isdisjoint((e.get("class") or "").split()))
    return [element for element in found if _RENAMEABLE.fullmatch(str(element.tag))]


def _hidden_by_style(root: HtmlElement) -> Iterator[HtmlElement]:
    """Spelled out without a pattern: texts from a word processor have hundreds of long styles."""
    for style in cast("list[etree._ElementUnicodeResult]", _styles(root)):
        if "one" in style or "idden" in style or "ONE" in style or "IDDEN" in style:
            bare = "".join(style.split()).lower()
            if "display:none" in bare or "visibility:hidden" in bare:
                yield cast("HtmlElement", style.getparent())
