"""What the pages of items and pairs ask of the catalogue, and the findings about one page."""

from __future__ import annotations

import sqlite3

import pytest

from checks.ledger.about import findings_about
from crawler.catalogue.item_pages import (
    cards,
    column_paths,
    columns_below,
    item_facts,
    others_of,
    places_of,
    versions_of,
)
from crawler.catalogue.items import mark_vanished
from crawler.catalogue.pairing_decisions import decide, newest_decision_on, put_pairing
from crawler.catalogue.pairs import count_pairs, newest_decision, pair_numbers
from tests.builders import OBSERVED, catalogue_with, column, home_row, letter, row, site_with
from tests.builders_history import crawl_again, crawled, seen

BOTH = ("bureau", "municipal")


def number(conn: sqlite3.Connection, title: str) -> int:
    return int(conn.execute("SELECT id FROM items WHERE title = ? ORDER BY id", (title,)).fetchone()["id"])


@pytest.fixture
def conn() -> sqlite3.Connection:
    names = ("甲", "乙", "丙")
    made = catalogue_with(
        column("公开", rows=[row(name, "2016-03-05", "2016-03-05", text=f"{name}的正文") for name in names]),
        column("公开/通知", rows=[row("甲", "2016-03-06", outcome=None), row("只在列表", outcome=None)]),
        column("公开说明", rows=[row("丁", files=["表.xls"], text="见附件")]),
        home_row("甲", "2016-03-05"),
        letter("来信", sent="2016-09-01"),
    )
    site_with(made, column("政务", rows=[row(name, "2016-03-05", "2016-03-05") for name in names]), site="municipal")
    return made


def test_an_item_that_a_later_crawl_found_appeared_between_two_crawls() -> None:
    rows = [row("旧", "2016-03-01", "2016-03-01"), row("新", "2016-03-10", "2016-03-10")]
    conn = seen(crawled("2016-03-07", column("动态", rows=rows[:1])))
    run = crawl_again(conn, crawled("2016-03-14", column("动态", rows=rows[1:])))
    mark_vanished(conn, run.id, OBSERVED)
    old, new = (item_facts(conn, number(conn, title)) for title in ("旧", "新"))
    assert old is not None
    assert new is not None
    assert (old.before, old.vanished_at is not None) == (None, True)
    assert (new.before or "")[:10] == "2016-03-07"
    assert new.vanished_at is None
    assert item_facts(conn, 999) is None


def test_versions_come_oldest_first_with_their_files() -> None:
    texts = [row("通知", "2016-03-01", "2016-03-01", url="http://bureau.example/1", text=text, files=[f"{text}.doc"])
             for text in ("一", "二")]  # fmt: skip
    conn = seen(*(crawled(f"2016-03-0{day}", column("动态", rows=[each])) for day, each in enumerate(texts, 1)))
    found = versions_of(conn, number(conn, "通知"))
    assert [(version.text, [file.name for file in version.files]) for version in found] == [
        ("一", ["一.doc"]),
        ("二", ["二.doc"]),
    ]
    assert [card.versions for card in cards(conn, [number(conn, "通知")])] == [2]


def test_places_tell_columns_from_the_home_page(conn: sqlite3.Connection) -> None:
    found = places_of(conn, number(conn, "甲"))
    assert [(place.column, place.listed_on, place.home) for place in found if not place.home] == [
        ("公开", "2016-03-05", False),
        ("公开/通知", "2016-03-06", False),
    ]
    assert [place.home for place in found].count(True) == 1


def test_cards_keep_the_order_that_was_asked_for(conn: sqlite3.Connection) -> None:
    asked = [number(conn, title) for title in ("来信", "丁", "甲", "只在列表")]
    found = cards(conn, [*asked, 999])
    assert [card.id for card in found] == asked
    assert [(card.day, card.via) for card in found[:2]] == [("2016-09-01", "sent"), (None, None)]
    assert found[1].files == ("表.xls",)
    assert found[2].columns == ("公开", "公开/通知")
    assert (found[3].kind, found[3].text) == ("listed", "")


def test_a_column_has_those_below_it_but_not_its_namesakes(conn: sqlite3.Connection) -> None:
    paths = {row["id"]: row["path"] for row in conn.execute("SELECT id, path FROM columns")}
    assert {paths[each] for each in columns_below(conn, ["bureau"], "公开")} == {"公开", "公开/通知"}
    assert columns_below(conn, ["municipal"], "公开") == ()
    assert column_paths(conn, "municipal") == ["政务"]


def put(conn: sqlite3.Connection, title: str, score: float, state: str = "review") -> int:
    own, other = (
        conn.execute("SELECT id FROM items WHERE site = ? AND title = ?", (site, title)).fetchone()["id"]
        for site in BOTH
    )
    put_pairing(conn, own, other, "close_title", score, state, OBSERVED)
    return int(conn.execute("SELECT max(id) AS id FROM pairings").fetchone()["id"])


def test_pairs_come_surest_first_page_by_page_and_for_both_sites_only(conn: sqlite3.Connection) -> None:
    first, second, third = put(conn, "甲", 0.1), put(conn, "乙", 0.3), put(conn, "丙", 0.1)
    assert pair_numbers(conn, "review", BOTH) == [second, first, third]
    assert pair_numbers(conn, "review", BOTH, after=(0.3, second), limit=1) == [first]
    assert pair_numbers(conn, "review", BOTH, after=(0.1, first)) == [third]
    assert pair_numbers(conn, "review", ["bureau"]) == []
    assert count_pairs(conn, BOTH) == {"review": 3, "auto": 0, "confirmed": 0, "rejected": 0}
    assert sum(count_pairs(conn, ["municipal"]).values()) == 0


def test_a_decision_shows_in_counts_and_on_both_items(conn: sqlite3.Connection) -> None:
    pair = put(conn, "甲", 0.1)
    before = newest_decision(conn), newest_decision_on(conn, pair)
    (other,) = others_of(conn, number(conn, "甲"))
    assert (other.site, other.same, other.state, other.pairing) == ("municipal", False, "review", pair)
    decide(conn, pair, "confirmed", "李", "", OBSERVED)
    assert newest_decision(conn) > before[0]
    assert newest_decision_on(conn, pair) > before[1]
    assert [other.same for other in others_of(conn, other.id)] == [True]
    assert count_pairs(conn, BOTH)["confirmed"] == 1
    assert newest_decision_on(conn, 999) == 0


def test_an_item_without_findings_has_none(conn: sqlite3.Connection) -> None:
    assert findings_about(conn, "bureau", "bureau.example/x") == []
