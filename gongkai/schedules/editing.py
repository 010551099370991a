"""Changing the schedules of gongkai.toml: its comments and its formatting are somebody's work and stay as they are.

A change is made on the file that was looked at, checked as a whole before it replaces it, and replaces it at once.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument

from crawler.errors import ConfigError
from gongkai.schedules.settings import Schedule
from gongkai.workspace import CONFIG_NAME, Workspace, load_workspace

_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*schedule[ \t]*\]\]")
_ANY_HEAD = re.compile(r"^[ \t]*\[")
_ORDER = ("name", "cron", "action", "mode", "sites", "window", "grace_minutes", "paused")


class ChangedMeanwhileError(Exception):
    """The file is not the one that was looked at."""


def mark_of(root: Path) -> str:
    """What tells this content of gongkai.toml from any other."""
    return hashlib.sha256((root / CONFIG_NAME).read_bytes()).hexdigest()[:20]


def add(root: Path, mark: str, schedule: Schedule) -> Workspace:
    """Add a schedule. Raises ChangedMeanwhileError, and ConfigError where the whole would be wrong."""

    def edit(text: str) -> str:
        document = tomlkit.parse(text)
        table = tomlkit.table()
        table.update(_content(schedule))
        if "schedule" in document:
            document["schedule"].append(table)
        else:
            tables = tomlkit.aot()
            tables.append(table)
            document.append("schedule", tables)
        return tomlkit.dumps(document)

    return _change(root, mark, edit)


def replace(root: Path, mark: str, name: str, schedule: Schedule) -> Workspace:
    """Make another schedule of the one with this name. Raises as `add` does; LookupError where there is none."""

    def edit(text: str) -> str:
        document = tomlkit.parse(text)
        table = _table(document, name)
        wanted = _content(schedule)
        for key in [key for key in table if key not in wanted]:
            del table[key]
        for key, value in wanted.items():
            if key not in table or table[key] != value:
                table[key] = value
        return tomlkit.dumps(document)

    return _change(root, mark, edit)


def remove(root: Path, mark: str, name: str) -> Workspace:
    """Take a schedule away. Raises as `replace` does."""

    def edit(text: str) -> str:
        document = tomlkit.parse(text)
        _table(document, name)
        names = [str(each["name"]) for each in document["schedule"]]
        return _without_block(text, names.index(name)) or _without_table(document, names.index(name))

    return _change(root, mark, edit)


def _content(schedule: Schedule) -> dict[str, Any]:
    """What stands in the file: what is not as it is anyway."""
    told = schedule.model_dump(mode="json", exclude_defaults=True)
    return {key: told[key] for key in _ORDER if key in told}


def _table(document: TOMLDocument, name: str) -> Any:
    for table in document.get("schedule", ()):
        if table.get("name") == name:
            return table
    raise LookupError(name)


def _without_table(document: TOMLDocument, place: int) -> str:
    tables: Any = document["schedule"]
    del tables[place]
    if not tables:
        del document["schedule"]
    return tomlkit.dumps(document)


def _without_block(text: str, place: int) -> str | None:
    """The text without the lines of one table; comments behind them belong to what follows. None where that fails."""
    lines = text.splitlines(keepends=True)
    heads = [number for number, line in enumerate(lines) if _HEAD.match(line)]
    if place >= len(heads):
        return None
    first = heads[place]
    last = next((n for n in range(first + 1, len(lines)) if _ANY_HEAD.match(lines[n])), len(lines))
    while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    left = "".join(lines[:first] + lines[last:])
    try:
        expected = _facts(text)
        del expected["schedule"][place]
        if not expected["schedule"]:
            del expected["schedule"]
        return left if _facts(left) == expected else None
    except tomllib.TOMLDecodeError:
        return None


def _facts(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def _change(root: Path, mark: str, edit: Callable[[str], str]) -> Workspace:
    path = root / CONFIG_NAME
    with _alone(root):
        if mark_of(root) != mark:
            raise ChangedMeanwhileError
        text = edit(path.read_bytes().decode("utf-8-sig"))
        try:
            with tempfile.TemporaryDirectory(prefix=".gongkai-", dir=root) as folder:
                new = Path(folder) / CONFIG_NAME
                with new.open("wb") as file:
                    file.write(text.encode())
                    file.flush()
                    os.fsync(file.fileno())
                load_workspace(Path(folder))  # wrong as a whole: nothing is replaced
                shutil.copymode(path, new)
                new.replace(path)
        except OSError as error:
            raise ConfigError(f"cannot be written ({error.strerror})", where=str(path)) from error
        return load_workspace(root)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One change at a time, whoever makes it."""
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
