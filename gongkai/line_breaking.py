"""Where lines of Chinese text may end in a table: dates, numbers and words stay whole, marks stay with their word.

No line begins with a closing mark or ends with an opening one; a long address is cut behind a slash or a dot.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.containers import Lines
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

_OPENING = "“‘（《【〔「『"
_CLOSING = "，。；：、！？”’）》】〕」』…％"
_COUNTED = "年月日天个条次处项件份号分页"  # what a number counts stays with it
_UNIT = re.compile(
    rf"(?P<blank>[^\S\n]+)|(?P<end>\n)|[{_OPENING}]*(?:[!-~]*\d[{_COUNTED}]|[!-~]+|[^\s{_OPENING}])?[{_CLOSING}]*"
)
_PIECE = re.compile(r"[^/._?&=\-]*[/._?&=\-]+|[^/._?&=\-]+")  # of an address or a long name


def break_lines(text: str, width: int) -> list[str]:
    """The text in lines of at most so many terminal cells. Blanks before the first word stay: they make a tree."""
    lines, line, broken = [], "", False
    for unit in _units(text, width):
        if unit == "\n":
            lines.append(line.rstrip())
            line, broken = "", True
        elif unit.isspace():
            line += unit if line or not broken else ""
        elif cell_len(line + unit) <= width:
            line += unit
        else:
            lines.append(line.rstrip())
            line, broken = unit, True
    return [each for each in [*lines, line.rstrip()] if each] or [""]


def _units(text: str, width: int) -> Iterator[str]:
    """What is not to be broken, in order; blanks and ends of lines are units of their own."""
    for found in _UNIT.finditer(text):
        unit = found[0]
        if found["blank"] or found["end"] or cell_len(unit) <= width:
            if unit:
                yield unit
            continue
        core = unit.strip(_OPENING + _CLOSING)
        before, _, after = unit.partition(core)
        pieces = [before, core, after] if cell_len(core) <= width else _PIECE.findall(unit)
        for piece in filter(None, pieces):
            yield from [piece] if cell_len(piece) <= width else _cut(piece, width)


def _cut(word: str, width: int) -> Iterator[str]:
    part = ""
    for character in word:
        if part and cell_len(part + character) > width:
            yield part
            part = ""
        part += character
    yield part


class ChineseText(Text):
    """Text of a table's cell that breaks its lines as Chinese text does."""

    def wrap(self, console: Console, width: int, *, no_wrap: bool | None = None, **options: Any) -> Lines:
        """The lines of the cell."""
        if no_wrap:
            return super().wrap(console, width, no_wrap=no_wrap, **options)
        return Lines(Text(line) for line in break_lines(self.plain, max(width, 1)))
