"""The same item on two sites: who is paired with whom, by what evidence, and what is left to a person.

`crawler.sameness` judges; here the candidates are found and the answers kept. Doubtful pairs go to review and are
never merged silently; every pairing records how it was made, and every decision on it when and by whom. One item has
at most one partner on the other site (after merging inside each site).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache

from crawler.catalogue.pairing_decisions import put_pairing, renew_identities
from crawler.identity import normal_doc_no, normal_index_no, normal_title
from crawler.sameness import NEAR_DAYS, Answer, Card, Likeness, Sameness, plain_text

_EDGE = 6  # titles that share neither their first nor their last characters are not compared
_RIVALS = 3  # how many doubtful partners of one item a person is shown
_KEPT_TEXTS = 20_000

_Pair = tuple[Card, Card, Likeness]


def pair_sites(conn: sqlite3.Connection, site_a: str, site_b: str, now: datetime) -> dict[str, int]:
    """Pair the items of two sites; returns how many pairs each method made, `review` for the doubtful ones."""
    left, right = _cards(conn, site_a), _cards(conn, site_b)
    judge = Sameness(left, right, *_readers(conn))
    known = _known(conn)
    taken = {item for pair, state in known.items() if state in ("auto", "confirmed") for item in pair}
    groups = {card.id: card.identity for card in (*left, *right)}
    joined = {groups[item] for item in taken if item in groups}
    made: dict[str, int] = defaultdict(int)
    judged = [
        (a, b, likeness)
        for a, b in _candidates(left, right)
        if a.identity not in joined
        and b.identity not in joined
        and known.get((min(a.id, b.id), max(a.id, b.id))) != "rejected"
        and (likeness := judge.judge(a, b)).answer is not Answer.OTHER
    ]
    sure, doubtful = _choose(judged)
    for pairs, state in ((sure, "auto"), (doubtful, "review")):
        for a, b, likeness in pairs:
            if put_pairing(conn, a.id, b.id, likeness.method, round(likeness.score, 4), state, now):
                made["review" if state == "review" else likeness.method] += 1
    renew_identities(conn)
    return dict(made)


def _cards(conn: sqlite3.Connection, site: str) -> list[Card]:
    return [
        Card(
            id=row["id"],
            identity=row["identity_id"],
            title=normal_title(row["title"]),
            day=date.fromisoformat(row["published_on"]),
            index_no=normal_index_no(row["index_no"]),
            doc_no=normal_doc_no(row["doc_no"]),
        )
        for row in conn.execute(
            "SELECT i.id, i.identity_id, i.title, i.published_on, v.index_no, v.doc_no FROM items i"
            " LEFT JOIN item_versions v ON v.id = i.version_id"
            " WHERE i.site = ? AND i.title IS NOT NULL AND i.published_on IS NOT NULL AND i.kind <> 'letter'"
            " ORDER BY i.id",
            (site,),
        )
    ]


def _readers(conn: sqlite3.Connection) -> tuple[Callable[[int], str], Callable[[int], frozenset[str]]]:
    """Readers of bodies and attachments, one item at a time: few of a site's items ever come to be compared."""

    @lru_cache(maxsize=_KEPT_TEXTS)
    def text_of(item: int) -> str:
        row = conn.execute(
            "SELECT v.text FROM items i JOIN item_versions v ON v.id = i.version_id WHERE i.id = ?", (item,)
        ).fetchone()
        return plain_text(row["text"] or "") if row else ""

    @lru_cache(maxsize=_KEPT_TEXTS)
    def files_of(item: int) -> frozenset[str]:
        rows = conn.execute(
            "SELECT a.name, (SELECT v.sha256 FROM visits v WHERE v.key = a.key AND v.role = 'attachment'"
            "   AND v.sha256 IS NOT NULL ORDER BY v.id DESC LIMIT 1) AS sha256"
            " FROM items i JOIN attachments a ON a.version_id = i.version_id WHERE i.id = ?",
            (item,),
        ).fetchall()
        # By content where every file was fetched, else by name.
        fetched = all(row["sha256"] for row in rows)
        return frozenset(row["sha256"] if fetched else row["name"].strip() for row in rows)

    return text_of, files_of


def _known(conn: sqlite3.Connection) -> dict[tuple[int, int], str]:
    """What is already held of pairs, by (smaller item, larger item)."""
    rows = conn.execute("SELECT item_a, item_b, state, method FROM pairings WHERE method <> 'same_text'")
    return {(row["item_a"], row["item_b"]): row["state"] for row in rows}


def _candidates(left: list[Card], right: list[Card]) -> Iterator[tuple[Card, Card]]:
    """Pairs that share a number, a title, or the start or end of one within a few days; each once."""
    numbers: dict[str, list[Card]] = defaultdict(list)
    edges: dict[tuple[int, str], list[Card]] = defaultdict(list)
    for card in right:
        for number in (card.index_no, card.doc_no):
            if number:
                numbers[number].append(card)
        for edge in _edges(card.title):
            edges[card.day.toordinal(), edge].append(card)
    for a in left:
        found: dict[int, Card] = {}
        for number in (a.index_no, a.doc_no):
            if number:
                found.update((b.id, b) for b in numbers[number])
        for edge in _edges(a.title):
            for offset in range(-NEAR_DAYS, NEAR_DAYS + 1):
                found.update((b.id, b) for b in edges.get((a.day.toordinal() + offset, edge), ()))
        yield from ((a, b) for b in found.values())


def _edges(title: str) -> set[str]:
    return {f"<{title[:_EDGE]}", f">{title[-_EDGE:]}"}


def _choose(judged: list[_Pair]) -> tuple[list[_Pair], list[_Pair]]:
    """(pairs to join, pairs to ask about): the surest first, an item once; equally sure rivals are asked about."""
    sure = sorted(
        (pair for pair in judged if pair[2].answer is Answer.SAME),
        key=lambda pair: (-pair[2].score, pair[0].id, pair[1].id),
    )
    rivals: dict[tuple[str, int], list[_Pair]] = defaultdict(list)
    for pair in sure:
        rivals["left", pair[0].identity].append(pair)
        rivals["right", pair[1].identity].append(pair)
    taken: set[tuple[str, int]] = set()
    joined: list[_Pair] = []
    asked: list[_Pair] = []
    for pair in sure:
        ends = (("left", pair[0].identity), ("right", pair[1].identity))
        if taken & set(ends):
            continue
        if any(_rivalled(pair, other, taken) for end in ends for other in rivals[end]):
            asked.append(pair)
            continue
        taken.update(ends)
        joined.append(pair)
    asked += (pair for pair in judged if pair[2].answer is Answer.DOUBTFUL)
    return joined, _shortened(asked, taken)


def _rivalled(pair: _Pair, other: _Pair, taken: set[tuple[str, int]]) -> bool:
    """Another pair of one of these items is just as sure, and leads to another document."""
    if {("left", other[0].identity), ("right", other[1].identity)} & taken:
        return False
    same = other[0].identity == pair[0].identity and other[1].identity == pair[1].identity
    return not same and round(other[2].score, 6) == round(pair[2].score, 6)


def _shortened(asked: list[_Pair], taken: set[tuple[str, int]]) -> list[_Pair]:
    """The best few doubtful pairs of each item whose both ends are free."""
    shown: dict[tuple[str, int], int] = defaultdict(int)
    kept: list[_Pair] = []
    for pair in sorted(asked, key=lambda pair: (-pair[2].score, pair[0].id, pair[1].id)):
        ends = (("left", pair[0].identity), ("right", pair[1].identity))
        if taken & set(ends) or any(shown[end] >= _RIVALS for end in ends):
            continue
        kept.append(pair)
        for end in ends:
            shown[end] += 1
    return kept
