"""The mark of a scope: another one whenever a figure could be another one, and the same while a crawl goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable

import pytest

from gongkai.scoping import mark_of_scope
from gongkai.workspace import Workspace, load_workspace
from tests.gongkai.mini_workspace import make_workspace


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A crawled workspace."""
    return load_workspace(make_workspace(tmp_path_factory.mktemp("marked") / "检查"))


@pytest.fixture
def conn(place: Workspace) -> sqlite3.Connection:
    """Its catalogue, in memory, where anything may be done to it."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    place.open_catalogue().backup(memory)
    memory.row_factory = sqlite3.Row
    return memory


def mark(place: Workspace, conn: sqlite3.Connection, *, judged: bool = False) -> Hashable:
    sites = [row["id"] for row in conn.execute("SELECT id FROM sites")]
    return mark_of_scope(place, conn, sites, judged=judged)


def begin_run(conn: sqlite3.Connection) -> int:
    """What a crawl does first: a run that goes on."""
    names = [row["name"] for row in conn.execute("PRAGMA table_info(runs)") if row["name"] not in ("id", "state")]
    listed = ", ".join(names)
    made = conn.execute(f"INSERT INTO runs ({listed}, state) SELECT {listed}, 'running' FROM runs WHERE id = 1")
    assert made.lastrowid is not None
    return made.lastrowid


def test_a_running_crawl_changes_nothing_until_it_has_ended(place: Workspace, conn: sqlite3.Connection) -> None:
    before = mark(place, conn)
    run = begin_run(conn)
    conn.execute("UPDATE visits SET run_id = ? WHERE id = (SELECT max(id) FROM visits)", (run,))
    assert mark(place, conn) == before
    conn.execute("UPDATE runs SET state = 'incomplete' WHERE id = ?", (run,))
    assert mark(place, conn) != before


def test_run_that_began_earlier_and_ends_later_counts(place: Workspace, conn: sqlite3.Connection) -> None:
    # Numbers are given at the beginning: of two sites crawled together the one with the smaller number may end last.
    first, second = begin_run(conn), begin_run(conn)
    conn.execute("UPDATE runs SET state = 'complete' WHERE id = ?", (second,))
    between = mark(place, conn)
    conn.execute("UPDATE runs SET state = 'complete' WHERE id = ?", (first,))
    assert mark(place, conn) != between


def test_runs_of_other_sites_do_not_count(place: Workspace, conn: sqlite3.Connection) -> None:
    before = mark_of_scope(place, conn, ["elsewhere"])
    conn.execute("UPDATE runs SET state = 'complete' WHERE id = ?", (begin_run(conn),))
    assert mark_of_scope(place, conn, ["elsewhere"]) == before


def test_a_decision_on_a_pair_counts(place: Workspace, conn: sqlite3.Connection) -> None:
    before = mark(place, conn)
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute(
        "INSERT INTO pairing_decisions (pairing_id, at, state, made_by) VALUES (1, '2017-01-21', 'rejected', '张三')"
    )
    assert mark(place, conn) != before


def test_registers_count(place: Workspace, conn: sqlite3.Connection) -> None:
    before = mark(place, conn)
    path = place.registers / "surveys.csv"
    assert not path.exists()
    path.write_text("开始日期,名称\n2016-01-01,甲\n", "utf-8-sig")
    assert mark(place, conn) != before
    path.unlink()
    assert mark(place, conn) == before


def test_decisions_on_findings_count_only_where_it_is_judged(place: Workspace, conn: sqlite3.Connection) -> None:
    before, judged = mark(place, conn), mark(place, conn, judged=True)
    conn.execute("PRAGMA foreign_keys = OFF")
    names = {
        row["name"]: row["type"] for row in conn.execute("PRAGMA table_info(finding_events)") if row["name"] != "id"
    }
    given = {name: 0 if kind == "INTEGER" else "x" for name, kind in names.items()} | {"at": "2017-03-01T00:00:00Z"}
    conn.execute("PRAGMA ignore_check_constraints = ON")
    conn.execute(
        f"INSERT INTO finding_events ({', '.join(given)}) VALUES ({', '.join('?' * len(given))})", list(given.values())
    )
    assert mark(place, conn) == before
    assert mark(place, conn, judged=True) != judged
