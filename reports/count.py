"""Counting: a metric in a scope gives a Count, whose value follows from its rows and from nothing else."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from crawler.errors import ConfigError
from reports.metrics.base import Counted, Metric, NotKnown, Summary, metrics
from reports.metrics.item_rows import ItemRows
from reports.scope import Scope
from reports.summaries import Summed, plain, summed

__all__ = ["Count", "all_counts", "count", "plain"]


@dataclass(frozen=True)
class Count:
    """A number with everything behind it. `value` None means not known (未填报), which is not 0.

    `complete` is False where a source was not seen whole (or not at all); `note` says why, in Chinese.
    `stated` is what the office's own yearly figures (register 年度数据) say of the same metric, None where they say
    nothing: where it differs from `value`, both are shown.
    """

    metric: Metric
    value: int | Decimal | None
    rows: Sequence[Counted]
    complete: bool
    note: str
    stated: int | Decimal | None = None

    @property
    def disagrees(self) -> bool:
        """True where the office states another number than was counted."""
        return self.value is not None and self.stated is not None and self.value != self.stated

    @cached_property
    def parts(self) -> Mapping[str, int | Decimal]:
        """The breakdown: each part's value, in the metric's own order, then as met. Empty where not known.

        Parts without rows are 0 in a sum, and absent from a share or a median.
        """
        if self.value is None:
            return {}
        found = _summed(self.metric, self.rows).parts
        if self.metric.summary is Summary.SUM:
            return {**dict.fromkeys(self.metric.parts, 0), **found}
        return {part: found[part] for part in dict.fromkeys((*self.metric.parts, *found)) if part in found}

    def part(self, name: str) -> int | Decimal | None:
        """The value of one part (0 where nothing falls into a sum), None where it is not known."""
        return None if self.value is None else self.parts.get(name, 0 if self.metric.summary is Summary.SUM else None)


def _summed(metric: Metric, rows: Sequence[Counted]) -> Summed:
    weighed = rows.weighed() if isinstance(rows, ItemRows) else ((row.part, row.amount) for row in rows)
    return summed(metric.summary, weighed)


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


def _count(scope: Scope, metric: Metric) -> Count:
    try:
        rows = metric.rows(scope)
    except NotKnown as answer:
        return Count(metric, None, (), False, answer.reason)
    complete, why = scope.coverage(metric.sites)
    notes = why + ([metric.note(scope)] if metric.note else [])
    value = _summed(metric, rows).value
    if value is None:
        notes.append("没有可供计算的条目")
    return Count(metric, value, rows, complete, "；".join(note for note in notes if note))
