"""Regulations abolished in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="regulations.abolished",
    title="废止规章件数",
    unit="件",
    what="统计年度内废止的规章件数",
    places={"oia-2021": {"t1.regulations.abolished": None}},
)
