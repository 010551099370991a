"""Regulations issued in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="regulations.issued",
    title="制发规章件数",
    unit="件",
    what="统计年度内制发的规章件数",
    places={"oia-2019": {"t1.regulations.made": None}, "oia-2021": {"t1.regulations.made": None}},
)
