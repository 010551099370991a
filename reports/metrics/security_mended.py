"""Faults of security that were mended."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="security.mended",
    title="网站安全问题整改数量",
    unit="个",
    what="统计年度内完成整改的安全问题数量",
    places={"website-work": {"security.mended": None}},
)
