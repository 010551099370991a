"""An error that crosses from one process to another: what it said, and the same error again on the other side."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from crawler.errors import ArchiveError, CatalogueError, ConfigError, GongkaiError, PackError

_KINDS: dict[str, type[GongkaiError]] = {
    kind.__name__: kind for kind in (ArchiveError, CatalogueError, ConfigError, GongkaiError, PackError)
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a process ended before its time, in words that another process can say again."""

    kind: str
    what: str
    where: str = ""
    fix: str = ""
    number: int = 0  # of the operating system's error

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """What an error says."""
        if isinstance(error, GongkaiError):
            return cls(type(error).__name__, error.what, error.where, error.fix)
        if isinstance(error, sqlite3.OperationalError):  # the disk is full, the catalogue is locked, …
            return cls("OperationalError", str(error))
        if isinstance(error, OSError) and error.errno:
            return cls("OSError", error.strerror or "", str(error.filename or ""), number=error.errno)
        return cls("GongkaiError", f"{type(error).__name__}: {error}")

    def error(self) -> Exception:
        """The error again, for whoever began the crawl."""
        if self.kind == "OperationalError":
            return sqlite3.OperationalError(self.what)
        if self.kind == "OSError":
            return OSError(self.number, self.what, self.where or None)
        return _KINDS.get(self.kind, GongkaiError)(self.what, where=self.where, fix=self.fix)
