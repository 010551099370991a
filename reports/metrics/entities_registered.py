"""Registered businesses at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="entities.registered",
    title="商事登记主体数",
    unit="户",
    what="年末辖区内商事登记主体户数",
)
