"""Regulations published in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="regulations.published",
    title="本年新公开规章数",
    unit="件",
    what="统计年度内新公开的规章件数",
    places={"oia-2019": {"t1.regulations.published": None}},
)
