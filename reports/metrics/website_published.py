"""What the own site published in the year, by the kinds of the yearly form of websites (政府网站工作年度报表)."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.catalogue.queries import ItemRow
from crawler.identity import canonical_key
from crawler.model import ColumnClass
from reports.metrics.base import Metric, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own
from reports.scope import Scope

OVERVIEW, NEWS, CATALOGUE, OTHER = "概况类信息", "政务动态信息", "信息公开目录信息", "其他信息"
_OVERVIEW = frozenset({"col.overview", "col.org", "col.leader", "col.contact"})
_CATALOGUE = ("信息公开目录", "法定主动公开内容", "主动公开目录")


def rows(scope: Scope) -> ItemRows:
    """One row for each identity and each single page that states a day of the period, in one kind."""
    site, items = scope.crawled("bureau"), own(scope)
    pages: dict[int, ItemRow] = {}
    for item in scope.known.items_of_kind(site, "page"):
        if scope.inside(item.published_on):
            pages.setdefault(item.identity, item)
    every = [*items, *pages.values()]
    return ItemRows(scope, every, parts=_kinds(scope, every))


def _kinds(scope: Scope, items: Sequence[ItemRow]) -> list[str]:
    kinds = scope.known.column_kinds(scope.bureau)
    own_pages = {canonical_key(column.url): (column.path,) for column in scope.columns if column.url}
    kept: dict[tuple[str, ...], str] = {}
    found = []
    for item in items:
        paths = item.columns or (own_pages.get(item.key, ()) if item.kind == "page" else ())
        if paths not in kept:
            kept[paths] = _kind([(path, *kinds.get(path, ("unknown", None))) for path in paths])
        found.append(kept[paths])
    return found


def _kind(columns: Sequence[tuple[str, str, str | None]]) -> str:
    """The kind by (path, class, identity) of the columns: what stands in the catalogue is news nowhere else."""
    if any(identity == "oip.catalog" or any(word in path for word in _CATALOGUE) for path, _, identity in columns):
        return CATALOGUE
    if any(name == ColumnClass.DYNAMIC for _, name, _ in columns):
        return NEWS
    return OVERVIEW if any(identity in _OVERVIEW for _, _, identity in columns) else OTHER


METRIC = Metric(
    name="website.published",
    title="网站信息发布总数",
    unit="条",
    definition="统计期内在本单位网站发布的信息，加上发布日期落在统计期内的单页栏目（如机构职能），同一信息只计1条；"
    "按所在栏目分为信息公开目录、政务动态、概况类和其他，列入几类栏目的只计入排在最前的一类。",
    source=Source.BOTH,
    rows=rows,
    sites=("bureau",),
    places={
        "website-work": {
            "publish.total": None,
            "publish.overview": OVERVIEW,
            "publish.news": NEWS,
            "publish.catalogue": CATALOGUE,
        }
    },
    parts=(CATALOGUE, NEWS, OVERVIEW, OTHER),
)
