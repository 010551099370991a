"""Projects of central procurement in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="procurement.projects",
    title="政府集中采购项目数量",
    unit="项",
    what="统计年度内政府集中采购的项目数量",
    places={"oia-2019": {"t1.procurement.purchases": None}},
)
