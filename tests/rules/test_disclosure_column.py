"""The column 政府信息公开: its name, its parts, and what does not belong there."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, link
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, verdicts

PARTS: dict[str, Any] = {
    "parts": [
        {"name": "指南", "ids": ["oip.guide"]},
        {"name": "法定主动公开内容", "ids": ["oip.catalog"], "columns": ["法定主动公开内容"]},
    ]
}


def _one(found: dict[str, Any]) -> Any:
    assert len(found) == 1, found
    return next(iter(found.values()))


@pytest.mark.parametrize(
    ("columns", "verdict"),
    [
        (["政府信息公开"], CLEAR),
        (["政府信息公开专栏"], CLEAR),
        (["政务公开", "政务公开/政府信息公开"], CLEAR),
        (["政务公开", "政务公开/信息公开"], CLEAR),
        (["信息公开"], FLAGGED),
        (["工作动态"], FLAGGED),
        (["政府信息公开", "阳光政务"], UNSURE),
    ],
)
def test_name_of_the_column(columns: list[str], verdict: object) -> None:
    conn = catalogue_with(*(column(path, last="2016-12-01") for path in columns))
    assert _one(verdicts(conn, "misnamed_disclosure_column")) is verdict


def test_link_on_the_home_page_is_enough() -> None:
    conn = catalogue_with(column("动态"), link("http://city.example/gk/", "政府信息公开", on_home=True))
    assert _one(verdicts(conn, "misnamed_disclosure_column")) is CLEAR


def test_column_not_seen_or_elsewhere_is_unsure() -> None:
    unread = catalogue_with(column("动态", outcome=Outcome.TIMEOUT))
    elsewhere = catalogue_with(column("信息公开", kind="external"))
    for conn in (unread, elsewhere):
        assert _one(verdicts(conn, "misnamed_disclosure_column")) is UNSURE


def _parts(*names: str, **more: Any) -> list[column]:
    ids = {"指南": "oip.guide", "法定主动公开内容": "oip.catalog"}
    inner = [column(f"政府信息公开/{name}", ColumnClass.STATIC, kind="page", identity=ids[name]) for name in names]
    return [column("政府信息公开", ColumnClass.UNKNOWN, **more), *inner]


def test_part_that_is_missing_is_flagged_and_all_parts_are_clear() -> None:
    assert _one(verdicts(catalogue_with(*_parts("指南")), "incomplete_disclosure_column", **PARTS)) is FLAGGED
    whole = catalogue_with(*_parts("指南", "法定主动公开内容"))
    assert _one(verdicts(whole, "incomplete_disclosure_column", **PARTS)) is CLEAR


def test_other_order_is_only_unsure() -> None:
    conn = catalogue_with(*_parts("法定主动公开内容", "指南"))
    assert _one(verdicts(conn, "incomplete_disclosure_column", **PARTS)) is UNSURE


def test_parts_not_seen_are_unsure_and_no_column_is_another_rules_matter() -> None:
    unread = catalogue_with(*_parts("指南"), column("动态", outcome=Outcome.TIMEOUT))
    elsewhere = catalogue_with(*_parts("指南", kind="external"))
    for conn in (unread, elsewhere):
        assert _one(verdicts(conn, "incomplete_disclosure_column", **PARTS)) is UNSURE
    assert _one(verdicts(catalogue_with(column("动态")), "incomplete_disclosure_column", **PARTS)) is NOT_APPLICABLE


LAW = "政府信息公开/法定主动公开内容"


@pytest.mark.parametrize(
    ("below", "verdict"),
    [
        (column(f"{LAW}/工作动态", identity="col.news", last="2016-12-01"), FLAGGED),
        (column(f"{LAW}/规划计划", ColumnClass.PERSONNEL_PLAN, identity="col.plan", last="2016-12-01"), CLEAR),
        (column(f"{LAW}/风采", ColumnClass.DYNAMIC, last="2016-12-01"), UNSURE),
        (column(f"{LAW}/规划计划", ColumnClass.PERSONNEL_PLAN, outcome=Outcome.TIMEOUT), UNSURE),
    ],
)
def test_news_do_not_belong_among_what_the_law_requires(below: column, verdict: object) -> None:
    conn = catalogue_with(column(LAW, ColumnClass.STATIC), below)
    assert verdicts(conn, "news_among_required_disclosure") == {LAW: verdict}


def test_news_elsewhere_are_no_matter() -> None:
    conn = catalogue_with(column("工作动态", identity="col.news", last="2016-12-01"))
    assert _one(verdicts(conn, "news_among_required_disclosure")) is NOT_APPLICABLE
