"""What `gongkai report` does: documents of one organ's year, and documents of a round of sites."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from crawler.clock import day_in_shanghai
from crawler.errors import ConfigError, GongkaiError
from gongkai.reporting import choose_kinds, judged_for, last_day_of, provenance_of, written_safely
from gongkai.rounds import open_round, quarter_of, round_tracer
from gongkai.scoping import open_scope
from gongkai.snapshots import differing_in, open_snapshot
from gongkai.workspace import Workspace
from reports.kinds import Kind
from reports.rounds.kind import RoundKind
from reports.rounds.round import Round
from reports.scope import Scope


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """Which documents, of when, about which sites, in which formats (empty: all that a kind has)."""

    documents: tuple[str, ...]
    year: int
    now: datetime
    quarter: int | None = None
    formats: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    portal: str | None = None
    as_of: date | None = None
    due: date | None = None
    out: Path | None = None
    snapshot: str | None = None  # number of the snapshot that documents are made from; the year is its year

    @property
    def day(self) -> date:
        """The day that the documents look from: named, or the last of the period, or today while it goes on."""
        if self.as_of is not None:
            return self.as_of
        if self.quarter is None:
            return last_day_of(self.year, self.now)
        first, last = quarter_of(self.year, self.quarter)
        today = day_in_shanghai(self.now)
        if today < first:
            raise ConfigError(
                f"quarter {self.quarter} of {self.year} has not begun", where="--quarter", fix="name one that has"
            )
        return min(last, today)


@dataclass(frozen=True, slots=True)
class Made:
    """What was written. `notes` say in Chinese what the figures do not cover."""

    documents: tuple[Path, ...]
    as_of: date
    complete: bool
    notes: tuple[str, ...]


def carry_out(place: Workspace, order: ReportOrder) -> Made:
    """Write the documents, in the order in which they were named."""
    chosen = choose_kinds(order.documents)
    conn = place.open_catalogue()
    out = order.out or place.reports
    writers = _Writers(place, conn, order, out)
    with written_safely(out):
        written = [path for kind in chosen for path in writers.write(kind)]
    return Made(tuple(written), order.day, not writers.notes, tuple(writers.notes))


class _Writers:
    """Opens a scope and a round when the first document needs it."""

    def __init__(self, place: Workspace, conn: sqlite3.Connection, order: ReportOrder, out: Path) -> None:
        self.place, self.conn, self.order, self.out = place, conn, order, out
        self.notes: list[str] = []
        self._year: Callable[[Kind], list[Path]] | None = None
        self._rounds: dict[bool, Round] = {}

    def write(self, kind: Kind | RoundKind) -> list[Path]:
        """Write one document."""
        if isinstance(kind, RoundKind) and self.order.snapshot is not None:
            raise ConfigError(
                f'a "{kind.name}" is about a round of sites, a snapshot about one organ\'s year',
                where="--snapshot",
                fix="leave it out, and name --year and --as-of",
            )
        if isinstance(kind, RoundKind):
            made = self._round(kind.checks)
            return kind.render(made, self.out, self.order.formats, round_tracer(self.conn, made), self.place.templates)
        if self._year is None:
            self._year = self._of_year() if self.order.snapshot is None else self._of_snapshot(self.order.snapshot)
        return self._year(kind)

    def _round(self, checks: bool) -> Round:
        if checks not in self._rounds:
            order = self.order
            self._rounds[checks] = open_round(
                self.place,
                self.conn,
                order.year,
                quarter=order.quarter,
                as_of=order.day,
                now=order.now,
                only=order.sites,
                due=order.due,
                check=checks,
            )
            self.notes += self._rounds[checks].notes
        return self._rounds[checks]

    def _of_year(self) -> Callable[[Kind], list[Path]]:
        order = self.order
        if order.quarter is not None:
            raise ConfigError(
                "documents of one organ's year have no quarter",
                where="--quarter",
                fix="leave it out, or name another day",
            )
        scope = open_scope(
            self.place,
            self.conn,
            order.year,
            site=_single(order.sites),
            portal=order.portal,
            as_of=order.day,
            pinned=True,
        )
        judged = judged_for(self.place, self.conn, scope, order.now)
        provenance = provenance_of(self.place, self.conn, scope, order.now)
        self.notes += _holes(scope)
        return lambda kind: kind.render(scope, judged, self.out, order.formats, provenance, self.place.templates)

    def _of_snapshot(self, name: str) -> Callable[[Kind], list[Path]]:
        opened = open_snapshot(self.conn, name)
        made = opened.snapshot
        if made.state.year != self.order.year:
            raise ConfigError(
                f"snapshot {made.id} is of {made.state.year}, not of {self.order.year}",
                where="--year",
                fix=f"write --year {made.state.year}, or leave it out",
            )
        self.notes += _holes(opened.scope)

        def write(kind: Kind) -> list[Path]:
            numbers, lists = differing_in(opened, kind.gather(opened.scope, opened.findings))
            if numbers:
                raise GongkaiError(
                    f"the catalogue no longer gives what snapshot {made.id} holds: {'、'.join(numbers[:5])}",
                    where="catalogue",
                    fix=f"restore the catalogue, or use the version that froze it ({made.state.software});"
                    f" `gongkai count compare {made.id} now` says what changed",
                )
            self.notes += lists
            return kind.render(opened.scope, opened.findings, self.out, self.order.formats, opened.provenance)

        return write


def _single(sites: Sequence[str]) -> str | None:
    if len(sites) > 1:
        raise ConfigError("a document of one organ's year is about one site", where="--site", fix="name one")
    return sites[0] if sites else None


def _holes(scope: Scope) -> list[str]:
    return scope.coverage(("bureau", "municipal"))[1]
