"""`gongkai count`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.default_command import group_with_default
from gongkai.metric_commands import add_to as add_metric_list
from gongkai.metric_commands import list_and_leave
from gongkai.options import AsOfOption, JsonOption, PortalOption, SiteOption, WorkspaceOption, YearOption
from gongkai.screen import print_table, say
from gongkai.snapshot_commands import add_to

if TYPE_CHECKING:
    from reports.count import Count
    from reports.metrics.base import Counted

ORDER = 50


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(
        cls=group_with_default("metric"),
        no_args_is_help=False,  # it says what is missing, as it did when it was a single command
        rich_markup_mode=None,
        help="Count the statistics (统计指标): `gongkai count --year 2016 [METRIC]`. Freeze and compare them.",
    )
    group.command("metric")(count_metric)
    add_metric_list(group)
    add_to(group)
    app.add_typer(group, name="count")


def count_metric(
    year: YearOption,
    metric: Annotated[
        str | None, typer.Argument(metavar="[METRIC]", help="E.g. published.total. Default: all.")
    ] = None,
    rows: Annotated[bool, typer.Option("--rows", help="List what is behind the number.")] = False,
    as_json: JsonOption = False,
    form: Annotated[Format, typer.Option("--format", help="table, json, csv or xlsx.")] = Format.TABLE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write; default: standard output.")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", is_eager=True, callback=list_and_leave, help="List the metrics and leave.")
    ] = False,
    site: SiteOption = None,
    portal: PortalOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Count a statistic (统计指标) of one year, or all of them; every number leads to its rows."""
    from gongkai.counted_files import FileFormat, counts_file
    from gongkai.scoping import open_scope
    from gongkai.workspace import find_workspace
    from reports.count import all_counts, count

    if form is Format.XLSX and out is None and sys.stdout.isatty():
        raise typer.BadParameter("a workbook needs a file: -o FILE.xlsx", param_hint="--out")
    place = find_workspace(workspace)
    scope = open_scope(place, place.open_catalogue(), year, site=site, portal=portal, as_of=as_of)
    counts = [count(scope, metric)] if metric else list(all_counts(scope).values())
    if as_json or form is not Format.TABLE:
        wanted = FileFormat.JSON if as_json else FileFormat(form.value)
        _write(counts_file(counts, wanted, rows=rows, single=metric is not None), out)
    else:
        _print(counts, with_rows=rows)


def _write(data: bytes, out: Path | None) -> None:
    from gongkai.findings.exporting import write

    if out is not None:
        write(out, data)
    elif data[:2] == b"PK":
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        sys.stdout.write(data.decode())


def _print(counts: list[Count], *, with_rows: bool) -> None:
    notes: dict[str, int] = {}  # each reason is printed once, below the table
    for entry in counts:
        if entry.note:
            notes.setdefault(entry.note, len(notes) + 1)
    print_table(
        ("指标", "名称", "数值", "单位", "注"),
        [
            (entry.metric.name, entry.metric.title, _value(entry), entry.metric.unit, _mark(entry, notes))
            for entry in counts
        ],
        right=(2,),
        keep=(0, 4),
    )
    for text, number in notes.items():
        say(f"[{number}] {text}")
    for entry in counts if with_rows else ():
        say(f"{entry.metric.title}（{entry.metric.name}）：{entry.metric.definition}")
        _print_rows(entry)


def _print_rows(entry: Count) -> None:
    """The rows behind a number; with their amounts, where these are what the number is made of."""
    rows = list(entry.rows)
    weighed = any(row.amount != 1 for row in rows)
    table = [
        (number, row.on or "无日期", row.title, *((f"{row.amount:f}",) if weighed else ()), _origin(row))
        for number, row in enumerate(rows, start=1)
    ]
    heads = ("序号", "日期", "标题", *(("数量",) if weighed else ()), "出处")
    print_table(heads, table, right=(0, 3) if weighed else (0,), keep=(1, 3) if weighed else (1,))


def _origin(row: Counted) -> str:
    place = row.url or f"{row.file} 第{row.row_no}行"
    return f"{row.evidence}  {place}" if row.evidence else place


def _value(entry: Count) -> str:
    return "未填报" if entry.value is None else str(entry.value)


def _mark(entry: Count, notes: dict[str, int]) -> str:
    incomplete = "不完整 " if entry.value is not None and not entry.complete else ""
    return f"{incomplete}[{notes[entry.note]}]" if entry.note else incomplete.strip()
