"""Counting the figures of a traced document again, from a catalogue that knows what was known then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checks.model import Finding
from crawler.errors import GongkaiError
from reports.count import Count, count
from reports.document import Document
from reports.kinds import kinds
from reports.metrics.base import metrics
from reports.registers import NO_REGISTERS, Registers
from reports.render import list_digest
from reports.scope import Scope, make_scope
from reports.tracing import Trace, TracedFigure, TracedList, definition_digest, figures_in, numbered


@dataclass(frozen=True, slots=True)
class Recount:
    """One figure counted again.

    `count` is everything behind the new number, None where it could not be counted (`why` says why). `value` is the
    number itself (of the part that the figure shows); `shown` how the document would print it now, None where the
    document could not be made again.
    """

    figure: TracedFigure
    count: Count | None
    value: Decimal | None
    shown: str | None
    why: str = ""

    @property
    def holds(self) -> bool:
        """True where the number is what was recorded (both may be unknown)."""
        return self.count is not None and self.value == self.figure.value


@dataclass(frozen=True, slots=True)
class ListAgain:
    """The list behind figures, counted again. `sha256` is that of its CSV file."""

    recorded: TracedList
    count: Count | None
    sha256: str | None
    why: str = ""

    @property
    def same(self) -> bool:
        """True where the list has the same bytes as the recorded one, evidence included."""
        return self.sha256 == self.recorded.sha256

    @property
    def redefined(self) -> bool:
        """True where the metric is defined in other words than it was."""
        return self.count is not None and definition_digest(self.count.metric) != self.recorded.definition


@dataclass(frozen=True, slots=True)
class Recounted:
    """What recounting a whole document came to, in the order of the trace."""

    figures: tuple[Recount, ...]
    lists: tuple[ListAgain, ...]


def scope_for(
    trace: Trace,
    conn: sqlite3.Connection,
    *,
    registers: Registers = NO_REGISTERS,
    organ: Mapping[str, str] | None = None,
) -> Scope:
    """The scope that a document was made for, pinned to what was known then; the organ is called as it was then."""
    return make_scope(
        conn,
        year=trace.year,
        bureau=trace.bureau,
        municipal=trace.municipal,
        registers=registers,
        as_of=trace.as_of,
        organ={**(organ or {}), "name": trace.organ or ""},
        known_at=trace.known_at,
        newest_run=trace.newest_run,
    )


def recount(
    trace: Trace,
    scope: Scope,
    findings: Sequence[Finding] = (),
    progress: Callable[[int, int, str], None] | None = None,
    made_again: Document | None = None,
    *,
    workbook: bool = False,
) -> Recounted:
    """Count every figure of a trace again in a scope (see `scope_for`).

    Metrics are counted one by one; what is no metric of the year (groups of findings) comes from making the document
    again out of `findings`, the judgements of a check as of the document's day; `made_again` is the document itself
    where it takes more than a scope to make it. `workbook` True: as a workbook, which may hold more than is printed.
    """
    again, problem = (numbered(made_again), "") if made_again else _document_again(trace, scope, findings, workbook)
    made = _counts_of(again)
    lists: list[ListAgain] = []
    for number, recorded in enumerate(trace.lists):
        if progress is not None:
            progress(number, len(trace.lists), recorded.title)
        lists.append(_list_again(recorded, trace, scope, made, problem))
    by_name = {entry.recorded.name: entry for entry in lists}
    shown = _shown_again(trace, again)
    figures = tuple(_figure_again(figure, by_name.get(figure.list), shown.get(figure.id)) for figure in trace.figures)
    return Recounted(figures, tuple(lists))


def _document_again(
    trace: Trace, scope: Scope, findings: Sequence[Finding], workbook: bool
) -> tuple[Document | None, str]:
    kind = kinds().get(trace.kind)
    if kind is None:
        return None, f"本版本没有“{trace.kind}”这种文书"
    try:
        gather = kind.workbook if workbook and kind.workbook is not None else kind.gather
        return numbered(gather(scope, findings)), ""
    except GongkaiError as error:
        return None, f"文书无法重新生成：{error}"


def _counts_of(document: Document | None) -> dict[tuple[str, int], Count]:
    if document is None:
        return {}
    return {(source.count.metric.name, source.year): source.count for source in document.sources}


def _list_again(
    recorded: TracedList, trace: Trace, scope: Scope, made: Mapping[tuple[str, int], Count], problem: str
) -> ListAgain:
    if recorded.metric in metrics():
        try:
            found: Count | None = count(_of_year(scope, recorded.year), recorded.metric)
        except GongkaiError as error:
            return ListAgain(recorded, None, None, str(error))
    else:
        found = made.get((recorded.metric, recorded.year))
    if found is None:
        return ListAgain(recorded, None, None, problem or "重新生成的文书中没有这个统计项")
    return ListAgain(recorded, found, list_digest(found))


def _of_year(scope: Scope, year: int) -> Scope:
    if year == scope.year:
        return scope
    if year == scope.year - 1:
        return scope.year_before
    return replace(scope, year=year)


def _figure_again(figure: TracedFigure, entry: ListAgain | None, shown: str | None) -> Recount:
    if entry is None or entry.count is None:
        return Recount(figure, None, None, shown, entry.why if entry is not None else "追溯信息中没有它的明细")
    found = entry.count
    value = found.value if figure.part is None else found.part(figure.part)
    return Recount(figure, found, Decimal(value) if value is not None else None, shown)


def _shown_again(trace: Trace, document: Document | None) -> dict[str, str]:
    """How each figure would be printed now, for those that stand in the same place of the document made again."""
    if document is None:
        return {}
    again = {figure.id: figure for figure in figures_in(document)}
    return {
        old.id: again[old.id].shown
        for old in trace.figures
        if old.id in again and (again[old.id].metric, again[old.id].part) == (old.metric, old.part)
    }
