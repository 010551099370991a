"""Cells as text: what protects a spreadsheet from formulas, and line breaks of one kind."""

from __future__ import annotations

import re

_GUARDED = re.compile(r"'*\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before a leading = + - @, also in full width.

    `unguard` takes it away again; a plain negative number stays as it is.
    """
    return f"'{text}" if _GUARDED.match(text) and not _NUMBER.fullmatch(text) else text


def unguard(text: str) -> str:
    """The text behind the apostrophe of `guard`."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def one_line_end(text: str) -> str:
    """Text with \\n at the end of its lines, as every program writes it differently."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
