"""registers/log.jsonl: every change that a command made to a register, chained so that a cut or an edit shows.

A line holds who, when, what, the digests of the register before and after, and the digest of the line before it.
Rows are named by their numbers; names of applicants are never written here.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from crawler.clock import stamp
from crawler.errors import RegisterError
from reports.registers.writing import digest

LOG = "log.jsonl"
_START = "0" * 64
_WAIT = "wait until it has ended, and try again"


@dataclass(frozen=True, slots=True)
class Event:
    """One change. `rows` are keys or row numbers, `before` is "" where the register was new."""

    at: str
    who: str
    what: str  # attach, import, start, enter, correct, void
    register: str
    file: str
    rows: tuple[str, ...]
    before: str
    after: str
    evidence: str = ""  # the attached file's name and digest


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """While the block runs no other command changes these registers. Raises RegisterError where one does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RegisterError("another command is changing the registers", where=str(folder), fix=_WAIT) from None
        yield


def write_event(folder: Path, event: Event) -> None:
    """Add a line to the log and see it on the disk."""
    path = folder / LOG
    lines = path.read_bytes().splitlines() if path.exists() else []
    line = {"seq": len(lines) + 1, **asdict(event), "prev": digest(lines[-1]) if lines else _START}
    with path.open("ab") as file:
        file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def new_event(now: datetime, who: str, what: str, register: str, path: Path, rows: tuple[str, ...]) -> Event:
    """An event whose digest after the change is that of the file as it lies there now."""
    return Event(stamp(now), who, what, register, path.name, rows, "", digest(path.read_bytes()))


def read_log(folder: Path) -> tuple[list[Mapping[str, object]], list[str]]:
    """(the events, what is wrong with the chain: one sentence in Chinese for each line that does not fit)."""
    path = folder / LOG
    events: list[Mapping[str, object]] = []
    faults: list[str] = []
    before = _START
    for number, line in enumerate(path.read_bytes().splitlines() if path.exists() else [], start=1):
        try:
            told = json.loads(line)
        except ValueError:
            faults.append(f"{LOG}第{number}行不是JSON")
            before = digest(line)
            continue
        if not isinstance(told, dict) or told.get("prev") != before or told.get("seq") != number:
            faults.append(f"{LOG}第{number}行与上一行不衔接，有行被改动或删除")
        before = digest(line)
        events.append(told if isinstance(told, dict) else {})
    return events, faults


def changed_by_hand(events: list[Mapping[str, object]], file: str, now: str) -> bool:
    """True where something else changed a register (`now` is its digest) since the first command that did."""
    own = [event for event in events if event.get("file") == file]
    states = [str(event.get("before")) for event in own[1:]] + ([now] if own else [])
    return any(str(event.get("after")) != state for event, state in zip(own, states, strict=True))
