"""What a page's script asks a list service for: addresses and parameters, as far as they can be read off.

No script is run. A value is a literal, a name that the page gives a literal to, or both joined by `+`; anything else
is not known, and nothing is guessed for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Value = str | int

_LITERAL = r"'[^'\\\n]{0,600}'|\"[^\"\\\n]{0,600}\"|-?\d{1,18}\b|true\b|false\b|null\b"
_NAME = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,3}"
_PAIR = re.compile(
    rf"[\"']?([\w$\[\].]{{1,60}})[\"']?\s*:\s*((?:{_LITERAL}|{_NAME})(?:\s*\+\s*(?:{_LITERAL}|{_NAME}))*)"
)
_TERM = re.compile(rf"({_LITERAL})|({_NAME})")
_LONGEST = 4000  # characters of an object literal


def object_after(text: str, start: int) -> str | None:
    """The object literal that opens at or right behind `start`, with its braces; None where there is none."""
    begin = text.find("{", start, start + 60)
    if begin < 0:
        return None
    depth, quote = 0, ""
    for at in range(begin, min(len(text), begin + _LONGEST)):
        char = text[at]
        if quote:
            quote = "" if char == quote and text[at - 1] != "\\" else quote
        elif char in "'\"":
            quote = char
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                return text[begin : at + 1]
    return None


def parameters(literal: str, text: str) -> dict[str, Value | None]:
    """The fields of an object literal in their order; None for a value that cannot be read off the page."""
    return {match[1]: value_of(match[2], text) for match in _PAIR.finditer(literal)}


def value_of(expression: str, text: str) -> Value | None:
    """The value of `'a' + name + 3` by the literals of the page, or None."""
    parts: list[Value] = []
    for match in _TERM.finditer(expression):
        value = _plain(match[1]) if match[1] is not None else lookup(match[2], text)
        if value is None:
            return None
        parts.append(value)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else "".join(str(part) for part in parts)


def lookup(name: str, text: str) -> Value | None:
    """The literal that the page gives to a name (`var name = 'x'`, `name: 3`, `"name":"x"`); its last part counts."""
    last = re.escape(name.rpartition(".")[2])
    match = re.search(rf"(?<![\w$.])[\"']?{last}[\"']?\s*(?:=(?!=)|:)\s*({_LITERAL})", text)
    return _plain(match[1]) if match is not None else None


def _plain(literal: str) -> Value | None:
    if literal[:1] in "'\"":
        return literal[1:-1]
    if literal in ("true", "false"):
        return literal
    return None if literal == "null" else int(literal)


def addresses(text: str, path: re.Pattern[str], numbers: frozenset[str]) -> Iterator[str]:
    """Addresses in quotes that hold `path`, completed with what is joined to them by `+`.

    A value that the page does not tell is 1 where it stands for one of `numbers` (page=…); else there is no address.
    """
    for match in path.finditer(text):
        opening = max(text.rfind(quote, max(0, match.start() - 300), match.start()) for quote in "'\"")
        if opening < 0:
            continue
        address = _joined(text, opening, numbers)
        if address is not None and match[0] in address:
            yield address


def _joined(text: str, at: int, numbers: frozenset[str]) -> str | None:
    """The string that begins at a quote, with the terms that follow it."""
    found = ""
    piece = re.compile(rf"({_LITERAL})|({_NAME})(?!\s*\()")
    for _ in range(20):
        match = piece.match(text, at)
        if match is None:
            return None
        if match[1] is not None:
            found += str(_plain(match[1]) or "")
        else:
            asked = re.search(r"[?&]([\w.\[\]]+)=$", found)
            value = 1 if asked is not None and asked[1].lower() in numbers else lookup(match[2], text)
            if value is None:
                return None
            found += str(value)
        plus = re.compile(r"\s*\+\s*").match(text, match.end())
        if plus is None:
            return found
        at = plus.end()
    return None
