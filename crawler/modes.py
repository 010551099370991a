"""The modes of a crawl: the one list that the command line and the schedules validate against."""

from __future__ import annotations

LINKS = "links"  # see whether the links of the newest full crawl open
MODES: tuple[str, ...] = ("full", LINKS)  # full: walk everything
