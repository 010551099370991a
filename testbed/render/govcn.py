"""The manner of www.gov.cn: months in paths, feeds and a search service in JSON. What both its sites share."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from testbed.render.site import Answer
from testbed.world.model import Item

_CHINA = timedelta(hours=8)
_OLD = date(2015, 1, 1)  # until then paths held the day
PAGE_SIZE = 20
_BLANK = ("pcodeJiguan", "childtype", "subchildtype", "tsbq", "pubtimeyear", "puborg", "pcodeYear", "pcodeNum", "inpro")


def article_name(day: date | None, number: int) -> str:
    """201603/content_5012345.htm; before 2015 the day, sometimes that of the next morning; the oldest have nothing."""
    number += 5_000_000
    if day is None:
        return f"content_{number}.htm"
    if day >= _OLD:
        return f"{day:%Y%m}/content_{number}.htm"
    moved = day + timedelta(days=1) if number % 6 == 0 else day
    return f"{moved:%Y-%m}/{moved:%d}/content_{number}.htm"


def list_page(first: str, page: int) -> str:
    """home.htm, home_1.htm for the second, and so on."""
    return first if page == 1 else first.replace("home.htm", f"home_{page - 1}.htm")


def millis(day: date, clock: str | None = None) -> int:
    """The moment in China time as milliseconds: read as UTC it is the day before."""
    moment = datetime.combine(day, time.fromisoformat(clock) if clock else time(), UTC) - _CHINA
    return int(moment.timestamp()) * 1000


def feed_row(item: Item, url: str) -> dict[str, Any]:
    """A record of a rolling feed."""
    day = (item.listed_day or item.day) if item.dated else None
    return {"TITLE": item.title, "SUB_TITLE": "", "URL": url, "DOCRELPUBTIME": str(day or "")}


def search_query(library: str, page: int, size: int = PAGE_SIZE) -> str:
    """The query of the library's page: most of its fields are blank."""
    fields = {"t": library, "q": "", "timetype": "timeqb", "mintime": "", "maxtime": "", "sort": "pubtime"}
    fields |= {"sortType": "1", "searchfield": "title"} | dict.fromkeys(_BLANK, "")
    return urlencode({**fields, "p": page, "n": size})


def search_row(item: Item, url: str, kind: str) -> dict[str, Any]:
    """A record of the search service: marked words, a hard blank, dots in the date, milliseconds beside it."""
    day = (item.listed_day or item.day) if item.dated else None
    written = item.written if item.written and (item.block or item.signed) else None
    title = item.title.replace("安全", "<em>安全</em>", 1)
    return {
        "id": str(5_000_000 + item.number),
        "title": f"{title}&nbsp;" if item.number % 4 == 0 else title,
        "url": url,
        "pcode": item.doc_no or "",
        "puborg": item.publisher,
        "pubtime": day and millis(day, item.clock),
        "pubtimeStr": f"{day:%Y.%m.%d}" if day else "",
        "ptime": written and millis(written),
        "summary": "",
        "childtype": kind,
    }


def search_answer(rows: list[dict[str, Any]], page: str, size: str, *, mapped: bool) -> Answer:
    """One library answers in `listVO`, several in `catMap`, each with its own total. Pages count from 1."""
    number = max(1, int(page)) if page.isdigit() else 1
    per = min(50, max(5, int(size))) if size.isdigit() else PAGE_SIZE
    part = rows[(number - 1) * per : number * per]
    totals: dict[str, Any] = {"totalCount": len(rows), "totalpage": -(-len(rows) // per)}
    if not mapped:
        return json_answer({"code": 200, "msg": "操作成功", "searchVO": {**totals, "listVO": part, "catMap": None}})
    empty: dict[str, Any] = {"totalCount": 0, "totalpage": 0, "listVO": []}
    libraries = {"gongwen": empty, "bumenfile": {**totals, "listVO": part}, "otherfile": empty}
    return json_answer({"code": 200, "msg": "操作成功", "searchVO": {**totals, "listVO": None, "catMap": libraries}})


def json_answer(value: Any) -> Answer:
    """JSON as the services send it."""
    return Answer(200, json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")
