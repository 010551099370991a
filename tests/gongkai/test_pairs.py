"""`gongkai pairs`: what waits for a person is counted as two, and counted as one once somebody says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.catalogue.pairing_decisions import put_pairing
from tests.gongkai.conftest import Answer
from tests.reports.small_city import NOW, ORGAN, small_city


@pytest.fixture
def place(stored: Callable[..., Path]) -> Path:
    """Six items of 2016, three of them on the portal too; a fourth pair waits for a person."""
    conn = small_city()
    one, other = (
        row["id"] for row in conn.execute("SELECT id FROM items WHERE title IN ('水务局通知', '安全生产信息第6号')")
    )
    put_pairing(conn, one, other, "close_title", 0.2, "review", NOW)
    place = stored(conn)
    settings = place / "gongkai.toml"
    settings.write_text(settings.read_text("utf-8").replace("某市安全生产监督管理局", ORGAN), "utf-8")
    return place


def identities(gongkai: Callable[..., Answer], place: Path) -> int:
    found = gongkai("pairs", "list", "--state", "auto", "--state", "confirmed", "--workspace", place, "--json")
    return len(found.json)


def test_waiting_pairs_are_listed_with_both_sides(gongkai: Callable[..., Answer], place: Path) -> None:
    answer = gongkai("pairs", "list", "--workspace", place)
    assert answer.code == 0
    assert "水务局通知" in answer.out
    assert "安全生产信息第6号" in answer.out
    assert identities(gongkai, place) == 3


def test_confirmed_pair_is_one_and_the_history_says_who(gongkai: Callable[..., Answer], place: Path) -> None:
    number = gongkai("pairs", "list", "--workspace", place, "--json").json[0]["number"]
    answer = gongkai("pairs", "confirm", number, "--by", "李", "--note", "同一份", "--workspace", place)
    assert (answer.code, "人工确认为同一信息" in answer.out) == (0, True)
    assert identities(gongkai, place) == 4
    shown = gongkai("pairs", "show", number, "--workspace", place, "--json").json
    assert [(entry["state"], entry["by"]) for entry in shown["history"]] == [("review", "gongkai"), ("confirmed", "李")]
    assert gongkai("pairs", "list", "--workspace", place).out.strip() == "没有待人工确认的信息对。"


def test_rejected_pair_is_two_items_in_the_count(gongkai: Callable[..., Answer], place: Path) -> None:
    count = ("count", "published.total", "--year", "2016", "--json", "--workspace", place)
    first = gongkai(*count)
    assert first.code == 0, first.err
    before = first.json["value"]
    numbers = [
        pair["number"] for pair in gongkai("pairs", "list", "--state", "auto", "--workspace", place, "--json").json
    ]
    assert gongkai("pairs", "reject", *numbers, "--by", "李", "--workspace", place).code == 0
    assert gongkai(*count).json["value"] == before + len(numbers)


def test_unknown_pair_changes_nothing(gongkai: Callable[..., Answer], place: Path) -> None:
    number = gongkai("pairs", "list", "--workspace", place, "--json").json[0]["number"]
    answer = gongkai("pairs", "confirm", number, 4711, "--by", "李", "--workspace", place)
    assert answer.code == 2
    assert "4711" in answer.err
    assert len(gongkai("pairs", "list", "--workspace", place, "--json").json) == 1


def test_unknown_state_is_refused(gongkai: Callable[..., Answer], place: Path) -> None:
    answer = gongkai("pairs", "list", "--state", "maybe", "--workspace", place)
    assert answer.code == 2
    assert "review, auto, confirmed, rejected" in answer.err


def test_total_says_how_many_pairs_wait(gongkai: Callable[..., Answer], place: Path) -> None:
    count = ("count", "published.total", "--year", "2016", "--json", "--workspace", place)
    numbers = [
        str(pair["number"]) for pair in gongkai("pairs", "list", "--state", "auto", "--workspace", place, "--json").json
    ]
    assert "疑似" not in gongkai(*count).json["note"]
    conn = sqlite3.connect(place / "catalogue.sqlite")
    conn.execute("UPDATE pairings SET state = 'review' WHERE id = ?", (numbers[0],))
    conn.execute(
        "INSERT INTO pairing_decisions (pairing_id, at, state, made_by)"
        " VALUES (?, '2017-02-01T00:00:00Z', 'review', 'gongkai')",
        (numbers[0],),
    )
    conn.commit()
    conn.close()
    assert "其中1对疑似同一信息" in gongkai(*count).json["note"]
    assert gongkai("pairs", "confirm", numbers[0], "--by", "李", "--workspace", place).code == 0
    assert "疑似" not in gongkai(*count).json["note"]
