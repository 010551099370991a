"""The registers of a workspace as they are read: what counts now, what was corrected, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from reports.metrics.base import NotKnown
from reports.periods import Period
from reports.registers.base import Form
from reports.registers.figures import YearFigure
from reports.registers.forms import TITLES, Case, Media, Meeting, Request
from reports.registers.indicators import Stated, Target, Unreadable, stated

F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a register with the place it stands in (row 1 is the header, as a spreadsheet shows it)."""

    file: str
    row_no: int
    form: Form


@dataclass(frozen=True, slots=True)
class Change:
    """A row that took the place of another, or (`new` None) declared it void. The old row stays in the file."""

    old: Entry
    new: Entry | None
    row_no: int  # of the row that says so
    by: str
    on: date
    reason: str

    @property
    def text(self) -> str:
        """For source notes: 更正自 3 → 4，2017-02-01，张三. Private fields are named without what they hold."""
        what = f"更正自 {self._difference(self.new)}" if self.new else f"作废第{self.old.row_no}行"
        return f"{self.old.file}第{self.row_no}行{what}，{self.on.isoformat()}，{self.by}，原因：{self.reason}"

    @property
    def years(self) -> frozenset[int]:
        """The years that the old or the new row says something of."""
        return self.old.form.years | (self.new.form.years if self.new else frozenset())

    def _difference(self, new: Entry) -> str:
        before, after, form = self.old.form.facts, new.form.facts, type(new.form)
        changed = [name for name in after if before.get(name) != after[name]]
        if isinstance(new.form, YearFigure) and "value" in changed:
            return f"{before['value']} → {after['value']}"
        said = [
            f"{form.labels[name][0]}（不显示）"
            if name in form.private
            else f"{form.labels[name][0]} {shown(before.get(name))} → {shown(after[name])}"
            for name in changed
        ]
        return "、".join(said) or f"第{self.old.row_no}行（内容未变）"


def shown(value: object) -> str:
    """A value of a register as a person reads it."""
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Period):
        return f"{value.first.isoformat()}至{value.last.isoformat()}"
    return str(value)


@dataclass(frozen=True)
class Registers:
    """All registers of a workspace; a name that is missing in `tables` was never filled in.

    `tables` are the rows that count; those that were replaced or declared void are in `changes`. `figures` are what
    the register of yearly figures states, by year and target.
    """

    tables: Mapping[str, tuple[Entry, ...]]
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    figures: Mapping[tuple[int, Target], tuple[Entry, Stated]] = field(default_factory=dict)

    def rows(self, name: str, form: type[F]) -> list[tuple[Entry, F]]:
        """The rows of one register with their forms. Raises NotKnown where there is no such register."""
        if name not in self.tables:
            raise NotKnown(f"未填报{TITLES[name]}（registers/{name}.csv）")
        return [(entry, entry.form) for entry in self.tables[name] if isinstance(entry.form, form)]

    def meetings(self, name: str) -> list[tuple[Entry, Meeting]]:
        """Rows of hearings, forums, meetings or press_conferences."""
        return self.rows(name, Meeting)

    @cached_property
    def requests(self) -> list[tuple[Entry, Request]]:
        """Rows of requests."""
        return self.rows("requests", Request)

    def cases(self, name: str) -> list[tuple[Entry, Case]]:
        """Rows of reviews or suits."""
        return self.rows(name, Case)

    @cached_property
    def media(self) -> list[tuple[Entry, Media]]:
        """Rows of media."""
        return self.rows("media", Media)

    def stated(self, year: int, metric: str, part: str | None = None) -> tuple[Entry, Decimal] | None:
        """What the office states of a metric (or a part of it) for a year, in the metric's unit; None: nothing."""
        found = self.figures.get((year, Target(metric, part)))
        return (found[0], found[1].number) if found and found[1].number is not None else None

    def words(self, year: int, form: str, cell: str) -> str | None:
        """What the office writes into a cell of words ("是", a name, an ISO day) of a form; None: nothing."""
        found = self.figures.get((year, Target(None, None, form, cell)))
        return found[1].words if found else None

    def corrections(self, names: tuple[str, ...], year: int) -> list[Change]:
        """The corrections in these registers that bear on a year, in the order they were written."""
        return [change for name in names for change in self.changes.get(name, ()) if year in change.years]

    def figure_corrections(self, metric: str, year: int) -> list[Change]:
        """The corrections of yearly figures of one metric."""
        return [change for change in self.corrections(("figures",), year) if metric in _metrics_of(change)]


def _metrics_of(change: Change) -> set[str]:
    found = set()
    for entry in (change.old, change.new):
        if entry is None or not isinstance(entry.form, YearFigure):
            continue
        try:
            found.add(stated(entry.form).target.metric or "")
        except Unreadable:  # an old row that was wrong is what its correction is for
            continue
    return found


NO_REGISTERS = Registers({})
