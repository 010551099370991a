"""Money spent on central procurement, in yuan."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="procurement.spent",
    title="政府集中采购总金额",
    unit="元",
    what="统计年度内政府集中采购的总金额；表格以万元填报",
    places={"oia-2019": {"t1.procurement.spent": None}},
)
