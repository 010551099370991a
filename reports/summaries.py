"""From the amounts of rows to a number: a sum, a share in percent, a mean, a median. Nothing else makes a value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from reports.metrics.base import Summary

Number = int | Decimal
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Summed:
    """What the amounts of rows come to, in all and for each part as met. `value` None: nothing to reckon with."""

    value: Number | None
    parts: Mapping[str, Number]


def summed(summary: Summary, amounts: Iterable[tuple[str, Number]]) -> Summed:
    """The value of (part, amount) pairs and of each of their parts; rows of the part "" are in the value only."""
    groups: dict[str, list[Number]] = defaultdict(list)
    for part, amount in amounts:
        groups[part].append(amount)
    every = [amount for group in groups.values() for amount in group]
    parts = {part: _value(summary, group) for part, group in groups.items() if part}
    return Summed(
        _value(summary, every) if every or summary is Summary.SUM else None,
        parts,
    )


def numbered(count: int, parts: Iterable[str] | None) -> Summed:
    """The same for a sum of rows that count 1 each."""
    found = Counter(parts or ())
    return Summed(count, {part: number for part, number in found.items() if part})


def percent(some: Number, of: Number) -> Decimal:
    """How much of `of` is `some`, in percent with one decimal, halves upwards. `of` must not be 0."""
    return (Decimal(some) * 100 / Decimal(of)).quantize(_TENTH, ROUND_HALF_UP)


def plain(value: Number) -> Number:
    """An int where the value is whole, as people write it."""
    return int(value) if value == int(value) else value


def _value(summary: Summary, amounts: Sequence[Number]) -> Number:
    if summary is Summary.SHARE:
        return plain(percent(sum(amounts), len(amounts)))
    if summary is Summary.MEAN:
        return plain((Decimal(sum(amounts)) / len(amounts)).quantize(_TENTH, ROUND_HALF_UP))
    if summary is Summary.MEDIAN:
        return plain(median(Decimal(amount) for amount in amounts))
    return plain(sum(amounts))
