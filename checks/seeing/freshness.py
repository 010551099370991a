"""How fresh a column is, and whether it may be asked at all. Shared by the rules on stale and blank columns.

Reading of the column sheet, §1: the freshness of a column is the newest stated date of its own items, not of the
page; a column's sub-columns refresh it (roll-up); an item without a stated date counts as not updated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from checks.facts import SiteFacts
from checks.model import Verdict
from checks.seeing.outcomes import is_broken, outcome_in_chinese
from checks.window import Window
from crawler.catalogue.queries import ColumnRow
from crawler.model import ColumnClass

_EXEMPT_KINDS = {
    "page": "单页栏目，页面本身就是内容",
    "group": "只汇集下级栏目，没有自己的列表",
    "heading": "只是导航标题，没有页面",
    "door": "只是跳转入口",
    "external": "外链栏目，内容在其他网站",
}
_EXEMPT_IDENTITIES = {"oip.request": "依申请公开是办事入口，不要求有文章"}


@dataclass(frozen=True, slots=True)
class Freshness:
    """What can be said of one column under one window."""

    column: ColumnRow
    verdict: Verdict
    newest: date | None
    reason: str  # why not applicable or unsure; empty otherwise
    evidence: tuple[int | None, ...]


def exemption(column: ColumnRow) -> str | None:
    """Why freshness and blankness are no question for this column, in Chinese; None where they are one."""
    if column.archived:  # the page says so; a name like 专题专栏 alone excuses nothing (F10 of the column sheet)
        return "已归档的专题或历史栏目"
    if column.identity in _EXEMPT_IDENTITIES:
        return _EXEMPT_IDENTITIES[column.identity]
    return _EXEMPT_KINDS.get(column.kind)


def unseen(column: ColumnRow) -> str | None:
    """Why this column was not seen whole, in Chinese; None where it was."""
    if is_broken(column.outcome):
        return f"栏目页打不开：{outcome_in_chinese(column.outcome)}，按死链处理"
    if not column.readable:
        return f"栏目页没有读到：{outcome_in_chinese(column.outcome)}"
    if not column.complete:
        return f"栏目列表没有看全（{column.pages_walked}/{column.pages_stated or '?'}页）"
    return None


def freshness_of(
    facts: SiteFacts, classes: Collection[ColumnClass], window: Window, *, first_level: bool = False
) -> Iterator[Freshness]:
    """The freshness of every column of these classes, by path.

    `first_level`: only of the shallowest columns of the classes in the menu; whatever stands below refreshes them, and
    a heading or group answers by its sub-columns (column sheet, end of §4).
    """
    for column in facts.columns:
        if column.column_class not in classes:
            continue
        if not first_level:
            yield _freshness(facts, column, classes, window)
        elif not any(other.column_class in classes for other in above(facts, column)):
            yield _rolled_up(facts, column, window)


def above(facts: SiteFacts, column: ColumnRow) -> list[ColumnRow]:
    """The columns over this one, from its parent upwards; doors and external ones do not hold what is below them."""
    found = []
    path = column.path.rpartition("/")[0]
    while path:
        other = facts.column_by_path.get(path)
        if other is not None and other.kind not in ("door", "external"):
            found.append(other)
        path = path.rpartition("/")[0]
    return found


def _rolled_up(facts: SiteFacts, column: ColumnRow, window: Window) -> Freshness:
    """One answer for a first-level column and everything below it."""
    asked = [other for other in (column, *facts.below(column)) if exemption(other) is None]
    newest = max((other.newest for other in asked if other.newest is not None), default=None)
    evidence = tuple(other.capture_id for other in asked)
    if not asked:
        return Freshness(column, Verdict.NOT_APPLICABLE, None, exemption(column) or "没有列表", ())
    if newest is not None and window.contains(newest, facts.as_of):
        return Freshness(column, Verdict.CLEAR, newest, "", evidence)
    reason = _why_unsure(facts, column, asked, newest)
    if reason is not None:
        return Freshness(column, Verdict.UNSURE, newest, reason, evidence)
    if not any(other.rows for other in asked):
        return Freshness(column, Verdict.NOT_APPLICABLE, None, "空白栏目，另按空白栏目处理", evidence)
    return Freshness(column, Verdict.FLAGGED, newest, "", evidence)


def _freshness(facts: SiteFacts, column: ColumnRow, classes: Collection[ColumnClass], window: Window) -> Freshness:
    exempt = exemption(column)
    if exempt is not None:
        return Freshness(column, Verdict.NOT_APPLICABLE, column.newest, exempt, ())
    below = [other for other in facts.below(column) if exemption(other) is None]
    days = [other.newest for other in (column, *below) if other.newest is not None]
    newest = max(days, default=None)
    evidence = (column.capture_id, *(other.capture_id for other in below))
    if newest is not None and window.contains(newest, facts.as_of):
        return Freshness(column, Verdict.CLEAR, newest, "", evidence)
    reason = _why_unsure(facts, column, [column, *below], newest)
    if reason is not None:
        return Freshness(column, Verdict.UNSURE, newest, reason, evidence)
    if column.rows == 0:
        return Freshness(column, Verdict.NOT_APPLICABLE, None, "空白栏目，另按空白栏目处理", evidence)
    if _only_collects(facts, column, below, classes):
        return Freshness(column, Verdict.NOT_APPLICABLE, newest, "只汇集下级栏目的信息，问题记在下级栏目", evidence)
    return Freshness(column, Verdict.FLAGGED, newest, "", evidence)


def _why_unsure(facts: SiteFacts, column: ColumnRow, asked: list[ColumnRow], newest: date | None) -> str | None:
    """Why an answer over these columns, told of `column`, would be a guess; None where it would not."""
    for other in asked:
        why = unseen(other)
        if why is not None:
            return why if other is column else f"下级栏目“{other.path}”：{why}"
    if facts.blind_since is not None:
        return f"抓取于{facts.blind_since.isoformat()}，早于监测时间点，其后的更新没有看到"
    for other in (column, *(one for one in asked if one is not column)):
        if other.rows and not other.items:
            return "看到的信息都在监测时间点之后，当时的情况无从得知"
        if other.rows and newest is None:
            return f"列表中{other.items}条信息都没有读到日期"
    unread = [
        item
        for other in asked
        for row in facts.listings_by_column.get(other.path, [])
        if (item := facts.items.get(row.item_id)) is not None and item.published_on is None and item.kind == "listed"
    ]
    if unread:
        return f"有{len(unread)}条信息没有日期且正文未读到，可能更新"
    return None


def _only_collects(
    facts: SiteFacts, column: ColumnRow, below: list[ColumnRow], classes: Collection[ColumnClass]
) -> bool:
    """True if everything the column lists also stands in sub-columns that answer for themselves."""
    theirs = {
        row.item_id
        for other in below
        if other.column_class in classes
        for row in facts.listings_by_column.get(other.path, [])
    }
    own = {row.item_id for row in facts.listings_by_column.get(column.path, [])}
    return bool(own) and own <= theirs
