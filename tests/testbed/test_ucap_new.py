"""What is particular to the newer UCAP: two kinds of list, a pager of six arguments, times that are eight hours off."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from testbed.city import City
from testbed.truth import truth
from tests.testbed.wires import page
from tests.testbed.wires_kaipu import channel_of, search


@pytest.fixture(scope="module")
def city() -> City:
    return City(2016, "ucap_new")


@pytest.fixture(scope="module")
def facts(city: City) -> dict[str, Any]:
    return truth(city)


def rows_of(facts: dict[str, Any], column: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a column's list."""
    return [row for row in facts["listings"] if (row["site"], row["column"]) == (column["site"], column["path"])]


def test_searched_lists_hold_every_row_with_the_right_string_and_a_wrong_number(
    city: City, facts: dict[str, Any]
) -> None:
    columns, forms, shifted = 0, set(), 0
    for column in facts["columns"]:
        text = page(city, column["url"])
        if "var channelId" not in text:
            continue
        columns += 1
        forms.add('var channelId = ""' in text)
        channel, rows, number = channel_of(city, text), [], 1
        while part := search(city, channel, number)["results"]:
            rows += part
            number += 1
        right = rows_of(facts, column)
        assert [(row["title"], row["publishedTimeStr"][:10]) for row in rows] == [
            (row["title"], row["date"]) for row in right
        ]
        assert [f"http:{row['url']}" for row in rows] == [row["url"] for row in right]
        for row in rows:
            told = datetime.fromtimestamp(row["publishedTime"] / 1000, UTC) + timedelta(hours=8)
            shifted += str(told)[:10] != row["publishedTimeStr"][:10]
        assert not right or right[0]["title"] not in text
    assert columns > 10 and forms == {True, False} and shifted > 5


def test_html_lists_say_their_pages_and_rows_in_the_call_of_the_pager(city: City, facts: dict[str, Any]) -> None:
    looks = set()
    for column in facts["columns"]:
        text = page(city, column["url"])
        call = re.search(r"createPageHTML\('page_div',(\d+), (\d+),'(\w+)','shtml',(\d+)\)", text)
        if column["kind"] != "list" or "var channelId" in text:
            continue
        assert call, column["url"]
        pages, number, stem, total = call.groups()
        assert (int(total), int(pages), number) == (column["items"], max(1, -(-column["items"] // 20)), "1")
        assert column["url"].endswith(f"/{stem}.shtml")
        looks |= {look for look in ("list_div", 'common_newslist list"') if look in text}
        if int(pages) > 1:
            second = page(city, column["url"].replace(".shtml", "_2.shtml"))
            assert rows_of(facts, column)[20]["title"] in second
    assert len(looks) == 2


def test_one_group_forwards_to_its_first_child(city: City, facts: dict[str, Any]) -> None:
    (group,) = [column for column in facts["columns"] if "redirect_firstChannel" in column["url"]]
    first = next(column for column in facts["columns"] if column["path"].startswith(f"{group['path']}/"))
    assert f'content="0;url={first["url"].removeprefix(city.bases["bureau"].rstrip("/"))}"' in page(city, group["url"])


def test_addresses_have_three_shapes_and_never_a_day(facts: dict[str, Any]) -> None:
    urls = [item["url"] for item in facts["items"] if item["kind"] == "article" and item["site"] == "bureau"]
    month = [url for url in urls if re.search(r"/\d{6}/[0-9a-f]{32}\.shtml$", url)]
    content = [url for url in urls if re.search(r"/c\d{6}/c\d{7}/content\.shtml$", url)]
    assert len(month) > 500 and len(content) > 100
    files = [file["url"] for item in facts["items"] for file in item["attachments"]]
    assert any("/files/附件" in url for url in files) and any(re.search("/files/[0-9a-f]{32}", url) for url in files)


def test_articles_carry_the_systems_tags_and_the_day_the_page_was_made(city: City, facts: dict[str, Any]) -> None:
    item = next(one for one in facts["items"] if one["kind"] == "article" and one["site"] == "bureau")
    text = page(city, item["url"])
    assert f"<UCAPTITLE>{item['title']}</UCAPTITLE>" in text and f"<PUBLISHTIME>{item['published']}" in text
    assert "页面生成时间 2017-01-20" in text and "<UCAPCONTENT>" in text


def test_the_home_is_reached_by_a_script_only(city: City) -> None:
    door = page(city, city.bases["bureau"])
    assert 'window.location.href="/dgsafety/index.shtml"' in door and "<a " not in door
