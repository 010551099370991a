"""A fetched page, decoded once and parsed once: the input of every reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from lxml import etree
from lxml import html as lxml_html

from crawler.extract.charset import decode


@dataclass(frozen=True)
class Page:
    """The bytes of a page with their address. Everything derived is computed at most once.

    `url` is the final address (base of relative links); `content_type` is the header as received.
    """

    url: str
    body: bytes
    content_type: str = ""
    status: int = 200

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        return decode(self.body, self.content_type)

    @property
    def text(self) -> str:
        """The whole source, decoded; wrong declarations and BOMs are dealt with in `extract.charset`."""
        return self._decoded[0]

    @cached_property
    def _source(self) -> bytes:
        """UTF-8 as the parser gets it: without NUL and other control characters, which end libxml2's parsing early."""
        return self.text.encode("utf-8", "replace").translate(None, _CONTROLS)

    @cached_property
    def _lowered(self) -> bytes:
        return self._source.lower()

    def says(self, word: str) -> bool:
        """True where the source holds a word (ASCII letters in lower case), whatever its case there.

        A plain look costs a tenth of a pattern that ignores case; most pages need no pattern then.
        """
        return word.encode() in self._lowered

    @property
    def lowered(self) -> bytes:
        """The source in UTF-8 with ASCII letters in lower case, for looks by plain words."""
        return self._lowered

    @property
    def encoding(self) -> str:
        """The encoding that really decoded the bytes, e.g. `utf-8` or `gb18030`."""
        return self._decoded[1]

    @cached_property
    def tree(self) -> lxml_html.HtmlElement:
        """The parsed document; an empty one for an empty body. Readers must not change it."""
        return _parse(self._source, self._lowered)


class TooDeepError(Exception):
    """The page is nested more deeply, or has longer texts, than a parser should have to bear."""


def _parse(cleaned: bytes, lowered: bytes) -> lxml_html.HtmlElement:
    # An included header that closes `</html>` would end it too: everything behind the first one is dropped.
    ends = [place for place in (lowered.find(b"</body"), lowered.find(b"</html")) if place >= 0]
    if ends:  # usually near the end: the pattern has little to look at
        cleaned = cleaned[: min(ends)] + _EARLY_END.sub(b"", cleaned[min(ends) :])
    if b"\xf0" in cleaned:
        cleaned = _NONCHARACTERS.sub(b" ", cleaned)
    if b"&#" in cleaned:
        cleaned = _NUMBERED_NONCHARACTERS.sub(b" ", cleaned)
    tree, cut = _parsed(cleaned, huge=False)
    if cut:  # 256 levels (old pages never close their <font>) or a text of 10 MB: 2,048 levels at most, and any length
        tree, cut = _parsed(cleaned, huge=True)
    if cut:
        raise TooDeepError("nested too deeply: the parser gives up in mid-page")
    return tree


def _parsed(cleaned: bytes, *, huge: bool) -> tuple[lxml_html.HtmlElement, bool]:
    """The tree, and whether libxml2 stopped at one of its limits: it then drops the rest without a word."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=huge, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree = etree.fromstring(cleaned, parser)
    except etree.XMLSyntaxError:  # nothing in it: blanks only
        tree = None
    last = parser.error_log.last_error
    cut = last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT
    if tree is None:
        tree = etree.fromstring(b"<html><body></body></html>", parser)
    while (second := tree.getnext()) is not None:  # a broken page may have two roots; readers see the first
        tree.append(second)
    return cast("lxml_html.HtmlElement", tree), cut


_EARLY_END = re.compile(rb"</(?:html|body)\s*>", re.I)
# U+1FFFE and U+1FFFF, literal or by number: never meant to be exchanged, and `extract.flatten` marks places with them.
_NONCHARACTERS = re.compile(rb"\xf0\x9f\xbf[\xbe\xbf]")
_NUMBERED_NONCHARACTERS = re.compile(rb"&#(?:[xX]0*1[fF]{3}[eEfF]|0*13107[01])")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")


class _Comment(lxml_html.HtmlComment):  # type: ignore[misc]  # lxml has no types for it
    """A comment among the children of an element: it has no text for a reader."""

    def text_content(self) -> str:
        return ""  # lxml's own raises for a comment


# The same classes as `lxml.html` has, found without a call into Python for every element.
_CLASSES = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement, comment=_Comment)
