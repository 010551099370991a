"""Items over the API: the facts of `gongkai items search --json`, and one item with its versions."""

from __future__ import annotations

from typing import Any

from flask import abort
from pydantic import Field

from crawler.catalogue.item_pages import ItemFacts, columns_below, item_facts, places_of, versions_of
from gongkai.console.here import catalogue, person
from gongkai.console.rooms.api.declaring import Asked, Said, UnclearError, operation
from gongkai.console.rooms.api.paging import sites_of
from gongkai.console.rooms.api.values import Flag, Name, Page, Size, Words, Year, truth
from gongkai.console.rooms.items.engine import index, searcher
from gongkai.searching import Narrowing, UnclearQuestionError, answer_facts, read_question, search


class ItemsAsked(Asked):
    """Which items. `q` as in the console: all words, "a phrase", title:word, -without."""

    q: Words = ""
    site: tuple[Name, ...] = Field((), description="Only of these sites.")
    column: Name | None = Field(None, description="Only what this column, or one below it, lists.")
    year: Year | None = Field(None, description="Only items dated in this year.")
    vanished: Flag | None = Field(None, description="true: only what vanished; false: only what is still there.")
    page: Page = 1
    size: Size = 50


class FoundSaid(Said):
    """An item on a page of results."""

    number: int
    site: str
    url: str
    kind: str
    title: str | None
    published: str | None
    published_via: str | None
    columns: list[str]
    versions: int
    vanished_at: str | None
    passage: str


class ItemsSaid(Said):
    """One page of results, newest first. `waiting`: items that are not in the index yet."""

    total: int
    page: int
    size: int
    years: dict[str, int]
    undated: int
    sites: dict[str, int]
    indexed_run: int | None
    waiting: int
    items: list[FoundSaid]


class PlaceSaid(Said):
    """A row of a list that shows the item, and between which moments it was seen there."""

    column: str
    title: str
    date: str | None
    first_seen: str
    last_seen: str


class ItemSaid(Said):
    """An item as it is now known. Moments are UTC, days are days in Asia/Shanghai."""

    number: int
    identity: int
    site: str
    url: str
    kind: str
    title: str | None
    published: str | None
    published_via: str | None
    first_seen: str
    last_seen: str
    last_changed: str
    vanished_at: str | None
    places: list[PlaceSaid]
    versions: int


class AttachmentSaid(Said):
    """A file that a version offers."""

    name: str
    url: str
    media_type: str | None
    sha256: str | None


class VersionSaid(Said):
    """What the page said when it was read and found changed."""

    version: int
    run: int
    seen_at: str
    title: str | None
    published: str | None
    published_via: str | None
    written: str | None
    source: str | None
    publisher: str | None
    index_no: str | None
    doc_no: str | None
    text: str
    text_sha256: str
    capture: int | None = Field(description="Number of the capture.")
    attachments: list[AttachmentSaid]


class VersionsSaid(Said):
    """All versions of an item, oldest first."""

    number: int
    versions: list[VersionSaid]


_NUMBER = (("number", r"^[0-9]{1,15}$", "Number of the item"),)


@operation("/items", summary="Search of items, page by page", asked=ItemsAsked, said=ItemsSaid)
def items(asked: ItemsAsked) -> dict[str, Any]:
    """One page of items."""
    chosen = sites_of(asked.site)
    try:
        question = read_question(asked.q)
    except UnclearQuestionError as error:
        raise UnclearError(f"q: {error}") from error
    columns = columns_below(catalogue(), chosen, asked.column) if asked.column is not None else None
    if columns == ():
        abort(404)
    narrowing = Narrowing(chosen, columns=columns, year=asked.year, vanished=truth(asked.vanished))
    with index() as conn:
        found = search(catalogue(), conn, searcher(), question, narrowing, page=asked.page, size=asked.size)
    return {**answer_facts(found, asked.page), "size": asked.size}


@operation("/items/{number}", summary="One item", said=ItemSaid, places=_NUMBER)
def item(_: Asked, number: str) -> dict[str, Any]:
    """One item."""
    found = _item(number)
    return {
        "number": found.id,
        "identity": found.identity,
        "site": found.site,
        "url": found.url,
        "kind": found.kind,
        "title": found.title,
        "published": found.published_on,
        "published_via": found.published_via,
        "first_seen": found.first_seen,
        "last_seen": found.last_seen,
        "last_changed": found.last_changed,
        "vanished_at": found.vanished_at,
        "places": [
            {
                "column": place.column,
                "title": place.title,
                "date": place.listed_on,
                "first_seen": place.first_seen,
                "last_seen": place.last_seen,
            }
            for place in places_of(catalogue(), found.id)
        ],
        "versions": len(versions_of(catalogue(), found.id)),
    }


@operation("/items/{number}/versions", summary="All versions of an item", said=VersionsSaid, places=_NUMBER)
def versions(_: Asked, number: str) -> dict[str, Any]:
    """All versions."""
    found = _item(number)
    return {
        "number": found.id,
        "versions": [
            {
                "version": each.id,
                "run": each.run,
                "seen_at": each.seen_at,
                "title": each.title,
                "published": each.published_on,
                "published_via": each.published_via,
                "written": each.written_on,
                "source": each.source,
                "publisher": each.publisher,
                "index_no": each.index_no,
                "doc_no": each.doc_no,
                "text": each.text,
                "text_sha256": each.text_sha256,
                "capture": each.capture_id,
                "attachments": [
                    {"name": file.name, "url": file.url, "media_type": file.media_type, "sha256": file.sha256}
                    for file in each.files
                ],
            }
            for each in versions_of(catalogue(), found.id)
        ],
    }


def _item(number: str) -> ItemFacts:
    if not number.isascii() or not number.isdecimal() or len(number) > 15:
        abort(404)
    found = item_facts(catalogue(), int(number))
    return found if found is not None and person().sees(found.site) else abort(404)
