"""Marking the place of a finding on a page, and saying what was marked or why nothing could be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lxml.html import HtmlElement

from crawler.identity import canonical_key
from gongkai.marking.finders import FINDERS, MOST
from gongkai.marking.page_text import PageText
from gongkai.marking.places import ABSENCE, ANY, PLACES, UNSEEN, Place
from gongkai.marking.sought import Sought


class Why(StrEnum):
    """Why a mark is only where one would look, or why there is none."""

    SEEN = "seen"  # the marked place is what the finding is about
    ABSENT = "absent"  # the finding is about something that is not there
    UNSEEN = "unseen"  # in the source, the address or the answer of the server, not on the page
    NOT_FOUND = "not_found"  # it should be on the page, and we cannot point at it
    TOO_DEEP = "too_deep"  # the page is shown as its source


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked: the kind of place (None: nothing), how many of them, and how to understand it."""

    place: Place | None
    count: int
    why: Why


def mark(tree: HtmlElement, sought: Sought, address: str) -> Marked:
    """Put `<mark>` around the place of a finding in the tree of a harmless page that was captured at `address`.

    No letter of the text changes, and nothing but `<mark>` elements comes into the tree.
    """
    if sought.rule in UNSEEN:
        return Marked(None, 0, Why.UNSEEN)
    absent = sought.rule in ABSENCE
    page = PageText(tree)
    for place in _order(sought, address):
        spans = FINDERS[place](page, sought, address)
        if spans and (count := page.wrap(spans[:MOST])):
            return Marked(place, count, Why.ABSENT if absent and place not in _SHOWS_ABSENCE else Why.SEEN)
    return Marked(None, 0, Why.ABSENT if absent else Why.NOT_FOUND)


_SHOWS_ABSENCE = (Place.STATE,)  # the page itself says that there is nothing


def _order(sought: Sought, address: str) -> tuple[Place, ...]:
    places = PLACES.get(sought.rule or "", ANY)
    own = sought.url is None or canonical_key(sought.url) == canonical_key(address)
    if own or sought.kind in ("site", "column_id"):
        return places
    if sought.kind == "link":
        return (Place.LINK, *places)
    if sought.kind == "item":
        return (Place.ROW, *places)
    return (*places, Place.LINK)
