"""Accident investigation reports that the own site published in the year."""

from __future__ import annotations

from reports.metrics.accident_papers import report_rows, reports
from reports.metrics.base import Metric, Source

METRIC = Metric(
    name="accident_reports.published",
    title="公开事故调查报告数",
    unit="篇",
    definition="本单位网站上标题写明为某一起事故调查报告全文的信息中，发布日期落在统计期内的篇数；"
    "摘要、批复、通报、统计、制度等不计，同一信息只计1篇。",
    source=Source.CRAWL,
    rows=lambda scope: report_rows(scope, reports(scope)),
    sites=("bureau",),
)
