"""Reading points at the end of the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="reading_points.total",
    title="设置政府信息公开查阅点数",
    unit="个",
    what="年末设置的政府信息公开查阅点个数",
    places={"stats-2014": {"8.2": None}},
)
