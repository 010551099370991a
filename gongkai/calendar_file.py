"""Due days as an iCalendar file (RFC 5545), for the calendar that people have open anyway."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from checks.due import DueEntry
from crawler.catalogue.queries import SiteRow

_LONGEST_LINE = 75  # octets, as the standard has it


def calendar_text(entries: Sequence[tuple[SiteRow, DueEntry]], now: datetime) -> str:
    """One all-day event for each entry, with a reminder a week before. Lines end in CR LF and are folded."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongkai//due//ZH", "CALSCALE:GREGORIAN"]
    for site, entry in entries:
        lines += _event(site, entry, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(site: SiteRow, entry: DueEntry, now: datetime) -> list[str]:
    day = entry.task.due.day
    obligation = entry.task.obligation
    basis = f"依据：{obligation.source}" + ("" if obligation.confidence.verified else "（未核实）")
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.task.key}@{site.id}.gongkai",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{site.name}：{entry.task.title}（截止）')}",
        f"DESCRIPTION:{_escaped(f'{entry.state}。{basis}')}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(entry.task.title)}",
        "TRIGGER:-P7D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, the later ones led by a blank; no character is cut."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        if len(f"{piece}{character}".encode()) > _LONGEST_LINE - (1 if pieces else 0):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
