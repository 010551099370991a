"""The schedules of a workspace as the planner wants them: with their sites, and since when they count."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from gongkai.schedules.ledger import accounted_until
from gongkai.schedules.planner import Watched
from gongkai.schedules.settings import Schedule
from gongkai.workspace import CONFIG_NAME, Workspace


def watched_schedules(place: Workspace, conn: sqlite3.Connection | None, *, otherwise: datetime) -> list[Watched]:
    """All schedules that are not paused; one that was never taken up as it stands counts from `otherwise` on."""
    found = []
    for schedule in active(place):
        since = accounted_until(conn, schedule) if conn is not None else None
        found.append(Watched(schedule, site_ids(place, schedule), since or otherwise))
    return found


def active(place: Workspace) -> tuple[Schedule, ...]:
    """The schedules that are not paused."""
    return tuple(schedule for schedule in place.settings.schedule if not schedule.paused)


def site_ids(place: Workspace, schedule: Schedule) -> tuple[str, ...]:
    """The sites a schedule means: those it names, or all that have a profile just now."""
    if schedule.sites == "all":
        return tuple(sorted(path.stem for path in place.sites.glob("*.toml")))
    return schedule.sites


def written_at(place: Workspace) -> datetime:
    """When gongkai.toml was written last: its schedules stood there from then on, whoever looked after them."""
    return datetime.fromtimestamp((place.root / CONFIG_NAME).stat().st_mtime, UTC)
