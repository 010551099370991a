"""A clock for rehearsals: it starts when one likes and runs as fast as one likes."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from crawler.clock import SHANGHAI, Clock, system_clock


def quick_clock(start: datetime | None, speed: float) -> Clock:
    """A clock that shows `start` now (Asia/Shanghai if it names no zone; None: the present) and runs `speed` fast."""
    base = start or system_clock()
    if base.tzinfo is None:
        base = base.replace(tzinfo=SHANGHAI)
    base = base.astimezone(UTC)
    origin = time.monotonic()

    def now() -> datetime:
        return base + timedelta(seconds=(time.monotonic() - origin) * speed)

    return now
