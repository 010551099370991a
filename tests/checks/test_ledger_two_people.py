"""Two people at the same finding at once: one decides, the other is told what happened, nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from checks import ledger
from checks.ledger import Scope, StaleError, State, ledger_migrations
from crawler.catalogue.database import connect
from crawler.errors import ConfigError
from tests.builders import column
from tests.checks.test_ledger import NEWS, POINT, START, City, _stale

LATER = START + timedelta(hours=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A catalogue on the disk with one finding and one doubt, for as many connections as a test wants."""
    city = City(_stale(), column("政务动态", rows=[]))
    city.check()
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as target:
        city.conn.backup(target)
    return tmp_path / "catalogue.sqlite"


def opened(path: Path) -> sqlite3.Connection:
    return connect(path, extra=(ledger_migrations,))


def seen(conn: sqlite3.Connection) -> tuple[str, int]:
    """The finding about the column and the newest entry of its history."""
    (row,) = ledger.list_findings(conn, clause=NEWS)
    return row.number, ledger.show(conn, row.id).newest_event


def at_once(path: Path, *deeds: Callable[[sqlite3.Connection], object]) -> list[object]:
    """Do all of this at the same moment, each on a connection of its own: what each gave or raised."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[sqlite3.Connection], object]) -> object:
        with closing(opened(path)) as conn:
            start.wait(timeout=120)
            try:
                return deed(conn)
            except ConfigError as error:
                return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def test_who_comes_second_is_told_what_the_first_did(path: Path) -> None:
    first, second = opened(path), opened(path)
    number, shown = seen(first)
    ledger.dispute(first, number, reason="栏目已迁移", who="王工", now=LATER, expected=shown)
    with pytest.raises(StaleError, match="disputed by 王工") as caught:
        ledger.confirm(second, number, who="检查员", now=LATER, expected=shown)
    assert [(event.kind, event.note) for event in caught.value.events] == [("disputed", "栏目已迁移")]
    assert ledger.find(second, number).state is State.DISPUTED
    assert not second.in_transaction


def test_who_looks_again_may_decide(path: Path) -> None:
    conn = opened(path)
    number, shown = seen(conn)
    ledger.dispute(conn, number, reason="栏目已迁移", who="王工", now=LATER, expected=shown)
    newest = ledger.show(conn, number).newest_event
    assert newest > shown
    row = ledger.resolve(conn, number, accept=False, reason="未见迁移", who="检查员", now=LATER, expected=newest)
    assert row.state is State.CONFIRMED


def test_a_command_that_does_not_say_what_it_saw_is_not_refused(path: Path) -> None:
    conn = opened(path)
    number, _ = seen(conn)
    ledger.dispute(conn, number, reason="栏目已迁移", who="王工", now=LATER)
    assert ledger.confirm(conn, number, who="检查员", now=LATER).state is State.CONFIRMED


@pytest.mark.parametrize("round_", range(5))
def test_of_many_at_once_exactly_one_succeeds(path: Path, round_: int) -> None:
    with closing(opened(path)) as conn:
        number, shown = seen(conn)
        before = len(ledger.show(conn, number).events)

    def deed(who: int) -> Callable[[sqlite3.Connection], object]:
        if who % 3 == 0:
            return lambda conn: ledger.claim(conn, number, who=f"甲{who}", now=LATER, expected=shown)
        if who % 3 == 1:
            return lambda conn: ledger.waive(
                conn, number, reason="改版", approver=f"乙{who}", now=LATER, expected=shown
            )
        return lambda conn: ledger.dispute(conn, number, reason="误判", who=f"丙{who}", now=LATER, expected=shown)

    answers = at_once(path, *(deed(who) for who in range(6)))
    assert sum(not isinstance(answer, ConfigError) for answer in answers) == 1, answers
    assert sum(isinstance(answer, StaleError) for answer in answers) == 5
    with closing(opened(path)) as conn:
        assert len(ledger.show(conn, number).events) == before + 1
        assert len(ledger.read_waivers(conn)) <= 1, "a refused waiver leaves nothing behind"


def test_a_dispute_is_decided_once_without_any_expectation(path: Path) -> None:
    with closing(opened(path)) as conn:
        number, _ = seen(conn)
        ledger.dispute(conn, number, reason="误判", who="王工", now=LATER)
    answers = at_once(
        path,
        *(
            lambda conn, yes=yes: ledger.resolve(conn, number, accept=yes, reason="看过", who="检查员", now=LATER)
            for yes in (True, False, True, False)
        ),
    )
    assert sum(not isinstance(answer, ConfigError) for answer in answers) == 1, answers
    with closing(opened(path)) as conn:
        kinds = [event.kind for event in ledger.show(conn, number).events]
    assert sum(kind.startswith("dispute_") for kind in kinds) == 1


def test_a_waiver_is_taken_back_once(path: Path) -> None:
    with closing(opened(path)) as conn:
        number, _ = seen(conn)
        waiver = ledger.waive(conn, number, reason="改版", approver="局长", now=LATER).waiver
    assert waiver is not None
    answers = at_once(
        path, *(lambda conn: ledger.revoke(conn, waiver.id, who="检查员", reason="改版完成", now=LATER) for _ in "1234")
    )
    assert sum(not isinstance(answer, ConfigError) for answer in answers) == 1, answers
    with closing(opened(path)) as conn:
        assert [event.kind for event in ledger.show(conn, number).events][-1] == "waiver_revoked"


def test_a_doubt_is_decided_once(path: Path) -> None:
    with closing(opened(path)) as conn:
        doubt = ledger.list_doubts(conn)[0]
    answers = at_once(
        path,
        lambda conn: ledger.dismiss(conn, doubt.id, who="甲", reason="看过", now=LATER, expected=0),
        lambda conn: ledger.confirm_doubt(conn, doubt.id, who="乙", reason="看过", now=LATER, expected=0),
        lambda conn: ledger.dismiss(conn, doubt.id, who="丙", reason="看过", now=LATER, expected=0),
    )
    assert sum(not isinstance(answer, ConfigError) for answer in answers) == 1, answers
    stale = next(answer for answer in answers if isinstance(answer, StaleError))
    assert stale.number == doubt.number and len(stale.events) == 1


def test_a_finding_can_waive_its_clause_more_widely(path: Path) -> None:
    conn = opened(path)
    number, shown = seen(conn)
    row = ledger.waive(
        conn, number, reason="机构改革", approver="局长", now=LATER, scope=Scope.SITE, until=POINT, expected=shown
    )
    assert row.state is State.WAIVED and row.waiver is not None
    assert (row.waiver.scope, row.waiver.finding_id, row.waiver.until) == (Scope.SITE, None, POINT)
    with pytest.raises(StaleError):
        ledger.waive(conn, number, reason="再来", approver="局长", now=LATER, expected=shown)
