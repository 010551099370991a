"""Documents about a round of several sites: found by walking `reports/kinds/`, as those of one organ's year are."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from reports.document import Document
from reports.rounds.round import Round
from reports.tracing import Trace

Gather = Callable[[Round], Document]


@dataclass(frozen=True, slots=True)
class RoundKind:
    """A kind of document made of a round.

    `workbook` gathers what XLSX files hold, where that is more than is printed. `checks` False: the ledger alone is
    needed, and no site is checked again for it.
    """

    name: str
    title: str
    gather: Gather
    formats: tuple[str, ...]
    workbook: Gather | None = None
    checks: bool = True

    def render(
        self,
        made: Round,
        out_dir: Path,
        formats: Sequence[str] = (),
        trace_of: Callable[[Document, str], Trace] | None = None,
        templates: Path | None = None,
    ) -> list[Path]:
        """Write the document in the given formats (default: all it has) with the lists behind its figures.

        `trace_of` makes the trace of a document of this kind (see `reports.tracing`), which then travels in the files.
        `templates` is a folder with templates of the user's own. Returns the documents' paths. Raises ConfigError for
        a format that this kind has not, and for a template that is wrong.
        """
        from reports.own.filling import OwnTemplates
        from reports.printing.documents import chosen_formats, print_document
        from reports.rounds.counts import round_notes

        own = None
        if templates is not None:
            own = OwnTemplates(templates, self.name, made.year, asdict(made.sender), lambda: round_notes(made))
        return print_document(
            lambda: self.gather(made),
            lambda: (self.workbook or self.gather)(made),
            out_dir,
            chosen_formats(self.name, self.formats, formats),
            (lambda document: trace_of(document, self.name)) if trace_of else None,
            own,
        )


@cache
def round_kinds() -> Mapping[str, RoundKind]:
    """All kinds of documents about rounds, by name."""
    import reports.kinds as folder

    found: dict[str, RoundKind] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        unit = getattr(importlib.import_module(f"reports.kinds.{module}"), "KIND", None)
        if isinstance(unit, RoundKind):
            found[unit.name] = unit
    return found
