"""Money set aside for disclosure, in yuan."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="funds.special",
    title="政府信息公开专项经费",
    unit="元",
    what="统计年度政府信息公开专项经费，不包括政府公报编辑管理及政府网站建设维护等方面的经费；统计表以万元填报",
    places={"stats-2014": {"8.6": None}},
)
