"""Normative documents issued in the year."""

from __future__ import annotations

from reports.metrics.stated import stated_metric

METRIC = stated_metric(
    name="normative.issued",
    title="制发规范性文件总数",
    unit="件",
    what="统计年度内本机关制发的规范性文件件数",
    places={
        "stats-2014": {"1.3": None},
        "oia-2019": {"t1.normative.made": None},
        "oia-2021": {"t1.normative.made": None},
    },
)
