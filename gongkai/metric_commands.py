"""`gongkai count list` and `gongkai count --list`: which metrics there are, and what each of them is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.options import JsonOption
from gongkai.screen import print_json, print_table, say


def add_to(group: typer.Typer) -> None:
    """Add the command to the group of `gongkai count`."""
    group.command("list")(list_metrics)


def list_metrics(
    as_json: JsonOption = False,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FILE", help="Write the page of documentation instead.")
    ] = None,
) -> None:
    """List all metrics with unit, definition, source and the cells of forms in which they stand."""
    from reports.metric_page import facts_of, metric_page
    from reports.metrics.base import metrics

    if write is not None:
        write.write_text(metric_page(), encoding="utf-8")
        say(str(write))
    elif as_json:
        print_json([facts_of(metric) for metric in metrics().values()])
    else:
        print_metrics()


def print_metrics() -> None:
    """The table of all metrics by topic; their definitions stand in JSON and on the page of documentation."""
    from reports.metric_page import by_topic
    from reports.metrics.base import metrics

    sources = {"crawl": "采集", "register": "台账", "both": "采集和台账", "check": "检查"}
    for topic, names in by_topic().items():
        say(topic.partition(" · ")[0])
        print_table(
            ("指标", "名称", "单位", "来源"),
            [(name, metrics()[name].title, metrics()[name].unit, sources[metrics()[name].source]) for name in names],
            keep=(0, 2, 3),
        )
        say()
    say("定义见 gongkai count list --json，行见 gongkai count 指标 --year 年份 --rows")


def list_and_leave(wanted: bool) -> None:
    """What `gongkai count --list` does."""
    if wanted:
        print_metrics()
        raise typer.Exit
