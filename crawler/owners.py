"""Who holds a lease: one session of one process, told apart from a process that died and whose number came again."""

from __future__ import annotations

import os
import socket
from itertools import count
from pathlib import Path

_NUMBERS = count(1)
_LIVING: set[str] = set()  # sessions of this process that have not ended


def new_owner() -> str:
    """A name for a session that begins now: host, process, the moment it started, number of the session."""
    pid = os.getpid()
    owner = f"{socket.gethostname()}|{pid}|{_started(pid)}|{next(_NUMBERS)}"
    _LIVING.add(owner)
    return owner


def end_owner(owner: str) -> None:
    """The session has ended: what it still holds is free."""
    _LIVING.discard(owner)


def is_alive(owner: str) -> bool:
    """True if the session may still be at work.

    Of another machine that is not to be known: such a lease ends by its time alone. A name that is none of ours
    belongs to nobody.
    """
    parts = owner.split("|")
    if len(parts) != 4 or not parts[1].isdecimal():
        return False
    if parts[0] != socket.gethostname():
        return True
    pid = int(parts[1])
    if pid == os.getpid() and parts[2] == _started(pid):
        return owner in _LIVING
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is there, and somebody else's
    return _started(pid) in ("", parts[2])


def _started(pid: int) -> str:
    """When the process began, in clock ticks since the machine did; empty where the system does not tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]  # field 22: its name, in brackets, may hold blanks
