"""What the office itself states of a metric in the register of yearly figures (年度数据台账), beside what was counted.

Where both are known and differ, both are shown with their difference; they are never averaged. Where nothing else
knows the number, the statement is the value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reports.metrics.base import Counted, Metric, Source, Summary
from reports.registers import Entry
from reports.scope import Scope
from reports.summaries import plain


@dataclass(frozen=True, slots=True)
class Statement:
    """The stated value and parts, in the metric's unit, with the rows of the register behind them."""

    value: int | Decimal | None = None
    parts: Mapping[str, int | Decimal] = field(default_factory=dict)
    rows: tuple[Counted, ...] = ()

    @property
    def empty(self) -> bool:
        """True where the office states nothing."""
        return self.value is None and not self.parts


NOTHING = Statement()


def statement(scope: Scope, metric: Metric) -> Statement:
    """What the office states of a metric for the year of a scope. A sum whose parts are all stated is stated itself."""
    registers = scope.registers
    if not registers.figures:
        return NOTHING
    whole = registers.stated(scope.year, metric.name)
    stated = {part: registers.stated(scope.year, metric.name, part) for part in metric.parts}
    parts = {part: found for part, found in stated.items() if found is not None}
    rows = tuple(_row(metric, *found, part=part) for part, found in parts.items())
    in_parts = sum((number for _, number in parts.values()), Decimal(0))
    value: int | Decimal | None = None
    if whole is not None:
        value = plain(whole[1])
        if not parts or whole[1] != in_parts:  # with its parts this makes the whole, as rows must
            rows += (_row(metric, whole[0], whole[1] - in_parts, rest="未分项" if parts else ""),)
    elif parts and len(parts) == len(stated) and metric.summary is Summary.SUM:
        value = plain(in_parts)
    return Statement(value, {part: plain(number) for part, (_, number) in parts.items()}, rows)


def _row(metric: Metric, entry: Entry, number: Decimal, *, part: str = "", rest: str = "") -> Counted:
    return Counted(
        title="：".join(word for word in (metric.title, part or rest) if word),
        on=None,
        amount=number,
        part=part,
        file=entry.file,
        row_no=entry.row_no,
        evidence=entry.form.proof,
    )


def contradiction(
    metric: Metric, said: Statement, value: int | Decimal | None, parts: Mapping[str, int | Decimal]
) -> str:
    """How a statement differs from what was counted: 台账填报815条，采集统计813条，相差2条，须核实; else ""."""
    found = [_difference(metric, "", said.value, value)]
    found += [_difference(metric, f"“{part}”", number, parts.get(part)) for part, number in said.parts.items()]
    return "；".join(text for text in (*found, unequal(metric, said)) if text)


def unequal(metric: Metric, said: Statement) -> str:
    """That the stated parts, where all are stated, do not add up to the stated value; else ""."""
    whole = set(said.parts) == set(metric.parts) and metric.parts and metric.summary is Summary.SUM
    total = sum((Decimal(number) for number in said.parts.values()), Decimal(0))
    if not whole or said.value is None or total == said.value:
        return ""
    return (
        f"台账填报的各分项合计{_number(plain(total))}{metric.unit}，总数填报{_number(said.value)}{metric.unit}，须核实"
    )


def unproved(metric: Metric, said: Statement) -> str:
    """What the office states of something that is a share or median of rows, where there are no rows; else ""."""
    return "" if said.value is None else f"台账填报{_number(said.value)}{metric.unit}，没有明细，无从核算"


def _difference(metric: Metric, what: str, stated: int | Decimal | None, counted: int | Decimal | None) -> str:
    if stated is None or counted is None or stated == counted:
        return ""
    unit = metric.unit
    source = "明细台账" if metric.source is Source.REGISTER else "采集"
    apart = _number(plain(abs(Decimal(stated) - Decimal(counted))))
    return f"{what}台账填报{_number(stated)}{unit}，{source}统计{_number(counted)}{unit}，相差{apart}{unit}，须核实"


def _number(value: int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def corrected(scope: Scope, metric: Metric) -> Sequence[str]:
    """The corrections behind a metric in its year, for the source note: what was replaced, when, by whom and why."""
    registers = scope.registers
    own = tuple(name for name in metric.registers if name != "figures")  # of figures only those of this metric
    found = registers.corrections(own, scope.year) + registers.figure_corrections(metric.name, scope.year)
    return [change.text for change in found]
