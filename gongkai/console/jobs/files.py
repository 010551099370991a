"""The files of a job: what it said, what it answered, how far it is. Those of the newest jobs are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_KEPT = 300  # jobs whose files are kept
_LARGEST = 32 * 1024 * 1024  # bytes of an answer that goes into the ledger
_TAIL = 64 * 1024  # bytes of a log that are looked at
_LINE = 300  # characters of an error message that the ledger keeps


def folder(root: Path) -> Path:
    """Where the files lie in a workspace."""
    return root / "logs" / "jobs"


def log_path(root: Path, number: int) -> Path:
    """What the job said on standard error."""
    return folder(root) / f"{number:06d}.log"


def answer_path(root: Path, number: int) -> Path:
    """What it answered on standard output."""
    return folder(root) / f"{number:06d}.out"


def progress_path(root: Path, number: int) -> Path:
    """How far it is."""
    return folder(root) / f"{number:06d}.progress"


def answer(root: Path, number: int) -> Any:
    """The answer, where it is one JSON document of bearable size; else None."""
    path = answer_path(root, number)
    try:
        if path.stat().st_size > _LARGEST:
            return None
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def last_lines(path: Path, count: int = 40) -> list[str]:
    """The last lines of a log, without reading more of it than its end."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return []
    return [line[:_LINE] for line in text.splitlines()[-count:]]


def last_words(root: Path, number: int) -> str:
    """What the command line said when it failed: the last line of the log that is its own."""
    own = [line for line in last_lines(log_path(root, number), 400) if line.startswith("gongkai: ")]
    return own[-1].removeprefix("gongkai: ") if own else ""


def drop_old(root: Path, newest: int) -> None:
    """Remove the files of all jobs but the newest."""
    edge = f"{max(0, newest - _KEPT):06d}"
    for path in folder(root).glob("[0-9]*.*"):
        if path.name[:6] <= edge:
            path.unlink(missing_ok=True)
