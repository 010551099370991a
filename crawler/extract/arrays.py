"""Lists that are data: arrays of objects in script (`var list=[{"title":…,"url":…,"date":…}]`) and JSON answers.

Which member is title, address and day is told by its name and by what it holds; a record without a title is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from crawler.dates import parse_day
from crawler.extract.fragments import rows_of_fragments
from crawler.extract.islands import plain
from crawler.identity import resolve
from crawler.model import Row

_TITLE = re.compile(
    r"^(?:doc|info|news|article|art|list|f?_?|show|real|vc_)*_?(?:title|biaoti|bt|name|subject|filename|headline|xxmc|mc)"
    r"(?:_?no_?)?$",
    re.IGNORECASE,
)
_TITLE_SUFFIX = re.compile(r"(?:title|subject)$|标题$|名称$", re.IGNORECASE)
_NAME_SUFFIX = re.compile(r"(?<!table)(?<!file)(?<!user)(?<!column)(?<!channel)(?<!class)name$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:url|href|link|linkurl|puburl|src|path|address)$", re.IGNORECASE)
_DAY = re.compile(
    r"pub|date|time|riqi|shijian|日期|时间|fbsj|fbrq|^rq$|^sj$|(?:^|_)day$|created?_?(?:at|on)?$", re.IGNORECASE
)
_FIRST_DAY = re.compile(r"pub|rel|show|display|fb|发布|公开", re.IGNORECASE)
_LAST_DAY = re.compile(r"end|expire|deadline|update|modif|created?|write|made|cw|成文", re.IGNORECASE)
_TOTALS = (
    "total",
    "totalcount",
    "totalrecord",
    "totalnum",
    "recordcount",
    "recordnum",
    "count",
    "num",
    "totalrows",
    "totalelements",
)
_START = re.compile(r"\[\s*\{\s*[\"']?\w+[\"']?\s*:")
_KEY = re.compile(r"([{,]\s*)([A-Za-z_]\w*)\s*:")
_SINGLE = re.compile(r"(?<=[:\[,{])\s*'((?:[^'\\]|\\.)*)'\s*(?=[,:}\]])")
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
_STRAY_COMMA = re.compile(r",\s*([\]}])")
_STRAY_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_LARGEST = 3_000_000

Records = Sequence[Mapping[str, Any]]


def rows_of_script(source: str, url: str) -> tuple[Row, ...]:
    """The longest list of entries that an array in the page's scripts holds; empty where there is none."""
    best: tuple[Row, ...] = ()
    for script in _SCRIPT.finditer(source):
        for records in _arrays(script[1]):
            rows = rows_of_records(records, url)
            if len(rows) > len(best) and all(row.href and not row.href.endswith(".json") for row in rows):
                best = rows
    return best


def read_data(text: str, url: str) -> tuple[tuple[Row, ...], int | None] | None:
    """The list of a JSON (or JSONP) answer with most dated entries, or the longest, and the total it states.

    None for what is no JSON.
    """
    data = _load(text)
    if data is None:
        return None
    found = [rows_of_records(records, url) for records in _lists(data)]
    found += [rows_of_fragments([markup], url) for markup in _markups(data)]
    best = max(found, key=lambda rows: (sum(1 for row in rows if row.raw_date), len(rows)), default=())
    return best, _total(data, len(best))


def rows_of_records(records: Records, url: str) -> tuple[Row, ...]:
    """Records as rows. Addresses and days that no member tells are empty and None."""
    rows: list[Row] = []
    for record in records:
        title = _title(record)
        if not title:
            continue
        href = next((v.strip() for k, v in record.items() if isinstance(v, str) and v and _ADDRESS.search(k)), "")
        day, raw = _day(record)
        rows.append(
            Row(
                title=title,
                href=href,
                url=(resolve(url, href) or href) if href and url else href,
                listed_on=day,
                raw_date=raw,
                truncated=title.endswith(("…", "...")),
            )
        )
    return tuple(rows)


def _title(record: Mapping[str, Any]) -> str:
    named = [(k, v) for k, v in record.items() if isinstance(v, str) and v.strip()]
    for pattern in (_TITLE, _TITLE_SUFFIX, _NAME_SUFFIX):
        found = [plain(value) for key, value in named if pattern.search(key)]
        found = [text for text in found if text and not text.isdigit()]
        if found:
            return max(found, key=len)
    return ""


def _day(record: Mapping[str, Any]) -> tuple[date | None, str]:
    """The day that is most like one of publishing, with the raw value."""
    found: list[tuple[int, date, str]] = []
    for key, value in record.items():
        if not _DAY.search(key) or not isinstance(value, str | int | float) or isinstance(value, bool):
            continue
        day = parse_day(str(value))
        if day is not None:
            rank = 0 if _FIRST_DAY.search(key) else 2 if _LAST_DAY.search(key) else 1
            found.append((rank, day, str(value)))
    if not found:
        return None, ""
    _, day, raw = min(found, key=lambda item: item[0])
    return day, raw


def _total(data: Any, rows: int) -> int | None:
    """A total by name anywhere in the answer; one below the number of rows is a page size or something else."""
    for level in _objects(data):
        for key, value in level.items():
            if key.lower().replace("_", "") in _TOTALS and str(value).isdigit() and int(value) >= max(rows, 1):
                return int(value)
    return None


def _load(text: str) -> Any:
    body = text.strip("\ufeff \t\r\n;")
    if not body or len(body) > _LARGEST:
        return None
    if body[0] not in "{[":
        call = re.match(r"[\w.$]{1,80}\s*\(", body)  # JSONP
        if call is None or not body.endswith(")"):
            return None
        body = body[call.end() : -1].strip()
    try:
        data = json.loads(body, strict=False)
    except (ValueError, RecursionError):
        try:  # a comma too many, or a backslash that escapes nothing
            data = json.loads(_STRAY_COMMA.sub(r"\1", _STRAY_ESCAPE.sub(r"\\\\", body)), strict=False)
        except (ValueError, RecursionError):
            return None
    return _load(data) if isinstance(data, str) else data


def _objects(data: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _objects(value, depth + 1)
    elif isinstance(data, list):
        for value in data[:3]:
            yield from _objects(value, depth + 1)


def _markups(data: Any) -> Iterator[str]:
    """Lists that the answer holds as HTML."""
    for level in _objects(data):
        for value in level.values():
            if isinstance(value, str) and "<a" in value and ("<li" in value or "<tr" in value):
                yield value


def _lists(data: Any, depth: int = 0) -> Iterator[Records]:
    if depth > 8:
        return
    if isinstance(data, list):
        records = [value for value in data if isinstance(value, dict)]
        if records:
            yield records
        for value in data[:50]:
            yield from _lists(value, depth + 1)
    elif isinstance(data, dict):
        for value in data.values():
            inner = _load(value) if isinstance(value, str) and value[:1] in ("[", "{") else value
            yield from _lists(inner, depth + 1)


def _arrays(script: str) -> Iterator[Records]:
    """Arrays of objects as script writes them: names without quotes and single quotes are mended."""
    place = 0
    while match := _START.search(script, place):
        piece = _balanced(script, match.start())
        place = match.start() + max(len(piece), 1)
        for form in (piece, _KEY.sub(r'\1"\2":', _SINGLE.sub(_requoted, piece))):
            try:
                data = json.loads(form, strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _lists(data)
            break


def _requoted(match: re.Match[str]) -> str:
    return json.dumps(match[1].replace("\\'", "'").replace("\\/", "/"), ensure_ascii=False)


def _balanced(script: str, start: int) -> str:
    """From an opening bracket to the one that closes it, strings skipped; empty where it never closes."""
    depth, quote, place = 0, "", start
    end = min(len(script), start + _LARGEST)
    while place < end:
        char = script[place]
        if quote:
            if char == "\\":
                place += 1
            elif char == quote:
                quote = ""
        elif char in "\"'":
            quote = char
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if depth == 0:
                return script[start : place + 1]
        place += 1
    return ""
