"""What differs between two documents, figure by figure, by their traces: the same metric, part and year in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.tracing import Trace, TracedFigure

Key = tuple[str, str | None, int]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is another one, or that only one of the two has (`in_old`, `in_new`). None: not known then."""

    metric: str
    title: str
    part: str | None
    year: int
    unit: str
    before: Decimal | None
    after: Decimal | None
    in_old: bool
    in_new: bool

    @property
    def difference(self) -> Decimal | None:
        """After minus before, where both are known."""
        return self.after - self.before if self.before is not None and self.after is not None else None


@dataclass(frozen=True, slots=True)
class Between:
    """Two documents side by side: what changed, and how many figures are the same in both."""

    changes: tuple[FigureChange, ...]
    same: int


def between(old: Trace, new: Trace) -> Between:
    """Compare two traces, in the order in which the new document is read, then what only the old one had."""
    before, after = _figures(old), _figures(new)
    changes = []
    for key in (*after, *(key for key in before if key not in after)):
        was, now = before.get(key), after.get(key)
        if was is None or now is None or was.value != now.value:
            changes.append(_change(key, old, new, was, now))
    return Between(
        tuple(changes), sum(key in before for key in after) - sum(one.in_old and one.in_new for one in changes)
    )


def _figures(trace: Trace) -> Mapping[Key, TracedFigure]:
    found: dict[Key, TracedFigure] = {}
    for figure in trace.figures:
        found.setdefault((figure.metric, figure.part, figure.year), figure)
    return found


def _change(key: Key, old: Trace, new: Trace, was: TracedFigure | None, now: TracedFigure | None) -> FigureChange:
    metric, part, year = key
    described = (new.list_of(now) if now is not None else None) or (old.list_of(was) if was is not None else None)
    return FigureChange(
        metric=metric,
        title=described.title if described else metric,
        part=part,
        year=year,
        unit=described.unit if described else "",
        before=was.value if was is not None else None,
        after=now.value if now is not None else None,
        in_old=was is not None,
        in_new=now is not None,
    )
