"""Putting a trace into a printed document: the file itself says what its figures are and where they come from.

What stands in the file is read back from it as printed, so that any later change of it shows, whatever printed it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree
from xlsxwriter.utility import xl_rowcol_to_cell

from reports.document import Figure
from reports.printing.docx_parts import element
from reports.tracing import Trace
from reports.verify.docx_file import BOOKMARK, NAMESPACE, TAG
from reports.verify.file import read_document
from reports.verify.html_file import TRACE_ID
from reports.verify.xlsx_file import NAME, PIECE, TRACE

_MARK = "{urn:gongkai:figure}mark"  # on an element of a paragraph, until the document is saved
_BOOKMARKS = 1_000_000  # ids of our bookmarks begin behind those of source notes
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CLOSING = re.compile(r"</body\s*>", re.IGNORECASE)


def as_printed(trace: Trace, data: bytes, ending: str) -> Trace:
    """The trace of what stands in a printed file (`ending` as .docx): its words, and its figures as they show.

    Figures that a template of the user left out are left out of the trace too.
    """
    opened = read_document(data, Path(f"printed{ending}"))
    times = Counter(seen.id for seen in opened.figures)
    shown = {seen.id: seen.shown for seen in opened.figures}
    figures = tuple(
        figure.model_copy(update={"shown": shown[figure.id], "times": times[figure.id]})
        for figure in trace.figures
        if figure.id in shown
    )
    texts = tuple(text.traced() for text in opened.texts)
    return trace.model_copy(update={"figures": figures, "texts": texts}).sealed()


# --- HTML ---------------------------------------------------------------------------------------------------------


def seal_html(page: str, trace: Trace) -> str:
    """The page with the trace in a data block, which no browser runs, at its end.

    The page has `data-figure="f12"` on the element of each figure.
    """
    bare = _with_block(page, "{}")
    made = as_printed(trace, _with_block(page, trace.text()).encode("utf-8"), ".html")
    return bare.replace(_block("{}"), _block(made.text()))


def _with_block(page: str, text: str) -> str:
    ends = list(_CLOSING.finditer(page))
    at = ends[-1].start() if ends else len(page)
    return f"{page[:at]}{_block(text)}\n{page[at:]}"


def _block(text: str) -> str:
    return f'<script type="application/json" id="{TRACE_ID}">{text}</script>'


# --- DOCX ---------------------------------------------------------------------------------------------------------


def mark_figure(run: BaseOxmlElement, figure: Figure) -> None:
    """Remember that a run (or a link) shows a figure. `wrap_figures` makes content controls of all marks."""
    if figure.id:
        run.set(_MARK, f"{figure.id} {figure.metric}")


def wrap_figures(body: etree._Element) -> None:
    """Put every marked element into a content control of its own, tagged gongkai:f12 and titled with its metric."""
    for marked in list(body.iter()):
        if not isinstance(marked.tag, str) or marked.get(_MARK) is None:
            continue
        name, _, metric = str(marked.attrib.pop(_MARK)).partition(" ")
        wrap_figure([marked], name, metric)
    etree.cleanup_namespaces(body, keep_ns_prefixes=[prefix for prefix in body.nsmap if prefix])


def wrap_figure(runs: list[etree._Element], name: str, metric: str) -> None:
    """Put neighbouring runs into one content control, and a bookmark around them for programs that drop its tag."""
    control = element("sdt")
    properties = element("sdtPr")
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") >> 1
    for child in (element("alias", val=metric), element("tag", val=f"{TAG}{name}"), element("id", val=str(number))):
        properties.append(child)
    content = element("sdtContent")
    control.append(properties)
    control.append(content)
    runs[0].addprevious(control)
    place = str(_BOOKMARKS + int(name[1:]))
    content.append(element("bookmarkStart", id=place, name=f"{BOOKMARK}{name}"))
    for run in runs:
        content.append(run)
    content.append(element("bookmarkEnd", id=place))


def seal_docx(data: bytes, trace: Trace) -> bytes:
    """The DOCX file with the trace as a part of custom XML, which word processors keep."""
    made = as_printed(trace, data, ".docx")
    sealed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as new:
        number = 1 + sum(name.startswith("customXml/item") for name in old.namelist())
        for entry in old.infolist():
            content = old.read(entry.filename)
            if entry.filename == "word/_rels/document.xml.rels":
                content = _related(content, number)
            elif entry.filename == "[Content_Types].xml":
                content = _typed(content, number)
            _put(new, entry.filename, content)
        for name, content in _parts(made, number).items():
            _put(new, name, content)
    return sealed.getvalue()


def _parts(trace: Trace, number: int) -> dict[str, bytes]:
    text = base64.b64encode(trace.text().encode("utf-8")).decode("ascii")
    digits = hashlib.sha256(NAMESPACE.encode()).hexdigest().upper()
    item = f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}}}"
    data_store = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {
        f"customXml/item{number}.xml": f'{head}<trace xmlns="{NAMESPACE}">{text}</trace>'.encode(),
        f"customXml/itemProps{number}.xml": (
            f'{head}<ds:datastoreItem xmlns:ds="{data_store}" ds:itemID="{item}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ).encode(),
        f"customXml/_rels/item{number}.xml.rels": (
            f'{head}<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/customXmlProps"'
            f' Target="itemProps{number}.xml"/></Relationships>'
        ).encode(),
    }


def _related(rels: bytes, number: int) -> bytes:
    root = etree.fromstring(rels)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Relationship")
    link.set("Id", f"rIdTrace{number}")
    link.set("Type", f"{office}/customXml")
    link.set("Target", f"../customXml/item{number}.xml")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _typed(types: bytes, number: int) -> bytes:
    root = etree.fromstring(types)
    override = etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Override")
    override.set("PartName", f"/customXml/itemProps{number}.xml")
    override.set("ContentType", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    package.writestr(info, content)


# --- XLSX ---------------------------------------------------------------------------------------------------------


def seal_xlsx(make: Callable[[Sequence[Sequence[str]]], bytes], trace: Trace) -> bytes:
    """An XLSX file with its trace. `make` prints the book with these rows on its hidden sheet: it is asked twice."""
    return make(hidden_rows(as_printed(trace, make(hidden_rows(trace)), ".xlsx")))


def hidden_rows(trace: Trace) -> list[tuple[str, str]]:
    """The trace as rows of the hidden sheet (`xlsx_file.SHEET`), in pieces that a cell can hold."""
    text = trace.text()
    return [(TRACE, text[start : start + PIECE]) for start in range(0, len(text), PIECE)]


def name_figure(book: Any, sheet: str, row: int, column: int, figure: Figure) -> None:
    """Mark a cell of an xlsxwriter book (row and column from 0) as a figure: a defined name that leads there."""
    if figure.id:
        quoted = sheet.replace("'", "''")
        book.define_name(f"{NAME}{figure.id}", f"='{quoted}'!{xl_rowcol_to_cell(row, column, True, True)}")
