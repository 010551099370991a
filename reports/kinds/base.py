"""What a kind of document is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.model import Finding
from crawler.errors import ConfigError
from reports.document import Document
from reports.scope import Scope
from reports.tracing import NO_PROVENANCE, Provenance, numbered, trace_of

FORMATS = ("html", "docx")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: `gather` makes it out of a scope and what the check found.

    `findings` are all judgements of a check (`CheckResult.judged`), without those that were waived or disputed;
    clear ones are needed where a document says of each column that it was looked at.
    """

    name: str
    title: str
    gather: Callable[[Scope, Sequence[Finding]], Document]

    def render(
        self,
        scope: Scope,
        findings: Sequence[Finding],
        out_dir: Path,
        formats: Sequence[str] = FORMATS,
        provenance: Provenance = NO_PROVENANCE,
    ) -> list[Path]:
        """Write the document in the given formats, with the lists behind its figures, and return the documents' paths.

        Files: `<name>-<year>.html`, `<name>-<year>.docx`, and the folder `<name>-<year>-figures/` with one CSV
        (and for HTML one page) for each figure. The documents carry their trace (see `reports.tracing`).
        Raises ConfigError for an unknown format.
        """
        from reports.render import write_document

        unknown = [name for name in formats if name not in FORMATS]
        if unknown:
            raise ConfigError(f'unknown format "{unknown[0]}"', where="--format", fix=f"write {' or '.join(FORMATS)}")
        document = numbered(self.gather(scope, findings))
        return write_document(document, out_dir, formats, trace_of(document, scope, self.name, provenance))
