"""A full disk or a locked file is told in words, never as an internal error."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from crawler.catalogue.database import connect
from gongkai.machine_errors import explain


def test_full_database_says_that_the_disk_is_full(tmp_path: Path) -> None:
    conn = connect(tmp_path / "catalogue.sqlite")
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError) as caught:
        conn.execute("CREATE TABLE too_much AS SELECT randomblob(1000000) AS b")
    assert "disk is full" in (explain(caught.value) or "")
    conn.close()


def test_locked_database_says_who_must_let_go(tmp_path: Path) -> None:
    first = connect(tmp_path / "catalogue.sqlite")
    second = connect(tmp_path / "catalogue.sqlite")
    second.execute("PRAGMA busy_timeout = 1")
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as caught:
        second.execute("BEGIN IMMEDIATE")
    assert "locked" in (explain(caught.value) or "")
    first.execute("ROLLBACK")
    first.close()
    second.close()


def test_full_disk_names_the_file() -> None:
    words = explain(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "archive/x.warc.gz"))
    assert words is not None
    assert words.startswith("archive/x.warc.gz: the disk is full")


def test_an_error_of_our_own_is_not_explained_away() -> None:
    assert explain(ValueError("disk is full")) is None
    assert explain(sqlite3.OperationalError("no such table: items")) is None
