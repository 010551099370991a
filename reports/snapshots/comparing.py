"""What changed between two snapshots: metric by metric, with the rows that came, went or changed, and why."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from checks.model import Finding, Verdict
from crawler.catalogue.why_changed import ItemChange, item_changes
from reports.snapshots.model import FrozenValue, Snapshot
from reports.tracing import TracedSource
from reports.verify.lists import named

Content = Callable[[str], bytes]
"""The bytes under a digest."""
Row = Mapping[str, str]
_TELLING = ("分类", "标题", "日期", "数量", "网址", "台账文件", "说明")
"""A page that was fetched anew and says the same has another capture and is no change."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that came, went or changed. `was` and `now` are rows of the list, None where there is none."""

    kind: str  # came | went | changed
    was: Row | None
    now: Row | None
    why: str

    @property
    def text(self) -> str:
        """The row in words."""
        row = self.now or self.was or {}
        if self.was is not None and self.now is not None:
            fields = [name for name in _TELLING if self.was.get(name, "") != self.now.get(name, "")]
            changed = "，".join(f"{name}由“{self.was.get(name, '')}”改为“{self.now.get(name, '')}”" for name in fields)
            return f"{named(row)}：{changed}"
        return named(row)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One metric in two snapshots; `was` or `now` None where a snapshot does not know the metric."""

    metric: str
    title: str
    unit: str
    was: FrozenValue | None
    now: FrozenValue | None
    rows: tuple[RowChange, ...]
    why: tuple[str, ...]

    @property
    def difference(self) -> Decimal | None:
        """How much more it is now, None where one of both is not known."""
        if self.was is None or self.now is None or self.was.value is None or self.now.value is None:
            return None
        return self.now.value - self.was.value


@dataclass(frozen=True, slots=True)
class Compared:
    """Two snapshots beside each other. `ground` says what changed in what they were counted from, in Chinese."""

    was: Snapshot
    now: Snapshot
    ground: tuple[str, ...]
    values: tuple[ValueChange, ...]
    findings_came: tuple[str, ...] = ()
    findings_went: tuple[str, ...] = ()
    same: int = field(default=0)  # metrics that did not change

    @property
    def nothing(self) -> bool:
        """True where nothing at all changed."""
        return not (self.ground or self.values or self.findings_came or self.findings_went)


def compare(
    conn: sqlite3.Connection,
    was: Snapshot,
    now: Snapshot,
    contents: tuple[Content, Content],
    findings: tuple[Sequence[Finding], Sequence[Finding]],
) -> Compared:
    """Compare two snapshots; `contents` and `findings` are those of the first and the second."""
    ground = tuple(_ground(was, now))
    reasons = _Reasons(conn, was, now)
    changes = []
    names = sorted({value.metric for value in (*was.values, *now.values)})
    for name in names:
        change = _value(was.value(name), now.value(name), contents, reasons)
        if change is not None:
            changes.append(change)
    first, second = (_flagged(found) for found in findings)
    return Compared(
        was,
        now,
        ground,
        tuple(changes),
        tuple(second[key] for key in second if key not in first),
        tuple(first[key] for key in first if key not in second),
        len(names) - len(changes),
    )


# --- what they were counted from ------------------------------------------------------------------------------------


def _ground(was: Snapshot, now: Snapshot) -> Iterator[str]:
    old, new = was.state, now.state
    if old.as_of != new.as_of:
        yield f"监测时间点由{old.as_of}改为{new.as_of}"
    runs = {run.site: run for run in old.runs}
    for run in new.runs:
        before = runs.get(run.site)
        if before is None or before.run != run.run:
            earlier = f"第{before.run}次" if before is not None and before.run else "没有"
            state = "完整" if run.state == "complete" else "不完整"
            yield f"网站{run.site}：由{earlier}采集改为第{run.run}次采集（{run.finished_at}结束，{state}）"
    yield from _sources("台账", old.registers, new.registers)
    yield from _sources("规则包", old.packs, new.packs)
    if old.organ.get("name") != new.organ.get("name"):
        yield f"机关名称由“{old.organ.get('name')}”改为“{new.organ.get('name')}”"
    if old.software != new.software:
        yield f"程序由{old.software}改为{new.software}"


def _sources(what: str, old: Iterable[TracedSource], new: Iterable[TracedSource]) -> Iterator[str]:
    before, after = ({entry.name: entry.sha256 for entry in entries} for entries in (old, new))
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield f"{what}{name}没有了"
        elif name not in before:
            yield f"增加了{what}{name}"
        elif before[name] != after[name]:
            yield f"{what}{name}有改动"


# --- values and rows ------------------------------------------------------------------------------------------------


def _value(
    was: FrozenValue | None, now: FrozenValue | None, contents: tuple[Content, Content], reasons: _Reasons
) -> ValueChange | None:
    either = now or was
    assert either is not None
    rows: tuple[RowChange, ...] = ()
    if was is not None and now is not None:
        if was.list != now.list:
            rows = tuple(_rows(_read(contents[0](was.list)), _read(contents[1](now.list)), reasons, was, now))
        same = (was.value, was.parts, was.complete, was.note) == (now.value, now.parts, now.complete, now.note)
        if same and not rows and was.definition == now.definition:
            return None
    why = tuple(dict.fromkeys((*reasons.of_value(was, now), *(row.why for row in rows))))
    return ValueChange(either.metric, either.title, either.unit, was, now, rows, why)


def _read(data: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def _key(row: Row) -> tuple[str, ...]:
    """What makes a row the same row: its item, or the row of its register; in each part of a breakdown."""
    if row["信息编号"]:
        return "item", row["信息编号"], row["分类"]
    if row["台账文件"]:
        return "register", row["台账文件"], row["标题"], row["分类"]
    return "other", row["网址"] or row["标题"], row["分类"]


def _rows(
    was: Sequence[Row], now: Sequence[Row], reasons: _Reasons, old: FrozenValue, new: FrozenValue
) -> Iterator[RowChange]:
    different = list(_different(was, now))
    reasons.look_up(row for pair in different for row in pair if row is not None)
    for one, other in different:
        kind = "came" if one is None else "went" if other is None else "changed"
        yield RowChange(kind, one, other, reasons.of_row(one, other, old, new))


def _different(was: Sequence[Row], now: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows that are not alike, old beside new; one that only moved to another part of the breakdown is one change."""
    before, after = _by_key(was), _by_key(now)
    pairs = [(before.get(key), after.get(key)) for key in dict.fromkeys((*before, *after))]
    came: dict[tuple[str, ...], list[Row]] = {}
    for one, other in pairs:
        if one is None and other is not None:
            came.setdefault(_key(other)[:-1], []).append(other)
    taken: set[int] = set()
    for one, other in pairs:
        if one is not None and other is None:
            moved = came.get(_key(one)[:-1])
            other = moved.pop(0) if moved else None
            taken.add(id(other))
        if not _alike(one, other) and not (one is None and id(other) in taken):
            yield one, other


def _by_key(rows: Sequence[Row]) -> dict[tuple[str, ...], Row]:
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key, again = _key(row), 2
        while key in found:  # the same key twice: told apart by their order
            key, again = (*_key(row), str(again)), again + 1
        found[key] = row
    return found


def _alike(one: Row | None, other: Row | None) -> bool:
    if one is None or other is None:
        return False
    return all(one.get(name, "") == other.get(name, "") for name in _TELLING)


class _Reasons:
    """Why rows and values changed between two snapshots."""

    def __init__(self, conn: sqlite3.Connection, was: Snapshot, now: Snapshot) -> None:
        self._conn = conn
        self._was, self._now = was, now
        self._changes: dict[int, list[ItemChange]] = {}

    def look_up(self, rows: Iterable[Row]) -> None:
        """Ask the catalogue about the items of rows, all at once."""
        ids = {int(number) for row in rows for number in (row["信息编号"], row["同一信息编号"]) if number.isdecimal()}
        old, new = self._was.state, self._now.state
        moments = old.known_at or "", new.known_at or "9999"
        runs = old.newest_run or 0, new.newest_run or _EVER
        self._changes |= item_changes(self._conn, ids - self._changes.keys(), moments, runs)

    def of_row(self, was: Row | None, now: Row | None, old: FrozenValue, new: FrozenValue) -> str:
        """One reason for a row, the most telling one."""
        row = now or was or {}
        if row.get("台账文件"):
            return "台账有改动"
        for number in (row.get("信息编号", ""), row.get("同一信息编号", "")):
            changes = self._changes.get(int(number), []) if number.isdecimal() else []
            if changes:
                return _in_words(max(changes, key=lambda change: (change.at, _TELLS.index(change.kind))))
        if self._was.state.as_of != self._now.state.as_of:
            return "监测时间点不同"
        if (old.definition, old.query) != (new.definition, new.query):
            return "统计口径或程序有改动"
        if self._was.state.runs != self._now.state.runs:
            return "采集不同"
        return "采集、认定、台账和程序都没有变：目录库可能被改动"

    def of_value(self, was: FrozenValue | None, now: FrozenValue | None) -> Iterator[str]:
        """Reasons that stand in the values themselves."""
        if was is None or now is None:
            yield "增加了这个指标" if was is None else "不再有这个指标"
            return
        if was.definition != now.definition:
            yield "统计口径有改动"
        elif was.query != now.query:
            yield "统计程序有改动"
        if was.complete != now.complete:
            yield "由不完整变为完整" if now.complete else "由完整变为不完整"
        if (was.value is None) != (now.value is None):
            yield now.note or was.note


_EVER = 1 << 62  # a run after all others
_TELLS = ("listed", "reread", "found", "paired", "parted")
"""What became of an item, the most telling last."""


def _in_words(change: ItemChange) -> str:
    by = "程序" if change.by == "gongkai" else change.by
    return {
        "found": f"第{change.run}次采集新发现",
        "reread": f"第{change.run}次采集时内容有变",
        "listed": f"第{change.run}次采集时列表有变",
        "paired": f"认定为同一信息（{change.at[:10]}，{by}）",
        "parted": f"认定为不同信息（{change.at[:10]}，{by}）",
    }[change.kind]


# --- findings -------------------------------------------------------------------------------------------------------


def _flagged(findings: Sequence[Finding]) -> dict[str, str]:
    """What was flagged, in words, by fingerprint."""
    return {
        found.fingerprint: f"{found.clause.title}：{found.subject.label}"
        for found in findings
        if found.verdict is Verdict.FLAGGED
    }
