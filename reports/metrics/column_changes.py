"""The column trees at the ends of two years beside each other: what was opened, closed, merged, moved.

A column is the same where its address is, or its path; else where most of what it listed now stands in another one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from crawler.catalogue.queries import ColumnRow
from crawler.clock import SHANGHAI
from reports.metrics.base import Counted, NotKnown
from reports.metrics.published import proof_of
from reports.scope import Scope

NEAR = 31
"""Days: a crawl that is farther from the end of a year does not tell how the site stood then."""

_NEARLY = 0.8  # of the most that any column has
_MOST = 0.5  # of what a column listed must stand in another one to say that it went there


@dataclass(frozen=True, slots=True)
class Tree:
    """The columns that one crawl saw, and the identities of the items that each of them listed."""

    columns: Mapping[int, ColumnRow]
    items: Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Went:
    """A column of the year before and the one of this year that it became, or part of which it became."""

    before: ColumnRow
    now: ColumnRow


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference: columns now = columns before + opened - closed - merged."""

    before: tuple[ColumnRow, ...]
    now: tuple[ColumnRow, ...]
    opened: tuple[ColumnRow, ...]
    closed: tuple[ColumnRow, ...]
    merged: tuple[Went, ...]
    moved: tuple[Went, ...]


def changes(scope: Scope) -> Changes:
    """What changed from the end of the year before. Raises NotKnown where no whole crawl was near either end."""
    return scope.known.keep(("changes", scope.bureau.id, scope.year, scope.as_of), lambda: _changes(scope))


def _changes(scope: Scope) -> Changes:
    scope.crawled("bureau")
    ends = (date(scope.year - 1, 12, 31), scope.until)
    runs = [_run_near(scope, day) for day in ends]
    if runs[0] is None:
        raise NotKnown(f"{ends[0]}前后{NEAR}天没有完整的采集，不知道上年末有哪些栏目，无法比较")
    if runs[1] is None:
        raise NotKnown(f"{ends[1]}前后{NEAR}天没有完整的采集，无法与上年末的栏目比较")
    if runs[0] == runs[1]:
        raise NotKnown("两个时间点只有同一次采集可用，无法比较")
    before, now = (_tree(scope, run, day) for run, day in zip(runs, ends, strict=True) if run is not None)
    return compare_trees(before, now)


def _run_near(scope: Scope, day: date) -> int | None:
    """The complete crawl that ended nearest to the end of a day, of equal ones the earlier."""
    evening = datetime.combine(day + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)
    crawls = [(abs(ended - evening), run) for run, ended in scope.known.complete_crawls(scope.bureau)]
    near = min((one for one in crawls if one[0] <= timedelta(days=NEAR)), default=None)
    return near[1] if near is not None else None


def _tree(scope: Scope, run: int, day: date) -> Tree:
    columns = {
        column.id: column
        for column in scope.known.columns_of_run(scope.bureau, run, day)
        if column.level > 0 and column.kind != "external"
    }
    items: dict[int, set[int]] = defaultdict(set)
    for column, _, identity, _ in scope.known.entries_of_lists(scope.bureau, run):
        if column in columns:
            items[column].add(identity)
    return Tree(columns, {column: frozenset(there) for column, there in items.items()})


def compare_trees(before: Tree, now: Tree) -> Changes:
    """Two trees beside each other."""
    same = {number: number for number in before.columns if number in now.columns}
    moved: list[Went] = []
    for number, other in _by_path(before, now, same).items():
        same[number] = other
        moved.append(Went(before.columns[number], now.columns[other]))
    targets = {
        number: target
        for number in before.columns
        if number not in same and (target := _target(before.items.get(number, frozenset()), now)) is not None
    }
    for number, target in _successors(before, now, targets, taken=set(same.values())).items():
        same[number] = target
        moved.append(Went(before.columns[number], now.columns[target]))
    known = set(same.values())
    gone = [number for number in before.columns if number not in same]
    return Changes(
        before=tuple(before.columns.values()),
        now=tuple(now.columns.values()),
        opened=tuple(column for number, column in now.columns.items() if number not in known),
        closed=tuple(before.columns[number] for number in gone if number not in targets),
        merged=tuple(
            Went(before.columns[number], now.columns[targets[number]]) for number in gone if number in targets
        ),
        moved=tuple(moved),
    )


def _by_path(before: Tree, now: Tree, same: Mapping[int, int]) -> dict[int, int]:
    """Columns that stand at their old path under another address."""
    there = {column.path: number for number, column in now.columns.items() if number not in same.values()}
    return {
        number: there[column.path]
        for number, column in before.columns.items()
        if number not in same and column.path in there
    }


def _target(items: frozenset[int], now: Tree) -> int | None:
    """The column in which most of these items stand now.

    A column above it that lists them too holds many others: of those that have nearly as many the smallest counts,
    then the lowest.
    """
    shares = {number: len(items & there) for number, there in now.items.items() if items & there}
    most = max(shares.values(), default=0)
    if not most or most < len(items) * _MOST:
        return None
    near = [number for number, share in shares.items() if share >= most * _NEARLY and share >= len(items) * _MOST]
    return min(near, key=lambda number: (len(now.items[number]), -now.columns[number].level, number))


def _successors(before: Tree, now: Tree, targets: Mapping[int, int], taken: Collection[int]) -> dict[int, int]:
    """Of the columns that went into a new one the one that gave it most: it moved, the others were merged into it."""
    givers: dict[int, Counter[int]] = defaultdict(Counter)
    for number, target in targets.items():
        if target not in taken:
            givers[target][number] = len(before.items[number] & now.items[target])
    return {min(given, key=lambda one: (-given[one], one)): target for target, given in givers.items()}


def went_row(scope: Scope, went: Went, verb: str) -> Counted:
    """The row behind a column that became, or went into, another one; the capture is that of its last page before."""
    return _row(scope, went.before, f"{verb}“{went.now.path}”", also=(went.now.url,) if went.now.url else ())


def column_was(scope: Scope, column: ColumnRow, says: str = "") -> Counted:
    """The row behind a column as one crawl saw it."""
    return _row(scope, column, says)


def _row(scope: Scope, column: ColumnRow, says: str, also: tuple[str, ...] = ()) -> Counted:
    return Counted(
        title=column.path,
        on=column.newest,
        site=column.site,
        url=column.url,
        also=also,
        proof=proof_of(scope, column.capture_id),
        evidence=says,
    )
