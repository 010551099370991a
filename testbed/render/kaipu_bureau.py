"""The bureau's site in the newer UCAP: half of its lists are HTML, the others come from the search service."""

from __future__ import annotations

from functools import partial
from typing import Any

from testbed.render import kaipu
from testbed.render.body import plain_body, word_body
from testbed.render.paged import PagedBureau
from testbed.render.site import Answer, raw
from testbed.view import Entry, View
from testbed.world.model import Column, File, Item, Kind, Letter, Para, World

SITE = "/dgsafety/"
# Columns whose rows come from the search service. Some pages know their channel's number, some only its code.
SEARCHED = ("news.base.", "gov.key.", "svc.dual.", "svc.check")
_BY_CODE = ("svc.", "gov.key.w")
_NEWER = ("svc.dual.", "news.base.state")  # answers with `data` under `results`
_FORWARD = "gov.fin"  # its page only forwards to its first child
_DEAD = {
    "standard": f"{SITE}aqbzh/index.shtml",
    "poster": f"{SITE}zlxz/201206/{kaipu.name('dead', 1)}/files/{kaipu.name('file', 9011)}.zip",
    "chart": f"{SITE}bslc/201109/{kaipu.name('dead', 2)}.shtml",
    "appendix": f"{SITE}fgk/201305/{kaipu.name('dead', 3)}.shtml",
}
_STEMS = ("list", "list2", "common_list")


class KaipuBureau(PagedBureau):
    """/dgsafety/{channel}/list2.shtml; articles are a month and 32 digits, or a channel and a number."""

    look = "kp"
    home = f"{SITE}index.shtml"
    robots = "User-agent: *\nDisallow: /es-search/\n"
    style_path = f"{SITE}xhtml/css/common.css"

    def __init__(self, world: World, other: str = "") -> None:
        super().__init__(world, other)
        self.routes["/"] = lambda view, query: self.html("kp_door.html", target=self.home)
        self.routes["/getChannelList"] = self._channel
        for column in world.columns:
            if self.searched(column.key):
                self._route_search(column)
            elif column.kind in (Kind.LIST, Kind.TOPIC):
                for page in range(2, 2 + len(world.items) // self.per_page):
                    path = kaipu.page_name(self.column_path(column.key), page)
                    self.routes[path] = partial(self._further, column, page)

    def normal(self, path: str) -> str:
        """A folder is its index.shtml."""
        return f"{path}index.shtml" if path.endswith("/") and path != "/" else path

    # --- addresses ---------------------------------------------------------------------------------

    def searched(self, key: str) -> bool:
        """True for the columns that the search service lists."""
        return key.startswith(SEARCHED)

    def code(self, key: str) -> str:
        """The code of a channel: c100123, or initials."""
        number = self.number(key)
        return f"c1001{number:02d}" if self.searched(key) or number % 3 == 0 else self.world.by_key[key].slug.lower()

    def channel_id(self, key: str) -> str:
        """The number of a channel in the search service."""
        return kaipu.name("channel", self.number(key))

    def _folder(self, key: str) -> str:
        return f"{SITE}{self.code(key)}/"

    def column_path(self, key: str) -> str:
        """…/tzgg/list2.shtml, …/c100107/common_list.shtml, …/zwgk/index.shtml"""
        column = self.world.by_key[key]
        if key == _FORWARD:
            return f"{self._folder(key)}redirect_firstChannel.shtml"
        if column.kind not in (Kind.LIST, Kind.TOPIC, Kind.MESSAGES):
            return f"{self._folder(key)}index.shtml"
        stem = "common_list" if self.searched(key) else _STEMS[self.number(key) % len(_STEMS)]
        return f"{self._folder(key)}{stem}.shtml"

    def page_path(self, view: View, key: str, number: int) -> str:
        """list2_2.shtml is the second page."""
        return kaipu.page_name(self.column_path(key), number)

    def _stem(self, item: Item, copy: bool) -> str:
        """The address of an article without its ending; its files lie below or beside it."""
        key, number = (item.copy_in or "", item.copy_number or 0) if copy else (item.columns[0], item.number)
        if not item.dated or (self.searched(key) and number % 2):
            return f"{self._folder(key)}c{7_000_000 + number}/content"
        return f"{self._folder(key)}{item.day:%Y%m}/{kaipu.name('article', number)}"

    def item_path(self, item: Item, *, copy: bool = False) -> str:
        """…/tzgg/201603/{32 digits}.shtml, …/c100107/c7085003/content.shtml; a second copy has a number of its own."""
        return f"{self._stem(item, copy)}.shtml"

    def letter_path(self, letter: Letter) -> str:
        """A letter is an ordinary article of its column."""
        return f"{self._folder('talk.mail')}{letter.sent:%Y%m}/{kaipu.name('letter', letter.number)}.shtml"

    def file_path(self, item: Item | None, file: File, *, copy: bool = False) -> str:
        """{article}/files/{32 digits}.pdf; beside content.shtml the files keep Chinese names."""
        if item is None:
            return f"{self._folder('gov.oia.request')}files/{kaipu.name('file', file.number)}.{file.ext}"
        stem = self._stem(item, copy=False)
        if stem.endswith("/content"):
            return f"{stem.removesuffix('content')}files/附件{file.number}.{file.ext}"
        return f"{stem}/files/{kaipu.name('file', file.number)}.{file.ext}"

    def picture_path(self, number: int) -> str:
        """One folder of pictures."""
        return f"{SITE}xhtml/images/{kaipu.name('picture', number)}.jpg"

    def dead_path(self, key: str) -> str:
        """Where a dead link points; the lost file is that of its article."""
        if key != "form":
            return _DEAD[key]
        item, file = next((item, file) for item in self.world.items for file in item.files if file.number == 9041)
        return self.file_path(item, file)

    # --- pages -------------------------------------------------------------------------------------

    def column_page(self, view: View, column: Column) -> Answer:
        """As every site, but one group forwards and the searched columns are shells."""
        if column.key == _FORWARD:
            first = self.world.children(column.key)[0]
            return self.html("kp_forward.html", target=self.column_path(first.key))
        if not self.searched(column.key):
            return super().column_page(view, column)
        return self.html(
            "kp_search.html",
            **self.frame(view, self.column_path(column.key), column.key),
            code=self.code(column.key),
            channel="" if column.key.startswith(_BY_CODE) else self.channel_id(column.key),
        )

    def list_extras(self, view: View, column: Column, page: str, number: int) -> dict[str, Any]:
        """Two looks of a list, and the stem of its pages."""
        stem = self.column_path(column.key).rpartition("/")[2].removesuffix(".shtml")
        return {"look": "div" if self.number(column.key) % 2 else "ul", "stem": stem}

    def _further(self, column: Column, page: int, view: View, query: dict[str, str]) -> Answer | None:
        if column.key in self.world.outages:
            return self._column(column, view, query)
        return self.list_page(view, column, page) if page <= self.pages(view, column.key) else None

    def write(self, item: Item, page: str, frame: dict[str, Any], *, copy: bool = False) -> Answer:
        """An article in the system's own tags."""
        paste = word_body if item.number % 3 == 0 else plain_body
        when = "" if not item.dated else f"{item.day} {item.clock}" if item.clock else str(item.day)
        files = [(self.file_path(item, file), f"{file.name}.{file.ext}") for file in item.files]
        body = raw(paste(item.body, self.picture_path, self.dead_path))
        stem = page.rpartition("/")[2].removesuffix(".shtml")
        return self.html("kp_article.html", **frame, item=item, when=when, body=body, files=files, stem=stem)

    # --- the search service ------------------------------------------------------------------------

    def _route_search(self, column: Column) -> None:
        path = f"/common/search/{self.channel_id(column.key)}"
        self.routes[path] = partial(self._search, column)
        held = sum(column.key in item.columns or item.copy_in == column.key for item in self.world.items)
        for page in range(1, 2 + held // kaipu.PAGE_SIZE):
            self.routes[f"{path}?{kaipu.search_query(page)}"] = partial(self._search, column)
        self.routes[f"/getChannelList?channelCode={self.code(column.key)}"] = self._channel

    def _channel(self, view: View, query: dict[str, str]) -> Answer | None:
        """Which number a channel code has."""
        code = query.get("channelCode", "")
        key = next((one.key for one in self.world.columns if self.code(one.key) == code), None)
        if key is None:
            return kaipu.json_answer({"code": 404, "results": None})
        results = {"channelId": self.channel_id(key), "channelName": self.world.by_key[key].name, "channelCode": code}
        return kaipu.json_answer({"code": 200, "results": results})

    def _search(self, column: Column, view: View, query: dict[str, str]) -> Answer | None:
        rows = [self._result(column, entry) for entry in view.lists[column.key]]
        if query.get("_isJson") == "false":
            return self.html("kp_fragment.html", rows=rows[: kaipu.PAGE_SIZE])
        newer = column.key.startswith(_NEWER)
        size = query.get("_pageSize", str(kaipu.PAGE_SIZE))
        return kaipu.search_answer(rows, self.channel_id(column.key), query.get("page", "1"), size, newer=newer)

    def _result(self, column: Column, entry: Entry) -> dict[str, Any]:
        item = entry.item
        path = self.item_path(item, copy=entry.copy)
        text = "".join(block.text for block in item.body if isinstance(block, Para))
        return {
            "manuscriptId": str(7_000_000 + ((item.copy_number if entry.copy else None) or item.number)),
            "title": item.title,
            "subTitle": "",
            "url": self.base.removesuffix("/").removeprefix("http:") + path,
            "publishedTime": kaipu.wrong_epoch(item),
            "publishedTimeStr": kaipu.moment(item),
            "content": text,
            "channelName": column.name,
            "source": item.source or "",
            "resList": [
                {"fileName": f"{file.name}.{file.ext}", "filePath": self.file_path(item, file)} for file in item.files
            ],
            "domainMetaList": [],
        }
