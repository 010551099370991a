"""Writing a document in the formats that its kind has; workbooks may hold more than what is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from crawler.errors import ConfigError
from reports.document import Document
from reports.own.filling import OwnTemplates
from reports.render import figures_folder, list_csv, write_document, write_lists
from reports.tracing import Trace, numbered

Maker = Callable[[], Document]


def chosen_formats(kind: str, there: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """The formats to write: those wanted, or all. Raises ConfigError for one that the kind has not."""
    for name in wanted:
        if name not in there:
            raise ConfigError(
                f'the document "{kind}" cannot be written as "{name}"',
                where="--format",
                fix=f"it has {', '.join(there)}",
            )
    return tuple(wanted) or tuple(there)


def print_document(
    page: Maker,
    workbook: Maker,
    folder: Path,
    formats: Sequence[str],
    trace_of: Callable[[Document], Trace] | None = None,
    own: OwnTemplates | None = None,
) -> list[Path]:
    """Write a document and the lists behind its figures; returns the documents' paths in the order of `formats`.

    Where the workspace has a template of its own for a format, that one is filled.
    """
    written: dict[str, Path] = {}
    paper = [name for name in formats if name != "xlsx"]
    if paper:
        document = numbered(page())
        theirs = {form: path for form in paper if own is not None and (path := own.template(form)) is not None}
        filled = {form: own.fill(form, path, document, trace_of) for form, path in theirs.items() if own is not None}
        ours = [form for form in paper if form not in filled]
        paths = write_document(document, folder, ours, _trace(document, trace_of))
        written.update(zip(ours, _by_ending(paths, ours), strict=True))
        for form, (data, _) in filled.items():
            written[form] = folder / f"{document.stem}.{form}"
            written[form].write_bytes(data)
        if filled:
            write_lists([document, *(whole for _, whole in filled.values())], folder, pages="html" in paper)
    if "xlsx" in formats:
        written["xlsx"] = write_workbook(numbered(workbook()), folder, trace_of)
    return [written[name] for name in formats]


def write_workbook(document: Document, folder: Path, trace_of: Callable[[Document], Trace] | None = None) -> Path:
    """Write a document as a workbook, and the lists behind its figures where they are not there yet."""
    from reports.printing.xlsx_printer import xlsx_bytes
    from reports.sealing import seal_xlsx

    lists = folder / figures_folder(document)
    lists.mkdir(parents=True, exist_ok=True)
    for source in document.sources:
        path = lists / f"{source.list_name}.csv"
        if not path.exists():
            path.write_bytes(list_csv(source.count))
    trace = _trace(document, trace_of)
    data = seal_xlsx(lambda rows: xlsx_bytes(document, rows), trace) if trace else xlsx_bytes(document)
    path = folder / f"{document.stem}.xlsx"
    path.write_bytes(data)
    return path


def _trace(document: Document, trace_of: Callable[[Document], Trace] | None) -> Trace | None:
    """A document without any figure has nothing that could be counted again."""
    return trace_of(document) if trace_of is not None and document.sources else None


def _by_ending(paths: Sequence[Path], endings: Sequence[str]) -> list[Path]:
    return [next(path for path in paths if path.suffix == f".{ending}") for ending in endings]
