"""Counts as files for scripts and for people: JSON, CSV and XLSX. The command and the console write the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from gongkai.screen import as_csv
from reports.count import Count
from reports.metrics.base import Counted, Metric

ROW_FIELDS = (
    "metric",
    "title",
    "date",
    "amount",
    "part",
    "site",
    "url",
    "also",
    "identity",
    "captured_at",
    "sha256",
    "capture",
    "file",
    "row",
    "evidence",
)
COUNT_FIELDS = ("metric", "title", "unit", "value", "complete", "note", "definition", "source", "summary")


class FileFormat(StrEnum):
    """What counts can be written as."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class Figured(Protocol):
    """A metric with its value: a count with its rows, or a figure of a year that was kept without them."""

    @property
    def metric(self) -> Metric:
        """What was counted."""

    @property
    def value(self) -> int | Decimal | None:
        """None where it is not known."""

    @property
    def complete(self) -> bool:
        """False where something could not be seen."""

    @property
    def note(self) -> str:
        """Why it is not known, or what to mind."""

    @property
    def parts(self) -> Mapping[str, int | Decimal]:
        """The value taken apart."""


def count_facts(entry: Count, *, with_rows: bool = False) -> dict[str, Any]:
    """A count as plain values; `value` None where it is not known."""
    facts = figure_facts(entry)
    if with_rows:
        facts["rows"] = [row_facts(entry.metric.name, row) for row in entry.rows]
    return facts


def figure_facts(entry: Figured) -> dict[str, Any]:
    """A figure as plain values, without its rows."""
    facts: dict[str, Any] = {
        "metric": entry.metric.name,
        "title": entry.metric.title,
        "unit": entry.metric.unit,
        "definition": entry.metric.definition,
        "source": entry.metric.source.value,
        "summary": entry.metric.summary.value,
        "value": _number(entry.value),
        "complete": entry.complete,
        "note": entry.note,
    }
    if entry.parts:
        facts["parts"] = {part: _number(value) for part, value in entry.parts.items()}
    return facts


def row_facts(metric: str, row: Counted) -> dict[str, Any]:
    """One row behind a number as plain values."""
    return {
        "metric": metric,
        "title": row.title,
        "date": str(row.on) if row.on else None,
        "amount": _number(row.amount),
        "part": row.part or None,
        "site": row.site,
        "url": row.url,
        "also": list(row.also),
        "identity": row.identity,
        "captured_at": row.captured_at,
        "sha256": row.sha256,
        "capture": row.warc,
        "file": row.file,
        "row": row.row_no,
        "evidence": row.evidence or None,
    }


def _number(value: Any) -> int | float | None:
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def counts_file(counts: Sequence[Count], form: FileFormat, *, rows: bool, single: bool = False) -> bytes:
    """Counts as a file, with their rows where wanted. `single`: one metric was asked for, JSON is one object."""
    if form is FileFormat.XLSX:
        return _as_workbook(counts, rows=rows)
    if form is FileFormat.JSON:
        facts = [count_facts(entry, with_rows=rows) for entry in counts]
        return (json.dumps(facts[0] if single else facts, ensure_ascii=False, indent=2) + "\n").encode()
    if rows:
        lines = (row_facts(entry.metric.name, row) for entry in counts for row in entry.rows)
        return as_csv(ROW_FIELDS, lines).encode()
    return as_csv(COUNT_FIELDS, (count_facts(entry) for entry in counts)).encode()


_NUMBERS = ("指标", "名称", "数值", "单位", "完整", "说明", "统计口径")


def _as_workbook(counts: Sequence[Count], *, rows: bool) -> bytes:
    """For people: one sheet, Chinese heads; no cell can act as a formula. The rows are those of documents' lists."""
    from reports.document import Document, Table, words
    from reports.printing.xlsx_printer import xlsx_bytes
    from reports.render import LIST_FIELDS, list_cells

    fields: tuple[str, ...] = ("指标", *LIST_FIELDS) if rows else _NUMBERS
    lines: Iterable[Sequence[object]] = (
        [
            (entry.metric.title, *list_cells(number, row))
            for entry in counts
            for number, row in enumerate(entry.rows, start=1)
        ]
        if rows
        else [_line(entry) for entry in counts]
    )
    table = Table(
        title="明细" if rows else "统计指标",
        header=tuple(words(field) for field in fields),
        rows=tuple(tuple(words("" if cell is None else str(cell)) for cell in line) for line in lines),
        widths=(1 / len(fields),) * len(fields),
        aligns=("left",) * len(fields),
    )
    title = counts[0].metric.title if len(counts) == 1 else "统计指标"
    return xlsx_bytes(Document("counts", title, "", "", "2000-01-01", (table,), (), landscape=True))


def _line(entry: Count) -> tuple[object, ...]:
    metric = entry.metric
    value = "未填报" if entry.value is None else entry.value
    complete = "是" if entry.complete else "否"
    return metric.name, metric.title, value, metric.unit, complete, entry.note, metric.definition
