"""Key businesses at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="entities.key",
    title="重点企业数",
    unit="户",
    what="年末辖区内重点企业户数",
)
