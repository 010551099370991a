"""The newer UCAP system: channels, 32-digit names, the search service. What both its sites share."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlencode

from testbed.render.site import Answer
from testbed.world.model import Item

PAGE_SIZE = 20


def name(kind: str, number: int) -> str:
    """The 32 hexadecimal digits by which the system knows an article, a file or a channel."""
    return hashlib.blake2s(f"{kind}:{number}".encode(), digest_size=16).hexdigest()


def page_name(path: str, number: int) -> str:
    """list2.shtml, list2_2.shtml, list2_3.shtml"""
    return path if number == 1 else path.replace(".shtml", f"_{number}.shtml")


def search_query(page: int, size: int = PAGE_SIZE) -> str:
    """The query that the column's script sends; blank fields and all."""
    fields = {"_isAgg": "true", "_isJson": "true", "_pageSize": size, "_template": "index"}
    return urlencode({**fields, "_rangeTimeGte": "", "_channelName": "", "page": page})


def moment(item: Item) -> str:
    """The publishing time as a string in China time; midnight where no time of day is known."""
    if not item.dated:
        return ""
    day: date = item.listed_day or item.day
    return f"{day} {item.clock or '00:00:00'}"


def wrong_epoch(item: Item) -> int | None:
    """Milliseconds, computed as if the China time were UTC: eight hours late, and from 16 o'clock on the next day."""
    if not item.dated:
        return None
    clock = time.fromisoformat(item.clock) if item.clock else time()
    return int(datetime.combine(item.listed_day or item.day, clock, UTC).timestamp()) * 1000


def search_answer(rows: list[dict[str, Any]], channel: str, page: str, size: str, *, newer: bool) -> Answer:
    """Answer A has `data` on top, answer B under `results`; pages count from 1 and end with an empty list."""
    number = max(1, int(page)) if page.isdigit() else 1
    per = min(100, int(size)) if size.isdigit() and int(size) else PAGE_SIZE
    part = rows[(number - 1) * per : number * per]
    data = {"page": number, "rows": per, "total": len(rows), "channelId": channel, "results": part}
    return json_answer({"results": {"code": 200, "data": data}} if newer else {"code": 200, "data": data})


def json_answer(value: Any) -> Answer:
    """JSON as the services send it."""
    return Answer(200, json.dumps(value, ensure_ascii=False).encode(), "application/json;charset=UTF-8")
