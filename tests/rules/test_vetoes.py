"""The vetoes of the census that hang on counts, on the home page and on visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, home, home_row, probes, row
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

CORE: dict[str, Any] = {
    "limit": 5,
    "groups": [{"classes": ["dynamic"], "window": "14 days"}, {"classes": ["policy"], "window": "6 months"}],
}
SITE = "东莞市安全生产监督管理局"
TWO_WEEKS: dict[str, Any] = {"window": "14 days"}
WEEK: dict[str, Any] = {"min_visits": 140, "max_seconds": 15, "share": 0.05}


def _stale(news: int, policy: int) -> list[column]:
    return [column(f"动态{number}", last="2016-10-01") for number in range(news)] + [
        column(f"文件{number}", ColumnClass.POLICY, last="2016-05-01") for number in range(policy)
    ]


@pytest.mark.parametrize(
    ("news", "policy", "verdict"), [(3, 2, FLAGGED), (2, 2, CLEAR), (0, 0, CLEAR), (5, 0, FLAGGED)]
)
def test_five_stale_columns_of_both_classes_together_veto(news: int, policy: int, verdict: object) -> None:
    conn = catalogue_with(column("要闻", last="2016-12-30"), *_stale(news, policy))
    found = ask(conn, "stale_columns_veto", **CORE)[SITE]
    assert found.verdict is verdict
    assert found.observed == f"{news + policy}个"


def test_unseen_columns_that_could_tip_the_count_make_it_unsure() -> None:
    conn = catalogue_with(*_stale(2, 2), column("要闻", outcome=Outcome.TIMEOUT))
    assert verdicts(conn, "stale_columns_veto", **CORE) == {SITE: UNSURE}


def test_of_many_unseen_columns_a_few_are_named() -> None:
    unseen = [column(f"动态{number}", outcome=Outcome.TIMEOUT) for number in range(12)]
    found = ask(catalogue_with(*unseen), "stale_columns_veto", **CORE)[SITE]
    assert found.message.endswith("等12个）；合计可能达到5个的否决线。")
    assert found.message.count("动态") == 5


def test_unseen_column_that_cannot_tip_the_count_does_not_matter() -> None:
    conn = catalogue_with(*_stale(1, 2), column("要闻", outcome=Outcome.TIMEOUT))
    assert verdicts(conn, "stale_columns_veto", **CORE) == {SITE: CLEAR}


def test_site_without_columns_or_home_page_is_unsure() -> None:
    for conn in (catalogue_with(), catalogue_with(home(Outcome.TIMEOUT), column("要闻", last="2016-12-30"))):
        assert verdicts(conn, "stale_columns_veto", **CORE) == {SITE: UNSURE}
        assert verdicts(conn, "blank_columns_veto", limit=5) == {SITE: UNSURE}


@pytest.mark.parametrize(("blank", "verdict"), [(5, FLAGGED), (4, CLEAR)])
def test_five_blank_columns_veto(blank: int, verdict: object) -> None:
    conn = catalogue_with(column("要闻", last="2016-12-30"), *(column(f"栏目{number}") for number in range(blank)))
    assert verdicts(conn, "blank_columns_veto", limit=5) == {SITE: verdict}


def test_unseen_columns_may_be_blank() -> None:
    conn = catalogue_with(
        *(column(f"栏目{number}") for number in range(4)), column("要闻", outcome=Outcome.SERVER_ERROR)
    )
    assert verdicts(conn, "blank_columns_veto", limit=5) == {SITE: UNSURE}


@pytest.mark.parametrize(("day", "verdict"), [("2016-12-17", CLEAR), ("2016-12-16", FLAGGED)])
def test_home_page_without_anything_new_for_two_weeks_is_flagged(day: str, verdict: object) -> None:
    conn = catalogue_with(home_row("会议召开", day))
    assert verdicts(conn, "home_stale", **TWO_WEEKS) == {SITE: verdict}


def test_later_crawl_asks_the_columns_behind_the_home_page() -> None:
    newer = row("一月会议", "2017-01-18", "2017-01-18")
    older = row("年末会议", "2016-12-28", "2016-12-28")
    conn = catalogue_with(column("要闻", rows=[newer, older]), home_row("一月会议", "2017-01-18"))
    assert verdicts(conn, "home_stale", **TWO_WEEKS) == {SITE: CLEAR}


def test_stale_column_behind_the_home_page_of_a_later_crawl_is_flagged() -> None:
    newer = row("一月会议", "2017-01-18", "2017-01-18")
    older = row("十月会议", "2016-10-28", "2016-10-28")
    conn = catalogue_with(column("要闻", rows=[newer, older]), home_row("一月会议", "2017-01-18"))
    assert verdicts(conn, "home_stale", **TWO_WEEKS) == {SITE: FLAGGED}


def test_navigation_home_page_is_judged_by_the_second_level() -> None:
    conn = catalogue_with(column("新闻/要闻", last="2016-12-30"), column("新闻/要闻/镇街", last="2016-05-01"))
    assert verdicts(conn, "home_stale", **TWO_WEEKS) == {SITE: CLEAR}


def test_home_page_that_shows_no_date_or_was_not_read_is_unsure() -> None:
    for conn in (catalogue_with(home_row("会议召开", None)), catalogue_with(home(Outcome.TIMEOUT))):
        assert verdicts(conn, "home_stale", **TWO_WEEKS) == {SITE: UNSURE}


def test_home_page_seen_before_the_monitoring_point_is_unsure() -> None:
    conn = catalogue_with(home_row("会议召开", "2016-11-01"), observed=datetime(2016, 12, 1, tzinfo=UTC))
    assert verdicts(conn, "home_stale", **TWO_WEEKS) == {SITE: UNSURE}


@pytest.mark.parametrize(("failed", "verdict"), [(7, FLAGGED), (6, CLEAR)])
def test_five_percent_of_a_week_of_visits_veto(failed: int, verdict: object) -> None:
    conn = catalogue_with(probes(failed=failed))
    assert verdicts(conn, "unreachable", **WEEK) == {SITE: verdict}


def test_week_may_end_the_day_before_but_not_earlier() -> None:
    assert verdicts(catalogue_with(probes(until="2016-12-30", failed=7)), "unreachable", **WEEK) == {SITE: FLAGGED}
    assert verdicts(catalogue_with(probes(until="2016-12-29", failed=7)), "unreachable", **WEEK) == {SITE: UNSURE}


@pytest.mark.parametrize("few", [probes(days=6, per_day=24), probes(per_day=19), probes(days=1, per_day=140)])
def test_fewer_visits_than_the_clause_wants_are_unsure_even_if_all_failed(few: probes) -> None:
    for failed in (0, 200):
        found = ask(catalogue_with(replace(few, failed=failed)), "unreachable", **WEEK)[SITE]
        assert found.verdict is UNSURE
        assert "连续7天、每天至少20次" in found.message


def test_many_visits_of_one_crawl_are_no_week() -> None:
    assert verdicts(catalogue_with(home(visits=140, failed=140)), "unreachable", **WEEK) == {SITE: UNSURE}


def test_failures_of_our_own_network_do_not_count() -> None:
    conn = catalogue_with(probes(failed=100, beside=Outcome.TIMEOUT))
    found = ask(conn, "unreachable", **WEEK)[SITE]
    assert found.verdict is UNSURE
    assert "100次属本机网络故障未计入" in found.message


def test_failures_that_may_be_our_own_network_leave_it_open() -> None:
    found = ask(catalogue_with(probes(failed=7, beside=None)), "unreachable", **WEEK)[SITE]
    assert found.verdict is UNSURE
    assert "不能排除本机网络故障" in found.message
    assert verdicts(catalogue_with(probes(failed=6, beside=None)), "unreachable", **WEEK) == {SITE: CLEAR}


def test_visits_that_were_kept_out_do_not_count() -> None:
    found = ask(catalogue_with(probes(failed=30, outcome=Outcome.FORBIDDEN)), "unreachable", **WEEK)[SITE]
    assert found.verdict is UNSURE
    assert "30次被拦截或拒绝未计入" in found.message


def test_one_crawl_cannot_tell_whether_a_site_is_reachable() -> None:
    assert verdicts(catalogue_with(), "unreachable", **WEEK) == {SITE: UNSURE}
    assert verdicts(catalogue_with(home(Outcome.TIMEOUT)), "unreachable", **WEEK) == {SITE: UNSURE}
