"""Units of figures: what they are counted in, and exact factors between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

_MULTIPLES = {"亿": Decimal(100_000_000), "万": Decimal(10_000)}


def factor(given: str, wanted: str) -> Decimal | None:
    """What a number in one unit is multiplied with to stand in another; None where they are different things.

    万元 → 元 is 10000, 元 → 万元 is 0.0001, 条 → 条 is 1. Exact: decimal, never binary, fractions.
    """
    (one, base), (other, target) = _split(given), _split(wanted)
    return one / other if base == target else None


def fitting(given: str, wanted: str, also: Iterable[str] = ()) -> Decimal | None:
    """As `factor`, but a unit that a form prints for the same thing (`also`) counts as the wanted one."""
    return next((found for unit in (wanted, *also) if (found := _through(given, unit, wanted)) is not None), None)


def _through(given: str, unit: str, wanted: str) -> Decimal | None:
    first = factor(given, unit)
    if first is None:
        return None
    second = factor(unit, wanted)
    return first if second is None else first * second


def _split(unit: str) -> tuple[Decimal, str]:
    folded = "".join(unicodedata.normalize("NFKC", unit).split())
    for sign, size in _MULTIPLES.items():
        if len(folded) > 1 and folded.startswith(sign):
            return size, folded[1:]
    return Decimal(1), folded
