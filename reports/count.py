"""Counting: a metric in a scope gives a Count, whose value follows from its rows and from nothing else."""

from __future__ import annotations

import difflib
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from crawler.errors import ConfigError
from reports.metrics.base import Counted, Metric, NotKnown, Summary, metrics
from reports.metrics.item_rows import ItemRows
from reports.scope import Scope
from reports.stating import Statement, contradiction, corrected, statement, unequal, unproved
from reports.summaries import Summed, numbered, plain, summed

__all__ = ["Count", "all_counts", "count", "plain"]


@dataclass(frozen=True)
class Count:
    """A number with everything behind it. `value` None means not known (未填报), which is not 0.

    `complete` is False where a source was not seen whole (or not at all); `note` says why, in Chinese.
    `stated` is what the office's own yearly figures (register 年度数据) say of the same metric, None where they say
    nothing: where it differs from `value`, both are shown. `from_figures`: nobody else knows, so the statement is the
    value, and only the parts that are stated are known.
    """

    metric: Metric
    value: int | Decimal | None
    rows: Sequence[Counted]
    complete: bool
    note: str
    stated: int | Decimal | None = None
    stated_parts: Mapping[str, int | Decimal] = field(default_factory=dict)
    from_figures: bool = False

    @property
    def disagrees(self) -> bool:
        """True where the office states another number than was counted."""
        if self.value is None or self.from_figures:
            return False
        whole = self.stated is not None and self.value != self.stated
        return whole or any(self.part(part) not in (None, number) for part, number in self.stated_parts.items())

    @cached_property
    def parts(self) -> Mapping[str, int | Decimal]:
        """The breakdown: each part's value, in the metric's own order, then as met. Empty where not known.

        Parts without rows are 0 in a sum, and absent from a share or a median.
        """
        if self.from_figures:
            return self.stated_parts
        if self.value is None:
            return {}
        found = _summed(self.metric, self.rows).parts
        if self.metric.summary is Summary.SUM:
            return {**dict.fromkeys(self.metric.parts, 0), **found}
        return {part: found[part] for part in dict.fromkeys((*self.metric.parts, *found)) if part in found}

    def part(self, name: str) -> int | Decimal | None:
        """The value of one part (0 where nothing falls into a sum), None where it is not known."""
        if self.from_figures:
            return self.stated_parts.get(name)
        return None if self.value is None else self.parts.get(name, 0 if self.metric.summary is Summary.SUM else None)


def _summed(metric: Metric, rows: Sequence[Counted]) -> Summed:
    if not isinstance(rows, ItemRows):
        return summed(metric.summary, ((row.part, row.amount) for row in rows))
    if metric.summary is Summary.SUM and rows.amounts is None:
        return numbered(len(rows), rows.parts)
    return summed(metric.summary, rows.weighed())


def count(scope: Scope, name: str) -> Count:
    """The value of one metric in a scope, with its rows. Raises ConfigError for an unknown name."""
    known = metrics()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        raise ConfigError(
            f'there is no metric "{name}"',
            fix=f"did you mean {' or '.join(near)}?" if near else f"known metrics: {', '.join(known)}",
        )
    return _count(scope, known[name])


def all_counts(scope: Scope) -> dict[str, Count]:
    """Every metric in a scope, by name."""
    return {name: _count(scope, metric) for name, metric in metrics().items()}


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Reading a large site makes hundreds of thousands of facts, none of them garbage: do not look again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _count(scope: Scope, metric: Metric) -> Count:
    with _without_collecting():
        return _counted(scope, metric)


def _counted(scope: Scope, metric: Metric) -> Count:
    said = statement(scope, metric)
    try:
        rows = metric.rows(scope)
    except NotKnown as answer:
        return _as_stated(scope, metric, said, answer.reason)
    complete, why = scope.coverage(metric.sites)
    notes = why + ([metric.note(scope)] if metric.note else [])
    value = _summed(metric, rows).value
    if value is None:
        notes.append("没有可供计算的条目")
        notes.append(unproved(metric, said))
    made = Count(metric, value, rows, complete, "", said.value, said.parts)
    if not said.empty:
        notes.append(contradiction(metric, said, value, made.parts))
    return replace(made, note=_joined(*notes, *corrected(scope, metric)))


def _as_stated(scope: Scope, metric: Metric, said: Statement, reason: str) -> Count:
    """The count of what nothing but the register of yearly figures knows, or nobody."""
    if said.empty:
        return Count(metric, None, (), False, _joined(reason, *corrected(scope, metric)))
    if metric.summary is Summary.SHARE:  # a share without the rows it is a share of cannot be counted again
        return Count(metric, None, (), False, _joined(reason, unproved(metric, said)), said.value)
    taken = "" if metric.registers == ("figures",) else f"{reason}；取年度数据台账填报数"
    note = _joined(taken, unequal(metric, said), *corrected(scope, metric))
    known = said.value is not None
    return Count(metric, said.value, said.rows, known, note, said.value, said.parts, from_figures=True)


def _joined(*notes: str) -> str:
    return "；".join(note for note in notes if note)
