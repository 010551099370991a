"""What the metrics of published information share: which items count, and the row behind each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from crawler.catalogue.queries import ItemRow, SiteRow
from reports.metrics.base import Counted, NotKnown, Proof
from reports.scope import Scope
from reports.summaries import Number

KINDS = ("article", "listed")
"""Letters and single-page columns are not items of information; a listed entry is one even if its page was not read."""


def of_the_year(scope: Scope, site: SiteRow, organ: str | None = None) -> list[ItemRow]:
    """The items of a site (of one organ) dated in the period, one for each identity, the ones that were read first.

    What stands under two addresses stands in the columns of both.
    """
    return scope.known.keep(
        ("of the year", site.id, scope.since, scope.until, organ), lambda: _of_the_year(scope, site, organ)
    )


def _of_the_year(scope: Scope, site: SiteRow, organ: str | None) -> list[ItemRow]:
    name = _plain(organ) if organ is not None else None
    found: dict[int, ItemRow] = {}
    places: dict[int, set[str]] = {}
    for item in scope.known.items_dated(site, scope.since, scope.until):
        if item.kind not in KINDS or (name is not None and not _belongs(item, name)):
            continue
        first = found.setdefault(item.identity, item)
        if first is not item:
            places.setdefault(item.identity, set(first.columns)).update(item.columns)
            if _place(item) < _place(first):
                found[item.identity] = item
    for identity, columns in places.items():
        found[identity] = replace(found[identity], columns=tuple(sorted(columns)))
    return sorted(found.values(), key=lambda item: (item.published_on or scope.since, item.id))


def _place(item: ItemRow) -> tuple[bool, int]:
    return item.kind != "article", item.id


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


def portal_if_known(scope: Scope) -> list[ItemRow]:
    """The organ's items on the municipal portal, none where that is not known (the total says so in its note)."""
    try:
        return municipal_share(scope)
    except NotKnown:
        return []


def everywhere(scope: Scope) -> list[ItemRow]:
    """The organ's items of the period on both channels, each once: those of the own site, then the portal's others."""
    return scope.known.keep(("everywhere", scope.bureau.id, scope.since, scope.until), lambda: _everywhere(scope))


def _everywhere(scope: Scope) -> list[ItemRow]:
    ours = own(scope)
    seen = {item.identity for item in ours}
    return ours + [item for item in portal_if_known(scope) if item.identity not in seen]


def belongs(item: ItemRow, organ: str) -> bool:
    """True if the item is the organ's, by publisher or by the columns that list it."""
    return _belongs(item, _plain(organ))


def _belongs(item: ItemRow, name: str) -> bool:
    return _plain(item.publisher or "") == name or any(name in _plain(path) for path in item.columns)


@lru_cache(maxsize=16384)
def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def proof_of(scope: Scope, capture_id: int | None) -> Proof | None:
    """When and where the captured page lies, None without a capture."""
    found = scope.known.capture(capture_id) if capture_id is not None else None
    return Proof(found.id, found.at, found.sha256, f"{found.warc_file}:{found.offset}") if found is not None else None


def load_proofs(scope: Scope, items: Sequence[ItemRow]) -> dict[int, int]:
    """Read the captures of many items at once; returns item → capture of its list, for those that were never read."""
    listed: dict[int, int] = {}
    unread = [item.id for item in items if item.capture_id is None]
    for channel in ("bureau", "municipal") if unread else ():
        site = scope.site(channel)
        if site is not None:
            listed |= scope.known.list_captures(site, unread)
    scope.known.load_captures([item.capture_id for item in items if item.capture_id is not None])
    scope.known.load_captures(listed.values())
    return listed


def counted(
    scope: Scope,
    item: ItemRow,
    *,
    on: date | None,
    part: str = "",
    amount: Number = 1,
    also: Iterable[str] = (),
    says: str = "",
    listed: Mapping[int, int] | None = None,
) -> Counted:
    """The row behind one item. An item whose page was never read shows the capture of the list that names it.

    `listed` is the answer of `load_proofs`, where several rows are made together. `says` stands beside the row.
    """
    read = item.capture_id is not None
    places = listed if listed is not None else load_proofs(scope, (item,))
    return Counted(
        title=item.title or "（无标题）",
        on=on,
        amount=Decimal(amount),
        part=part,
        site=item.site,
        url=item.url,
        also=tuple(also),
        item_id=item.id,
        identity=item.identity,
        proof=proof_of(scope, item.capture_id if read else places.get(item.id)),
        evidence="；".join(word for word in (says, "" if read else "列表页") if word),
    )


def gone(items: Iterable[ItemRow]) -> str:
    """A note on counted items that have since left the site; empty where there are none."""
    number = sum(item.vanished_at is not None for item in items)
    return f"其中{number}条在最近一次采集时已不在网站上" if number else ""
