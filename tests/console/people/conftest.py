"""Fixtures: an empty store, and a small console."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.console.schemas import console_migrations
from gongkai.console.store import open_store
from tests.console.small import Small


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    conn = open_store(tmp_path / "console.sqlite", *console_migrations)
    yield conn
    conn.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = Small(tmp_path / "small")
    yield made
    made.close()
