"""The register of yearly figures (年度数据台账): one number for what has no register of its own, or beside one.

A figure names its indicator by a metric's name or Chinese title, by a cell of the year's forms ("3.1",
"t2.r1.total", "publish.total", or "oia-2021:t2.r1.total") or by the words of the row as the form prints them.
"""

from __future__ import annotations

from typing import ClassVar

from reports.registers.base import BOOKKEEPING, EVIDENCE, Form, Labels
from reports.registers.values import Loose, Words, Year


class YearFigure(Form):
    """One figure of one year as the office states it. `value` is a number, or words where the form asks for words."""

    labels: ClassVar[Labels] = {
        "year": ("年度", "年份"),
        "indicator": ("指标", "指标名称", "统计指标", "项目"),
        "part": ("分项", "分类"),
        "value": ("数值", "统计数", "数据", "数量"),
        "unit": ("单位", "计量单位"),
        **EVIDENCE,
        **BOOKKEEPING,
    }
    example: ClassVar[tuple[str, ...]] = ("2016", "从事政府信息公开工作人员数", "", "3", "人", "单位人员名册")
    unique = ("year", "indicator", "part")

    year: Year
    indicator: Words
    part: Loose = ""
    value: Words
    unit: Loose = ""
