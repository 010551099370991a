"""A console that is killed in the middle of many decisions: nothing half done, nothing without a trace."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from crawler.clock import SHANGHAI, system_clock
from gongkai.console.people.deeds import CUT_OFF, LONGEST, check_chain, settle
from tests.console.inspected_city import PASSWORD, Inspected
from tests.console.people.starting import Client, Started, started
from tests.console.small import store_of

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
ROUNDS = 4
DECIDING = 120.0  # seconds a slow machine may take for two decisions


def findings(conn: sqlite3.Connection) -> dict[str, tuple[str, int]]:
    """Number → (state, entries of its history)."""
    rows = conn.execute(
        "SELECT printf('F-%06d', f.id) AS number, f.state, count(e.id) AS entries FROM findings f"
        " LEFT JOIN finding_events e ON e.finding_id = f.id WHERE f.site = 'bureau' GROUP BY f.id"
    )
    return {row["number"]: (row["state"], row["entries"]) for row in rows}


def decide(client: Client, numbers: list[str], stop: threading.Event, answered: list[str]) -> None:
    """Confirm one finding after the other, until the console is gone."""
    with suppress(requests.RequestException, AssertionError):
        for number in numbers:
            if stop.is_set():
                return
            page = f"/findings/{number}"
            answer = client.submit(page, "confirm")
            if answer.status_code == 302:
                answered.append(number)


def one_round(place: Inspected, console: Started, seed: int, answered: list[str], numbers: list[str]) -> None:
    """Two people decide at once; the console is killed at some moment after a few decisions."""
    stop = threading.Event()
    before = len(answered)
    threads = []
    for half, name in enumerate(("guan", "jian")):
        client = Client(console.address)
        assert client.send("/login", name=name, password=PASSWORD).status_code == 302
        thread = threading.Thread(target=decide, args=(client, numbers[half::2], stop, answered))
        threads.append(thread)
        thread.start()
    until = time.monotonic() + DECIDING
    while len(answered) < before + 2 and time.monotonic() < until and any(thread.is_alive() for thread in threads):
        time.sleep(0.005)
    time.sleep(random.Random(seed).uniform(0, 0.5))
    console.process.kill()
    stop.set()
    for thread in threads:
        thread.join(60)


def test_killed_console_leaves_nothing_half_done_and_nothing_without_a_trace(workspace: Inspected) -> None:
    place = workspace.place
    answered: list[str] = []
    conn = place.open_catalogue()
    before = findings(conn)
    conn.close()
    clock = workspace.now.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    for seed in range(ROUNDS):
        conn = place.open_catalogue()
        left = [number for number, (state, _) in findings(conn).items() if state == "open"]
        conn.close()
        with started(place.root, "--clock", clock) as console:
            one_round(workspace, console, seed, answered, left)
    conn, store = place.open_catalogue(), store_of(place)
    after = findings(conn)
    settle(store, max(system_clock(), workspace.now) + LONGEST + timedelta(days=1))
    entered = [
        (row["about"], row["outcome"]) for row in store.execute("SELECT about, outcome, action FROM deeds ORDER BY id")
    ]
    assert len(answered) >= 2 * ROUNDS, "the kills came too early to prove anything"
    for number, (state, entries) in after.items():
        changed = entries - before[number][1]
        assert (state == "confirmed") is (changed == 1), (number, state, changed)
        if changed:
            traces = [outcome for about, outcome in entered if number.lower() in about.lower().replace(" ", "")]
            assert traces and set(traces) <= {302, CUT_OFF}, (number, traces)
    assert set(answered) <= {number for number, (state, _) in after.items() if state == "confirmed"}
    assert check_chain(store).broken is None
    assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    conn.close()
    store.close()


def test_two_consoles_on_one_workspace_see_each_others_people_and_decisions(
    workspace: Inspected, tmp_path: Path
) -> None:
    place = workspace.place
    clock = workspace.now.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    conn = place.open_catalogue()
    number = next(iter(findings(conn)))
    conn.close()
    with started(place.root, "--clock", clock) as one, started(place.root, "--clock", clock) as two:
        guan, jian = Client(one.address), Client(two.address)
        for client, name in ((guan, "guan"), (jian, "jian")):
            assert client.send("/login", name=name, password=PASSWORD).status_code == 302
        page = f"/findings/{number}"
        stale = jian.form(page, "confirm")
        assert guan.submit(page, "confirm").status_code == 302
        assert jian.post(*stale, page=page).status_code == 409  # it was decided in the other console meanwhile
        there = Client(two.address)
        there.session.cookies.update(guan.session.cookies)
        assert there.get("/me").status_code == 200  # one session in both
        assert guan.submit("/people/2", "end").status_code == 302
        assert jian.get("/me").status_code == 302
        wrong = [Client(console.address) for console in (one, two)]
        codes = [wrong[turn % 2].send("/login", name="wang", password="not this one").status_code for turn in range(7)]
        assert codes == [401] * 5 + [429] * 2
    store = store_of(place)
    assert check_chain(store).broken is None
    store.close()
