"""Reading a document in HTML: paragraphs, figures (`data-figure`), and the trace in its data block."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from reports.verify.texts import Gatherer

TRACE_ID = "gongkai-trace"
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
     "strong", "sub", "sup", "tspan", "u", "var")
)  # fmt: skip
_UNSEEN = frozenset(("script", "style", "template", "noscript"))


def read(data: bytes, found: Gatherer) -> str | None:
    """Gather words and figures of the body; returns the trace as text, None where there is none."""
    if not data.strip():
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
    page = lxml_html.document_fromstring(data, parser=parser)
    blocks = [element for element in page.iter("script") if element.get("id") == TRACE_ID]
    body = page.find("body")
    if body is not None:
        _walk(body, found)
    return blocks[0].text if blocks else None


def _walk(body: etree._Element, found: Gatherer) -> None:
    """Everything that can be read, split where blocks begin and end. No recursion: a page may be nested deeply."""
    at = _Place()
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if not isinstance(element.tag, str):
            if skipped is None:
                found.text(element.tail)
            continue
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                found.text(element.tail)
            continue
        inline = element.tag in _INLINE
        if event == "start":
            if element.tag in _UNSEEN:
                skipped = element
                continue
            if not inline:
                at.close(found)
                at.open(element)
            name = element.get("data-figure")
            if name:
                found.figure(name, "".join(element.itertext()))
                skipped = element
                continue
            found.text(element.text)
        else:
            if not inline:
                at.close(found)
                at.leave(element)
            if element is not body:
                found.text(element.tail)


class _Place:
    """Where in the page the walk is, in words."""

    def __init__(self) -> None:
        self._paragraph = self._table = self._row = self._cell = 0
        self._stack: list[etree._Element] = []

    def open(self, element: etree._Element) -> None:
        self._stack.append(element)
        match element.tag:
            case "table":
                self._table, self._row = self._table + 1, 0
            case "tr":
                self._row, self._cell = self._row + 1, 0
            case "td" | "th":
                self._cell += 1

    def leave(self, element: etree._Element) -> None:
        if self._stack and self._stack[-1] is element:
            self._stack.pop()

    def close(self, found: Gatherer) -> None:
        """End the paragraph that was gathered so far."""
        before = len(found.texts)
        found.end(self._words(), self._kind(), self._row_of())
        self._paragraph += len(found.texts) - before

    def _words(self) -> str:
        if any(element.tag in ("td", "th") for element in self._stack):
            return f"表{self._table}第{self._row}行第{self._cell}格"
        return f"第{self._paragraph + 1}段"

    def _row_of(self) -> object:
        inside = any(element.tag in ("td", "th") for element in self._stack)
        return (self._table, self._row) if inside else None

    def _kind(self) -> str:
        classes = {name for element in self._stack for name in (element.get("class") or "").split()}
        return "source" if "sources" in classes else "notice" if "notice" in classes else ""
