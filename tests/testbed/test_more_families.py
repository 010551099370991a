"""The families with other ways of listing: what the truth says is really there, read as a browser would."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from testbed.city import City
from testbed.truth import truth
from testbed.world.mend import HISTORY
from tests.testbed.wires import WIRES, page, site_of, target, text_of, walk

OLE = b"\xd0\xcf\x11\xe0"
HEADS = {"pdf": b"%PDF", "zip": b"PK", "ofd": b"PK", **dict.fromkeys(("doc", "xls", "wps", "et"), OLE)}


@pytest.fixture(scope="module", params=sorted(WIRES))
def city(request: pytest.FixtureRequest) -> City:
    return City(2016, request.param)


@pytest.fixture(scope="module")
def facts(city: City) -> dict[str, Any]:
    return truth(city)


def own(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the articles of other sites, which have no page here."""
    return [row for row in rows if row.get("kind") != "foreign"]


@pytest.mark.parametrize("family", sorted(WIRES))
@pytest.mark.parametrize("seed", (2016, 42))
def test_the_facts_are_those_of_the_other_families(seed: int, family: str) -> None:
    """Titles, dates, columns, faults: everything but addresses, what an address decides, and rows that lead away."""

    def plain(facts: dict[str, Any]) -> Any:
        away = {item["url"]: item["columns"][0] for item in facts["items"] if item["kind"] == "foreign"}
        extra = Counter(away.values())
        return (
            facts["figures"],
            [(c["site"], c["path"], c["level"], c["class"], c["kind"], c["items"] - extra[c["path"]], c["newest"])
             for c in facts["columns"]],
            [(i["id"], i["title"], i["published"], i["written"], i["columns"], i["counted"], i["twin"], i["organ"])
             for i in own(facts["items"])],
            [(row["column"], row["date"], row["row"], row["pinned"]) for row in facts["listings"]
             if row["url"] not in away],
            [(fault["id"], fault["clause"], fault["note"]) for fault in facts["faults"]],
        )  # fmt: skip

    assert plain(truth(City(seed, family))) == plain(truth(City(seed, "trs")))


def test_every_address_belongs_to_one_item(facts: dict[str, Any]) -> None:
    urls = Counter(url for item in facts["items"] for url in item["urls"])
    assert set(urls.values()) == {1}
    assert {row["url"] for row in facts["listings"]} <= set(urls)


def test_everything_is_reached_and_only_the_dead_links_are_broken(city: City, facts: dict[str, Any]) -> None:
    seen, broken = walk(city)
    assert broken == {fault["subject"] for fault in facts["faults"] if fault["kind"].startswith("dead_link")}
    for what in ("items", "columns", "letters"):
        for fact in own(facts[what]):
            for url in fact.get("urls", [fact["url"]]):
                parts = urlsplit(url)
                path = city.sites[site_of(city, url)].normal(parts.path)
                assert parts._replace(path=path, fragment="").geturl() in seen, fact
    for item in facts["items"]:
        assert {file["url"] for file in item["attachments"]} <= seen


def test_pages_show_what_the_truth_says(city: City, facts: dict[str, Any]) -> None:
    for item in own(facts["items"]):
        for url in item["urls"]:
            text = page(city, url)
            assert item["title"] in text, url
            if item["published"] and item["kind"] != "letter":
                year, month, day = item["published"].split("-")
                short = [f"{year}{a}{int(month)}{b}{int(day)}" for a, b in ("--", "年月")]
                forms = [item["published"], f"{year}年{month}月{day}日", *short]
                assert any(form in text for form in forms), url
            for field in ("index_no", "doc_no", "source"):
                assert item[field] is None or item[field] in text, (url, field)
            for file in item["attachments"]:
                assert file["name"] in text, url


def test_undated_items_show_no_day_and_have_none_in_their_address(city: City, facts: dict[str, Any]) -> None:
    for fault in facts["faults"]:
        if fault["kind"] == "undated_item":
            text = page(city, fault["subject"]).replace("今天是2017年1月20日", "")
            text = re.sub(r"网站更新日期：2017-01-20|(?i:Maketime)[^>]+>|Copyright[^<]+", "", text)
            text = re.sub(r"""(?:href|src)=["'][^"']*["']""", "", text)
            assert not re.search(r"20\d\d[-年/]\d", text), fault["subject"]
            assert not re.search(r"20\d\d/?\d{1,2}/?\d{1,2}/", fault["subject"])


def test_files_are_what_their_names_say(city: City, facts: dict[str, Any]) -> None:
    dead = {fault["subject"] for fault in facts["faults"]}
    found = set()
    for item in facts["items"]:
        for file in item["attachments"]:
            if file["url"] not in dead:
                answer = city.answer(item["site"], target(file["url"]))
                ext = file["name"].rpartition(".")[2]
                assert answer.status == 200 and answer.body.startswith(HEADS[ext]), file
                found.add(ext)
    assert found == set(HEADS)


def test_every_column_carries_the_clock_and_the_footer_date(city: City, facts: dict[str, Any]) -> None:
    for column in facts["columns"]:
        if column["site"] == "bureau":
            text = page(city, column["url"])
            if 'http-equiv="refresh"' in text:  # a group that only forwards to its first child
                continue
            assert "今天是2017年1月20日 星期五" in text and "网站更新日期：2017-01-20" in text


def test_nothing_is_shown_before_its_day(city: City, facts: dict[str, Any]) -> None:
    early = City(2016, city.family, date(2016, 3, 1))
    later = [item for item in facts["items"] if item["published"] and item["published"] > "2016-03-02"]
    for item in later[::40]:
        answer = early.answer(item["site"], target(item["url"]))
        assert answer.status == 404 or item["title"] not in text_of(answer.body)
        assert item["title"] in page(city, item["url"])


@pytest.mark.parametrize("family", sorted(WIRES))
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(family: str) -> None:
    one, two, other = City(7, family), City(7, family), City(8, family)
    assert truth(one) == truth(two)
    assert truth(one)["items"] != truth(other)["items"]
    for site in ("bureau", "municipal"):
        for path in list(one.sites[site].routes)[::25]:
            assert one.answer(site, path) == two.answer(site, path)


@pytest.mark.parametrize("family", sorted(WIRES))
def test_an_outage_takes_one_news_column(family: str) -> None:
    city = City(2016, family, variant="outage")
    (outage,) = truth(city)["outages"]
    assert city.answer("bureau", target(outage["url"])).status == 503


@pytest.mark.parametrize("family", sorted(WIRES))
def test_a_guard_stands_before_one_news_column(family: str) -> None:
    city = City(2016, family, variant="blocked")
    (outage,) = truth(city)["outages"]
    answer = city.answer("bureau", target(outage["url"]))
    assert answer.status == (521 if family == "guangdong" else 412) and b"<script" in answer.body
    assert any(name == "Set-Cookie" for name, _ in answer.headers)


@pytest.mark.parametrize("family", sorted(WIRES))
def test_every_fault_but_history_can_be_mended(family: str) -> None:
    city = City(2016, family)
    faults = truth(city)["faults"]
    for fault in faults:
        if fault["kind"] not in HISTORY:
            city.mend(fault["id"])
    assert {fault["kind"] for fault in truth(city)["faults"]} == HISTORY
    for fault in faults:
        if fault["kind"].startswith("dead_link"):
            answer = city.answer("bureau", target(fault["subject"]))
            assert answer.status == 200, unquote(fault["subject"])
            assert "html" not in answer.content_type or "不存在" not in text_of(answer.body), unquote(fault["subject"])
    assert walk(city)[1] == set()
