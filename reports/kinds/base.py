"""What a kind of document is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.model import Finding
from reports.document import Document
from reports.scope import Scope
from reports.signatures import with_signatures
from reports.tracing import NO_PROVENANCE, Provenance, trace_of

FORMATS = ("html", "docx")


Gather = Callable[[Scope, Sequence[Finding]], Document]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: `gather` makes it out of a scope and what the check found.

    `findings` are all judgements of a check (`CheckResult.judged`), without those that were waived or disputed;
    clear ones are needed where a document says of each column that it was looked at. `workbook` gathers what XLSX
    files hold, where that is more than is printed.
    """

    name: str
    title: str
    gather: Gather
    formats: tuple[str, ...] = FORMATS
    workbook: Gather | None = None

    def render(
        self,
        scope: Scope,
        findings: Sequence[Finding],
        out_dir: Path,
        formats: Sequence[str] = (),
        provenance: Provenance = NO_PROVENANCE,
        templates: Path | None = None,
    ) -> list[Path]:
        """Write the document in the given formats (default: all it has), with the lists behind its figures.

        Files: `<name>-<year>.html` (.docx, .xlsx), and the folder `<name>-<year>-figures/` with one CSV (and for HTML
        one page) for each figure. `templates` is a folder with templates of the user's own. The documents carry their
        trace (see `reports.tracing`). Returns their paths. Raises ConfigError for a format that this kind has not, and
        for a template that is wrong.
        """
        from reports.figures import Figures
        from reports.own.filling import OwnTemplates
        from reports.printing.documents import chosen_formats, print_document

        organ = {**scope.organ, "name": scope.organ_name or ""}
        own = OwnTemplates(templates, self.name, scope.year, organ, lambda: Figures(scope)) if templates else None
        return print_document(
            lambda: with_signatures(self.gather(scope, findings), provenance),
            lambda: with_signatures((self.workbook or self.gather)(scope, findings), provenance),
            out_dir,
            chosen_formats(self.name, self.formats, formats),
            lambda document: trace_of(document, scope, self.name, provenance),
            own,
        )
