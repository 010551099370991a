"""The same item on two sites: who is paired with whom, by what evidence, and what is left to a person.

Design §5: across sites, 索引号 or 文号 where present, else the normalised title plus a date within a few days
plus body similarity. Doubtful pairs go to review and are never merged silently; every pairing records how it
was made. One item has at most one partner on the other site (after merging inside each site).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher

from crawler.catalogue.items import put_pairing, renew_identities
from crawler.identity import normal_doc_no, normal_index_no, normal_title

NEAR_DAYS = 3  # how far the stated dates of one item may lie apart on two sites
SAME_TITLE = 0.82  # similarity of normalised titles from which numbers are believed
SAME_TEXT = 0.75  # similarity of bodies from which an equal title is believed
CLOSE_TITLE = 0.90  # similarity from which a pair without numbers is worth a person's look


@dataclass(frozen=True, slots=True)
class _Card:
    """What identity looks at, for one item."""

    id: int
    identity: int
    title: str
    day: date
    index_no: str | None
    doc_no: str | None
    text: str


def pair_sites(conn: sqlite3.Connection, site_a: str, site_b: str, now: datetime) -> dict[str, int]:
    """Pair the items of two sites; returns how many pairs each method made, `review` for the doubtful ones."""
    left, right = _cards(conn, site_a), _cards(conn, site_b)
    made: dict[str, int] = defaultdict(int)
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    candidates = sorted(_candidates(left, right), key=lambda pair: (-pair[1], pair[0][0].id, pair[0][1].id))
    for (a, b), score, method in candidates:
        if a.identity in taken_left or b.identity in taken_right:
            continue
        state = "review" if method == "close_title" else "auto"
        if state == "auto":
            taken_left.add(a.identity)
            taken_right.add(b.identity)
        if put_pairing(conn, a.id, b.id, method, round(score, 4), state, now):
            made["review" if state == "review" else method] += 1
    renew_identities(conn)
    return dict(made)


def _cards(conn: sqlite3.Connection, site: str) -> list[_Card]:
    return [
        _Card(
            id=row["id"],
            identity=row["identity_id"],
            title=normal_title(row["title"]),
            day=date.fromisoformat(row["published_on"]),
            index_no=normal_index_no(row["index_no"]),
            doc_no=normal_doc_no(row["doc_no"]),
            text=row["text"] or "",
        )
        for row in conn.execute(
            "SELECT i.id, i.identity_id, i.title, i.published_on, v.index_no, v.doc_no, v.text FROM items i"
            " LEFT JOIN item_versions v ON v.id = i.version_id"
            " WHERE i.site = ? AND i.title IS NOT NULL AND i.published_on IS NOT NULL AND i.kind <> 'letter'"
            " ORDER BY i.id",
            (site,),
        )
    ]


def _candidates(left: list[_Card], right: list[_Card]) -> Iterator[tuple[tuple[_Card, _Card], float, str]]:
    """All pairs worth looking at with a score and the method that found them; surest methods score highest."""
    by_index, by_doc, by_title = defaultdict(list), defaultdict(list), defaultdict(list)
    by_day: dict[int, list[_Card]] = defaultdict(list)
    for card in right:
        if card.index_no:
            by_index[card.index_no].append(card)
        if card.doc_no:
            by_doc[card.doc_no].append(card)
        by_title[card.title].append(card)
        by_day[card.day.toordinal()].append(card)
    for a in left:
        found: set[int] = set()
        for b in by_index[a.index_no] if a.index_no else []:
            alike = _alike(a.title, b.title)
            if _near(a, b, 31) and (alike >= SAME_TITLE or _more_than_title(a, b)):
                found.add(b.id)
                yield (a, b), 3.0 + alike - _apart(a, b), "index_no"
        for b in by_doc[a.doc_no] if a.doc_no else []:
            alike = _alike(a.title, b.title)
            if b.id not in found and _near(a, b, 31) and (alike >= SAME_TITLE or _more_than_title(a, b)):
                found.add(b.id)
                yield (a, b), 2.0 + alike - _apart(a, b), "doc_no"
        for b in by_title[a.title]:
            if b.id not in found and _near(a, b, NEAR_DAYS) and not _contradict(a, b):
                found.add(b.id)
                alike = _texts_alike(a, b)
                if alike >= SAME_TEXT:
                    yield (a, b), 1.0 + alike - _apart(a, b), "title_date_text"
                else:
                    yield (a, b), alike - _apart(a, b), "close_title"
        for offset in range(-NEAR_DAYS, NEAR_DAYS + 1):
            for b in by_day[a.day.toordinal() + offset]:
                if b.id in found or _contradict(a, b) or not _could_be_close(a.title, b.title):
                    continue
                if _alike(a.title, b.title) >= CLOSE_TITLE and _digits(a.title) == _digits(b.title):
                    alike = _texts_alike(a, b)
                    method = "close_title_same_text" if alike >= 0.95 else "close_title"
                    yield (a, b), (0.9 if alike >= 0.95 else 0.0) + alike / 10 - _apart(a, b), method


def _near(a: _Card, b: _Card, days: int) -> bool:
    return abs((a.day - b.day).days) <= days


def _more_than_title(a: _Card, b: _Card) -> bool:
    """Beside one equal number the bodies agree as well: a title that one side shortened does not matter then."""
    return not _contradict(a, b) and _texts_alike(a, b) >= SAME_TEXT


def _apart(a: _Card, b: _Card) -> float:
    return abs((a.day - b.day).days) / 1000


def _contradict(a: _Card, b: _Card) -> bool:
    """Both sides state a number and the numbers differ: not the same item, however alike the titles are."""
    numbers = ((a.index_no, b.index_no), (a.doc_no, b.doc_no))
    return any(one and other and one != other for one, other in numbers)


def _could_be_close(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= max(3, len(one) // 8) and len(set(one) & set(other)) >= len(set(one)) * 0.7


def _digits(title: str) -> str:
    # 第1期 is not 第2期, 1月 is not 2月: any difference in numbers keeps two titles apart.
    return "".join(char for char in title if char.isdigit() or char in "一二三四五六七八九十〇零")


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one and other and (one in other or other in one) and min(len(one), len(other)) >= 8:
        return 0.95
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _texts_alike(a: _Card, b: _Card) -> float:
    one, other = "".join(a.text.split())[:2000], "".join(b.text.split())[:2000]
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return _shingles_alike(one, other)


def _shingles_alike(one: str, other: str) -> float:
    """Jaccard similarity of 4-character shingles, in favour of a shorter text that the longer one contains."""
    first = {one[i : i + 4] for i in range(max(1, len(one) - 3))}
    second = {other[i : i + 4] for i in range(max(1, len(other) - 3))}
    return len(first & second) / min(len(first), len(second))
