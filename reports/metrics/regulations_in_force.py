"""Regulations in force at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="regulations.in_force",
    title="现行有效规章件数",
    unit="件",
    what="年末现行有效的规章件数",
    places={"oia-2021": {"t1.regulations.in_force": None}},
)
