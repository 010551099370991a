"""What the index holds of a text: every pair of neighbouring characters in order, and every character once.

A word of two characters or more is a phrase of pairs, so that it is found exactly where it stands: also the words of
two characters that Chinese lives on, which an index of trigrams cannot see. A single character is looked up among the
characters. Tokens are made here and not by SQLite, whose tokenizers drop punctuation, emoji and characters that are
younger than their tables: its `ascii` tokenizer parts them at blanks and takes everything beyond ASCII as it is.
"""

from __future__ import annotations

from operator import add

_BREAK = " \u240a\u240a\u240a "  # between lines: as long as no pair, so that no phrase goes across
# ASCII punctuation would part tokens; its full-width forms do not, and no normal form contains them.
_SAFE = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F) if not chr(code).isalnum()} | {0x20: "\u3000"}


def pairs(normal: str) -> str:
    """The pairs of a normal form in order, parted by blanks."""
    safe = normal.translate(_SAFE)
    return _BREAK.join(" ".join(map(add, line, line[1:])) for line in safe.split("\n"))


def letters(normal: str) -> str:
    """The characters of a normal form, each once, parted by blanks."""
    return " ".join(sorted(set(normal.translate(_SAFE)) - {"\n"}))
