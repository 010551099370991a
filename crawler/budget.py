"""How often a host may be asked: one budget for all crawls and processes of this machine.

A small SQLite file of its own, outside of any workspace, because two workspaces may crawl one host. It holds the
moment of each host's next turn and who is fetching from it now; losing it costs nothing but that memory.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import ConfigError
from crawler.owners import is_alive
from crawler.sqlite_files import BUSY_SECONDS, write_ahead

ENVIRONMENT = "GONGKAI_STATE"  # a folder for what belongs to this machine rather than to a workspace
_STALE = 600.0  # seconds after which a place that was never given back is free
_SLOWEST = 16.0  # times the usual distance between two requests: the most that answers can slow us down to
_RECOVERY = 0.9  # of the slowness is left after each good answer
LONGEST_REST = 300.0  # seconds; no Retry-After counts for more
_TAKEN = 0.1  # seconds to wait before looking again whether a place is free


@dataclass(frozen=True, slots=True)
class Turn:
    """Leave to ask a host now; the place is held until `give_back`."""

    host: str
    place: int


class HostBudget:
    """Turns for hosts. Safe between processes; each call is one short transaction."""

    def __init__(self, path: Path) -> None:
        """Raises ConfigError where the file cannot be used."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open(path)
        except (OSError, sqlite3.DatabaseError) as error:
            raise ConfigError(
                f"the budget of hosts cannot be used ({error})",
                where=str(path),
                fix=f"delete the file, or name a folder that can be written in {ENVIRONMENT}",
            ) from error

    def _open(self, path: Path) -> None:
        self._conn = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)
        self._conn.row_factory = sqlite3.Row
        write_ahead(self._conn)
        self._conn.execute("PRAGMA synchronous = OFF")  # nothing here outlives a power cut with any use
        self._conn.executescript(
            "CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, next_at REAL NOT NULL, asked_delay REAL NOT NULL"
            " DEFAULT 0, slowness REAL NOT NULL DEFAULT 1) STRICT;"
            "CREATE TABLE IF NOT EXISTS places (host TEXT NOT NULL, place INTEGER NOT NULL, owner TEXT NOT NULL,"
            " since REAL NOT NULL, PRIMARY KEY (host, place)) STRICT"
        )

    def take(self, host: str, *, owner: str, delay: float, places: int, now: float) -> Turn | float:
        """A turn at a host, to be used at once, or the seconds after which to come again.

        `delay` is the least distance in seconds between two requests; what robots.txt asked for and what slow or
        refusing answers taught is added. `places` is the number of requests that may be under way at once. The
        distance is counted from the moment a turn is taken, so that who comes late does not hurry the next.
        """
        with self._conn:
            self._conn.execute("BEGIN IMMEDIATE")
            row = self._conn.execute("SELECT * FROM hosts WHERE host = ?", (host,)).fetchone()
            if row is not None and now < row["next_at"] <= now + _furthest(max(delay, row["asked_delay"])):
                return float(row["next_at"]) - now
            place = self._free_place(host, places, now)
            if place is None:
                return _TAKEN
            distance = max(delay, row["asked_delay"]) * row["slowness"] if row is not None else delay
            self._conn.execute(
                "INSERT INTO hosts (host, next_at) VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET next_at ="
                " excluded.next_at",
                (host, now + distance),
            )
            self._conn.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)", (host, place, owner, now))
        return Turn(host, place)

    def give_back(self, turn: Turn) -> None:
        """The answer is there: the place is free for others."""
        with self._conn:
            self._conn.execute("DELETE FROM places WHERE host = ? AND place = ?", (turn.host, turn.place))

    def ask_for(self, host: str, delay: float) -> None:
        """Its robots.txt asks for this many seconds between two requests (Crawl-delay)."""
        with self._conn:
            self._conn.execute(
                "INSERT INTO hosts (host, next_at, asked_delay) VALUES (?, 0, ?)"
                " ON CONFLICT (host) DO UPDATE SET asked_delay = excluded.asked_delay",
                (host, delay),
            )

    def learn(self, host: str, *, strained: bool) -> None:
        """An answer showed strain (429, 5xx, very slow): twice the distance; or none: back towards the usual."""
        with self._conn:
            self._conn.execute(
                "UPDATE hosts SET slowness = min(?, slowness * 2) WHERE host = ?"
                if strained
                else "UPDATE hosts SET slowness = max(1, slowness * ?) WHERE host = ? AND slowness > 1",
                (_SLOWEST if strained else _RECOVERY, host),
            )

    def rest(self, host: str, until: float) -> None:
        """Nobody asks the host before this moment (Retry-After)."""
        with self._conn:
            self._conn.execute("UPDATE hosts SET next_at = max(next_at, ?) WHERE host = ?", (until, host))

    def close(self) -> None:
        """Close the file."""
        self._conn.close()

    def _free_place(self, host: str, places: int, now: float) -> int | None:
        taken = {
            row["place"]
            for row in self._conn.execute("SELECT * FROM places WHERE host = ?", (host,))
            if abs(now - row["since"]) < _STALE and is_alive(row["owner"])
        }
        return next((place for place in range(places) if place not in taken), None)


def _furthest(delay: float) -> float:
    """Seconds to the furthest turn there can be; one further off was noted before the clock was put back."""
    return max(delay * _SLOWEST, LONGEST_REST)


def default_path() -> Path:
    """Where this machine's budget lies: `$GONGKAI_STATE`, else the user's state folder (XDG)."""
    chosen = os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen) / "hosts.db"
    base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / "gongkai" / "hosts.db"
