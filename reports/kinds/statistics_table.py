"""附表 政府信息公开情况统计表 of report years 2014-2018 (国办发〔2014〕32号): its rows, filled or 未填报.

Its rows are data: reports/forms/stats-2014.toml.
"""

from __future__ import annotations

from decimal import Decimal

from reports.document import INDENT, Table, Words, words
from reports.figures import NOT_FILLED, Figures, cells_of
from reports.forms import FormRow, form

_YUAN_TO_WAN = Decimal("0.0001")


def statistics_table(figures: Figures) -> Table:
    """The table with 统计指标, 单位 and 统计数; a row that nothing is known of says 未填报, a heading row a dash."""
    sources = cells_of("stats-2014")
    (table,) = form("stats-2014").tables
    rows = [
        (words(INDENT * row.indent + row.label), words(row.unit), _value(figures, sources, row)) for row in table.rows
    ]
    return Table(
        title=table.title,
        header=tuple(words(head) for head in table.heads),
        rows=tuple(rows),
        widths=(0.66, 0.12, 0.22),
        aligns=("left", "center", "center"),
    )


def _value(figures: Figures, sources: dict[str, tuple[str, str | None]], row: FormRow) -> Words:
    if row.heading:
        return words(row.unit)
    if row.id not in sources:
        return words(NOT_FILLED)
    metric, part = sources[row.id]
    scale = _YUAN_TO_WAN if row.unit == "万元" and figures.count(metric).metric.unit == "元" else Decimal(1)
    return (figures.figure(metric, part, scale=scale),)
