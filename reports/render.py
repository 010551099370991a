"""Writing documents: HTML and DOCX, and the lists behind their figures. The same document gives the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports import document as blocks
from reports.count import Count, plain
from reports.document import Document
from reports.metrics.base import Counted
from reports.printing.chart_svg import drawing
from reports.printing.grid_places import with_heads
from reports.printing.shades import HATCHES
from reports.tracing import Trace
from reports.typography import cell_text, printable, web_address

LIST_FIELDS = (
    "序号",
    "分类",
    "标题",
    "日期",
    "数量",
    "网址",
    "其他网址",
    "信息编号",
    "同一信息编号",
    "采集时间（UTC）",
    "快照编号",
    "快照SHA-256",
    "归档位置",
    "台账文件",
    "台账行号",
    "说明",
)


def write_document(document: Document, folder: Path, formats: Sequence[str], trace: Trace | None = None) -> list[Path]:
    """Write a document and, in `<stem>-figures/`, the list behind each figure; returns the documents' paths.

    With a trace (of the same document, its figures numbered) the files say what each figure is, for `gongkai verify`.
    """
    write_lists([document], folder, pages="html" in formats)
    written: list[Path] = []
    if "html" in formats:
        from reports.sealing import seal_html

        written.append(folder / f"{document.stem}.html")
        page = html(document)
        written[-1].write_text(seal_html(page, trace) if trace else page, encoding="utf-8")
    if "docx" in formats:
        from reports.printing.docx_printer import docx_bytes
        from reports.sealing import seal_docx

        written.append(folder / f"{document.stem}.docx")
        data = docx_bytes(document)
        written[-1].write_bytes(seal_docx(data, trace) if trace else data)
    return written


def write_lists(documents: Sequence[Document], folder: Path, *, pages: bool) -> None:
    """Write the lists behind the figures of documents of one name anew: a CSV each, and a page each where asked."""
    lists = folder / figures_folder(documents[0])
    if lists.exists():
        shutil.rmtree(lists)
    lists.mkdir(parents=True)
    named = {source.list_name: (document, source) for document in documents for source in document.sources}
    for name, (document, source) in named.items():
        (lists / f"{name}.csv").write_bytes(list_csv(source.count))
        if pages:
            page = filled_template(
                "figure.html.j2", document=document, source=source, groups=list(_groups(source.count))
            )
            (lists / f"{name}.html").write_text(page, encoding="utf-8")


def figures_folder(document: Document) -> str:
    """Name of the folder that holds the lists behind a document's figures."""
    return f"{document.stem}-figures"


def html(document: Document) -> str:
    """The document as one HTML page; lists stand beside it."""
    return filled_template("document.html.j2", document=document, folder=figures_folder(document))


def list_csv(count: Count) -> bytes:
    """The rows behind a count as CSV with a byte order mark, so that Excel reads its Chinese."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(LIST_FIELDS)
    for number, row in enumerate(count.rows, start=1):
        writer.writerow([cell_text(str(cell)) if cell is not None else "" for cell in list_cells(number, row)])
    return file.getvalue().encode("utf-8-sig")


def list_digest(count: Count) -> str:
    """SHA-256 of the list behind a count, as printed in the source note."""
    return hashlib.sha256(list_csv(count)).hexdigest()


def list_cells(number: int, row: Counted) -> tuple[object, ...]:
    """The cells of one row of a list, in the order of LIST_FIELDS; None where there is nothing to say."""
    proof = row.proof
    return (
        number,
        row.part,
        row.title,
        row.on,
        plain(row.amount),
        row.url,
        " ".join(row.also),
        row.item_id,
        row.identity,
        proof.at if proof else None,
        proof.capture_id if proof else None,
        proof.sha256 if proof else None,
        proof.warc if proof else None,
        row.file,
        row.row_no,
        row.evidence,
    )


def part_anchor(count: Count, part: str | None) -> str:
    """The anchor of one part on a figure's page; the whole list has none."""
    if part is None:
        return ""
    names = list(count.parts)
    return f"#p{names.index(part) + 1}" if part in names else ""


def _groups(count: Count) -> Iterator[tuple[str, str, list[tuple[int, Counted]]]]:
    """(anchor, part, numbered rows) in the order of the breakdown, empty parts too; one group where there are none."""
    rows: dict[str, list[tuple[int, Counted]]] = {part: [] for part in count.parts}
    for number, row in enumerate(count.rows, start=1):
        rows.setdefault(row.part, []).append((number, row))
    for part, numbered in rows.items():
        yield part_anchor(count, part).removeprefix("#") or "all", part, numbered


def filled_template(template: str, **context: object) -> str:
    """One of our templates with its words filled in; everything is escaped."""
    return _environment().get_template(template).render(**context) + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),  # a workspace may hold a folder of our name
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(printable=printable, web_address=web_address, plain=plain)
    environment.globals.update(list_digest=list_digest, part_anchor=part_anchor)
    environment.globals.update(chart_drawing=drawing, grid_lines=with_heads, hatches=HATCHES)
    environment.globals.update(indentation=blocks.indentation, without_indentation=blocks.without_indentation)
    environment.tests.update(
        {
            name: (lambda value, kind=kind: isinstance(value, kind))
            for name, kind in (
                ("heading", blocks.Heading),
                ("paragraph", blocks.Paragraph),
                ("table", blocks.Table),
                ("grid", blocks.Grid),
                ("chart", blocks.Chart),
                ("page_break", blocks.PageBreak),
                ("figure", blocks.Figure),
                ("blank", blocks.Blank),
                ("link", blocks.Link),
            )
        }
    )
    return environment
