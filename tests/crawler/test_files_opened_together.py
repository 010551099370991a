"""Several programs open one new file at the same moment: a crawl, the scheduler and the console may well do so."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from checks.ledger.schema import ledger_migrations
from crawler.budget import HostBudget
from crawler.catalogue.database import connect
from crawler.catalogue.fulltext.file import open_index
from gongkai.console.schemas import console_migrations
from gongkai.console.store import open_store

PROGRAMS, FILES = 4, 12


def budget(path: Path) -> None:
    HostBudget(path).close()


def catalogue(path: Path) -> None:
    connect(path, extra=(ledger_migrations,)).close()


def index(path: Path) -> None:
    open_index(path).close()


def store(path: Path) -> None:
    open_store(path, *console_migrations).close()


def open_all(opener: Callable[[Path], None], folder: Path, together: Barrier) -> None:
    for number in range(FILES):
        together.wait(timeout=60)
        try:
            opener(folder / f"{number}.sqlite")
        except Exception as error:
            (folder / f"{multiprocessing.current_process().name}-{number}.wrong").write_text(repr(error))


@pytest.mark.parametrize("opener", [budget, catalogue, index, store])
def test_a_new_file_is_opened_by_all_who_ask_at_once(tmp_path: Path, opener: Callable[[Path], None]) -> None:
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(PROGRAMS)
    programs = [spawn.Process(target=open_all, args=(opener, tmp_path, together)) for _ in range(PROGRAMS)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(timeout=120)
    assert [program.exitcode for program in programs] == [0] * PROGRAMS
    assert [path.read_text() for path in tmp_path.glob("*.wrong")] == []
    assert len(list(tmp_path.glob("*.sqlite"))) == FILES
