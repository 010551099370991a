"""Counting: a metric in a scope gives a Count, whose value is the sum of its rows."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from crawler.errors import ConfigError
from reports.metrics.base import Counted, Metric, NotKnown, metrics
from reports.scope import Scope


@dataclass(frozen=True, slots=True)
class Count:
    """A number with everything behind it. `value` None means not known (未填报), which is not 0.

    `complete` is False where a source was not seen whole (or not at all); `note` says why, in Chinese.
    `stated` is what the office's own yearly figures (register 年度数据) say of the same metric, None where they say
    nothing: where it differs from `value`, both are shown.
    """

    metric: Metric
    value: int | Decimal | None
    rows: tuple[Counted, ...]
    complete: bool
    note: str
    stated: int | Decimal | None = None

    @property
    def disagrees(self) -> bool:
        """True where the office states another number than was counted."""
        return self.value is not None and self.stated is not None and self.value != self.stated

    @property
    def parts(self) -> Mapping[str, int | Decimal]:
        """The breakdown: each part's value, in the metric's own order, then as met. Empty where not known."""
        if self.value is None:
            return {}
        sums: dict[str, Decimal] = dict.fromkeys(self.metric.parts, Decimal(0))
        for row in self.rows:
            if row.part:
                sums[row.part] = sums.get(row.part, Decimal(0)) + row.amount
        return {part: plain(value) for part, value in sums.items()}

    def part(self, name: str) -> int | Decimal | None:
        """The value of one part (0 where nothing falls into it), None where the metric is not known."""
        return None if self.value is None else self.parts.get(name, 0)


def plain(value: Decimal) -> int | Decimal:
    """An int where the value is whole, as people write it."""
    return int(value) if value == value.to_integral_value() else value


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
        rows = tuple(metric.rows(scope))
    except NotKnown as answer:
        return Count(metric, None, (), False, answer.reason)
    complete, why = scope.coverage(metric.sites)
    notes = why + ([metric.note(scope)] if metric.note else [])
    value = plain(sum((row.amount for row in rows), Decimal(0)))
    return Count(metric, value, rows, complete, "；".join(note for note in notes if note))
