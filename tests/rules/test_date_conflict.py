"""List date against article date."""

from __future__ import annotations

import pytest

from crawler.model import Outcome
from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts


@pytest.mark.parametrize(
    ("listed", "published", "verdict"),
    [
        ("2016-06-15", "2016-06-15", CLEAR),
        ("2016-06-15", "2016-06-13", CLEAR),
        ("2016-06-15", "2016-06-12", FLAGGED),
        ("2016-06-12", "2016-06-15", FLAGGED),
    ],
)
def test_more_than_two_days_apart_is_flagged(listed: str, published: str, verdict: object) -> None:
    conn = catalogue_with(column("工作动态", rows=[row("检查组到石龙", listed, published)]))
    assert verdicts(conn, "date_conflict") == {"检查组到石龙": verdict}


def test_message_names_both_dates() -> None:
    conn = catalogue_with(column("工作动态", rows=[row("检查组到石龙", "2016-06-15", "2016-06-02")]))
    found = ask(conn, "date_conflict")["检查组到石龙"]
    assert "2016-06-15" in found.message
    assert "2016-06-02" in found.message
    assert "相差13天" in found.message


def test_the_worst_of_several_lists_counts_once() -> None:
    near = row("甲", "2016-06-02", "2016-06-02", url="http://bureau.example/1.html")
    far = row("甲", "2016-06-15", "2016-06-02", url="http://bureau.example/1.html")
    found = ask(catalogue_with(column("动态", rows=[near]), column("要闻", rows=[far])), "date_conflict")
    assert found["甲"].verdict is FLAGGED
    assert "要闻" in found["甲"].message


def test_item_with_a_date_in_one_place_only_is_not_applicable() -> None:
    rows = [row("只有列表日期", "2016-06-15"), row("死链", "2016-06-15", outcome=Outcome.NOT_FOUND)]
    conn = catalogue_with(column("工作动态", rows=rows))
    assert verdicts(conn, "date_conflict") == {"只有列表日期": NOT_APPLICABLE, "死链": NOT_APPLICABLE}


def test_articles_not_read_are_unsure_in_one_judgement() -> None:
    rows = [row(f"第{number}篇", "2016-06-15", outcome=Outcome.TIMEOUT) for number in range(3)]
    found = ask(catalogue_with(column("工作动态", rows=rows)), "date_conflict")
    assert [one.verdict for one in found.values()] == [UNSURE]
    assert "3条" in next(iter(found.values())).message
