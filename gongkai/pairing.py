"""Pairs of items as the command line and the console handle them: their words, and deciding on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from crawler.catalogue.pairing_decisions import decide, newest_decision_on
from crawler.catalogue.pairs import Side
from crawler.identity import normal_doc_no, normal_index_no, normal_title
from crawler.sameness import NEAR_DAYS, bodies_alike, plain_text
from crawler.sqlite_files import transaction

_ALIKE, _UNLIKE = 0.95, 0.5  # likeness of bodies that speaks for one item, and against it
METHODS = {
    "index_no": "索引号相同",
    "doc_no": "文号相同",
    "title_date_text": "标题相同、日期相近、正文相同或相近",
    "close_title_same_text": "标题相近、正文相同",
    "cut_title_same_text": "一方标题被截短、正文相同",
    "close_title": "标题相同或相近，正文不同或未读到",
    "cut_title": "一方标题被截短，正文不同或未读到",
    "files_differ": "标题和正文相同，附件不同",
    "numbers_differ": "标题、日期和正文相同，编号不同",
    "same_text": "同一网站内标题、日期和正文相同",
    "stated": "由人指明",
}
STATES = {
    "review": "待人工确认",
    "auto": "程序认定为同一信息",
    "confirmed": "人工确认为同一信息",
    "rejected": "人工认定为不同信息",
}


class Point(StrEnum):
    """What is compared of two items."""

    INDEX_NO = "index_no"
    DOC_NO = "doc_no"
    TITLE = "title"
    DAY = "day"
    BODY = "body"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Sign:
    """How two items compare in one point: it speaks for one item, against it, or (None) says little.

    `value`: days between the dates, likeness of the bodies from 0 to 1, or 1 and 0 for equal and unequal.
    """

    point: Point
    favours: bool | None
    value: float


def signs(a: Side, b: Side) -> Iterator[Sign]:
    """What speaks for and against two items being one; points that either side says nothing of are left out."""
    for point, one, other in (
        (Point.INDEX_NO, normal_index_no(a.index_no), normal_index_no(b.index_no)),
        (Point.DOC_NO, normal_doc_no(a.doc_no), normal_doc_no(b.doc_no)),
    ):
        if one and other:
            yield Sign(point, one == other, float(one == other))
    if a.title and b.title:
        same = normal_title(a.title) == normal_title(b.title)
        yield Sign(Point.TITLE, True if same else None, float(same))
    if a.published and b.published:
        apart = abs((date.fromisoformat(a.published) - date.fromisoformat(b.published)).days)
        yield Sign(Point.DAY, apart <= NEAR_DAYS, float(apart))
    alike = bodies_alike(plain_text(a.text), plain_text(b.text))
    if alike is not None:
        yield Sign(Point.BODY, True if alike >= _ALIKE else False if alike < _UNLIKE else None, alike)
    if a.files and b.files:
        equal = set(a.files) == set(b.files)
        yield Sign(Point.FILES, equal, float(equal))


class DecidedMeanwhileError(Exception):
    """Somebody decided on a pair since it was looked at. Nothing was changed."""


def decide_pairs(
    conn: sqlite3.Connection,
    numbers: Sequence[int],
    state: str,
    who: str,
    note: str,
    now: datetime,
    *,
    seen: int | None = None,
) -> None:
    """Decide on pairs, all or none: "confirmed" (one and the same item) or "rejected" (two).

    `seen`: the newest decision that the person had before them. Raises DecidedMeanwhileError where there is a newer
    one, LookupError where there is no such pair.
    """
    with transaction(conn):
        for number in numbers:
            if seen is not None and newest_decision_on(conn, number) != seen:
                raise DecidedMeanwhileError
            decide(conn, number, state, who, note, now)
