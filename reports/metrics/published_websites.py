"""Items of information published on websites in the year, each counted once whatever the number of sites.

The same rows as `published.total`, for a crawl sees websites only; the office may state more for all ways together.
"""

from __future__ import annotations

from reports.metrics.base import Metric, Source
from reports.metrics.published_total import note, rows

METRIC = Metric(
    name="published.websites",
    title="政府网站公开政府信息数",
    unit="条",
    definition="年度内发布日期落在统计期内、在本单位网站或市级政府信息公开平台公开的政府信息，同一信息只计1条。",
    source=Source.BOTH,
    rows=rows,
    sites=("bureau", "municipal"),
    places={"stats-2014": {"1.6": None}},
    note=note,
)
