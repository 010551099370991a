"""Normative documents abolished in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="normative.abolished",
    title="废止规范性文件件数",
    unit="件",
    what="统计年度内废止的规范性文件件数",
    places={"oia-2021": {"t1.normative.abolished": None}},
)
