"""The modes of a crawl: the one list that the command line and the schedules validate against."""

from __future__ import annotations

MODES: tuple[str, ...] = ("full",)  # full: walk everything
