"""The log of deeds: only ever added to, chained, and complete where a process was killed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crawler.clock import stamp
from crawler.sqlite_files import transaction
from gongkai.console.people.deeds import (
    CUT_OFF,
    LONGEST,
    Deed,
    Sought,
    begin,
    check_chain,
    deeds,
    doing,
    enter,
    known,
    settle,
)
from tests.console.small import NOON

DEED = Deed(stamp(NOON), "王工（wang）", "finding.dispute", "F-000001", "bureau", "误报", 302, "127.0.0.1")


def log_of(conn: sqlite3.Connection, count: int = 5) -> None:
    for number in range(1, count + 1):
        enter(conn, replace(DEED, about=f"F-{number:06}"))


def tamper(conn: sqlite3.Connection, statement: str) -> None:
    """As somebody would who has the file: past the triggers."""
    for trigger in ("deeds_kept", "deeds_fixed"):
        conn.execute(f"DROP TRIGGER {trigger}")
    conn.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE deeds SET who = 'x' WHERE id = 2", "DELETE FROM deeds WHERE id = 2"])
def test_entry_can_be_neither_changed_nor_deleted(store: sqlite3.Connection, statement: str) -> None:
    log_of(store)
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        store.execute(statement)


def test_log_that_nobody_touched_is_whole(store: sqlite3.Connection) -> None:
    assert check_chain(store).broken is None
    log_of(store)
    chain = check_chain(store)
    assert (chain.entries, chain.broken, len(chain.head)) == (5, None, 64)


@pytest.mark.parametrize("field", ["at", "who", "action", "about", "site", "note", "address", "outcome"])
def test_changed_entry_shows(store: sqlite3.Connection, field: str) -> None:
    log_of(store)
    tamper(store, f"UPDATE deeds SET {field} = {7 if field == 'outcome' else chr(39) + '7' + chr(39)} WHERE id = 3")
    assert check_chain(store).broken == 3


def test_entry_that_was_taken_out_shows(store: sqlite3.Connection) -> None:
    log_of(store)
    tamper(store, "DELETE FROM deeds WHERE id = 3")
    chain = check_chain(store)
    assert chain.broken == 4 and "3" in chain.reason


def test_end_that_was_cut_off_shows_to_whoever_noted_the_head(store: sqlite3.Connection) -> None:
    log_of(store)
    head = check_chain(store).head
    log_of(store, 1)
    assert check_chain(store, head).broken is None
    tamper(store, "DELETE FROM deeds WHERE id >= 5")
    assert check_chain(store).broken is None
    assert check_chain(store, head).broken is not None


def test_entries_older_than_the_chain_are_counted_and_not_accused(store: sqlite3.Connection) -> None:
    store.execute(
        "INSERT INTO deeds (at, who, action, about, note, outcome, address) VALUES ('2017', 'x', 'y', '', '', 0, '')"
    )
    log_of(store)
    chain = check_chain(store)
    assert (chain.unchained, chain.broken) == (1, None)


def test_deed_that_was_begun_and_never_ended_is_entered_as_cut_off(store: sqlite3.Connection) -> None:
    begin(store, DEED)
    assert settle(store, NOON + LONGEST) == 0
    assert settle(store, NOON + LONGEST + timedelta(seconds=1)) == 1
    ((_, entered),) = deeds(store)
    assert (entered.outcome, entered.who, entered.site) == (CUT_OFF, DEED.who, DEED.site)
    assert settle(store, NOON + timedelta(days=1)) == 0


def test_deed_that_ended_is_entered_once(store: sqlite3.Connection) -> None:
    enter(store, DEED, begin(store, DEED))
    assert settle(store, NOON + timedelta(days=1)) == 0
    assert len(deeds(store)) == 1


def test_deed_belongs_to_the_transaction_it_is_entered_in(store: sqlite3.Connection) -> None:
    with pytest.raises(ZeroDivisionError), transaction(store):
        enter(store, DEED)
        raise ZeroDivisionError
    assert deeds(store) == []


def test_refused_command_is_entered_with_its_reason(store: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="no"), doing(store, NOON, "命令行（x）", "account.add", "wang"):
        raise ValueError("no")
    ((_, entered),) = deeds(store)
    assert (entered.outcome, entered.note) == (400, "no")


def test_pages_follow_each_other_without_gap_or_overlap(store: sqlite3.Connection) -> None:
    log_of(store, 23)
    seen: list[int] = []
    before = None
    while page := deeds(store, before=before, limit=5):
        seen += [number for number, _ in page]
        before = page[-1][0]
    assert seen == list(range(23, 0, -1))


def test_log_is_searched_by_person_action_site_and_day_of_shanghai(store: sqlite3.Connection) -> None:
    late = replace(DEED, at="2017-01-20T16:30:00Z", who="李", action="login", site=None)  # the 21st in Shanghai
    for each in (DEED, late):
        enter(store, each)
    for sought, count in (
        (Sought(who="李"), 1),
        (Sought(action="finding.dispute"), 1),
        (Sought(site="bureau"), 1),
        (Sought(day=date(2017, 1, 21)), 1),
        (Sought(day=date(2017, 1, 19)), 0),
        (Sought(who="李", site="bureau"), 0),
        (None, 2),
    ):
        assert len(deeds(store, sought)) == count, sought
    assert known(store, "who") == ["李", "王工（wang）"]
    assert known(store, "site") == ["bureau"]
