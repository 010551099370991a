"""The Guangdong disclosure platform: numbers and addresses of posts, the tree in the page, the list service.

Everything here is shared by the bureau's site and the municipal portal; neither knows the other's numbers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from html import escape
from typing import Any

from testbed.render.site import Answer
from testbed.world.model import File, Item

API_PAGE = 100
INDEX = "/gkmlpt/index"
SCRIPT = "/gkmlpt/gkml/pc/js/chunk-common.5f1f2d0c.js"
SCRIPT_TEXT = b"(window.webpackJsonp=window.webpackJsonp||[]).push([['chunk-common'],{}]);"
_FIRST_POST = 1_200_000  # posts of the city begin here; numbers are unique over the whole platform
_CHINA = timezone(timedelta(hours=8))
IMPORTED = datetime(2015, 8, 21, 10, 24, 5, tzinfo=_CHINA)  # the day the old site was moved to the platform


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the column tree. `jump` is not empty where the node only leads elsewhere."""

    id: int
    name: str
    children: tuple[Node, ...] = ()
    count: int | None = None
    jump: str = ""


def post_id(item: Item) -> int:
    """The number of an article on the platform; a document put up twice keeps it."""
    return _FIRST_POST + item.number


def article_path(item: Item) -> str:
    """/gkmlpt/content/1/1285/post_1285003.html: both folders follow from the number."""
    number = post_id(item)
    return f"/gkmlpt/content/{number // 1_000_000}/{number // 1000}/post_{number}.html"


def mobile(path: str) -> str:
    """The address of the same article for telephones."""
    return path.replace("/post_", "/mpost_")


def attachment_path(item: Item, file: File) -> str:
    """/attachment/0/306/306724/963149.pdf; what was moved from the old site keeps its old name."""
    if migrated(item):
        return f"/attachment/cmsfile/dgsafety/fj/{item.day:%Y%m}/daofile/{file.number % 7}doc{file.number}.{file.ext}"
    number = 300_000 + file.number
    return f"/attachment/{number // 1_000_000}/{number // 1000}/{number}/{post_id(item)}.{file.ext}"


def migrated(item: Item) -> bool:
    """True for what is older than the platform."""
    return item.day < date(2015, 7, 1)


def stamp(item: Item, day: date | None = None) -> datetime:
    """The moment of publication in China time, midnight where no time of day is known."""
    return datetime.combine(day or item.day, time.fromisoformat(item.clock) if item.clock else time(), _CHINA)


def imported(item: Item) -> datetime:
    """When the record came into the platform: for migrated posts years after their publication."""
    return IMPORTED if migrated(item) else stamp(item)


def with_files(body: str, files: list[tuple[str, str, int]]) -> str:
    """The text as the editor keeps it, links to the files (address, name, number) at its end."""
    links = (
        f'<p><a class="nfw-cms-attachment" href="{href}" alt="{name}" attachment-id="{number}">{name}</a></p>'
        for href, name, number in ((href, escape(name), number) for href, name, number in files)
    )
    return "\n".join((body, *links))


def tree_json(nodes: tuple[Node, ...], parent: int = 0) -> list[dict[str, Any]]:
    """TREE as the page holds it. `post_count` and `children` may be absent."""
    rows = []
    for node in nodes:
        row: dict[str, Any] = {"id": node.id, "name": node.name, "parent": parent, "jump_url": node.jump}
        if node.count is not None:
            row["post_count"] = node.count
        if node.children or node.id % 2:
            row["children"] = tree_json(node.children, node.id)
        rows.append(row)
    return rows


def config_script(base: str, sid: str, nodes: tuple[Node, ...], detail: dict[str, Any] | None = None) -> str:
    """window._CONFIG: a JavaScript literal with bare keys, single quotes and JSON inside."""
    tree = json.dumps(tree_json(nodes), ensure_ascii=False, separators=(",", ":"))
    more = f",\n    DETAIL: {escaped(detail)}" if detail is not None else ""
    return (
        "<script>\n  window._CONFIG = {\n"
        f"    APP_URL: '{base.rstrip('/')}',\n    SID: '{sid}',\n    IS_MOBILE: false, // m端\n"
        f"    TREE: {tree},\n    SERVICE_AREA_ID: {sid[-2:].lstrip('0')}{more}\n  }};\n</script>"
    )


def escaped(detail: dict[str, Any]) -> str:
    """JSON in which no tag can be seen: \\u003C for <, \\u0022 for a quotation mark in the text."""
    text = json.dumps(detail, ensure_ascii=False, separators=(",", ":"))
    return text.replace('\\"', "\\u0022").replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")


def record(item: Item, base: str, url: str, post_url: str, column: Node) -> dict[str, Any]:
    """One record of the list service. The list shows `display_publish_time`; the import day stands beside it."""
    day = (item.listed_day or item.day) if item.dated else None
    shown = int(stamp(item, day).timestamp()) if day else None
    came = int(imported(item).timestamp())
    written = item.written if item.block or item.signed else None
    return {
        "id": post_id(item),
        "title": item.title,
        "document_number": item.doc_no or "",
        "identifier": (item.index_no or "") if item.block else "",
        "publisher": item.publisher,
        "keywords": "",
        "date": shown,
        "created_at": _created(item, day),
        "display_publish_time": shown,
        "first_publish_time": came,
        "create_time": came,
        "written_at": str(written) if written else "",
        "classify_main": column.id,
        "classify_main_name": column.name,
        "classify_genre_name": "通知" if item.doc_no else "其他",
        "classify_theme_name": "安全生产监管",
        "abstract": "",
        "relation": "[]",
        "is_expired": 0,
        "is_abolished": 0,
        "url": url,
        "post_url": post_url,
        "attachment": [
            {
                "id": 300_000 + file.number,
                "name": f"{file.name}.{file.ext}",
                "type": file.ext,
                "mime": "application/octet-stream",
                "size": str(20_480 + file.number),
                "url": base.rstrip("/") + attachment_path(item, file),
            }
            for file in item.files
        ],
    }


def _created(item: Item, day: date | None) -> str:
    if day is None:
        return ""
    return f"{day} {item.clock}" if item.clock else f"{day} 00:00:00" if item.number % 2 else str(day)


def list_answer(rows: list[dict[str, Any]], node: Node, page: str, total: dict[str, int]) -> Answer | None:
    """A hundred records. Pages 0 and 1 are the same; beyond the end there are three habits, one for each column."""
    number = max(1, int(page)) if page.isdigit() else 1
    part = rows[(number - 1) * API_PAGE : number * API_PAGE]
    if not part and number > 1:
        if node.id % 3 == 1:
            return None
        if node.id % 3 == 2:
            return Answer(200, b"<!DOCTYPE html><html><head><title></title></head><body></body></html>")
    head: dict[str, Any] = {}
    if "total" in total:
        head["total"] = total["total"]
    classify: dict[str, Any] = {"id": node.id, "name": node.name, "theme_count": 0}
    if "post_count" in total:
        classify["post_count"] = total["post_count"]
    return json_answer({**head, "classify": classify, "articles": part})


def json_answer(value: Any, status: int = 200) -> Answer:
    """A JSON answer as the services send it."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(status, body, "application/json")
