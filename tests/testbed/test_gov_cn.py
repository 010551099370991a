"""What is particular to the manner of www.gov.cn: feeds, libraries, months in paths, two templates."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from testbed.city import City
from testbed.truth import truth
from tests.testbed.wires import page
from tests.testbed.wires_govcn import feed, search


@pytest.fixture(scope="module")
def city() -> City:
    return City(2016, "gov_cn")


@pytest.fixture(scope="module")
def facts(city: City) -> dict[str, Any]:
    return truth(city)


def listed(facts: dict[str, Any], column: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    """Title, date and address of a column's rows."""
    rows = [row for row in facts["listings"] if (row["site"], row["column"]) == (column["site"], column["path"])]
    return [(row["title"], row["date"], row["url"]) for row in rows]


def test_feeds_hold_whole_lists(city: City, facts: dict[str, Any]) -> None:
    columns = [column for column in facts["columns"] if '.json"' in page(city, column["url"])]
    assert len(columns) == 3
    for column in columns:
        rows = feed(city, column["url"], page(city, column["url"]))
        assert [(row["TITLE"], row["DOCRELPUBTIME"], row["URL"]) for row in rows] == listed(facts, column)


def test_libraries_deliver_every_row_with_its_day_in_china(city: City, facts: dict[str, Any]) -> None:
    columns, undated, shifted = 0, 0, 0
    for column in facts["columns"]:
        text = page(city, column["url"])
        if "var searchUrl" not in text:
            continue
        columns, number, rows = columns + 1, 1, []
        while part := search(city, text, number)[0]:
            rows += part
            number += 1
        plain = [re.sub("<[^>]+>|&nbsp;", "", row["title"]) for row in rows]
        days = [row["pubtimeStr"].replace(".", "-") or None for row in rows]
        assert list(zip(plain, days, (row["url"] for row in rows), strict=True)) == listed(facts, column)
        for row, day in zip(rows, days, strict=True):
            if day is None:
                undated += row["pubtime"] is None
                continue
            moment = datetime.fromtimestamp(row["pubtime"] / 1000, UTC)
            assert str(moment + timedelta(hours=8))[:10] == day
            shifted += str(moment)[:10] != day
    assert columns >= 12 and undated == 1 and shifted > 100


def test_paths_hold_the_month_and_old_ones_a_day_that_may_be_the_next(facts: dict[str, Any]) -> None:
    late = 0
    for item in facts["items"]:
        if item["kind"] != "article" or not item["published"]:
            continue
        if old := re.search(r"/(\d{4}-\d\d)/(\d\d)/content_", item["url"]):
            late += f"{old[1]}-{old[2]}" != item["published"]
            assert item["published"] < "2015"
        else:
            assert f"/{item['published'][:7].replace('-', '')}/content_" in item["url"]
    assert late > 5


def test_both_templates_are_used_and_the_stamp_has_a_third_hyphen(city: City, facts: dict[str, Any]) -> None:
    items = [one for one in facts["items"] if one["kind"] == "article" and one["site"] == "bureau" and one["published"]]
    tables = 0
    for item in items[::8]:
        text = page(city, item["url"])
        assert f'<meta name="firstpublishedtime" content="{item["published"]}-' in text and '<h1 id="ti">' in text
        tables += 'class="bd1"' in text
    assert 10 < tables < len(items[::8]) - 10
