"""The old publicfiles system: XML data islands, InfoURL, slash noise. Addresses and island markup of both its sites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import escape

ROOT = "/publicfiles/business/htmlfiles/"
SITE = "dgsafety"
_SLASHES = re.compile("/{2,}")
_NOISE = (
    "/publicfiles/business/htmlfiles/",
    "/publicfiles//business/htmlfiles/",
    "/publicfiles///business/htmlfiles/",
    "/business/htmlfiles/",
)
_ENTITIES = {"“": "&ldquo;", "”": "&rdquo;", "·": "&middot;", "（": "&#65288;", "）": "&#65289;"}


def normal(path: str) -> str:
    """Collapse slashes and map the alias without the first part: all name the same file."""
    path = _SLASHES.sub("/", path)
    return "/publicfiles" + path if path.startswith("/business/htmlfiles/") else path


def noisy(path: str, salt: int) -> str:
    """The same address with the slashes one template or another writes."""
    return _NOISE[salt % len(_NOISE)] + path.removeprefix(ROOT) if path.startswith(ROOT) else path


@dataclass(frozen=True, slots=True)
class Row:
    """A record of an island. `path` is absolute; the island states it relative to the root folder."""

    number: int
    title: str
    day: date | None
    clock: str | None
    path: str
    source: str
    column: str
    pinned: bool = False


def island(name: str, rows: list[Row]) -> str:
    """A data island as script of 2008 wrote it: one INFO after the other, five ways to write a title."""
    records = "\n".join(_record(row) for row in rows)
    head = f'<?xml version="1.0" encoding="utf-8"?><xml id="{name}"><RECS totalRecs="{len(rows)}">'
    return f"{head}\n{records}\n</RECS></xml>"


def script_island(variable: str, name: str, rows: list[Row]) -> str:
    """The same XML as a script string on one line."""
    text = island(name, rows).split("?>", 1)[1].replace("\n", "").replace("'", "\\'")
    return f"<script type=\"text/javascript\">\nvar {variable} = '{text}';\nvar pageSize_{name} = 20;\n</script>"


def _record(row: Row) -> str:
    when = "" if row.day is None else row.day.isoformat()
    if when and row.clock and row.number % 4 == 1:
        when = f"{when} {row.clock}"
    source = f"<Source>{escape(row.source)}</Source>" if row.source else "<Source/>"
    return (
        f"<INFO><InfoID>{row.number}</InfoID>{_title(row)}<SubTitle/><ExpStr1>{'置顶' if row.pinned else ''}</ExpStr1>"
        f"<PublishedTime>{when}</PublishedTime>{source}"
        f"<ParentCateId>{escape(row.column)}</ParentCateId><InfoURL>{row.path.removeprefix(ROOT)}</InfoURL></INFO>"
    )


def _title(row: Row) -> str:
    style = row.number % 7
    if style == 3:  # numeric and named entities, once encoded
        return f"<Title>{_coded(row.title)}&#xD;</Title>"
    if style == 5:  # encoded twice by an import
        return f"<Title>{_coded(row.title).replace('&', '&amp;')}</Title>"
    if style == 6:
        return f"<Title>{escape(row.title, quote=False)}</Title>"
    return f"<Title><![CDATA[{row.title}]]></Title>"


def _coded(title: str) -> str:
    return "".join(_ENTITIES.get(char, char) for char in title)
