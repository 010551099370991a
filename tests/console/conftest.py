"""Fixtures of the console's tests: a crawled city once a process, a copy of its workspace for each test that asks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from crawler.clock import clock_starting_at
from gongkai.console.application import create_app
from gongkai.console.here import EXTENSION
from gongkai.workspace import load_workspace
from tests.console.inspected_city import Inspected, inspected_city
from tests.console.visitor import Visitor


@pytest.fixture(scope="session")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    """The demo city crawled and checked; the city itself is gone. Look, do not touch: see `workspace`."""
    with inspected_city(tmp_path_factory.mktemp("inspected") / "city") as (_, found):
        return found


@pytest.fixture
def workspace(inspected: Inspected, tmp_path: Path) -> Inspected:
    """A copy that a test may change."""
    shutil.copytree(inspected.place.root, tmp_path / "city")
    return Inspected(load_workspace(tmp_path / "city"), inspected.truth, inspected.now)


@pytest.fixture
def app(workspace: Inspected) -> Iterator[Flask]:
    """The console of the copy, at the city's own time."""
    made = create_app(workspace.place, clock=clock_starting_at(workspace.now), allow_net=("127.0.0.0/8",))
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def visit(app: Flask) -> Callable[[str], Visitor]:
    """`visit("wang")`: that person, logged in."""
    return lambda name: Visitor(app, name)
