"""How far a command has come, for whoever started it: told through a small file that is replaced as a whole.

The environment variable GONGKAI_PROGRESS names the file. Where it is not set nothing is written.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol

VARIABLE = "GONGKAI_PROGRESS"
_EVERY = 0.3  # seconds between two writes
_LONGEST = 500  # characters of a text
_FIRST, _LAST = 2, 18  # steps that are kept of many


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, and how much of it is done. `total` 0: not known. `steps`: what was done before, in words."""

    label: str = ""
    done: int = 0
    total: int = 0
    text: str = ""
    steps: tuple[tuple[str, str], ...] = field(default=())  # (kind, detail), oldest first


class Step(Protocol):
    """What is told after each page; totals grow while a crawl goes on."""

    def __call__(self, done: int, total: int, text: str) -> None: ...


def progress_path() -> Path | None:
    """The file that whoever started this process wants to be told through."""
    found = os.environ.get(VARIABLE)
    return Path(found) if found else None


def told(label: str, path: Path) -> Step:
    """A step function that writes to the file, not more often than a person can read."""
    last = float("-inf")

    def step(done: int, total: int, text: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _EVERY and done < total:
            return
        last = now
        write(path, Progress(label, done, total, text[:_LONGEST]))

    return step


class Story:
    """What a command that goes in steps tells. Every step is written at once: there are few of them."""

    def __init__(self, label: str, path: Path | None) -> None:
        """`path`: where to; None: nobody listens."""
        self._path = path
        self._told = Progress(label)

    def add(self, kind: str, detail: str = "") -> None:
        """Something was done, or begins."""
        steps = (*self._told.steps, (kind, detail[:_LONGEST]))
        self._say(replace(self._told, steps=steps[:_FIRST] + steps[_FIRST:][-_LAST:]))

    def at(self, done: int, total: int, text: str) -> None:
        """How much of what is being done is done."""
        self._say(replace(self._told, done=done, total=total, text=text[:_LONGEST]))

    def _say(self, told: Progress) -> None:
        self._told = told
        if self._path is not None:
            write(self._path, told)


def write(path: Path, progress: Progress) -> None:
    """Replace the file. Progress is never worth failing for: a full disk is met by the work itself."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_text(json.dumps(asdict(progress), ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)


def read(path: Path) -> Progress | None:
    """What the file says; None where there is none yet."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        steps = tuple((str(kind), str(detail)) for kind, detail in found["steps"])
        return Progress(str(found["label"]), int(found["done"]), int(found["total"]), str(found["text"]), steps)
    except (OSError, ValueError, KeyError, TypeError):
        return None
