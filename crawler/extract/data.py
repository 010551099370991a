"""Data that a page brings along or consists of: a JSON answer, a JSON value inside a script, moments as numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from crawler.clock import SHANGHAI
from crawler.dates import parse_day
from crawler.page import Page

_DECODER = json.JSONDecoder(strict=False)  # raw line breaks inside strings are common
_WRAPPED = re.compile(r"^[\w.$]+\s*\(\s*(?=[\[{])")  # JSONP: callback({…})
_LARGEST = 20_000_000  # characters
_DEEPEST = 6  # levels in which an answer is searched for its records


def data_of(page: Page) -> Any:
    """The JSON (or JSONP) value that the page consists of; None where it is a page or is broken."""
    text = page.text.lstrip("\ufeff \t\r\n")
    if len(text) > _LARGEST:
        return None
    wrapped = _WRAPPED.match(text[:200])
    if wrapped is not None:
        text = text[wrapped.end() :]
    if text[:1] not in ("{", "["):
        return None
    return _decoded(text, 0)


def member_of(text: str, name: str) -> Any:
    """The JSON object or array that a script gives to `name` (`name: …` or `name = …`); None where there is none.

    The script around it need not be JSON: the value is decoded from its own first bracket on.
    """
    for match in re.finditer(rf"[\"']?\b{re.escape(name)}[\"']?\s*[:=]\s*(?=[\[{{])", text):
        value = _decoded(text, match.end())
        if value is not None:
            return value
    return None


def text_member_of(text: str, name: str) -> str | None:
    """The string or number that a script gives to `name`; None where there is none or it is empty."""
    match = re.search(
        rf"[\"']?\b{re.escape(name)}[\"']?\s*[:=]\s*(?:'([^'\\\n]{{0,300}})'|\"([^\"\\\n]{{0,300}})\"|(\d{{1,20}})\b)",
        text,
    )
    return next((group for group in match.groups() if group), None) if match else None


def _decoded(text: str, start: int) -> Any:
    try:
        return _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def mappings_in(value: Any, depth: int = _DEEPEST) -> Iterator[Mapping[str, Any]]:
    """All JSON objects that contain others or stand alone, the outer ones first; lists are searched too."""
    if depth == 0:
        return
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from mappings_in(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value[:5]:  # records are all of one kind
            yield from mappings_in(inner, depth - 1)


def mappings_of(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a JSON array; an empty list for anything else."""
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def whole(value: Any) -> int | None:
    """A count as an integer, be it written as a number or as text; None where it is neither or negative."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value >= 0 else None
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 16 else None


def words_of(value: Any) -> str:
    """A text member as plain text; numbers as they are written; empty for everything else."""
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def day_of(value: Any) -> date | None:
    """The day in Shanghai of a moment: epoch seconds or milliseconds, as number or text, or a written date."""
    number = whole(value)
    if number is None:
        return parse_day(value) if isinstance(value, str) else None
    if number >= 100_000_000_000:
        number //= 1000
    if not 315_532_800 <= number < 4_133_980_800:  # 1980 to 2100: 0 and 20160315 are no moments
        return parse_day(str(value)) if len(str(value)) == 8 else None
    return datetime.fromtimestamp(number, SHANGHAI).date()
