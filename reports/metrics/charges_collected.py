"""Administrative charges collected in the year, in yuan."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="charges.collected",
    title="行政事业性收费金额",
    unit="元",
    what="统计年度内行政事业性收费的总金额；表格以万元填报",
    places={"oia-2021": {"t1.charges.collected": None}},
)
