"""What is particular to the Guangdong platforms: the hash, the service's habits, the token, pages with two faces."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from testbed.city import City
from testbed.truth import truth
from tests.testbed.wires import page, target
from tests.testbed.wires_guangdong import letters, nodes_of, tree_of

BRANCHES = ("政策", "规划财务", "人事信息", "重点领域")


@pytest.fixture(scope="module")
def city() -> City:
    return City(2016, "guangdong")


@pytest.fixture(scope="module")
def facts(city: City) -> dict[str, Any]:
    return truth(city)


def records(city: City, column: int, page_number: int, site: str = "bureau", sid: str = "769053") -> dict[str, Any]:
    """One answer of the list service."""
    answer: dict[str, Any] = json.loads(
        city.answer(site, f"/gkmlpt/api/all/{column}?page={page_number}&sid={sid}").body
    )
    return answer


def node(facts: dict[str, Any], name: str) -> dict[str, Any]:
    """The column of the truth whose path ends so."""
    found: dict[str, Any] = next(one for one in facts["columns"] if one["path"].endswith(name))
    return found


def test_branches_of_the_catalogue_have_a_hash_and_all_else_a_folder(city: City, facts: dict[str, Any]) -> None:
    hashed = {c["path"].split("/")[1] for c in facts["columns"] if c["site"] == "bureau" and "#" in c["url"]}
    assert len(hashed) == 4 and all(name.startswith(BRANCHES) for name in hashed)
    assert all("/gkmlpt/index#" in c["url"] for c in facts["columns"] if c["site"] == "municipal" and c["level"] > 1)


def test_the_tree_has_every_column_of_its_branches_and_entries_that_lead_away(
    city: City, facts: dict[str, Any]
) -> None:
    nodes = list(nodes_of(tree_of(page(city, city.bases["bureau"] + "gkmlpt/index"))))
    own = {f"#{one['id']}" for one in nodes if not one["jump_url"]}
    assert own == {f"#{c['url'].split('#')[1]}" for c in facts["columns"] if c["site"] == "bureau" and "#" in c["url"]}
    assert sum(bool(one["jump_url"]) for one in nodes) == 5
    assert any("children" not in one for one in nodes) and any("post_count" not in one for one in nodes)


def test_the_service_delivers_each_list_in_order_with_its_dates(city: City, facts: dict[str, Any]) -> None:
    for column in facts["columns"]:
        if "#" not in column["url"] or column["kind"] == "group":
            continue
        rows: list[dict[str, Any]] = []
        sid, number = "769053" if column["site"] == "bureau" else "769001", 1
        while len(rows) < column["items"]:
            rows += records(city, int(column["url"].split("#")[1]), number, column["site"], sid)["articles"]
            number += 1
        wanted = [r for r in facts["listings"] if (r["site"], r["column"]) == (column["site"], column["path"])]
        assert [row["title"] for row in rows] == [row["title"] for row in wanted]
        for row, right in zip(rows, wanted, strict=True):
            day = row["display_publish_time"]
            shown = day and str(datetime.fromtimestamp(day, UTC) + timedelta(hours=8))[:10]
            assert shown == right["date"]
            assert row["url"] == right["url"] or f"http:{row['url']}" == right["url"]


def test_page_nought_is_page_one_and_another_site_has_no_columns_here(city: City, facts: dict[str, Any]) -> None:
    organ = node(facts, "市安全生产监督管理局")
    number = int(organ["url"].split("#")[1])
    first = records(city, number, 1, "municipal", "769001")
    assert first == records(city, number, 0, "municipal", "769001")
    assert first["total"] == organ["items"] > 400 and len(first["articles"]) == 100
    assert records(city, number, 1, "municipal", "769053")["articles"] == []


def test_one_column_ends_short_of_its_count(city: City, facts: dict[str, Any]) -> None:
    column = node(facts, "事故调查报告")
    number = column["url"].split("#")[1]
    answer = records(city, int(number), 1)
    assert "total" not in answer and answer["classify"]["post_count"] > len(answer["articles"]) == column["items"]
    assert city.answer("bureau", f"/gkmlpt/api/all/{number}?page=2&sid=769053").status == 404


def test_letters_come_only_with_the_token_and_the_cookie_of_one_load(city: City, facts: dict[str, Any]) -> None:
    assert city.answer("bureau", "/hdjlpt/published").body != city.answer("bureau", "/hdjlpt/published").body
    assert letters(city, 0, cookie=False).status == letters(city, 0, token=False).status == 419
    found, offset = [], 0
    while part := json.loads(letters(city, offset).body)["data"]["list"]:
        found += part
        offset += 20
    assert [(row["title"], row["time"]) for row in found] == [(one["title"], one["sent"]) for one in facts["letters"]]


def test_a_letter_answers_under_two_addresses_with_both_days(city: City, facts: dict[str, Any]) -> None:
    for letter in facts["letters"]:
        text = page(city, letter["url"])
        assert text == page(city, letter["url"] + "&via=pc")
        assert letter["sent"] in text and (letter["replied"] is None or letter["replied"] in text)


def test_a_document_of_the_catalogue_has_two_pages_and_a_mobile_twin(city: City, facts: dict[str, Any]) -> None:
    documents = [one for one in facts["items"] if one["site"] == "bureau" and "/gkmlpt/content/" in one["url"]]
    assert len(documents) > 200 and all(len(one["urls"]) >= 2 for one in documents)
    for one in documents[::10]:
        text = page(city, one["url"])
        post = int(re.search(r"post_(\d+)", one["url"]).group(1))  # type: ignore[union-attr]
        assert f"/content/{post // 1_000_000}/{post // 1000}/post_{post}.html" in one["url"]
        detail = re.search(r"DETAIL: (\{.*\})\n", city.answer("bureau", target(one["url"])).body.decode())
        assert detail and "<" not in detail.group(1) and json.loads(detail.group(1))["content"].startswith("<p")
        ordinary = next(url for url in one["urls"] if "/gkmlpt/" not in url)
        assert one["title"] in page(city, ordinary.replace("/post_", "/mpost_")) and one["title"] in text


def test_some_documents_have_their_text_in_the_script_only(city: City, facts: dict[str, Any]) -> None:
    empty = 0
    for one in facts["items"]:
        if "/gkmlpt/content/" not in one["url"]:
            continue
        raw = city.answer(one["site"], target(one["url"])).body.decode()
        if re.search(r'<div class="(?:article-)?content">\s*</div>', raw):
            detail = json.loads(re.search(r"DETAIL: (\{.*\})\n", raw).group(1))  # type: ignore[union-attr]
            assert detail["content"] and len(detail["attachment"]) == len(one["attachments"])
            empty += 1
    assert empty > 50


def test_ordinary_articles_have_the_script_twice_and_the_body_id_twice(city: City, facts: dict[str, Any]) -> None:
    item = next(one for one in facts["items"] if "/content/post_" in one["url"] and "/gkmlpt/" not in one["url"])
    text = page(city, item["url"])
    assert re.findall(r'NFCMS_PUB_TYPE="(\w+)"', text) == ["post", "page"]
    assert text.count('id="zoomcon"') == 2


def test_moved_articles_carry_the_day_of_the_move_beside_their_own(city: City, facts: dict[str, Any]) -> None:
    moved = [
        one["url"]
        for one in facts["items"]
        if one["kind"] == "article" and '="2015-08-21' in page(city, one["url"]) and one["published"] < "2015-07-01"
    ]
    assert len(moved) > 20


def test_a_pinned_row_stands_on_every_page_and_home_dates_have_no_year(city: City, facts: dict[str, Any]) -> None:
    pinned = next(row for row in facts["listings"] if row["pinned"] and row["column"].startswith("新闻中心"))
    column = next(c for c in facts["columns"] if c["path"] == pinned["column"])
    for n in (1, 2, 3):
        assert pinned["url"] in page(
            city, column["url"].replace("index.html", f"index{'' if n == 1 else f'_{n}'}.html")
        )
    assert re.search(r"<span>\[\d\d-\d\d\]</span>", page(city, city.bases["bureau"]))


def test_a_record_leads_to_another_site(city: City, facts: dict[str, Any]) -> None:
    (away,) = [one for one in facts["items"] if one["kind"] == "foreign"]
    assert not away["counted"] and not away["url"].startswith(city.bases["bureau"])
    (row,) = [one for one in facts["listings"] if one["url"] == away["url"]]
    assert row["date"] == "2013-12-30"
