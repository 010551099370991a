"""Accident reports of the year that were published within twenty working days of the reply."""

from __future__ import annotations

from reports.metrics.accident_papers import on_time, times_note
from reports.metrics.base import Metric, Source

METRIC = Metric(
    name="accident_reports.on_time",
    title="批复后及时公开的事故调查报告数",
    unit="篇",
    definition="公开事故调查报告数中，自批复次日起20个工作日内（含当日）公布的篇数；法律只要求“及时”，"
    "20个工作日是参照政府信息公开的一般期限；没有写明批复日期的不计入。",
    source=Source.CRAWL,
    rows=on_time,
    sites=("bureau",),
    note=times_note,
)
