"""What the metrics of published information share: which items count, and the row behind each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from crawler.catalogue.queries import ItemRow, SiteRow
from reports.metrics.base import Counted, NotKnown, Proof
from reports.scope import Scope

KINDS = ("article", "listed")
"""Letters and single-page columns are not items of information; a listed entry is one even if its page was not read."""


def of_the_year(scope: Scope, site: SiteRow, organ: str | None = None) -> list[ItemRow]:
    """The items of a site (of one organ) dated in the period, one for each identity, the ones that were read first."""
    found: dict[int, ItemRow] = {}
    for item in sorted(scope.items(site), key=lambda item: (item.kind != "article", item.id)):
        ours = organ is None or belongs(item, organ)
        if ours and item.kind in KINDS and scope.inside(item.published_on):
            found.setdefault(item.identity, item)
    return sorted(found.values(), key=lambda item: (item.published_on or scope.since, item.id))


def own(scope: Scope) -> list[ItemRow]:
    """The bureau's own items of the period."""
    return of_the_year(scope, scope.crawled("bureau"))


def municipal_share(scope: Scope) -> list[ItemRow]:
    """The organ's items of the period on the municipal portal: it is the publisher, or a column bears its name.

    Raises NotKnown where there is no portal, it was not crawled, or nobody named the organ.
    """
    site = scope.crawled("municipal")
    name = scope.organ_name
    if name is None:
        raise NotKnown("没有写明本机关名称（organ），无法从市级平台中分出本机关的信息")
    return of_the_year(scope, site, name)


def belongs(item: ItemRow, organ: str) -> bool:
    """True if the item is the organ's, by publisher or by the columns that list it."""
    name = _plain(organ)
    return _plain(item.publisher or "") == name or any(name in _plain(path) for path in item.columns)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def proof_of(scope: Scope, capture_id: int | None) -> Proof | None:
    """When and where the captured page lies, None without a capture."""
    row = scope.known.capture(capture_id) if capture_id is not None else None
    if row is None:
        return None
    return Proof(row["id"], row["at"], row["sha256"], f"{row['warc_file']}:{row['offset']}")


def counted(scope: Scope, item: ItemRow, *, part: str = "", also: Iterable[str] = ()) -> Counted:
    """The row behind one item. An item whose page was never read shows the capture of the list that names it."""
    read = item.capture_id is not None
    return Counted(
        title=item.title or "（无标题）",
        on=item.published_on,
        part=part,
        site=item.site,
        url=item.url,
        also=tuple(also),
        item_id=item.id,
        identity=item.identity,
        proof=proof_of(scope, item.capture_id if read else scope.listed_in(item.id)),
        evidence="" if read else "列表页",
    )


def gone(items: Iterable[ItemRow]) -> str:
    """A note on counted items that have since left the site; empty where there are none."""
    number = sum(item.vanished_at is not None for item in items)
    return f"其中{number}条在最近一次采集时已不在网站上" if number else ""
