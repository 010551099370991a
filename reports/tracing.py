"""The trace of a document: what each of its figures is, and which state of which sources it was counted from.

It travels inside the document (see `reports.sealing`), so that `gongkai verify` can count every figure again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from checks.model import Pack
from crawler.catalogue.evidence import newest_moment, newest_run
from crawler.running import software
from reports.document import Document, Figure, Source
from reports.metrics.base import Metric
from reports.registers import Registers
from reports.scope import Scope

_ODD = re.compile(r"[^\x20-\x7e\u2010-\u2027\u3000-\u9fff\uff00-\uffef]")
_MARKUP = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}
FORMAT: Literal["gongkai-trace/1"] = "gongkai-trace/1"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TracedFigure(_Part):
    """One number of the document. `value` is what was counted (unscaled), None where that was not known.

    `shown` is the text that stands in the file, `times` how often it stands there (a user's template may repeat it).
    """

    id: str
    metric: str
    part: str | None
    year: int
    scale: Decimal
    shown: str
    value: Decimal | None
    list: str  # name of its list
    times: int = 1


class TracedList(_Part):
    """The list behind figures: `rows` lines in `<name>.csv` beside the document, whose SHA-256 is `sha256`.

    `definition` is the digest of how the metric is defined (`definition_digest`).
    """

    name: str
    metric: str
    title: str
    unit: str
    source: str
    year: int
    value: Decimal | None
    complete: bool
    rows: int
    sha256: str
    definition: str


class TracedRun(_Part):
    """The crawl of a site that counted."""

    site: str
    run: int | None
    mode: str | None
    state: str | None
    finished_at: str | None


class TracedSource(_Part):
    """A register or a pack by name, with the SHA-256 of what it holds."""

    name: str
    sha256: str


class TracedText(_Part):
    """One paragraph, cell or caption: 16 hex digits over its words, and the numbers in it beside the figures.

    `kind`: "" ordinary, "blank" with places that a person fills in, "notice" a box that is taken out before sending,
    "source" a source note.
    """

    sha: str
    numbers: str = ""
    kind: str = ""


class SnapshotName(_Part):
    """The snapshot that a document was made from."""

    id: int
    digest: str


class SignedBy(_Part):
    """Somebody whose signature stood on the snapshot when the document was made; `id` is that of the signature."""

    id: int
    who: str
    role: str
    at: str


class TracedRound(_Part):
    """What a document about a round of several sites is about; see `reports.rounds.round`."""

    quarter: int | None
    only: tuple[str, ...]  # the sites that were named; empty: all
    due: date | None


class Trace(_Part):
    """Everything needed to count a document's figures again. `known_at` is the UTC moment whose state was counted."""

    format: Literal["gongkai-trace/1"] = FORMAT
    software: str
    kind: str
    stem: str
    title: str
    year: int
    as_of: date
    known_at: str | None
    organ: str | None
    bureau: str
    municipal: str | None
    runs: tuple[TracedRun, ...]
    packs: tuple[TracedSource, ...]
    registers: tuple[TracedSource, ...]
    checked_on: date | None
    snapshot: SnapshotName | None
    round: TracedRound | None = None
    newest_run: int | None = None  # runs with a higher number did not exist
    signatures: tuple[SignedBy, ...] = ()
    lists: tuple[TracedList, ...]
    figures: tuple[TracedFigure, ...]
    texts: tuple[TracedText, ...] = ()
    digest: str = Field(default="", description="SHA-256 of all other fields")

    def sealed(self) -> Trace:
        """The trace with its own digest."""
        return self.model_copy(update={"digest": self._digest()})

    @property
    def intact(self) -> bool:
        """True where nobody has changed the trace itself (who changes the digest too is found by counting again)."""
        return self.digest == self._digest()

    def _digest(self) -> str:
        # Without what is as it is by default: a field that a later version adds does not change older digests.
        text = self.model_dump_json(exclude={"digest"}, exclude_defaults=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def text(self) -> str:
        """The trace as JSON in which nothing can end a data block of HTML, or is invisible."""
        return _ODD.sub(lambda odd: json.dumps(odd[0])[1:-1], self.model_dump_json()).translate(_MARKUP)

    def figures_on(self, name: str) -> tuple[str, ...]:
        """Ids of the figures that rest on a list."""
        return tuple(figure.id for figure in self.figures if figure.list == name)

    def list_of(self, figure: TracedFigure) -> TracedList | None:
        """The list behind a figure."""
        return next((entry for entry in self.lists if entry.name == figure.list), None)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document rests on beside catalogue and registers: packs of its check, a snapshot where it is of one."""

    packs: Sequence[Pack | TracedSource] = ()
    snapshot: SnapshotName | None = None
    checked_on: date | None = None  # the day on which waivers were looked at, where there are any
    signatures: tuple[SignedBy, ...] = ()  # that stand on the snapshot


NO_PROVENANCE = Provenance()


def trace_of(document: Document, scope: Scope, kind: str, provenance: Provenance = NO_PROVENANCE) -> Trace:
    """The trace of a document whose figures are numbered (`numbered`), made by a kind for a scope.

    Where the scope is not pinned, `known_at` is the newest moment at which anything that counts was seen or decided.
    """
    sources = {source.note: source for source in document.sources}
    lists = {source.list_name: _list(source) for source in document.sources}
    return Trace(
        software=software(),
        kind=kind,
        stem=document.stem,
        title=document.title.replace("\n", ""),
        year=scope.year,
        as_of=scope.as_of,
        known_at=scope.known.moment or newest_moment(scope.conn),
        newest_run=scope.known.newest or newest_run(scope.conn),
        organ=scope.organ_name,
        bureau=scope.bureau.id,
        municipal=scope.municipal.id if scope.municipal else None,
        runs=runs_of(scope),
        packs=tuple(
            TracedSource(name=pack.id, sha256=pack_digest(pack)) if isinstance(pack, Pack) else pack
            for pack in provenance.packs
        ),
        registers=register_digests(scope.registers),
        checked_on=provenance.checked_on,
        snapshot=provenance.snapshot,
        signatures=provenance.signatures,
        lists=tuple(lists.values()),
        figures=tuple(_figure(figure, sources[figure.note]) for figure in figures_in(document)),
    )


def runs_of(scope: Scope) -> tuple[TracedRun, ...]:
    """The crawls that count in a scope, one for each of its sites."""
    found = []
    for site in (scope.bureau, scope.municipal):
        if site is None:
            continue
        run = scope.run(site)
        found.append(
            TracedRun(
                site=site.id,
                run=run.id if run else None,
                mode=run.mode if run else None,
                state=run.state if run else None,
                finished_at=run.finished_at if run else None,
            )
        )
    return tuple(found)


def _figure(figure: Figure, source: Source) -> TracedFigure:
    value = source.count.value if figure.part is None else source.count.part(figure.part)
    return TracedFigure(
        id=figure.id,
        metric=figure.metric,
        part=figure.part,
        year=figure.year,
        scale=figure.scale,
        shown=figure.shown,
        value=Decimal(value) if value is not None else None,
        list=source.list_name,
    )


def _list(source: Source) -> TracedList:
    from reports.render import list_digest

    count = source.count
    return TracedList(
        name=source.list_name,
        metric=count.metric.name,
        title=count.metric.title,
        unit=count.metric.unit,
        source=count.metric.source.value,
        year=source.year,
        value=Decimal(count.value) if count.value is not None else None,
        complete=count.complete,
        rows=len(count.rows),
        sha256=list_digest(count),
        definition=definition_digest(count.metric),
    )


def definition_digest(metric: Metric) -> str:
    """16 hex digits over what a metric is said to count; another wording is another definition."""
    text = "\n".join((metric.name, metric.title, metric.unit, metric.definition, metric.source.value))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def pack_digest(pack: Pack) -> str:
    """SHA-256 of a pack's file."""
    return hashlib.sha256(Path(pack.file).read_bytes()).hexdigest()


def register_digests(registers: Registers) -> tuple[TracedSource, ...]:
    """Each register with the SHA-256 over its rows and corrections as they were read, whatever the file's encoding."""
    found = []
    for name, entries in sorted(registers.tables.items()):
        whole = hashlib.sha256()
        for entry in entries:
            whole.update(f"{entry.row_no}\t{entry.form.model_dump_json()}\n".encode())
        for change in registers.changes.get(name, ()):
            whole.update(f"{change.text}\n".encode())
        found.append(TracedSource(name=name, sha256=whole.hexdigest()))
    return tuple(found)


def numbered(document: Document) -> Document:
    """The document with f1, f2, … as the ids of its figures, in the order in which they are read."""
    counter = iter(range(1, 1 << 30))
    return replace(document, blocks=tuple(_numbered(block, counter) for block in document.blocks))


def _numbered(thing: Any, counter: Iterator[int]) -> Any:
    if isinstance(thing, Figure):
        return replace(thing, id=f"f{next(counter)}")
    if isinstance(thing, tuple):
        made = tuple(_numbered(part, counter) for part in thing)
        return made if any(new is not old for new, old in zip(made, thing, strict=True)) else thing
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {}
        for field in fields(thing):
            old = getattr(thing, field.name)
            if isinstance(old, tuple) or is_dataclass(old):
                new = _numbered(old, counter)
                if new is not old:
                    changed[field.name] = new
        return replace(thing, **changed) if changed else thing
    return thing


def figures_in(document: Document) -> list[Figure]:
    """All figures of a document in the order in which they are read."""
    found: list[Figure] = []
    _gather(document.blocks, found)
    return found


def _gather(thing: Any, found: list[Figure]) -> None:
    if isinstance(thing, Figure):
        found.append(thing)
    elif isinstance(thing, tuple):
        for part in thing:
            _gather(part, found)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            _gather(getattr(thing, field.name), found)
