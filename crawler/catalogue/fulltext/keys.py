"""The number by which a found item is ordered, counted and narrowed without asking the database again.

day · site · kind · vanished · document, from the highest bits to the lowest: sorted numbers are items from the oldest
to the newest, a year is a stretch of them, and a site or a state is read off. Undated items come before all others.
"""

from __future__ import annotations

from datetime import date

KINDS = ("article", "letter", "page", "listed")

_DOCUMENT, _SITE = 24, 13  # bits
_GONE_AT = _DOCUMENT
_KIND_AT = _GONE_AT + 1
_SITE_AT = _KIND_AT + 3
_DAY_AT = _SITE_AT + _SITE

KIND_MASK = 7 << _KIND_AT
GONE_MASK = 1 << _GONE_AT
MOST_DOCUMENTS = (1 << _DOCUMENT) - 1
MOST_SITES = (1 << _SITE) - 1
SITE_MASK = MOST_SITES << _SITE_AT


def key_of(day: date | None, site: int, kind: str, gone: bool, document: int) -> int:
    """The key of one document."""
    number = KINDS.index(kind) if kind in KINDS else len(KINDS)
    return (
        ((day.toordinal() if day else 0) << _DAY_AT)
        | (site << _SITE_AT)
        | (number << _KIND_AT)
        | (int(gone) << _GONE_AT)
        | document
    )


def first_key_of(day: date) -> int:
    """The smallest key that a document of this day can have."""
    return day.toordinal() << _DAY_AT


FIRST_DATED = 1 << _DAY_AT
"""All keys below are of undated documents."""


def document_of(key: int) -> int:
    """The document."""
    return key & MOST_DOCUMENTS


def site_of(key: int) -> int:
    """The number of the site."""
    return (key >> _SITE_AT) & MOST_SITES


def kind_bits(kind: str) -> int:
    """What `key & KIND_MASK` is for documents of a kind."""
    return KINDS.index(kind) << _KIND_AT


def day_of(key: int) -> date:
    """The day of a dated document."""
    return date.fromordinal(key >> _DAY_AT)
