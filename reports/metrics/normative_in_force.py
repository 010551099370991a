"""Normative documents in force at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="normative.in_force",
    title="现行有效规范性文件件数",
    unit="件",
    what="年末现行有效的规范性文件件数",
    places={"oia-2021": {"t1.normative.in_force": None}},
)
