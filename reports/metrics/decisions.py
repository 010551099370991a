"""双公示 decisions that the own site shows: licences and penalties, each once, and whether they came in time."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from checks.calendar import Due, due_after
from checks.window import Window
from crawler.catalogue.counting import DecisionRow
from crawler.catalogue.queries import ItemRow
from crawler.clock import day_in_shanghai
from crawler.identity import normal_doc_no
from reports.metrics.base import NotKnown
from reports.metrics.classes import in_columns
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import KINDS, own
from reports.scope import Scope

WINDOW = Window(7, "working days")
"""From the decision to its publication: 国办发〔2015〕51号 item 18 and its successors."""

_COLUMNS = {"licence": ("col.licence", "col.dual"), "penalty": ("col.penalty", "col.dual")}
_NONE = ("无", "没有", "未", "零")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: the item and record that showed it first in the year, and the first day it was seen anywhere."""

    item: ItemRow
    record: DecisionRow
    first: date

    @property
    def in_time(self) -> bool | None:
        """True within the window; None where it cannot be told: no day of decision, days reversed, no calendar."""
        decided = self.record.decided_on
        if decided is None or self.first < decided:
            return None
        due = _due(decided)
        return self.first <= due.day if due.exact else None

    @property
    def says(self) -> str:
        """What stands beside its row."""
        return f"{self.record.doc_no or '未写明文号'}，{self.record.decided_on or '未写明日期'}决定"


@lru_cache(maxsize=16384)
def _due(decided: date) -> Due:
    return due_after(decided, WINDOW)


@lru_cache(maxsize=16384)
def _day(moment: str) -> date:
    return day_in_shanghai(datetime.fromisoformat(moment))


def decisions(scope: Scope, kind: str) -> list[Decision]:
    """The decisions of a kind (licence, penalty) that the own site published first in the period, each once."""
    return scope.known.keep(
        ("decisions", scope.bureau.id, kind, scope.since, scope.until), lambda: _decisions(scope, kind)
    )


def _decisions(scope: Scope, kind: str) -> list[Decision]:
    site = scope.crawled("bureau")
    items = {item.id: item for item in scope.known.items_dated(site, scope.since, scope.until) if item.kind in KINDS}
    shown: dict[str, list[DecisionRow]] = {}
    for place, record in enumerate(scope.known.decisions(site)):
        if record.kind == kind and record.published_on is not None:
            number = normal_doc_no(record.doc_no)
            shown.setdefault(number or f"row {place}", []).append(record)
    elsewhere = _elsewhere(scope, kind)
    found = []
    for number, records in shown.items():
        first = min(records, key=lambda one: (one.published_on or scope.until, one.item_id))
        item = items.get(first.item_id)
        if item is not None and first.published_on is not None:
            days = (first.published_on, _day(item.first_seen), elsewhere.get(number))
            found.append(Decision(item, first, min(day for day in days if day is not None)))
    return sorted(found, key=lambda one: (one.item.published_on or scope.since, one.item.id))


def _elsewhere(scope: Scope, kind: str) -> dict[str, date]:
    """The first day of each decision on the municipal portal, by number."""
    found: dict[str, date] = {}
    for record in scope.known.decisions(scope.municipal) if scope.municipal is not None else ():
        number, day = normal_doc_no(record.doc_no), record.published_on
        if record.kind == kind and number is not None and day is not None and day <= scope.until:
            found[number] = min(day, found.get(number, day))
    return found


def published(scope: Scope, kind: str) -> ItemRows:
    """One row for each decision."""
    return decision_rows(scope, decisions(scope, kind))


def on_time(scope: Scope, kind: str) -> ItemRows:
    """One row for each decision that came in time. Raises NotKnown where there are decisions and none can be told."""
    every = decisions(scope, kind)
    if every and all(one.in_time is None for one in every):
        raise NotKnown(f"网站上的{len(every)}件都没有写明决定日期，或日期矛盾、没有当年的放假安排，无法计算")
    return decision_rows(scope, [one for one in every if one.in_time])


def decision_rows(scope: Scope, found: Sequence[Decision]) -> ItemRows:
    """The rows behind decisions."""
    return ItemRows(scope, [one.item for one in found], says=[one.says for one in found])


def times_note(scope: Scope, kind: str) -> str:
    """How many came late, and how many cannot be told."""
    every = [one.in_time for one in decisions(scope, kind)]
    late, untold = every.count(False), every.count(None)
    told = (f"另有{late}件超过7个工作日" if late else "", f"另有{untold}件无法计算是否按期" if untold else "")
    return "；".join(one for one in told if one)


def unread_note(scope: Scope, kind: str) -> str:
    """Items in the columns of a kind on which no decision could be read: attachments, pictures, plain words."""
    read = {one.item_id for one in scope.known.decisions(scope.bureau)}
    items = in_columns(scope, own(scope), _COLUMNS[kind])
    unread = sum(item.id not in read and not _says_none(item.title or "") for item in items)
    return f"另有{unread}条列入相应栏目的信息没有读出决定书文号等内容，未计入" if unread else ""


def _says_none(title: str) -> bool:
    """True for a notice that a period had no cases."""
    plain = unicodedata.normalize("NFKC", title)
    return any(f"{word}行政" in plain or f"{word}发生" in plain or f"{word}作出" in plain for word in _NONE)
