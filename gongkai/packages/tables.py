"""The tables of a package: the values, and every row that was counted. One shape for all metrics, for plain SQL."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from crawler.errors import ConfigError
from reports.count import Count
from reports.metrics.base import Source, Summary
from reports.render import LIST_FIELDS, list_cells
from reports.summaries import summed
from reports.typography import cell_text

VALUES, COUNTED, PAIRS = "values.csv", "counted.csv", "pairs.csv"
SUMMARIES: Mapping[Summary, str] = {
    Summary.SUM: "求和",
    Summary.SHARE: "占比",
    Summary.MEDIAN: "中位数",
    Summary.MEAN: "平均数",
}
SOURCES: Mapping[Source, str] = {Source.CRAWL: "采集", Source.REGISTER: "台账", Source.BOTH: "采集和台账"}
VALUE_FIELDS = ("指标", "名称", "分项", "数值", "单位", "算法", "完整", "来源", "明细行数", "定义", "说明")
COUNTED_FIELDS = ("指标", *LIST_FIELDS)
PAIR_FIELDS = ("网址一", "网址二", "结论", "依据", "时间（UTC）", "认定人")
UNKNOWN = "未填报"


@dataclass(frozen=True, slots=True)
class Value:
    """One line of values.csv. `value` None: not known."""

    metric: str
    part: str
    value: Decimal | None
    summary: Summary
    source: str


def write_values(path: Path, counts: Iterable[Count]) -> None:
    """Every metric with its value, and a line for each of its parts."""
    _write(path, VALUE_FIELDS, (line for count in counts for line in _value_lines(count)))


def _value_lines(count: Count) -> Iterator[tuple[object, ...]]:
    metric = count.metric
    for part, value in (("", count.value), *count.parts.items()):
        yield (
            metric.name,
            metric.title,
            part,
            UNKNOWN if value is None else value,
            metric.unit,
            SUMMARIES[metric.summary],
            "是" if count.complete else "否",
            SOURCES.get(metric.source, metric.source.value),
            len(count.rows),
            metric.definition,
            count.note,
        )


def write_counted(path: Path, counts: Iterable[Count]) -> None:
    """Every row behind every value, with the digest of its capture."""
    _write(
        path,
        COUNTED_FIELDS,
        (
            (count.metric.name, *list_cells(number, row))
            for count in counts
            for number, row in enumerate(count.rows, start=1)
        ),
    )


def write_pairs(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """What people decided on pairs of items: these decisions are no product of the archive."""
    _write(path, PAIR_FIELDS, rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    # The byte order mark makes Excel read UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow(["" if cell is None else cell_text(str(cell)) for cell in row])


def read_table(path: Path, header: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a table. Raises ConfigError where it is not one of ours."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"cannot be read ({error})", where=path.name, fix="get an unchanged copy") from error
    if (rows and tuple(rows[0]) != tuple(header)) or any(None in row or None in row.values() for row in rows):
        raise ConfigError("has not the fields of a package", where=path.name, fix="get an unchanged copy")
    return rows


def read_values(path: Path) -> list[Value]:
    """The values of a package. Raises ConfigError where a cell is no number."""
    kinds = {words: summary for summary, words in SUMMARIES.items()}
    found = []
    for number, row in enumerate(read_table(path, VALUE_FIELDS), start=2):
        try:
            value = None if row["数值"] == UNKNOWN else Decimal(row["数值"].removeprefix("'"))
            found.append(Value(row["指标"], row["分项"], value, kinds[row["算法"]], row["来源"]))
        except (InvalidOperation, KeyError):
            raise ConfigError(f"line {number} is no value", where=path.name, fix="get an unchanged copy") from None
    return found


def recounted(rows: Iterable[Mapping[str, str]], kinds: Mapping[str, Summary]) -> dict[tuple[str, str], Decimal | None]:
    """(metric, part) → value, from the rows of counted.csv alone; part "" is the whole."""
    amounts: dict[str, list[tuple[str, Decimal]]] = {name: [] for name in kinds}
    for row in rows:
        try:
            amounts.setdefault(row["指标"], []).append((row["分类"], Decimal(row["数量"].removeprefix("'"))))
        except InvalidOperation:
            raise ConfigError(f"{row['数量']!r} is no amount", where=COUNTED, fix="get an unchanged copy") from None
    found: dict[tuple[str, str], Decimal | None] = {}
    for name, pairs in amounts.items():
        made = summed(kinds.get(name, Summary.SUM), pairs)
        found[name, ""] = None if made.value is None else Decimal(made.value)
        found.update({(name, part): Decimal(value) for part, value in made.parts.items()})
    return found
