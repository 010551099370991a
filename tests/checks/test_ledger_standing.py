"""What a check came to is kept as it was worked out, and how many sites stand is counted as their lists are."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from checks import ledger
from checks.ledger import State
from checks.ledger.scores import scores_of, verdict_packs
from checks.ledger.standing import by_column, counts_of, courses, ledger_mark, newest_checks
from checks.pack import load_packs
from tests.builders import column
from tests.checks.test_ledger import NEWS, POINT, City, _fresh, _stale


def test_the_arithmetic_of_a_check_is_kept_word_for_word() -> None:
    from checks.engine import check_site

    city = City(_stale())
    check = city.check().check_id
    packs = load_packs(ids=["census-2015"])
    worked_out = check_site(city.conn, "bureau", packs=packs, as_of=POINT, now=city.now).score
    assert worked_out is not None
    (kept,) = scores_of(city.conn, check)
    assert (kept.pack, kept.verdict, kept.reason) == ("census-2015", worked_out.verdict.value, worked_out.reason)
    assert kept.arithmetic == worked_out.arithmetic
    assert (kept.points, kept.verified_points) == (worked_out.points, worked_out.verified_points)
    assert [part.part for part in kept.parts] == [part.part for part in worked_out.parts]


def test_kept_scores_are_never_changed_or_deleted() -> None:
    city = City(_stale())
    city.check()
    for change in ("UPDATE check_scores SET points = 100", "DELETE FROM check_scores"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            city.conn.execute(change)


def test_a_check_without_kept_scores_has_none() -> None:
    conn = City(_stale()).conn
    assert scores_of(conn, 99) == ()
    assert verdict_packs(conn, [99]) == {}


def test_the_verdict_is_that_of_the_first_pack_that_scores() -> None:
    city = City(_stale())
    checks = [city.check().check_id, city.check().check_id]
    assert verdict_packs(city.conn, checks) == dict.fromkeys(checks, "census-2015")
    assert verdict_packs(city.conn, checks[1:]) == {checks[1]: scores_of(city.conn, checks[1])[0].pack}


def test_counts_are_those_of_the_lists() -> None:
    city = City(_stale(), column("政务公开/政策文件", last="2014-01-01"))
    city.check()
    ledger.dispute(city.conn, ledger.list_findings(city.conn)[0].number, who="王工", reason="在别处", now=city.now)
    counts = counts_of(city.conn, POINT)["bureau"]
    assert counts_of(city.conn, POINT, site="bureau") == {"bureau": counts}
    assert counts_of(city.conn, POINT, site="elsewhere") == {}
    for state in State:
        assert counts.by_state.get(state, 0) == len(ledger.list_findings(city.conn, states=[state])), state
    assert counts.standing == len(ledger.list_findings(city.conn, states=[each for each in State if each.counts]))
    assert counts.doubts == len(ledger.list_doubts(city.conn, states=[ledger.DoubtState.OPEN]))
    late = POINT + timedelta(days=400)
    assert counts_of(city.conn, late)["bureau"].overdue == len(ledger.list_findings(city.conn, overdue=late)) > 0
    assert counts.overdue == len(ledger.list_findings(city.conn, overdue=POINT))


def test_what_no_longer_counts_is_never_overdue() -> None:
    city = City(_stale())
    city.check()
    late = POINT + timedelta(days=400)
    before = counts_of(city.conn, late)["bureau"].overdue
    ledger.waive(city.conn, city.finding().number, reason="改版", approver="王", now=city.now)
    assert counts_of(city.conn, late)["bureau"].overdue == before - 1


def test_the_newest_check_is_not_one_that_looked_back() -> None:
    city = City(_stale())
    first = city.check()
    city.check(POINT - timedelta(days=200))
    newest = newest_checks(city.conn)["bureau"]
    assert (newest.id, newest.as_of) == (first.check_id, POINT)
    assert newest == ledger.checks(city.conn)[0]
    assert newest_checks(city.conn, site="elsewhere") == {}


def test_the_course_has_the_last_checks_oldest_first() -> None:
    city = City(_stale())
    for _ in range(4):
        city.check()
        city.later(7, _stale())
    course = courses(city.conn, ["bureau", "elsewhere"], 3)
    assert list(course) == ["bureau"]
    assert [point.as_of for point in course["bureau"]] == [POINT + timedelta(days=7 * n) for n in (1, 2, 3)]
    assert [point.flagged for point in course["bureau"]] == [row.flagged for row in ledger.checks(city.conn)[1:]]


def test_findings_about_a_column_are_counted_by_its_path() -> None:
    city = City(_stale())
    city.check()
    assert by_column(city.conn, "bureau")["工作动态"] == {State.OPEN: 1}
    assert city.finding(NEWS).subject_key == "工作动态"


def test_the_mark_moves_with_checks_decisions_and_waivers() -> None:
    city = City(_stale())
    marks = [ledger_mark(city.conn)]
    city.check()
    marks.append(ledger_mark(city.conn))
    ledger.confirm(city.conn, city.finding().number, who="检查员", now=city.now)
    marks.append(ledger_mark(city.conn))
    waiver = ledger.grant(
        city.conn, ledger.Scope.SITE, site="bureau", clause="x", reason="改版", approver="王", now=city.now
    )
    marks.append(ledger_mark(city.conn))
    ledger.revoke(city.conn, waiver.number, who="王", reason="不再需要", now=city.now)
    marks.append(ledger_mark(city.conn))
    city.later(7, _fresh("2017-01-25"))
    city.check()
    marks.append(ledger_mark(city.conn))
    assert len(set(marks)) == len(marks)
