"""Pairs of items as the command line and the console handle them: their words, and deciding on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from crawler.catalogue.database import transaction
from crawler.catalogue.pairing_decisions import decide, newest_decision_on

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
}
STATES = {
    "review": "待人工确认",
    "auto": "程序认定为同一信息",
    "confirmed": "人工确认为同一信息",
    "rejected": "人工认定为不同信息",
}


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
