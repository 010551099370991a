"""Surveys and talks in a year."""

from __future__ import annotations

from typing import Any

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask

SITE = "东莞市安全生产监督管理局"
SURVEY: dict[str, Any] = {"what": "调查征集", "ids": ["col.survey"], "window": "1 year"}


def _surveys(*days: str, **more: Any) -> column:
    rows = [row(f"征集{day}", day, day) for day in days]
    return column("互动/征集调查", ColumnClass.SURVEY_TALK, rows=rows, identity="col.survey", **more)


def test_where_the_number_is_unknown_only_none_at_all_is_a_fault() -> None:
    assert ask(catalogue_with(_surveys("2015-12-30")), "few_events", **SURVEY)[SITE].verdict is FLAGGED
    assert ask(catalogue_with(_surveys("2015-12-31")), "few_events", **SURVEY)[SITE].verdict is CLEAR


def test_where_the_number_is_known_one_less_is_a_fault() -> None:
    days = ("2016-02-01", "2016-03-01", "2016-04-01")
    assert ask(catalogue_with(_surveys(*days)), "few_events", at_least=3, **SURVEY)[SITE].verdict is CLEAR
    found = ask(catalogue_with(_surveys(*days[1:])), "few_events", at_least=3, **SURVEY)[SITE]
    assert (found.verdict, found.observed, found.threshold) == (FLAGGED, "2次", "3次")


def test_sub_columns_count_and_one_item_in_both_counts_once() -> None:
    shared = row("征集甲", "2016-05-01", "2016-05-01", url="http://bureau.example/content/1.html")
    conn = catalogue_with(
        column("征集调查", ColumnClass.SURVEY_TALK, rows=[shared], identity="col.survey"),
        column("征集调查/结果反馈", ColumnClass.SURVEY_TALK, rows=[shared, row("征集乙", "2016-06-01", "2016-06-01")]),
    )
    assert ask(conn, "few_events", **SURVEY)[SITE].observed == "2次"


def test_blank_column_is_another_rules_business() -> None:
    assert ask(catalogue_with(_surveys()), "few_events", **SURVEY)[SITE].verdict is NOT_APPLICABLE


def test_column_of_events_after_the_monitoring_point_only_held_none_before_it() -> None:
    conn = catalogue_with(_surveys("2017-01-10"))
    assert ask(conn, "few_events", **SURVEY)[SITE].verdict is FLAGGED


def test_site_without_such_a_column_is_another_rules_business() -> None:
    assert ask(catalogue_with(column("动态")), "few_events", **SURVEY)[SITE].verdict is NOT_APPLICABLE


def test_what_cannot_be_counted_is_unsure() -> None:
    undated = column("征集", ColumnClass.SURVEY_TALK, rows=[row("无日期")], identity="col.survey")
    for part in (
        _surveys(outcome=Outcome.TIMEOUT),
        _surveys(kind="external"),
        _surveys("2015-01-01", pages=3),
        _surveys(total=12),
        undated,
    ):
        assert ask(catalogue_with(part), "few_events", **SURVEY)[SITE].verdict is UNSURE
    unread = catalogue_with(column("动态", outcome=Outcome.SERVER_ERROR))
    assert ask(unread, "few_events", **SURVEY)[SITE].verdict is UNSURE
