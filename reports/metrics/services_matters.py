"""Services offered on the site."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="services.matters",
    title="政务服务事项数量",
    unit="项",
    what="年末网站发布的政务服务事项数量",
    places={"website-work": {"service.matters": None}},
)
