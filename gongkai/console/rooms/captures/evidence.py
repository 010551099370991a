"""The evidence of a finding as its page shows it: each page as the crawler saw it then, beside the newest capture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checks.ledger import DoubtRow, FindingRow
from crawler.catalogue.capture_visits import captures_beside
from crawler.catalogue.captures import CaptureRow
from gongkai.console.access import visible_ids
from gongkai.console.here import catalogue
from gongkai.console.rooms.captures.look import marked_in, take
from gongkai.console.rooms.captures.sayings import damage_words, marked_words
from gongkai.console.rooms.captures.whose import shown_for

MOST_SHOWN = 4  # pages in frames; the others are named


@dataclass(frozen=True, slots=True)
class Framed:
    """A capture in a frame and what is to be said of it."""

    capture: CaptureRow
    words: str
    sound: bool  # it can be shown, and its digest is right


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the evidence. `today` is None where the newest capture of the address is the one of then."""

    purpose: str  # evidence | holder | subject
    then: Framed
    today: Framed | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of it. `further` are the captures that are only named."""

    pages: tuple[Page, ...]
    further: tuple[CaptureRow, ...]


def evidence_of(row: FindingRow | DoubtRow) -> Evidence:
    """The evidence of a finding or a doubt."""
    found, sites = shown_for(row), visible_ids()
    pages = tuple(_page(row, purpose, capture, sites) for purpose, capture in found[:MOST_SHOWN])
    return Evidence(pages, tuple(capture for _, capture in found[MOST_SHOWN:]))


def _page(row: FindingRow | DoubtRow, purpose: str, capture: CaptureRow, sites: Sequence[str]) -> Page:
    newest = captures_beside(catalogue(), capture.id, sites, limit=1)
    today = _framed(row, newest[0].row) if newest and newest[0].row.id != capture.id else None
    return Page(purpose, _framed(row, capture), today)


def _framed(row: FindingRow | DoubtRow, capture: CaptureRow) -> Framed:
    taken = take(capture)
    if taken.fetched is None:
        return Framed(capture, damage_words(taken.damage) if taken.damage else "", False)
    return Framed(capture, marked_words(marked_in(capture, taken.fetched, row)), taken.right)
