"""Which of a user's templates serves a document, and the files that are made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.document import Document
from reports.figures import Notes
from reports.own.vocabulary import Vocabulary
from reports.tracing import Trace

ENDINGS: Mapping[str, str] = {"html": ".html.j2", "docx": ".docx"}


@dataclass(frozen=True, slots=True)
class OwnTemplates:
    """The templates of a workspace, for one document. `notes` counts what they ask for beside its own figures."""

    folder: Path
    kind: str
    year: int
    organ: Mapping[str, str]
    notes: Callable[[], Notes]

    def template(self, form: str) -> Path | None:
        """The user's template of a format, None where there is none."""
        path = self.folder / f"{self.kind}{ENDINGS[form]}" if form in ENDINGS else None
        return path if path is not None and path.is_file() else None

    def fill(
        self, form: str, path: Path, document: Document, trace_of: Callable[[Document], Trace] | None
    ) -> tuple[bytes, Document]:
        """(the file, the document with the figures that the template asked for). Raises ConfigError for a bad one."""
        vocabulary = Vocabulary(document, self.year, self.organ, self.notes())
        if form == "html":
            from reports.own.html_template import fill_html
            from reports.sealing import seal_html

            page = fill_html(path, vocabulary)
            whole = vocabulary.document
            trace = trace_of(whole) if trace_of is not None and vocabulary.marked(page) else None
            return (seal_html(page, trace) if trace else page).encode("utf-8"), whole
        from reports.own.docx_template import fill_docx
        from reports.sealing import seal_docx

        data, marked = fill_docx(path, vocabulary)
        whole = vocabulary.document
        trace = trace_of(whole) if trace_of is not None and marked else None
        return seal_docx(data, trace) if trace else data, whole
