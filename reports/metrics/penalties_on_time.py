"""Penalties of the year that were published within seven working days of the decision."""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.decisions import on_time, times_note

METRIC = Metric(
    name="penalties.on_time",
    title="按期公示行政处罚决定数",
    unit="件",
    definition="网站公示行政处罚决定数中，自决定次日起7个工作日内（含当日）已在本单位网站或市级平台上公布的件数；"
    "没有写明决定日期、日期矛盾的不计入。",
    source=Source.CRAWL,
    rows=lambda scope: on_time(scope, "penalty"),
    sites=("bureau", "municipal"),
    note=lambda scope: times_note(scope, "penalty"),
)
