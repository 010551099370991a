"""Decisions on pairs only grow, and who was one with whom can be told for any moment."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from crawler.catalogue.pairing_decisions import (
    decide,
    decisions_on,
    identities_at,
    last_decided,
    put_pairing,
    renew_identities,
)
from crawler.catalogue.schema_pairings import catalogue_migrations
from crawler.clock import stamp
from crawler.sqlite_files import transaction
from tests.crawler.test_pairing import conn as conn
from tests.crawler.test_pairing import put, two_sites

MONDAY, TUESDAY, FRIDAY = (datetime(2017, 1, day, 9, tzinfo=UTC) for day in (16, 17, 20))


def two_items(conn: sqlite3.Connection, state: str) -> tuple[int, int]:
    one, other = put(conn, "bureau", 1, "放假通知", "2016-09-28"), put(conn, "city", 1, "放假通知", "2016-09-28")
    put_pairing(conn, one, other, "close_title", 0.2, state, MONDAY)
    return one, other


def test_what_was_one_is_told_for_any_moment(conn: sqlite3.Connection) -> None:
    one, other = two_items(conn, "auto")
    with transaction(conn):
        decide(conn, 1, "rejected", "李", "两份通知", FRIDAY)
    assert identities_at(conn, stamp(MONDAY)) == {one: one, other: one}
    assert identities_at(conn, stamp(TUESDAY)) == {one: one, other: one}
    assert identities_at(conn, stamp(FRIDAY)) == {}
    assert identities_at(conn, "2017-01-01T00:00:00Z") == {}
    assert last_decided(conn) == stamp(FRIDAY)


def test_every_decision_is_kept_with_its_author(conn: sqlite3.Connection) -> None:
    two_items(conn, "review")
    with transaction(conn):
        decide(conn, 1, "confirmed", "李", "同一份", TUESDAY)
    with transaction(conn):
        decide(conn, 1, "rejected", "王", "看错了", FRIDAY)
    assert [(entry.state, entry.by) for entry in decisions_on(conn, 1)] == [
        ("review", "gongkai"),
        ("confirmed", "李"),
        ("rejected", "王"),
    ]
    for change in ("UPDATE pairing_decisions SET state = 'auto'", "DELETE FROM pairing_decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            conn.execute(change)


def test_later_evidence_joins_what_waited_but_never_what_a_person_parted(conn: sqlite3.Connection) -> None:
    one, other = two_items(conn, "review")
    assert put_pairing(conn, one, other, "title_date_text", 2.0, "auto", TUESDAY) == 1
    with transaction(conn):
        decide(conn, 1, "rejected", "李", "", FRIDAY)
    assert put_pairing(conn, one, other, "title_date_text", 2.0, "auto", FRIDAY) == 0
    assert [entry.state for entry in decisions_on(conn, 1)] == ["review", "auto", "rejected"]


def test_unknown_pair_and_unknown_state_are_refused(conn: sqlite3.Connection) -> None:
    two_items(conn, "review")
    with pytest.raises(LookupError):
        decide(conn, 7, "confirmed", "李", "", FRIDAY)
    with pytest.raises(ValueError, match="confirms or rejects"):
        decide(conn, 1, "auto", "李", "", FRIDAY)


def test_pairs_of_older_catalogues_begin_with_what_was_held() -> None:
    conn = sqlite3.connect(":memory:", isolation_level=None)
    conn.row_factory = sqlite3.Row
    older = Database(conn)
    catalogue_migrations.apply(older, stop_before="m014_pairing_decisions")
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute(
        "INSERT INTO pairings (item_a, item_b, method, score, state, made_at, made_by, note)"
        " VALUES (1, 2, 'doc_no', 3.0, 'rejected', '2017-01-16T09:00:00Z', '李', '两份')"
    )
    catalogue_migrations.apply(older)
    assert [(entry.state, entry.by, entry.at) for entry in decisions_on(conn, 1)] == [
        ("rejected", "李", "2017-01-16T09:00:00Z")
    ]


_ITEMS = st.integers(0, 6)
_PAIRS = st.lists(st.tuples(_ITEMS, _ITEMS).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=9)


@given(_PAIRS, st.lists(st.tuples(st.integers(0, 8), st.booleans()), max_size=12))
def test_a_decision_renews_its_group_as_all_pairs_together_would(
    pairs: list[tuple[int, int]], decisions: list[tuple[int, bool]]
) -> None:
    conn = two_sites()
    items = [put(conn, "bureau", number, "放假通知", "2016-09-28") for number in range(7)]
    for one, other in pairs:
        put_pairing(conn, items[one], items[other], "close_title", 0.2, "review", MONDAY)
    known = [row["id"] for row in conn.execute("SELECT id FROM pairings")]
    for number, same in decisions:
        pairing = known[number % len(known)]
        decide(conn, pairing, "confirmed" if same else "rejected", "李", "", TUESDAY)
        after = [row["identity_id"] for row in conn.execute("SELECT identity_id FROM items ORDER BY id")]
        conn.execute("UPDATE items SET identity_id = 99 WHERE id % 2")  # whatever stood there
        renew_identities(conn)
        assert after == [row["identity_id"] for row in conn.execute("SELECT identity_id FROM items ORDER BY id")]
    conn.close()
