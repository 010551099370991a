"""Normative documents (规范性文件) that the own site published in the year."""

from __future__ import annotations

from crawler.catalogue.queries import ItemRow
from crawler.identity import normal_doc_no
from reports.metrics.base import Metric, NotKnown, Source
from reports.metrics.item_rows import ItemRows
from reports.metrics.published import own
from reports.scope import Scope

_OTHER = ("解读", "征求意见", "征集", "目录", "清理", "废止", "失效")


def rows(scope: Scope) -> ItemRows:
    """One row for each identity with a document number in such a column. Raises NotKnown where the site has none."""
    return ItemRows(scope, [item for item in _listed(scope) if normal_doc_no(item.doc_no)])


def _listed(scope: Scope) -> list[ItemRow]:
    site = scope.crawled("bureau")
    paths = {path for path in scope.known.column_kinds(site) if _is_shelf(path)}
    if not paths:
        raise NotKnown("网站没有以“规范性文件”命名的栏目，无法从网站区分规范性文件")
    return [item for item in own(scope) if not paths.isdisjoint(item.columns)]


def _is_shelf(path: str) -> bool:
    name = path.rpartition("/")[2]
    return "规范性文件" in name and not any(word in name for word in _OTHER)


def note(scope: Scope) -> str:
    """Items of such columns that carry no document number."""
    without = sum(not normal_doc_no(item.doc_no) for item in _listed(scope))
    return f"另有{without}条列入规范性文件栏目的信息没有文号，未计入" if without else ""


METRIC = Metric(
    name="normative.published",
    title="主动公开规范性文件数",
    unit="条",
    definition="本单位网站名称含“规范性文件”的栏目（解读、征求意见、目录、清理废止等栏目除外）列出、标有文号、"
    "发布日期落在统计期内的信息，同一信息只计1条。",
    source=Source.BOTH,
    rows=rows,
    sites=("bureau",),
    places={"stats-2014": {"1.2": None}, "oia-2019": {"t1.normative.published": None}},
    note=note,
)
