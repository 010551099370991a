"""Which class (栏目类别) an item of the own site is of, by the columns that list it; each item is of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.catalogue.queries import ItemRow
from crawler.model import ColumnClass
from reports.scope import Scope
from reports.words import COLUMN_CLASSES

ORDER = (
    ColumnClass.INTERPRETATION,
    ColumnClass.EVENT,
    ColumnClass.POLICY,
    ColumnClass.PERSONNEL_PLAN,
    ColumnClass.ANNUAL,
    ColumnClass.STATS_SERVICE,
    ColumnClass.SURVEY_TALK,
    ColumnClass.MESSAGES,
    ColumnClass.STATIC,
    ColumnClass.DYNAMIC,
    ColumnClass.ARCHIVE,
    ColumnClass.UNKNOWN,
)
"""Of an item in columns of several classes the first counts: the narrower duty before news and topics repeating it."""

UNLISTED = "未列入栏目"
CLASSES = (*(COLUMN_CLASSES[one] for one in ORDER), UNLISTED)


def classes_of(scope: Scope, items: Sequence[ItemRow]) -> list[str]:
    """The class of each item in the words of reports, `UNLISTED` where only the home page lists it."""
    kinds = scope.known.column_kinds(scope.bureau)
    kept: dict[tuple[str, ...], str] = {}
    found = []
    for item in items:
        name = kept.get(item.columns)
        if name is None:
            name = kept[item.columns] = _class_of(kinds, item.columns)
        found.append(name)
    return found


def _class_of(kinds: dict[str, tuple[str, str | None]], paths: Sequence[str]) -> str:
    if not paths:
        return UNLISTED
    there = {kinds[path][0] if path in kinds else ColumnClass.UNKNOWN for path in paths}
    return COLUMN_CLASSES[next(one for one in ORDER if one in there)]


def in_class(scope: Scope, items: Iterable[ItemRow], column_class: ColumnClass) -> list[ItemRow]:
    """The items that any column of a class lists."""
    paths = {path for path, (name, _) in scope.known.column_kinds(scope.bureau).items() if name == column_class}
    return [item for item in items if not paths.isdisjoint(item.columns)]


def in_columns(scope: Scope, items: Iterable[ItemRow], identities: Iterable[str]) -> list[ItemRow]:
    """The items that any column of these identities (col.licence, …) lists."""
    wanted = frozenset(identities)
    paths = {path for path, (_, name) in scope.known.column_kinds(scope.bureau).items() if name in wanted}
    return [item for item in items if not paths.isdisjoint(item.columns)]
