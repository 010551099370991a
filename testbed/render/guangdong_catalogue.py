"""The disclosure catalogue of the bureau: some branches of its column tree, as a gkmlpt tree and its list service."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from testbed.render import gkmlpt
from testbed.render.bureau import Foreign
from testbed.render.gkmlpt import Node
from testbed.render.site import Answer, raw
from testbed.view import Entry, View
from testbed.world.model import Item, Kind
from testbed.world.words import BUREAU

if TYPE_CHECKING:
    from testbed.render.guangdong_bureau import GuangdongBureau

SID = "769053"
# Entries of the tree that only lead to ordinary pages of the site.
_JUMPS = ("gov.oia.guide", "gov.oia.report", "gov.oia.request", "gov.notice")
_SHORT = "gov.key.report"  # its first page is all there is, whatever the count says; the second answers 404
_SURPLUS = 115


class Catalogue:
    """/gkmlpt/index and /gkmlpt/api/all/{column} on the bureau's host."""

    def __init__(self, site: GuangdongBureau, branches: tuple[str, ...]) -> None:
        """`branches`: the second-level columns that live here, with everything below them."""
        self.site, self.branches = site, branches
        site.routes[gkmlpt.INDEX] = lambda view, query: self._shell(view)
        keys = {0: ""} | {site.node_id(one.key): one.key for one in site.world.columns if site.in_catalogue(one.key)}
        held = sum(site.in_catalogue(item.columns[0]) for item in site.world.items)
        for number, key in keys.items():
            path = f"/gkmlpt/api/all/{number}"
            site.routes[path] = partial(self._service, key)
            for page in range(1, 2 + (held // gkmlpt.API_PAGE if not key else 1)):
                site.routes[f"{path}?page={page}&sid={SID}"] = partial(self._service, key)

    def script(self, view: View, item: Item | None = None, body: str = "") -> str:
        """window._CONFIG, on the page of an article with its record and text."""
        detail = None
        if item is not None:
            record = self._record(self.nodes(view)[item.columns[0]], item.columns[0], Entry(item))
            detail = {**record, "content": body}
        return gkmlpt.config_script(self.site.base, SID, self._tree(view), detail)

    def _shell(self, view: View) -> Answer:
        frame = self.site.frame(view, gkmlpt.INDEX, None)
        return self.site.html("gkmlpt_shell.html", **frame, config=raw(self.script(view)), owner=BUREAU)

    def nodes(self, view: View) -> dict[str, Node]:
        """The columns as nodes without children, by key. Counts are what the system believes."""
        nodes = {}
        for column in self.site.world.columns:
            if self.site.in_catalogue(column.key):
                held = (
                    len(view.lists[column.key]) + len(self.site.foreign(column.key))
                    if column.kind is Kind.LIST
                    else None
                )
                surplus = _SURPLUS if column.key == _SHORT else 3 if column.key == "gov.policy.norm" else 0
                count = None if held is None else held + surplus
                nodes[column.key] = Node(self.site.node_id(column.key), column.name, count=count)
        return nodes

    def _tree(self, view: View) -> tuple[Node, ...]:
        nodes, world, base = self.nodes(view), self.site.world, self.site.base.rstrip("/")
        tops = []
        for key in self.branches:
            leaves = tuple(nodes[one.key] for one in world.children(key))
            tops.append(Node(nodes[key].id, nodes[key].name, leaves, sum(leaf.count or 0 for leaf in leaves)))
        jumps = [
            Node(690 + n, world.by_key[key].name, jump=base + self.site.column_path(key))
            for n, key in enumerate(_JUMPS)
        ]
        return (*jumps, *tops, Node(699, "市政府信息公开目录", jump=self.site.other))

    # --- the list service --------------------------------------------------------------------------

    def _service(self, key: str, view: View, query: dict[str, str]) -> Answer | None:
        """One page of a column; column 0 is the whole catalogue."""
        page, nodes = query.get("page", "1"), self.nodes(view)
        node = nodes[key] if key else Node(0, "全部")
        if query.get("sid") != SID:
            return gkmlpt.list_answer([], node, page, {"total": 0})
        columns = [key] if key else [one for one in nodes if nodes[one].count is not None]
        entries = [(one, entry) for one in columns for entry in view.lists[one]]
        entries.sort(key=lambda pair: (pair[1].item.day, pair[1].item.number), reverse=True)
        if key == _SHORT and page not in ("0", "1"):
            return None
        rows = [self._record(nodes[one], one, entry) for one, entry in entries]
        rows += [_away(nodes[one], row) for one in columns for row in self.site.foreign(one)]
        return gkmlpt.list_answer(rows, node, page, self._totals(key, len(rows)))

    def _totals(self, key: str, count: int) -> dict[str, int]:
        """Older answers lack one of the two numbers; the count of the classification may be too high."""
        if key.startswith("gov.person"):
            return {"post_count": count}
        if key.startswith("gov.fin"):
            return {"total": count}
        if key == _SHORT:
            return {"post_count": count + _SURPLUS}
        return {"total": count, "post_count": count + (3 if key == "gov.policy.norm" else 0)}

    def _record(self, node: Node, key: str, entry: Entry) -> dict[str, Any]:
        item, base = entry.item, self.site.base.rstrip("/")
        url, post_url = base + self.site.listed_path(key, entry), base + self.site.ordinary(item)
        if item.number % 5 == 0:
            url = url.removeprefix("http:")
        return gkmlpt.record(item, self.site.base, url, post_url, node)


def _away(node: Node, row: Foreign) -> dict[str, Any]:
    """A record whose address is another site's; it has no page here."""
    item = Item(row.id, 0, row.title, row.day, ())
    return {**gkmlpt.record(item, "", row.url, "", node), "id": 1_199_999, "publisher": ""}
