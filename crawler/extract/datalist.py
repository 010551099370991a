"""Lists that a service answers as data: JSON or JSONP, an array of objects with title, address and date.

Every product calls its fields otherwise, but the words are few; they are compared without case and underscores. What
is data is read as data: no field is guessed, and an entry without title or address is no row.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.dates import parse_day
from crawler.extract.links import squeeze
from crawler.identity import resolve
from crawler.model import Row

TITLES = ("realtitle", "doctitle", "infotitle", "title", "filename", "informationtitle", "titlenew", "subject")
ADDRESSES = ("docpuburl", "puburl", "infourl", "url", "posturl", "linkurl", "link", "href", "visiturl", "htmlurl")
DATES = (
    "publishedtimestr",
    "docreltime",
    "pubdate",
    "publishdate",
    "publishtime",
    "pubtime",
    "infodateformat",
    "infodate",
    "trstime",
    "releasetime",
    "displaydate",
    "dates",
    "date",
    "timestamp",
    "createdate",
    "crtime",
    "docrel",
)
TOTALS = ("totalcount", "totalrecords", "totalrecord", "totalnum", "recordnum", "total", "records", "count")
PAGES = ("totalpages", "totalpage", "pagecount", "pages", "pagetotal")
INDEX_NUMBERS = ("idxid", "indexno", "indexnumber", "syh", "index")
DOCUMENT_NUMBERS = ("filenum", "fileno", "docno", "wh", "documentnumber", "documentnum")
_TAGS = re.compile(r"<[^<>]{0,300}>")
_BEFORE = re.compile(
    r"\A[\s\ufeff]*(?:/\*.*?\*/\s*)?(?:(?:var\s+)?[\w.$]+\s*=\s*|[\w.$]+\s*\(\s*)(?=[\[{\"'])", re.DOTALL
)
_AFTER = re.compile(r"[\s;)]+\Z")
_DEEPEST = 6  # boxes around the array of entries
_LARGEST = 5_000_000  # characters; a longer answer is no list page


@dataclass(frozen=True, slots=True)
class DataList:
    """A list as a service answered it. `objects` belong to `rows` one by one; `skipped` entries have no address."""

    rows: tuple[Row, ...]
    total: int | None = None
    pages: int | None = None
    skipped: int = 0


def load(text: str) -> Any:
    """The value that a JSON or JSONP answer holds; None where the text is neither."""
    if len(text) > _LARGEST:
        return None
    bare = text.strip().lstrip("\ufeff")
    if bare[:1] not in ("{", "["):
        opened = _BEFORE.match(bare)
        if opened is None:
            return None
        bare = _AFTER.sub("", bare[opened.end() :])
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return None


def read_data(value: Any, base: str, titles: Sequence[str] = TITLES) -> DataList | None:
    """The list in an answer, or None where no array of entries with titles is in it.

    `base` is the address that relative links count from.
    """
    for path in _arrays(value, ()):
        entries = path[-1]
        found = [entry for entry in entries if isinstance(entry, Mapping) and _first(_flat(entry), titles)]
        if entries and len(found) * 2 < len(entries):
            continue
        rows = [_row(_flat(entry), base, titles) for entry in found]
        kept = tuple(row for row in rows if row is not None)
        boxes = [box for box in reversed(path[:-1]) if isinstance(box, Mapping)]
        total = _number(boxes, TOTALS)
        if not entries and total is None:
            continue  # any empty array; with a total beside it, it is a page of the list
        return DataList(kept, total, _number(boxes, PAGES), len(rows) - len(kept))
    return None


def _arrays(value: Any, above: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """All arrays of objects, longest first on each level, with the boxes around them."""
    if len(above) > _DEEPEST:
        return
    if isinstance(value, list):
        if all(isinstance(entry, Mapping) for entry in value):
            yield (*above, value)
        return
    if not isinstance(value, Mapping):
        return
    inner = sorted(value.values(), key=lambda part: -len(part) if isinstance(part, list) else 0)
    for part in inner:
        if isinstance(part, list | Mapping):
            yield from _arrays(part, (*above, value))


def _flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry and of a box in it (`tip`), names without case and underscores; outer ones win."""
    fields: dict[str, Any] = {}
    for value in entry.values():
        if isinstance(value, Mapping):
            for inner, deeper in value.items():
                fields.setdefault(_name(inner), deeper)
    fields.update({_name(name): value for name, value in entry.items() if not isinstance(value, Mapping | list)})
    return fields


def _name(name: str) -> str:
    return str(name).lower().replace("_", "").replace("-", "")


def _first(fields: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "", "#")), None)


def _row(fields: Mapping[str, Any], base: str, titles: Sequence[str]) -> Row | None:
    title = plain(str(_first(fields, titles)))
    href = next((str(fields[name]) for name in ADDRESSES if _is_address(fields.get(name))), "")
    url = resolve(base, href) if href else None
    if not title or url is None:
        return None
    dates = [(str(fields[name]), day) for name in DATES if (day := parse_day(str(fields.get(name) or "")))]
    numbers = {"索引号": _first(fields, INDEX_NUMBERS), "文号": _first(fields, DOCUMENT_NUMBERS)}
    return Row(
        title=title,
        href=href,
        url=url,
        listed_on=dates[0][1] if dates else None,
        raw_date=dates[0][0] if dates else "",
        pinned=str(fields.get("istop", fields.get("top", ""))).lower() in ("1", "true"),
        truncated=title.endswith(("…", "...")),
        fields={label: plain(str(value)) for label, value in numbers.items() if value is not None},
    )


def _is_address(value: Any) -> bool:
    text = value.strip() if isinstance(value, str) else ""
    return bool(text) and not text.startswith("#") and not text.lower().startswith("javascript:")


def plain(text: str) -> str:
    """Text without the markup (`<em>`, `<br>`) and the entities that search services leave in titles."""
    for _ in range(2):
        text = html.unescape(text) if "&" in text else text
    return squeeze(_TAGS.sub("", text))


def _number(boxes: Sequence[Mapping[str, Any]], names: Sequence[str]) -> int | None:
    """A stated number, from the nearest box around the array outwards."""
    for box in boxes:
        fields = {_name(name): value for name, value in box.items()}
        for name in names:
            value = fields.get(name)
            if isinstance(value, bool) or not isinstance(value, int | str):
                continue
            if isinstance(value, int) or value.strip().isdecimal():
                return int(value)
    return None
