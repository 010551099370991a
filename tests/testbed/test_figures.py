"""The city has the figures of the report, whatever the seed and the family."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from testbed.city import City
from testbed.truth import truth
from testbed.world.build import make_world
from testbed.world.calendar import is_working, working_days_between

SEEDS = (2016, 1, 2, 42)
POINT = date(2016, 12, 31)
WINDOWS = {
    "dynamic": date(2016, 12, 17),
    "policy": date(2016, 6, 30),
    "interpretation": date(2016, 6, 30),
    "personnel_plan": date(2015, 12, 31),
}


@pytest.fixture(scope="module", params=[(seed, family) for seed in SEEDS for family in ("ucap", "trs")], ids=str)
def facts(request: pytest.FixtureRequest) -> dict[str, Any]:
    seed, family = request.param
    return truth(City(seed, family))


def test_figures_are_those_of_the_report(facts: dict[str, Any]) -> None:
    stated = {
        "published.total": 813, "published.own_site": 813, "published.municipal": 378, "columns.level1": 5,
        "columns.level2": 17, "columns.level3": 34, "hearings.held": 14, "forums.held": 2, "press_conferences.held": 0,
        "requests.received": 4, "requests.answered": 4, "fees.charged": 0, "reviews.received": 0, "suits.received": 0,
        "microblog.posts": 3466, "microblog.followers": 10143, "wechat.posts": 82, "wechat.followers": 505,
    }  # fmt: skip
    assert {name: facts["figures"][name] for name in stated} == stated


def test_parts_and_channels_add_up_to_the_whole(facts: dict[str, Any]) -> None:
    figures = facts["figures"]
    assert {sum(parts.values()) for parts in facts["parts"].values()} == {813}
    assert figures["published.own_site_only"] + figures["published.both_channels"] == 813
    assert 0 < figures["penalties.on_time"] < figures["penalties.published"]
    assert figures["letters.answered"] <= figures["letters.received"]


def test_lists_agree_with_the_figures(facts: dict[str, Any]) -> None:
    counted = [item for item in facts["items"] if item["counted"]]
    assert Counter(item["site"] for item in counted) == {"bureau": 813, "municipal": 378}
    assert {item["published"][:4] for item in counted} == {"2016"}
    assert {item["kind"] for item in counted} == {"article"}
    rows = Counter((row["site"], row["column"]) for row in facts["listings"])
    for column in facts["columns"]:
        if column["kind"] != "single":
            assert rows[column["site"], column["path"]] == column["items"], column


def test_every_municipal_item_of_the_year_is_on_the_own_site(facts: dict[str, Any]) -> None:
    own = {item["id"]: item for item in facts["items"] if item["site"] == "bureau" and item["counted"]}
    twins = [item for item in facts["items"] if item["site"] == "municipal" and item["counted"]]
    assert len({item["twin"] for item in twins}) == 378
    apart = [
        abs(date.fromisoformat(item["published"]) - date.fromisoformat(own[item["twin"]]["published"])).days
        for item in twins
    ]
    assert Counter(apart) == {0: 368, 1: 10}
    assert sum(item["title"] != own[item["twin"]]["title"] for item in twins) == 10
    share = sum(bool(own[item["twin"]]["index_no"] or own[item["twin"]]["doc_no"]) for item in twins) / len(twins)
    assert share > 0.55
    for item in twins:
        if own[item["twin"]]["index_no"]:
            assert own[item["twin"]]["index_no"] == item["index_no"]


def test_no_two_items_have_the_same_title_and_day(facts: dict[str, Any]) -> None:
    own = [
        (item["title"], item["published"])
        for item in facts["items"]
        if item["site"] == "bureau" and item["kind"] == "article"
    ]
    assert len(own) == len(set(own))
    urls = [url for item in facts["items"] for url in item["urls"]]
    assert len(urls) == len(set(urls))


def test_some_items_have_two_addresses_and_some_stand_in_two_columns(facts: dict[str, Any]) -> None:
    own = [item for item in facts["items"] if item["site"] == "bureau"]
    assert sum(len(item["urls"]) == 2 for item in own) >= 8
    assert sum(len(item["columns"]) == 2 and len(item["urls"]) == 1 for item in own) >= 25


def test_only_the_planted_columns_are_stale_or_blank(facts: dict[str, Any]) -> None:
    planted = {fault["subject"] for fault in facts["faults"] if fault["kind"].startswith("stale")}
    blank = {fault["subject"] for fault in facts["faults"] if fault["kind"] == "blank_column"}
    stale = set()
    for column in facts["columns"]:
        if (
            column["site"] != "bureau"
            or column["kind"] != "list"
            or column["class"] not in WINDOWS
            or not column["items"]
        ):
            continue
        days = [row["date"] for row in facts["listings"] if row["column"] == column["path"] and row["date"]]
        if max(day for day in days if day <= str(POINT)) < str(WINDOWS[column["class"]]):
            stale.add(column["path"])
    assert stale == planted
    lists = [column for column in facts["columns"] if column["kind"] in ("list", "topic", "messages")]
    assert {column["path"] for column in lists if not column["items"]} == blank
    kinds = Counter(fault["kind"] for fault in facts["faults"])
    assert len(blank) == 2 and kinds["stale_news"] + kinds["stale_policy"] < 5


def test_portal_columns_of_the_bureau_are_fresh(facts: dict[str, Any]) -> None:
    for column in facts["columns"]:
        if column["site"] == "municipal" and column["class"] in WINDOWS:
            days = [
                row["date"]
                for row in facts["listings"]
                if row["column"] == column["path"] and row["date"] <= str(POINT)
            ]
            assert max(days) >= str(WINDOWS[column["class"]]), column["path"]


def test_only_the_planted_decisions_are_late(facts: dict[str, Any]) -> None:
    late = {
        row["url"]
        for row in facts["records"]
        if working_days_between(date.fromisoformat(row["decided"]), date.fromisoformat(row["published"])) > 7
    }
    assert late == {fault["subject"] for fault in facts["faults"] if fault["clause"] == "dp.window"}
    last = {one["subject"] for one in facts["lookalikes"] if one["kind"] == "seventh_day"}
    for row in facts["records"]:
        if row["url"] in last:
            assert working_days_between(date.fromisoformat(row["decided"]), date.fromisoformat(row["published"])) == 7
    assert len({row["doc_no"] for row in facts["records"]}) == len(facts["records"]) > 100


def test_only_the_planted_letter_is_unanswered_for_three_months(facts: dict[str, Any]) -> None:
    waiting = set()
    for letter in facts["letters"]:
        sent = date.fromisoformat(letter["sent"])
        until = date.fromisoformat(letter["replied"]) if letter["replied"] else None
        limit = date(sent.year + (sent.month > 9), (sent.month + 2) % 12 + 1, min(sent.day, 28))
        if (until is None or until > limit) and limit < POINT:
            waiting.add(letter["url"])
    assert waiting == {fault["subject"] for fault in facts["faults"] if fault["kind"] == "unanswered_letter"}


def test_only_the_planted_dates_conflict_or_are_absent(facts: dict[str, Any]) -> None:
    stated = {url: item["published"] for item in facts["items"] for url in item["urls"] if item["kind"] == "article"}
    conflicts, undated = set(), set()
    for row in facts["listings"]:
        if row["url"] not in stated:
            continue
        if row["date"] is None:
            undated.add(row["url"])
        elif row["date"] != stated[row["url"]]:
            conflicts.add(row["url"])
    by_kind = {
        kind: {f["subject"] for f in facts["faults"] if f["kind"] == kind} for kind in ("date_conflict", "undated_item")
    }
    assert (conflicts, undated) == (by_kind["date_conflict"], by_kind["undated_item"])
    assert {url for url, day in stated.items() if day is None} == undated


def test_documents_are_published_within_twenty_working_days(facts: dict[str, Any]) -> None:
    for item in facts["items"]:
        if item["written"] and item["published"]:
            assert (
                timedelta(0)
                <= date.fromisoformat(item["published"]) - date.fromisoformat(item["written"])
                <= timedelta(20)
            )


def test_late_report_and_old_guide(facts: dict[str, Any]) -> None:
    by_kind = {fault["kind"]: fault["subject"] for fault in facts["faults"]}
    report = next(item for item in facts["items"] if item["url"] == by_kind["late_annual_report"])
    assert "2015年度" in report["title"] and "2016-03-31" < report["published"] < "2016-12-31"
    guide = next(column for column in facts["columns"] if column["path"] == by_kind["outdated_guide"])
    assert guide["newest"] < "2015-12-31" and guide["column_id"] == "oip.guide"


def test_the_missing_column_is_missing(facts: dict[str, Any]) -> None:
    missing = next(fault["subject"] for fault in facts["faults"] if fault["kind"] == "missing_column")
    assert missing in ("col.survey", "col.acc_response")
    assert missing not in {column["column_id"] for column in facts["columns"]}


def test_required_columns_are_there(facts: dict[str, Any]) -> None:
    required = {
        "col.org", "col.leader", "col.contact", "col.news", "col.notice", "col.policy", "col.interpret", "col.plan",
        "col.personnel", "col.finance", "col.service", "col.licence", "col.penalty", "col.supervise", "col.acc_info",
        "col.acc_response", "col.acc_report", "col.acc_gpdb", "col.warn", "col.hidden", "col.emergency", "col.key_area",
        "col.consult", "col.survey", "oip.guide", "oip.catalog", "oip.rules", "oip.request", "oip.report",
    }  # fmt: skip
    there = {column["column_id"] for column in facts["columns"] if column["site"] == "bureau"}
    missing = next(fault["subject"] for fault in facts["faults"] if fault["kind"] == "missing_column")
    assert required - there == {missing}


def test_october_holiday_is_counted_as_decreed() -> None:
    assert not is_working(date(2016, 10, 7)) and is_working(date(2016, 10, 8)) and is_working(date(2016, 10, 9))
    assert working_days_between(date(2016, 9, 29), date(2016, 10, 14)) == 8
    assert working_days_between(date(2016, 10, 8), date(2016, 10, 18)) == 8


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(ValueError, match="outage"):
        make_world(2016, "flood")
