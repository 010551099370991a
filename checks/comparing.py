"""Two editions of a standard side by side: which clauses are new, gone or changed, and what that means for a site.

Clauses belong together where the new one says so (`replaces`) or their ids agree but for the edition
(c15.v.home_stale, i19.v.home_stale). Clauses that are our own practice belong to no edition and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.engine import CheckResult
from checks.model import Clause, Finding, Pack, SubjectKind, Verdict
from checks.window import Window
from crawler.columns import sheet
from crawler.model import ColumnClass

_NAMES: Mapping[str, str] = {
    "classes": "栏目类别",
    "window": "期限",
    "first_level": "只计一级栏目",
    "groups": "合并计数",
    "periods": "规定期限",
    "declared": "自定期限",
    "excluded": "不在此列",
    "excluded_words": "不计的渠道",
    "required": "应设栏目",
    "limit": "数量",
    "at_least": "次数",
    "used_within": "使用期限",
    "place": "范围",
    "words": "名称",
    "ids": "栏目",
    "doubt": "存疑",
    "organ_words": "限名称含",
}
_CLASSES: Mapping[ColumnClass, str] = {
    ColumnClass.DYNAMIC: "动态要闻",
    ColumnClass.POLICY: "公告、政策",
    ColumnClass.INTERPRETATION: "解读",
    ColumnClass.PERSONNEL_PLAN: "人事、规划",
    ColumnClass.STATIC: "概况、机构",
    ColumnClass.STATS_SERVICE: "办事统计",
    ColumnClass.MESSAGES: "留言",
    ColumnClass.SURVEY_TALK: "征集、访谈",
    ColumnClass.ANNUAL: "年报、预决算",
    ColumnClass.EVENT: "执法、事故等",
    ColumnClass.ARCHIVE: "专题",
    ColumnClass.UNKNOWN: "未识别",
}
_PLACES: Mapping[str, str] = {"home": "首页", "other": "其他页面", "any": "所有页面"}
_COLUMNS = (SubjectKind.COLUMN, SubjectKind.COLUMN_ID)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, in Chinese, with both values."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A clause, the earlier ones that it stands for, and what differs."""

    old: tuple[Clause, ...]
    new: Clause
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two packs side by side, in the order of their clauses."""

    old: Pack
    new: Pack
    added: tuple[Clause, ...]
    gone: tuple[Clause, ...]
    changed: tuple[Counterpart, ...]
    same: tuple[Counterpart, ...]


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A column whose standing differs between the editions, with the findings or doubts on either side."""

    column: str
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SiteComparison:
    """The same site on the same day under both editions."""

    fails_now: tuple[ColumnChange, ...]  # flagged under the new one only
    fails_no_longer: tuple[ColumnChange, ...]  # flagged under the old one only, and in order or not asked now
    open_now: tuple[ColumnChange, ...]  # flagged under the old one, and cannot be told under the new one


def compare_packs(old: Pack, new: Pack) -> Comparison:
    """What differs between two packs."""
    before = [clause for clause in old.clauses if clause.basis == "rule"]
    after = [clause for clause in new.clauses if clause.basis == "rule"]
    pairs = {clause.id: _earlier(clause, before) for clause in after}
    taken = {earlier.id for some in pairs.values() for earlier in some}
    matched = [
        Counterpart(pairs[clause.id], clause, tuple(dict.fromkeys(_all_changes(pairs[clause.id], clause))))
        for clause in after
        if pairs[clause.id]
    ]
    return Comparison(
        old=old,
        new=new,
        added=tuple(clause for clause in after if not pairs[clause.id]),
        gone=tuple(clause for clause in before if clause.id not in taken),
        changed=tuple(pair for pair in matched if pair.changes),
        same=tuple(pair for pair in matched if not pair.changes),
    )


def compare_site(old: CheckResult, new: CheckResult) -> SiteComparison:
    """Which columns fail under the new edition, and which no longer do. Both results are of one site and day."""
    before, after = _columns(old, Verdict.FLAGGED), _columns(new, Verdict.FLAGGED)
    doubts = _columns(new, Verdict.UNSURE)
    lost = [name for name in before if name not in after]
    return SiteComparison(
        fails_now=tuple(ColumnChange(name, (), found) for name, found in after.items() if name not in before),
        fails_no_longer=tuple(ColumnChange(name, before[name], ()) for name in lost if name not in doubts),
        open_now=tuple(ColumnChange(name, before[name], doubts[name]) for name in lost if name in doubts),
    )


def demands(clause: Clause) -> tuple[tuple[str, str], ...]:
    """What a clause gives its rule to look for, name and value in Chinese; thresholds that a standard sets."""
    return tuple((_NAMES.get(name, name), _said(value)) for name, value in clause.options.items())


def _columns(result: CheckResult, verdict: Verdict) -> Mapping[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {}
    for finding in result.by_verdict(verdict):
        if finding.subject.kind in _COLUMNS:
            found.setdefault(finding.subject.label, []).append(finding)
    return {name: tuple(some) for name, some in sorted(found.items())}


def _earlier(clause: Clause, before: Sequence[Clause]) -> tuple[Clause, ...]:
    if clause.replaces:
        return tuple(other for other in before if other.id in clause.replaces)
    name = clause.id.partition(".")[2]
    return tuple(other for other in before if other.id.partition(".")[2] == name and other.veto == clause.veto)


def _all_changes(earlier: Sequence[Clause], clause: Clause) -> Iterator[Change]:
    if len(earlier) > 1:
        yield Change("合并", "、".join(other.id for other in earlier), clause.id)
    for other in earlier:
        yield from _changes(other, clause)


def _changes(old: Clause, new: Clause) -> tuple[Change, ...]:
    found = []
    if _way(old) != _way(new):
        found.append(Change("判断方式", _way(old), _way(new)))
    if old.window != new.window:
        found.append(Change("期限", _said(old.window), _said(new.window)))
    if old.veto != new.veto:
        found.append(Change("后果", _weight(old), _weight(new)))
    elif _points(old) != _points(new):
        found.append(Change("分值", _points(old), _points(new)))
    if old.unverified != new.unverified:
        found.append(Change("把握", old.confidence, new.confidence))
    if old.rule == new.rule:
        names = [name for name in (*old.options, *new.options) if name != "window"]
        for name in dict.fromkeys(names):
            before, after = old.options.get(name), new.options.get(name)
            if before != after:
                found.append(Change(_NAMES.get(name, name), _said(before), _said(after)))
    return tuple(found)


def _way(clause: Clause) -> str:
    if clause.rule is None:
        return "连续监测" if clause.needs == "probe" else "人工"
    return f"规则 {clause.rule}" + ("，人工认定" if clause.by_person else "")


def _weight(clause: Clause) -> str:
    return "单项否决" if clause.veto else f"扣分，{_points(clause)}"


def _points(clause: Clause) -> str:
    if clause.points is None:
        return "未知"
    return f"{clause.points:g}" + ("（只扣一次）" if clause.once else "（每处）")


def _said(value: object) -> str:
    if value is None:
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Window):
        return value.chinese
    if isinstance(value, ColumnClass):
        return _CLASSES.get(value, value)
    if isinstance(value, tuple | list):
        parts = any(hasattr(entry, "model_dump") for entry in value)
        return ("；" if parts else "、").join(_said(entry) for entry in value) or "无"
    dumped = getattr(value, "model_dump", None)
    if dumped is not None:
        return "，".join(
            f"{_NAMES.get(name, name)}：{_said(getattr(value, name))}" for name in dumped() if getattr(value, name)
        )
    column = sheet().column(str(value))
    return column.name if column else _PLACES.get(str(value), str(value))
