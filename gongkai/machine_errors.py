"""Errors of the machine, not of the program: what went wrong, and what the user can do about it."""

from __future__ import annotations

import errno
import sqlite3


def explain(error: BaseException) -> str | None:
    """One sentence for a failure that the machine caused (full disk, locked or read-only file), else None.

    The catalogue changes in whole transactions and the archive is flushed before them, so in each of these
    cases what was stored before is intact.
    """
    words = str(error).lower()
    if isinstance(error, sqlite3.OperationalError):
        if "disk is full" in words:
            return "the disk is full; make room and run the same command again, what was stored so far is kept"
        if "database is locked" in words:
            return "another program keeps the catalogue locked; close it and run the same command again"
        if "readonly" in words or "unable to open" in words:
            return f"the catalogue cannot be written ({error}); check the rights of the workspace folder"
        return None
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return f"{place}the disk is full; make room and run the same command again, what was stored so far is kept"
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return f"{place}may not be written or read here; check the rights of the workspace folder"
    return None
