"""Lines that a program broke at its margin, joined to paragraphs again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from reports.audit.wording import heading_level, joint, mark_level

_WIDEST = 130  # half-width places: nobody wraps text wider than that
_SLACK = 5  # a line may end that much sooner: no line begins with a full stop
_ENDS = tuple("。！？；：!?;:")
_OPEN = tuple("，、,（(“《")
_RUNNING = re.compile("[，。；]")
_INDENT = re.compile(r"^(?:\u3000|  |\t)")


def width(text: str) -> int:
    """How wide a text is printed, in half-width places."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text.rstrip())


def join_wrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs of lines as they stand in a file; blank lines, indents and headings begin a new one."""
    full = _margin(lines)
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        if not line.strip():
            before = ""
            continue
        if before and paragraphs and _goes_on(before, line, full):
            last = paragraphs[-1]
            paragraphs[-1] = last + joint(last, line.strip()) + line.strip()
        else:
            paragraphs.append(line.strip())
        before = line
    return paragraphs


def _margin(lines: Sequence[str]) -> int | None:
    """The width at which the file was wrapped; None where its lines are paragraphs."""
    widths = sorted((width(line) for line in lines if line.strip()), reverse=True)
    if len(widths) < 4 or widths[0] > _WIDEST or widths[0] < 30:
        return None
    near = sum(one >= widths[0] - _SLACK for one in widths)
    return widths[0] if near >= 3 and near * 4 >= len(widths) else None


def _goes_on(before: str, line: str, full: int | None) -> bool:
    text, end = line.strip(), before.rstrip()
    if _INDENT.match(line) or heading_level(text) is not None or heading_level(end.strip()) is not None:
        return False
    if full is not None and width(before) >= full - _SLACK:
        return not (end.endswith(_ENDS) and mark_level(text) is not None)
    if end.endswith(_ENDS) or end.endswith(("”", "）", ")")):
        return False
    if end.endswith(_OPEN):
        return True
    return bool(_RUNNING.search(end)) and mark_level(text) is None
