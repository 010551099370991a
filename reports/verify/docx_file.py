"""Reading a document in DOCX: paragraphs, figures (content controls, bookmarks), the trace in a part of custom XML."""

from __future__ import annotations

import base64
import io
import re
import zipfile

from lxml import etree

from reports.verify.texts import Gatherer

TAG = "gongkai:"
BOOKMARK = "gongkai_"
NAMESPACE = "urn:gongkai:trace"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART = re.compile(r"word/charts/chart(\d*)\.xml")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST = 200 << 20  # bytes of one part
_TAG = re.compile(r"gongkai:(f\d+)\Z")
_BOOKMARK = re.compile(r"gongkai_(f\d+)\Z")
_NOTICE, _SOURCE = "填报提示", "数据来源"


def read(data: bytes, found: Gatherer) -> str | None:
    """Gather words and figures of the body; returns the trace as text, None where there is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = _parsed(package, "word/document.xml")
        _walk(body, found, _styles(package))
        _charts(package, found)
        return _trace(package)


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    info = package.getinfo(name)
    if info.file_size > _LARGEST:
        raise ValueError(f"{name} is larger than 200 MB")
    with package.open(info) as part:
        data = part.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError(f"{name} is larger than 200 MB")
    return data


def _parsed(package: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(_part(package, name), parser)


def _styles(package: zipfile.ZipFile) -> dict[str, str]:
    if "word/styles.xml" not in package.namelist():
        return {}
    found = {}
    for style in _parsed(package, "word/styles.xml").iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        found[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "") if name is not None else ""
    return found


def _trace(package: zipfile.ZipFile) -> str | None:
    """The trace in whichever part of custom XML it lies: word processors number these parts anew."""
    for name in sorted(package.namelist()):
        if not name.startswith("customXml/") or not name.endswith(".xml"):
            continue
        try:
            root = _parsed(package, name)
        except etree.XMLSyntaxError:
            continue
        if root.tag == f"{{{NAMESPACE}}}trace":
            return base64.b64decode("".join((root.text or "").split())).decode("utf-8")
    return None


def _walk(root: etree._Element, found: Gatherer, styles: dict[str, str]) -> None:
    at = _Place()
    figure = _Figure()
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            skipped = None if event == "end" and element is skipped else skipped
            continue
        if event == "start":
            at.enter(element.tag)
            if element.tag == _FALLBACK:
                skipped = element
            elif element.tag == f"{_W}t":
                (figure.text if figure.name else found.text)(element.text)
            else:
                figure.begin(element)
            continue
        figure.end(element, found)
        if element.tag == f"{_W}p":
            figure.close(found)
            found.end(at.words(), _kind(element, styles), at.row())
        at.leave(element.tag)
    found.end(at.words())


def _charts(package: zipfile.ZipFile, found: Gatherer) -> None:
    """The names and numbers that charts show, in their order: word processors write the drawing anew, not these."""
    parts = (known for name in package.namelist() if (known := _CHART.fullmatch(name)) is not None)
    for number, part in enumerate(sorted(parts, key=lambda known: int(known[1] or 0)), start=1):
        for value in _parsed(package, part[0]).iter(f"{_C}v"):
            found.text(f"{value.text or ''}；")
        found.end(f"图表{number}")


class _Figure:
    """The figure that the walk is in: a content control with our tag, or a bookmark with our name.

    LibreOffice 7 keeps the bookmark and forgets the tag; Word keeps both.
    """

    def __init__(self) -> None:
        self.name: str | None = None
        self._control: etree._Element | None = None
        self._bookmark: str | None = None
        self._words: list[str] = []

    def text(self, piece: str | None) -> None:
        """Words of the figure."""
        self._words.append(piece or "")

    def begin(self, element: etree._Element) -> None:
        """A figure begins here, if it does."""
        if self.name is not None:
            return
        if element.tag == f"{_W}sdt":
            tag = element.find(f"{_W}sdtPr/{_W}tag")
            known = _TAG.match(tag.get(f"{_W}val", "")) if tag is not None else None
            self._control = element if known else None
        elif element.tag == f"{_W}bookmarkStart":
            known = _BOOKMARK.match(element.get(f"{_W}name", ""))
            self._bookmark = element.get(f"{_W}id") if known else None
        else:
            return
        self.name = known[1] if known else None

    def end(self, element: etree._Element, found: Gatherer) -> None:
        """The figure ends here, if it does."""
        if self.name is None:
            return
        ended = element.tag == f"{_W}bookmarkEnd" and element.get(f"{_W}id") == self._bookmark
        if element is self._control or (self._control is None and ended):
            self.close(found)

    def close(self, found: Gatherer) -> None:
        """The figure ends here in any case."""
        if self.name is not None:
            found.figure(self.name, "".join(self._words))
        self.name = self._control = self._bookmark = None
        self._words = []


def _kind(paragraph: etree._Element, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(f"{_W}val", ""), "") if style is not None else ""
    return {_NOTICE: "notice", _SOURCE: "source"}.get(name, "")


class _Place:
    """Where in the document the walk is, in words."""

    def __init__(self) -> None:
        self._paragraph = self._table = self._row = self._cell = self._inside = 0

    def enter(self, tag: object) -> None:
        if tag == f"{_W}tbl":
            self._table, self._row, self._inside = self._table + 1, 0, self._inside + 1
        elif tag == f"{_W}tr":
            self._row, self._cell = self._row + 1, 0
        elif tag == f"{_W}tc":
            self._cell += 1
        elif tag == f"{_W}p" and not self._inside:
            self._paragraph += 1

    def leave(self, tag: object) -> None:
        if tag == f"{_W}tbl":
            self._inside -= 1

    def row(self) -> object:
        return (self._table, self._row) if self._inside else None

    def words(self) -> str:
        if self._inside:
            return f"表{self._table}第{self._row}行第{self._cell}格"
        return f"第{self._paragraph}段"
