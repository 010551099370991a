"""Regulations open to the public at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="regulations.public_total",
    title="对外公开规章总数",
    unit="件",
    what="年末对外公开的规章总数",
    places={"oia-2019": {"t1.regulations.public_total": None}},
)
