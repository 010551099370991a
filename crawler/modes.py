"""The modes of a crawl: the one list that the command line and the schedules validate against."""

from __future__ import annotations

FULL = "full"  # walk everything
UPDATE = "update"  # ask for what may have changed since the last crawl
LINKS = "links"  # see whether the links of the newest full crawl open
RECHECK = "recheck"  # look once more at what one finding is about (`gongkai findings recheck`, not `gongkai crawl`)
AUDIT = "audit"  # fetch one published report (`gongkai audit URL`), into a catalogue of its own
MODES: tuple[str, ...] = (FULL, UPDATE, LINKS)
