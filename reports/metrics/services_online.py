"""Services that can be had on line from start to end."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="services.online",
    title="可全程在线办理政务服务事项数量",
    unit="项",
    what="年末可全程在线办理的政务服务事项数量",
    places={"website-work": {"service.online": None}},
)
