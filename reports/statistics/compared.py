"""The figures of the year beside those of the year before, with what speaks against comparing them."""

from __future__ import annotations

from decimal import Decimal

from reports.comparing_years import Comparison, compared
from reports.document import Block, Cell, Grid, Paragraph, Text, words
from reports.figures import Figures, written
from reports.metrics.base import Source, Summary

SUBJECTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "主动公开",
        (
            "published.total",
            "published.own_site",
            "published.municipal",
            "published.both_channels",
            "normative.published",
            "interpretations.published",
            "news.published",
        ),
    ),
    (
        "公开时效",
        (
            "news.same_day",
            "published.median_days",
            "published.late",
            "licences.published",
            "licences.on_time",
            "penalties.published",
            "penalties.on_time",
            "accident_reports.published",
            "accident_reports.on_time",
        ),
    ),
    ("新媒体", ("microblog.posts", "microblog.followers", "wechat.posts", "wechat.followers")),
    (
        "依申请公开",
        (
            "requests.received",
            "requests.answered",
            "requests.on_time",
            "requests.refused",
            "fees.charged",
            "reviews.received",
            "suits.received",
        ),
    ),
    (
        "公众参与",
        (
            "letters.received",
            "letters.answered",
            "letters.on_time",
            "letters.median_days",
            "hearings.held",
            "forums.held",
            "press_conferences.held",
        ),
    ),
    ("栏目", ("columns.total", "columns.opened", "columns.merged", "columns.closed", "columns.moved")),
)
"""Which metrics stand in the table, by subject, in its order."""

_CIRCLED_ONE = 0x2460


def comparison_blocks(figures: Figures) -> list[Block]:
    """The table of all figures in two years, and below it why some should not be compared without a look.

    Where something speaks against comparing, the difference is shown with a mark, and no percentage.
    """
    year = figures.scope.year
    cautions: dict[str, str] = {}
    heads = ("类别", "指标", "单位", f"{year}年", f"{year - 1}年", "增减", "增幅")
    rows = [tuple(Cell(words(head), head="col") for head in heads)]
    for subject, names in SUBJECTS:
        for index, name in enumerate(names):
            begin = (Cell(words(subject), rows=len(names), head="row"),) if index == 0 else ()
            rows.append((*begin, *_row(figures, name, cautions)))
    grid = Grid("各项指标与上年比较", tuple(rows), (0.1, 0.36, 0.1, 0.13, 0.13, 0.1, 0.08))
    notes = [Paragraph(words(f"{mark}{caution}。"), "plain") for caution, mark in cautions.items()]
    legend = "注：标“未填报”的指标没有数据来源或者上年未采集，不等于0；任一年未知的不作比较。"
    return [grid, Paragraph(words(legend), "plain"), *notes]


def _row(figures: Figures, name: str, cautions: dict[str, str]) -> tuple[Cell, ...]:
    beside = compared(figures, name)
    metric = beside.this.metric
    against = (*beside.cautions, *_unwritten(beside))
    marks = "".join(cautions.setdefault(each, chr(_CIRCLED_ONE + len(cautions))) for each in against)
    return (
        Cell(words(metric.title), head="row", align="left"),
        Cell(words(metric.unit)),
        Cell((figures.figure(name),)),
        Cell((figures.figure(name, before=True),)),
        Cell((Text(f"{_change(beside)}{marks}"),)),
        Cell((Text("—" if against else _percent(beside)),)),
    )


def _unwritten(beside: Comparison) -> tuple[str, ...]:
    """A register that has rows of this year only: its 0 of the year before may be a year that nobody wrote down."""
    if beside.before.metric.source is not Source.REGISTER or beside.value_before != 0 or not beside.value:
        return ()
    return ("台账中没有上年的记录，上年按0计，请核实上年是否记过台账",)


def _change(beside: Comparison) -> str:
    if beside.change is None:
        return "—"
    size = written(abs(Decimal(beside.change)))
    sign = "+" if beside.change > 0 else "－" if beside.change < 0 else ""
    points = "个百分点" if beside.this.metric.summary is Summary.SHARE and beside.change else ""
    return f"{sign}{size}{points}"


def _percent(beside: Comparison) -> str:
    if beside.percent is None:
        return "—"
    sign = "+" if beside.percent > 0 else "－"
    return f"{sign}{written(abs(Decimal(beside.percent)))}%"
