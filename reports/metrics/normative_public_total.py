"""Normative documents open to the public at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="normative.public_total",
    title="对外公开规范性文件总数",
    unit="件",
    what="年末对外公开的规范性文件总数",
    places={"oia-2019": {"t1.normative.public_total": None}},
)
