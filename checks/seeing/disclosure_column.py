"""The column 政府信息公开 of an organ's site, as the format of 2019 wants it: one column, one name, four parts."""

from __future__ import annotations

from checks.facts import SiteFacts
from crawler.catalogue.queries import ColumnRow
from crawler.columns import name_key

NAMES = ("政府信息公开", "政务公开")


def disclosure_columns(facts: SiteFacts) -> list[ColumnRow]:
    """Columns of the two upper levels that are the place of disclosure, under a right name or another, by level."""
    found = [column for column in facts.columns if column.level <= 2 and _is_place(column)]
    return sorted(found, key=lambda column: (column.level, not rightly_named(column), column.path))


def rightly_named(column: ColumnRow) -> bool:
    """True for 政府信息公开 and 政务公开, a mere 专栏 or 平台 behind it aside."""
    return name_key(column.name).removesuffix("专栏").removesuffix("平台") in NAMES


def _is_place(column: ColumnRow) -> bool:
    name = name_key(column.name).removesuffix("专栏").removesuffix("平台").removesuffix("网")
    return name in (*NAMES, "信息公开", "公开", "阳光政务", "政务信息公开")
