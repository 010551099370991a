"""The behaviours as a table for people, kept between two marks of a page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from testbed.hostile.model import Behaviour

BEGIN, END = "<!-- behaviours -->", "<!-- /behaviours -->"


def table(behaviours: Iterable[Behaviour]) -> str:
    """One Markdown table a group: what the site does, how the visit and the run end, and what keeps it in bounds."""
    parts = []
    for group, entries in groupby(behaviours, key=lambda entry: entry.group):
        parts.append(f"\n### {group[0].upper()}{group[1:]}\n")
        parts.append("| the site | visit | run | bound |\n| --- | --- | --- | --- |")
        parts.extend(
            f"| {_cell(entry.what)} | `{entry.expected.outcome}` | {entry.expected.run} | {_cell(entry.bound)} |"
            for entry in entries
        )
    return "\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def written(page: str, behaviours: Iterable[Behaviour]) -> str:
    """The page with the table of now. Raises ValueError where the marks are missing."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the page lacks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table(behaviours)}\n{END}{after}"


def write_table(path: Path, behaviours: Iterable[Behaviour]) -> None:
    """Bring the table of a page up to date."""
    path.write_text(written(path.read_text(encoding="utf-8"), behaviours), encoding="utf-8")
