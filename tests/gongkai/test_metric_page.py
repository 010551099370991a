"""The page of metrics is made from the metrics, and the command lists every one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reports.forms import forms
from reports.metric_page import by_topic, metric_page
from reports.metrics.base import metrics
from tests.gongkai.conftest import Answer

PAGE = Path(__file__).resolve().parents[2] / "docs" / "metrics.md"


def test_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == metric_page(), "run `gongkai count list --write docs/metrics.md`"


def test_every_metric_stands_under_exactly_one_topic() -> None:
    names = [name for listed in by_topic().values() for name in listed]
    assert sorted(names) == sorted(metrics())


def test_page_has_a_row_for_every_metric_that_fits_its_table() -> None:
    rows = [line for line in metric_page().splitlines() if line.startswith("| `")]
    assert len(rows) == len(metrics())
    assert {row.count("|") for row in rows} == {7}


def test_places_are_cells_of_forms() -> None:
    for metric in metrics().values():
        for form, cells in metric.places.items():
            unknown = cells.keys() - forms()[form].cells.keys()
            assert not unknown, f"{metric.name}: {form} has no {unknown}"


def test_list_names_every_metric_without_a_workspace_or_a_year(gongkai: Callable[..., Answer]) -> None:
    for words in (("count", "--list"), ("count", "list")):
        answer = gongkai(*words)
        assert answer.code == 0
        assert all(f" {name} " in answer.out for name in metrics())


def test_list_as_json_defines_each(gongkai: Callable[..., Answer]) -> None:
    facts = {entry["metric"]: entry for entry in gongkai("count", "list", "--json").json}
    assert facts.keys() == metrics().keys()
    assert facts["news.same_day"]["summary"] == "share"
    assert facts["published.total"]["places"]["stats-2014"]["1.1"] is None
