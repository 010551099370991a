"""The annual reports on disclosure (政府信息公开工作年度报告) that a site shows, and the year each is for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from checks.facts import SiteFacts
from crawler.catalogue.queries import ItemRow

DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
_REPORT = re.compile(r"(?:年度报告|年报)(?:[（(]?全文[）)]?)?[)】》”]*")
_OTHER_REPORT = re.compile(r"网站(?:工作)?年(?:度|报)|决算|预算|编制|通知")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def reports(facts: SiteFacts, identities: Collection[str]) -> dict[int, list[ItemRow]]:
    """Report year → the items that are the report of that year, by date.

    Of each year those in the report columns (by their ids in the column sheet); where there are none, those anywhere
    on the site whose full title says so: not 关于编制…年度报告的通知.
    """
    homes = {column.path for column in facts.columns if column.identity in identities}
    titled = {item.id: item for word in ("年度报告", "年报") for item in facts.titles.holding((word,))}
    inside = _by_year(item for item in titled.values() if homes.intersection(item.columns))
    outside = _by_year(item for item in titled.values() if _says_all(item.title or ""))
    return {year: sorted((outside | inside)[year], key=_order) for year in sorted(outside | inside)}


def reports_on_portal(facts: SiteFacts) -> dict[int, list[ItemRow]]:
    """The same of this organ's items on the municipal portal, known by their full titles."""
    items = (partner.item for partner in facts.partner_items)
    found = _by_year(item for item in items if _says_all(item.title or ""))
    return {year: sorted(found[year], key=_order) for year in sorted(found)}


def _by_year(items: Iterable[ItemRow]) -> dict[int, list[ItemRow]]:
    found: dict[int, list[ItemRow]] = {}
    for item in items:
        title = item.title or ""
        year = report_year(title)
        if year is not None and _REPORT.search(title) and not _OTHER_REPORT.search(title):
            found.setdefault(year, []).append(item)
    return found


def _says_all(title: str) -> bool:
    named = _REPORT.search(title)
    return named is not None and "信息公开" in title and not title[named.end() :].strip(" )）(（")


def report_year(title: str) -> int | None:
    """The year that a title names, in digits or Chinese (二〇一五年); None where it names none or several."""
    years = {int(year) for year in _YEAR.findall(title.translate(DIGITS))}
    return years.pop() if len(years) == 1 else None


def _order(item: ItemRow) -> tuple[bool, str, int]:
    return item.published_on is None, str(item.published_on), item.id
