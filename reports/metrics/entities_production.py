"""Producing businesses at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="entities.production",
    title="生产经营单位数",
    unit="户",
    what="年末辖区内生产经营单位户数",
)
