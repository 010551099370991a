"""Disturbances that do not kill: a locked catalogue, a patient reader, a clock that is put back, a WARC cut short."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.crawling.server import Served, serving
from benchmarks.crawling.site import Size
from benchmarks.robustness.told import Facts, differences, ended, told
from benchmarks.workspaces import make_workspace, run, start
from crawler import sqlite_files
from crawler.budget import HostBudget, Turn
from crawler.crawl import crawl_sites
from crawler.owners import new_owner
from crawler.profiles import Profile
from crawler.recorder import Progress
from gongkai import cli
from tests.crawler.mini_site import HTML
from tests.crawler.portal_server import Portal, portal
from tests.crawler.test_crawl import LOOPBACK, crawl

SIZE = Size(columns=4, items=20, awkward=True)


def whole(folder: Path, site: Portal) -> dict[str, Facts]:
    """The catalogue of an unbroken crawl."""
    assert crawl(folder, site).complete
    return told(folder / "catalogue.db")


class Writer:
    """Another program that keeps the catalogue locked from the moment that so many pages are done."""

    def __init__(self, catalogue: Path, after: int, seconds: float | None = None) -> None:
        self._catalogue = catalogue
        self._after = after
        self._seconds = seconds  # None: until told
        self.conn: sqlite3.Connection | None = None

    def __call__(self, state: Progress) -> None:
        if self.conn is None and state.done >= self._after:
            self.conn = sqlite3.connect(self._catalogue, isolation_level=None, check_same_thread=False)
            self.conn.execute("BEGIN IMMEDIATE")
            if self._seconds is not None:
                threading.Timer(self._seconds, self.let_go).start()

    def let_go(self) -> None:
        assert self.conn is not None
        self.conn.execute("ROLLBACK")
        self.conn.close()


# --- a locked catalogue -----------------------------------------------------------------------------


def test_writer_that_never_lets_go_ends_the_crawl_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_files, "BUSY_SECONDS", 0.5)
    with portal() as site:
        expected = whole(tmp_path / "whole", site)
        writer = Writer(tmp_path / "catalogue.db", after=1)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            crawl(tmp_path, site, progress=writer, fetch={"concurrency": 1})
        writer.let_go()
        assert crawl(tmp_path, site).complete
    assert differences(expected, told(tmp_path / "catalogue.db")) == []


def test_writer_that_lets_go_in_time_is_waited_for(tmp_path: Path) -> None:
    with portal() as site:
        expected = whole(tmp_path / "whole", site)
        writer = Writer(tmp_path / "catalogue.db", after=1, seconds=2.0)
        assert crawl(tmp_path, site, progress=writer, fetch={"concurrency": 1}).complete
        assert writer.conn is not None
    assert differences(expected, told(tmp_path / "catalogue.db")) == []


def test_command_says_that_the_catalogue_is_locked_and_by_its_exit_code_that_nothing_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with portal() as site:
        workspace = make_workspace(tmp_path / "w", {"s": site.home})
        monkeypatch.setenv("GONGKAI_STATE", str(tmp_path / "state"))
        command = ["crawl", "s", "--workspace", str(workspace)]
        assert cli.run([*command, "--fresh"]) == 0
        monkeypatch.setattr(sqlite_files, "BUSY_SECONDS", 0.5)
        conn = sqlite3.connect(workspace / "catalogue.sqlite", isolation_level=None)
        conn.execute("BEGIN IMMEDIATE")
        assert cli.run(command) == 1
        assert "keeps the catalogue locked" in capsys.readouterr().err
        conn.execute("ROLLBACK")
        conn.close()
        assert cli.run(command) == 0


def test_reader_that_reads_all_the_time_blocks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_files, "BUSY_SECONDS", 0.5)
    with portal() as site:
        expected = whole(tmp_path / "whole", site)
        readers: list[sqlite3.Connection] = []

        def read(state: Progress) -> None:
            if not readers:
                conn = sqlite3.connect(tmp_path / "catalogue.db", isolation_level=None, check_same_thread=False)
                conn.execute("BEGIN")
                conn.execute("SELECT count(*) FROM frontier").fetchone()
                readers.append(conn)

        assert crawl(tmp_path, site, progress=read, fetch={"concurrency": 1}).complete
        assert len(readers) == 1
        readers[0].close()
    assert differences(expected, told(tmp_path / "catalogue.db")) == []


# --- a clock that is put back -----------------------------------------------------------------------


class Clock:
    """The machine's clock, put back by so much from one call on."""

    def __init__(self, back: timedelta, after: int) -> None:
        self._back = back
        self._left = after

    def __call__(self) -> datetime:
        self._left -= 1
        return datetime.now(UTC) - (self._back if self._left < 0 else timedelta())


def busy_once(status: int, headers: list[tuple[str, str]], page: tuple[int, Any, bytes]) -> Any:
    """An answer that is a failure when first asked for, and the page afterwards."""
    asked: list[float] = []

    def answer(handler: Any) -> None:
        asked.append(time.monotonic())
        if len(asked) == 1:
            handler.reply(status, [*HTML, *headers], b"busy")
        else:
            handler.reply(page[0], list(page[1]), page[2])

    return answer


@pytest.mark.parametrize("back", [timedelta(minutes=20), timedelta(hours=3), timedelta(days=400)])
@pytest.mark.parametrize("status", [503, 429])
def test_clock_that_is_put_back_stops_neither_retries_nor_leases(tmp_path: Path, back: timedelta, status: int) -> None:
    with portal() as site:
        expected = whole(tmp_path / "whole", site)
        busy = "/xwzx/gzdt/"
        after = 12
        site.answers[busy] = busy_once(status, [("Retry-After", "1")], site.answers[busy])
        began = time.monotonic()
        fetch = {"delay_seconds": 0, "retry_seconds": [0.3, 0.6]}
        profile = Profile.model_validate({"id": "mini", "home": site.home, "fetch": fetch})
        (run,) = crawl_sites(
            [profile],
            catalogue=tmp_path / "catalogue.db",
            archive=tmp_path / "archive",
            clock=Clock(back, after),
            allow_net=LOOPBACK,
        )
        assert run.complete
        assert time.monotonic() - began < 30
    assert differences(expected, told(tmp_path / "catalogue.db")) == []


@pytest.mark.parametrize("back", [400.0, 7200.0, 1e8])
def test_turn_noted_before_the_clock_was_put_back_holds_nobody_up(tmp_path: Path, back: float) -> None:
    budget, owner = HostBudget(tmp_path / "hosts.db"), new_owner()
    assert isinstance(budget.take("a.test", owner=owner, delay=1.0, places=9, now=1e9), Turn)
    budget.rest("a.test", 1e9 + 300.0)
    assert budget.take("a.test", owner=owner, delay=1.0, places=9, now=1e9) == 300.0
    assert isinstance(budget.take("a.test", owner=owner, delay=1.0, places=9, now=1e9 - back), Turn)
    budget.close()


def test_long_distance_to_a_host_under_strain_is_not_taken_for_a_clock_put_back(tmp_path: Path) -> None:
    budget, owner = HostBudget(tmp_path / "hosts.db"), new_owner()
    budget.take("a.test", owner=owner, delay=600.0, places=9, now=1e9)
    for _ in range(5):
        budget.learn("a.test", strained=True)
    assert isinstance(budget.take("a.test", owner=owner, delay=600.0, places=9, now=1e9 + 600.0), Turn)
    assert budget.take("a.test", owner=owner, delay=600.0, places=9, now=1e9 + 600.0) == 9600.0
    budget.close()


# --- a WARC file that was cut -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving(SIZE, latency=0.02) as found:
        yield found


@pytest.mark.slow
@pytest.mark.e2e
def test_archive_that_lost_bytes_is_refused_until_they_are_back(tmp_path: Path, server: Served) -> None:
    server.show(SIZE)
    unbroken = make_workspace(tmp_path / "whole", {"s": server.home})
    assert run(unbroken, "crawl", "s") == 0
    server.show(SIZE)
    workspace = make_workspace(tmp_path / "cut", {"s": server.home})
    process = start(workspace, "crawl", "s")
    goal = server.tell("count") + 70  # more than one commit
    while server.tell("count") < goal:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not ended(workspace / "catalogue.sqlite", 1)
    (warc,) = (workspace / "archive" / "s").glob("*.warc.gz")
    kept = warc.read_bytes()
    warc.write_bytes(kept[: len(kept) // 3])
    log = tmp_path / "said.txt"
    assert run(workspace, "crawl", "s", log=log) == 1
    assert "evidence was lost" in log.read_text("utf-8") and "Traceback" not in log.read_text("utf-8")
    assert warc.read_bytes() == kept[: len(kept) // 3]  # nothing is written behind the hole
    warc.write_bytes(kept)
    assert run(workspace, "crawl", "s", log=log) == 0
    assert differences(told(unbroken / "catalogue.sqlite"), told(workspace / "catalogue.sqlite")) == []
    assert run(workspace, "archive", "verify") == 0
