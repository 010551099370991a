"""Which process is meant: a number is given anew after its process died, so the moment of its start belongs to it.

That makes the ledger a lock that `kill -9` and a power cut leave open: a run whose process is gone stands in nobody's
way.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its number, and what tells it from another that gets the same number later."""

    pid: int
    mark: str

    def is_alive(self) -> bool:
        """True while exactly this process runs; one that ended and was not yet collected counts as gone."""
        return _mark(self.pid) == self.mark


def process_of(pid: int) -> Process | None:
    """The process that has this number now; None where there is none."""
    mark = _mark(pid)
    return Process(pid, mark) if mark is not None else None


def this_process() -> Process:
    """The process that asks."""
    return Process(os.getpid(), _mark(os.getpid()) or "")


def start(root: Path, run_id: int, log: Path) -> subprocess.Popen[bytes]:
    """Start a scheduled run in a process of its own, which writes to `log`. Raises OSError.

    It has a session of its own: Ctrl-C at the terminal reaches only the keeper, which passes it on once (a second
    one would break off what the first one asked to end in good order).
    """
    command = [sys.executable, "-m", "gongkai", "schedule", "perform", str(run_id), "--workspace", str(root)]
    return spawn(command, root, out=log)


def spawn(
    command: Sequence[str],
    folder: Path,
    *,
    out: Path,
    errors: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start one of our own commands in a session of its own; what it says is added to these files. Raises OSError.

    `errors`: where standard error goes; None: to `out` as well.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("ab") as answer, (errors or out).open("ab") as said:
        return subprocess.Popen(  # noqa: S603 (our own command, no shell)
            command,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=said if errors is not None else subprocess.STDOUT,
            start_new_session=True,
            cwd=folder,
            env=environment,
        )


def _mark(pid: int) -> str | None:
    """Boot and moment of start of a process; None where there is none."""
    if not (_PROC / "self" / "stat").exists():
        return _mark_by_ps(pid)
    try:
        stat = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = stat.rpartition(")")[2].split()  # the name, in brackets, may hold blanks
    if fields[0] in ("Z", "X"):
        return None
    boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return f"{boot[:8]}:{fields[19]}"  # field 22: ticks from boot to start


def _mark_by_ps(pid: int) -> str | None:
    """The same where there is no /proc (macOS, BSD): state and moment of start to the second."""
    answer = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, began = answer.stdout.strip().partition(" ")
    return None if not state or state.startswith("Z") else " ".join(began.split())
