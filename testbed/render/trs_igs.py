"""The bureau's site in TRS with the lists of some columns in the IGS service: JSON, asked for by channel."""

from __future__ import annotations

import json
from typing import Any

from testbed.render.site import Answer
from testbed.render.trs import PER_PAGE
from testbed.render.trs_bureau import TrsBureau
from testbed.view import Entry, View
from testbed.world.model import Column, Kind, World

SERVICE = "/igs/front/search/publish/data/list.html"
SITE_ID = 3
_ASKED = ("gov.key.", "svc.dual.", "news.base.")  # columns in the service


class TrsIgsBureau(TrsBureau):
    """As the other TRS site, but these columns' pages are shells."""

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes[SERVICE] = self._service

    def is_asked(self, column: Column) -> bool:
        """True for the columns in the service."""
        return column.key.startswith(_ASKED) and column.kind is Kind.LIST

    def channel(self, key: str) -> int:
        """CHANNELID of a column."""
        return 21_900 + list(self.world.by_key).index(key)

    def request(self, key: str) -> str:
        """What the page's script asks for first."""
        return (
            f"{SERVICE}?index=wzqsearch-v20190124&type=infomation&siteId={SITE_ID}&pageSize={PER_PAGE}&pageIndex=1"
            f"&pageNumber=1&orderProperty=DOCRELTIME&orderDirection=desc&filter[SITEID]={SITE_ID}"
            f"&filter[CHANNELID]={self.channel(key)}"
        )

    def _list(self, view: View, column: Column, number: int) -> Answer | None:
        if not self.is_asked(column):
            return super()._list(view, column, number)
        if number > 1:
            return None
        page = self.column_path(column.key)
        frame = self._frame(view, page, column.key)
        return self.html("trs_igs_column.html", **frame, name=column.name, request=self.request(column.key))

    def _service(self, view: View, query: dict[str, str]) -> Answer | None:
        """A page of a channel. `pageNumber` counts; `pageIndex` is for show. Past the end there are no rows."""
        channel = query.get("filter[CHANNELID]")
        asked = (column for column in self.world.columns if self.is_asked(column))
        column = next((one for one in asked if str(self.channel(one.key)) == channel), None)
        if query.get("filter[SITEID]") != str(SITE_ID) or not query.get("index"):
            return Answer(500, b'{"success":false}', "application/json")
        if column is None:
            return _answer([], 0)
        if column.key in self.world.outages:
            return self._column(column, view, query)
        number = query.get("pageNumber", "1")
        start = (max(1, int(number)) - 1 if number.isdigit() else 0) * PER_PAGE
        entries = view.lists[column.key]
        return _answer([self._record(entry) for entry in entries[start : start + PER_PAGE]], len(entries))

    def _record(self, entry: Entry) -> dict[str, Any]:
        item = entry.item
        day = (item.listed_day or item.day) if item.dated else None
        return {
            "DOCTITLE": item.title,
            "DOCPUBURL": self.item_path(item, copy=entry.copy),
            "DOCRELTIME": f"{day}T00:00:00.000+0800" if day else None,
            "CHANNELID": self.channel(item.columns[0]),
            "ISTOP": int(item.pinned),
            "_id": f"{item.number}",
        }


def _answer(rows: list[dict[str, Any]], total: int) -> Answer:
    body = {"total": total, "pages": -(-total // PER_PAGE), "rows": rows}
    return Answer(200, json.dumps(body, ensure_ascii=False).encode(), "application/json;charset=UTF-8")
