"""Whoever prints a number prints the same digits: the table, JSON, CSV, a document; and its rows recount to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from reports.figures import Figures
from reports.metrics.base import metrics
from tests.gongkai.conftest import Answer
from tests.reports.small_city import scope_of
from tests.reports.test_metrics_agree import by_hand
from tests.reports.whole_city import whole_city


def test_table_json_csv_and_document_print_the_same_digits(
    gongkai: Callable[..., Answer], stored: Callable[..., Path]
) -> None:
    figures = Figures(scope_of(whole_city(), organ={"name": "某市安全生产监督管理局"}))  # as the workspace says
    shown = {name: figures.figure(name, complete=True).shown for name in metrics()}
    place = stored(whole_city())
    asked = ("count", "--year", "2016", "--workspace", place)
    as_json = {facts["metric"]: facts for facts in gongkai(*asked, "--json").json}
    as_csv = {row["metric"]: row for row in csv.DictReader(io.StringIO(gongkai(*asked, "--format", "csv").out))}
    table = gongkai(*asked).out
    assert as_json.keys() == as_csv.keys() == shown.keys()
    for name, digits in shown.items():
        value = as_json[name]["value"]
        assert digits == ("未填报" if value is None else f"{value:g}"), name
        assert as_csv[name]["value"] == ("" if value is None else f"{value:g}"), name
        line = next(line for line in table.splitlines() if line.split()[:1] == [name])
        assert f" {digits} " in line, name


def test_rows_in_the_csv_recount_to_the_values(gongkai: Callable[..., Answer], stored: Callable[..., Path]) -> None:
    place = stored(whole_city())
    asked = ("count", "--year", "2016", "--workspace", place)
    rows = list(csv.DictReader(io.StringIO(gongkai(*asked, "--rows", "--format", "csv").out)))
    for facts in gongkai(*asked, "--json").json:
        amounts = [Decimal(row["amount"]) for row in rows if row["metric"] == facts["metric"]]
        if facts["value"] is not None:
            summary = metrics()[facts["metric"]].summary
            assert by_hand(summary, amounts) == Decimal(str(facts["value"])), facts["metric"]
