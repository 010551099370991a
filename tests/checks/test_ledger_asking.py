"""Long lists of findings: every filter agrees with a plain look at all rows, and 50,000 take a moment."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from checks import ledger
from checks.ledger import FindingRow, Scope, State
from checks.ledger.asking import (
    Order,
    Wanted,
    count_doubts,
    count_findings,
    facets_of_doubts,
    facets_of_findings,
    neighbours,
    page_of_doubts,
    page_of_findings,
)
from checks.ledger.granting import covered_now, waivers_counted
from tests.builders import catalogue_with, column, row

TODAY = date(2017, 1, 20)
CLAUSES = tuple(f"c15.{letter}.clause_{number}" for letter in "abc" for number in range(8))
MANY = 50_000
_FIELDS = (
    "id, fingerprint, site, rule, clause, pack, clause_title, source, confidence, veto, unverified, points, advice,"
    " subject_kind, subject_key, subject_label, subject_url, state, observed, threshold, message, since, evidence,"
    " first_flagged, last_flagged, first_as_of, last_as_of, deadline, reopened"
)


def filled(findings: int, sites: int) -> sqlite3.Connection:
    """A ledger with so many findings on so many sites, the same every time."""
    conn = catalogue_with(column("工作动态", rows=[row("关于春运的通知", "2017-01-02", "2017-01-02")]))
    chance = random.Random(2016)
    names = ["bureau", *(f"s{number:02}" for number in range(1, sites))]
    conn.executemany(
        "INSERT OR IGNORE INTO sites (id, kind, name, home, added_at) VALUES (?, 'bureau', '局', ?, '2017-01-01')",
        [(name, f"http://{name}.example/") for name in names],
    )
    conn.executemany(
        f"INSERT INTO findings ({_FIELDS}) VALUES ({', '.join('?' * 29)})",
        [_row(chance, number, names) for number in range(1, findings + 1)],
    )
    conn.executemany(
        "INSERT INTO doubts (fingerprint, site, rule, clause, pack, clause_title, source, confidence, veto, unverified,"
        " points, advice, look, within, subject_kind, subject_key, subject_label, state, observed, threshold, message,"
        " evidence, grounds, first_seen, last_seen, first_as_of, last_as_of)"
        " VALUES (?, ?, 'r', ?, 'census-2015', '条款',"
        " '依据', 'A', ?, 0, 1, '', '', '', 'column', ?, ?, ?, '', '', '看不清', '[]', '', ?, ?, '2017-01-01',"
        " '2017-01-01')",
        [
            (f"d{n}", chance.choice(names), chance.choice(CLAUSES), n % 9 == 0, f"栏目{n % 50}", f"栏目{n % 50}",
             chance.choice(list(ledger.DoubtState)), f"2017-01-{n % 20 + 1:02}T00:00:00Z", "2017-01-20T00:00:00Z")
            for n in range(1, findings // 10 + 1)
        ],
    )  # fmt: skip
    return conn


def _row(chance: random.Random, number: int, sites: list[str]) -> tuple[object, ...]:
    clause, kind = chance.choice(CLAUSES), chance.choice(("column", "column", "item", "link"))
    path = f"政务公开/栏目{number % 40}" + ("/子栏目" if number % 3 == 0 else "")
    key = path if kind == "column" else f"www.example/{chance.randrange(10**6)}_50%.html"
    first = TODAY - timedelta(days=chance.randrange(200))
    deadline = str(first + timedelta(days=chance.randrange(60))) if chance.random() < 0.9 else None
    moment = f"{first}T01:00:00Z"
    return (
        number, f"{number:032x}", chance.choice(sites), f"rule_{clause[4]}", clause,
        "census-2015" if clause < "c15.c" else "quarter-2017", f"条款{clause[4:]}", "国办发〔2015〕15号", "A",
        chance.random() < 0.1, chance.random() < 0.3, chance.choice((None, 1, 5)), "请更新", kind, key,
        key if kind == "column" else f"标题{number}", None if kind == "column" else f"http://{key}",
        chance.choice(list(State)), "很久", "两周", "栏目很久没有更新。" * 4, None, "[]", moment, moment, str(first),
        str(TODAY), deadline, chance.choice((0, 0, 0, 1)),
    )  # fmt: skip


@cache
def some() -> sqlite3.Connection:
    return filled(2000, 6)


@cache
def many() -> sqlite3.Connection:
    return filled(MANY, 100)


NARROW: list[tuple[Wanted, Callable[[FindingRow], bool]]] = [
    (Wanted(), lambda found: True),
    (Wanted(sites=("bureau", "s03")), lambda found: found.site in ("bureau", "s03")),
    (Wanted(sites=()), lambda found: False),
    (Wanted(states=("open", "reopened")), lambda found: found.state in (State.OPEN, State.REOPENED)),
    (Wanted(clause=CLAUSES[3]), lambda found: found.clause == CLAUSES[3]),
    (Wanted(pack="quarter-2017"), lambda found: found.pack == "quarter-2017"),
    (Wanted(rule="rule_b"), lambda found: found.rule == "rule_b"),
    (Wanted(veto=True), lambda found: found.veto),
    (Wanted(verified=False), lambda found: found.unverified),
    (Wanted(verified=True), lambda found: not found.unverified),
    (Wanted(overdue=TODAY), lambda found: found.overdue(TODAY)),
    (
        Wanted(due_by=TODAY),
        lambda found: found.state.counts and found.deadline is not None and found.deadline <= TODAY,
    ),
    (Wanted(since=date(2017, 1, 1)), lambda found: found.first_flagged >= "2016-12-31T16:00:00Z"),
    (Wanted(came_back=True), lambda found: found.reopened > 0),
    (Wanted(text="标题19"), lambda found: "标题19" in found.subject_label),
    (Wanted(text="0_50%"), lambda found: "0_50%" in found.subject_key),
    (Wanted(text="F-000012"), lambda found: found.id == 12),
    (Wanted(text="子栏目"), lambda found: "子栏目" in found.subject_label),
    (
        Wanted(column="政务公开/栏目6"),
        lambda found: f"{found.subject_key}/".startswith("政务公开/栏目6/") and found.subject_kind == "column",
    ),
    (
        Wanted(sites=("s01",), states=("open",), veto=False, text="栏目", since=date(2016, 10, 1)),
        lambda found: (
            (found.site, found.state, found.veto) == ("s01", State.OPEN, False)
            and "栏目" in found.subject_label
            and found.first_flagged >= "2016-09-30T16:00:00Z"
        ),
    ),
]


@pytest.mark.parametrize(("wanted", "fits"), NARROW)
def test_every_filter_gives_what_a_look_at_all_rows_gives(wanted: Wanted, fits: Callable[[FindingRow], bool]) -> None:
    expected = [found.id for found in ledger.list_findings(some()) if fits(found)]
    assert [found.id for found in page_of_findings(some(), wanted)] == expected, "in the order of the command line"
    assert count_findings(some(), wanted) == len(expected)
    states = facets_of_findings(some(), wanted).states
    if not wanted.states:
        assert sum(count.number for count in states) == len(expected)


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("falling", [False, True])
def test_pages_laid_side_by_side_are_the_whole_list(order: Order, falling: bool) -> None:
    wanted = Wanted(sites=("bureau", "s01", "s02"))
    whole = [found.id for found in page_of_findings(some(), wanted, order=order, falling=falling)]
    laid: list[int] = []
    while page := page_of_findings(some(), wanted, order=order, falling=falling, limit=70, offset=len(laid)):
        laid += [found.id for found in page]
    assert laid == whole and len(set(whole)) == len(whole) == count_findings(some(), wanted)


def test_deadlines_come_in_order_and_those_without_one_come_last() -> None:
    for falling in (False, True):
        days = [found.deadline for found in page_of_findings(some(), Wanted(), order=Order.DEADLINE, falling=falling)]
        with_day = [day for day in days if day is not None]
        assert with_day == sorted(with_day, reverse=falling) and days[len(with_day) :] == [None] * days.count(None)


def test_the_counts_of_a_field_leave_that_field_open() -> None:
    wanted = Wanted(states=("open",), clause=CLAUSES[0], sites=("bureau", "s01"))
    rows = ledger.list_findings(some())
    facets = facets_of_findings(some(), wanted)
    in_sites = [found for found in rows if found.site in ("bureau", "s01")]
    for count in facets.states:
        assert count.number == sum(f.state == count.value and f.clause == CLAUSES[0] for f in in_sites)
    for count in facets.clauses:
        assert count.number == sum(f.state is State.OPEN and f.clause == count.value for f in in_sites)
        assert count.title.startswith("条款")
    assert {count.value for count in facets.sites} <= {"bureau", "s01"}


def test_an_item_is_found_under_the_column_that_lists_it() -> None:
    conn = filled(20, 1)
    key = conn.execute("SELECT key FROM items").fetchone()[0]
    conn.execute("UPDATE findings SET subject_kind = 'item', subject_key = ? WHERE id = 7", (key,))
    assert 7 in [found.id for found in page_of_findings(conn, Wanted(column="工作动态"))]
    assert 7 not in [found.id for found in page_of_findings(conn, Wanted(column="工作"))]


def test_a_finding_knows_its_place_in_the_list_and_who_stands_beside_it() -> None:
    wanted = Wanted(states=("open",))
    whole = [found.id for found in page_of_findings(some(), wanted, order=Order.DEADLINE)]
    first, middle = (neighbours(some(), wanted, whole[at], order=Order.DEADLINE) for at in (0, 5))
    assert (first.place, first.total, first.before, first.after) == (1, len(whole), None, whole[1])
    assert (middle.place, middle.before, middle.after) == (6, whole[4], whole[6])
    assert neighbours(some(), wanted, whole[-1], order=Order.DEADLINE).after is None
    gone = next(found.id for found in ledger.list_findings(some()) if found.state is State.FIXED)
    assert neighbours(some(), wanted, gone).place == 0


def test_doubts_are_asked_in_the_same_way() -> None:
    wanted = Wanted(states=("open",), sites=("bureau", "s02"))
    plain = [doubt for doubt in ledger.list_doubts(some()) if doubt.site in ("bureau", "s02")]
    assert [doubt.id for doubt in page_of_doubts(some(), wanted)] == [doubt.id for doubt in plain]
    assert [doubt.id for doubt in page_of_doubts(some(), wanted, limit=3, offset=2)] == [d.id for d in plain[2:5]]
    assert count_doubts(some(), wanted) == len(plain)
    assert {count.value for count in facets_of_doubts(some(), wanted).states} == set(ledger.DoubtState)
    assert [doubt.id for doubt in page_of_doubts(some(), Wanted(text="D-12"))] == [12]


def test_lists_are_counted_and_sorted_from_the_index_alone() -> None:
    conn = some()
    asked: list[str] = []
    conn.set_trace_callback(asked.append)
    wanted = Wanted(sites=("bureau", "s01"), states=("open",), text="栏目", overdue=TODAY, came_back=True)
    for order in Order:
        page_of_findings(conn, wanted, order=order, limit=10)
    facets_of_findings(conn, wanted)
    count_findings(conn, wanted)
    facets_of_doubts(conn, replace(wanted, overdue=None))
    conn.set_trace_callback(None)
    plans = [
        step["detail"]
        for question in asked
        if "INDEXED BY" in question
        for step in conn.execute(f"EXPLAIN QUERY PLAN {question}")
        if " f " in f"{step['detail']} "
    ]
    assert len(plans) >= len(Order) + 7
    assert all("COVERING INDEX" in plan for plan in plans), plans


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(states=("open",)),
        Wanted(sites=tuple(f"s{n:02}" for n in range(1, 60)), states=("open", "reopened", "confirmed")),
        Wanted(text="栏目7"),
        Wanted(overdue=TODAY),
    ],
)
def test_facets_of_fifty_thousand_add_up_to_what_the_list_counts(wanted: Wanted) -> None:
    conn = many()
    facets = facets_of_findings(conn, wanted)
    assert sum(count.number for count in facets.clauses) == count_findings(conn, wanted)


def test_waivers_are_counted_as_they_are_listed() -> None:
    conn = filled(300, 3)
    today, now = date(2017, 1, 20), datetime(2017, 1, 20, 2, tzinfo=UTC)
    for scope, clause, until in (
        (Scope.SITE, CLAUSES[0], date(2017, 2, 1)),
        (Scope.COLUMN, CLAUSES[1], date(2018, 1, 1)),
        (Scope.SITE, "c15.none", date(2018, 1, 1)),
    ):
        column_path = "政务公开" if scope is Scope.COLUMN else None
        ledger.grant(
            conn,
            scope,
            site="s01",
            clause=clause,
            reason="改版",
            approver="局长",
            now=now,
            column=column_path,
            until=until,
        )
    ledger.grant(conn, Scope.SITE, site="s02", clause=CLAUSES[0], reason="改版", approver="局长", now=now)
    plain = ledger.waivers_on(conn, today, site="s01")
    counted = waivers_counted(conn, today, ["s01"])
    assert [(s.waiver.id, s.kind, s.text, n) for s, n in counted] == [
        (s.waiver.id, s.kind, s.text, len(s.findings)) for s in plain
    ]
    assert {standing.kind for standing, _ in counted} == {"expiring", "active", "unmatched"}
    wide = next(standing for standing in plain if standing.kind == "expiring")
    assert [row.id for row in covered_now(conn, wide.waiver, limit=3)] == sorted(row.id for row in wide.findings)[:3]
    assert len(waivers_counted(conn, today, ["s01", "s02"])) == 4
