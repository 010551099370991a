"""Blank columns, and columns that only look blank."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts


def test_list_without_entries_is_flagged() -> None:
    found = ask(catalogue_with(column("互动交流/在线访谈", ColumnClass.SURVEY_TALK)), "blank_column")[
        "互动交流/在线访谈"
    ]
    assert found.verdict is FLAGGED
    assert "空白栏目" in found.message
    assert found.observed == "0条信息"


def test_list_with_one_entry_is_clear() -> None:
    assert verdicts(catalogue_with(column("工作动态", last="2012-01-01")), "blank_column") == {"工作动态": CLEAR}


@pytest.mark.parametrize(
    "doubtful",
    [
        column("工作动态", outcome=Outcome.SERVER_ERROR),
        column("工作动态", outcome=Outcome.NOT_FOUND),
        column("工作动态", pages=2),
        column("工作动态", total=12),
        column("工作动态", last="2017-01-10"),
    ],
    ids=["server error", "dead page", "second page not read", "states a total", "entries after the point only"],
)
def test_column_not_seen_whole_is_unsure(doubtful: column) -> None:
    assert verdicts(catalogue_with(doubtful), "blank_column") == {"工作动态": UNSURE}


def test_crawl_before_the_monitoring_point_cannot_tell() -> None:
    conn = catalogue_with(column("工作动态"), observed=datetime(2016, 12, 1, tzinfo=UTC))
    assert verdicts(conn, "blank_column") == {"工作动态": UNSURE}


@pytest.mark.parametrize(
    "exempt",
    [
        column("机构职能", ColumnClass.STATIC, kind="page"),
        column("信用东莞", kind="external"),
        column("新闻", kind="heading"),
        column("专题", ColumnClass.ARCHIVE, archived=True),
        column("依申请公开", ColumnClass.STATIC, identity="oip.request"),
    ],
    ids=lambda part: part.path,
)
def test_columns_that_need_no_entries_are_not_applicable(exempt: column) -> None:
    assert list(verdicts(catalogue_with(exempt), "blank_column").values()) == [NOT_APPLICABLE]


def test_parent_list_without_entries_is_not_blank_if_sub_columns_have_some() -> None:
    conn = catalogue_with(column("政策法规"), column("政策法规/法律法规", last="2016-01-01"))
    assert verdicts(conn, "blank_column") == {"政策法规": NOT_APPLICABLE, "政策法规/法律法规": CLEAR}


def test_blank_sub_columns_are_named_not_their_parent() -> None:
    conn = catalogue_with(column("政策法规"), column("政策法规/法律法规"))
    assert verdicts(conn, "blank_column") == {"政策法规": NOT_APPLICABLE, "政策法规/法律法规": FLAGGED}


def test_topic_that_is_not_marked_as_archived_may_be_blank() -> None:
    assert verdicts(catalogue_with(column("专题专栏/应急知识", ColumnClass.ARCHIVE)), "blank_column") == {
        "专题专栏/应急知识": FLAGGED
    }
