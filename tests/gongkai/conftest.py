"""Set-up for tests of the application: a command line run in this process, and a workspace."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gongkai.cli import run


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def gongkai(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Run one command line and return exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str | Path) -> Answer:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


@pytest.fixture
def workspace(tmp_path: Path, gongkai: Callable[..., Answer]) -> Path:
    """A workspace as `gongkai init` makes it."""
    folder = tmp_path / "检查"
    answer = gongkai("init", folder, "--home", "http://www.example.gov.cn/", "--organ", "某市安全生产监督管理局")
    assert answer.code == 0, answer.err
    return folder


@pytest.fixture
def stored(workspace: Path) -> Callable[..., Path]:
    """Put a catalogue, built by sentences, into the workspace."""

    def store(conn: sqlite3.Connection) -> Path:
        target = sqlite3.connect(workspace / "catalogue.sqlite")
        conn.backup(target)
        target.close()
        conn.close()
        return workspace

    return store
