"""Whether what was frozen is still what is counted today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.year_figures import YearFigure, YearFigures
from reports.snapshots.model import FrozenValue, Snapshot


@dataclass(frozen=True, slots=True)
class Drift:
    """Metrics whose value or parts are others now, with what they are now (None: this version has no such metric)."""

    changed: Mapping[str, YearFigure | None]
    same: int


def drift(made: Snapshot, today: YearFigures) -> Drift:
    """Hold a snapshot against the figures of today, of the same year, sites and day."""
    changed = {
        value.metric: today.figures.get(value.metric)
        for value in made.values
        if not _same(value, today.figures.get(value.metric))
    }
    return Drift(changed, len(made.values) - len(changed))


def _same(value: FrozenValue, figure: YearFigure | None) -> bool:
    if figure is None:
        return False
    now = None if figure.value is None else Decimal(figure.value)
    return value.value == now and value.parts == {part: Decimal(number) for part, number in figure.parts.items()}
