"""The ledger's promises one by one: append-only, migrated, decided on grounds, rechecked, fast."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlite_utils import Database

from checks import ledger
from checks.engine import CheckResult, check_site
from checks.ledger import State
from checks.ledger.grounds import grounds_of
from checks.ledger.rechecked import enter_recheck
from checks.ledger.schema import m001_ledger
from checks.model import Finding, Judgement, Subject, SubjectKind, Verdict, fingerprint
from checks.pack import load_packs
from crawler.catalogue.database import connect
from crawler.errors import ConfigError
from crawler.model import Outcome
from tests.builders import catalogue_with, column, row
from tests.checks.test_ledger import NEWS, POINT, START, City, _fresh, _stale

SITE = Subject(SubjectKind.COLUMN, "工作动态", "工作动态", "http://bureau.example/a/")


def judged(verdict: Verdict, observed: str = "最新2016-10-01，距监测时间点111天") -> Judgement:
    return Judgement(verdict, SITE, f"情况：{observed}", observed, "14天内更新", date(2016, 10, 1))


def recheck(city: City, found: Judgement, run: int = 99) -> ledger.FindingRow:
    city.conn.execute(
        "INSERT OR IGNORE INTO runs (id, site, mode, state, started_at, finished_at, software)"
        " VALUES (?, 'bureau', 'recheck', 'complete', '2017-01-21T00:00:00Z', '2017-01-21T00:00:00Z', 'test')",
        (run,),
    )
    return enter_recheck(
        city.conn,
        city.finding().id,
        found,
        run_id=run,
        captures={},
        deadline=POINT + timedelta(days=14),
        who="检查员",
        now=city.now,
    )


# --- grounds ----------------------------------------------------------------------------------------------------


def test_running_days_are_no_news_and_another_last_item_is() -> None:
    first = grounds_of(judged(Verdict.FLAGGED), POINT)
    later = judged(Verdict.FLAGGED, "最新2016-10-01，距监测时间点118天")
    assert grounds_of(later, POINT + timedelta(days=7)) == first
    assert grounds_of(replace(later, since=date(2016, 11, 1)), POINT) != first
    assert grounds_of(replace(later, threshold="30天内更新"), POINT) != first
    assert grounds_of(judged(Verdict.FLAGGED, "5个栏目不更新"), POINT) != grounds_of(
        judged(Verdict.FLAGGED, "6个栏目不更新"), POINT
    )


def test_moments_and_the_monitoring_point_are_no_news_in_a_message() -> None:
    words = "链接打不开（监测时间2017-01-20 10:00），到{}仍如此"
    first = Judgement(Verdict.UNSURE, SITE, words.format("2017-01-20"))
    second = Judgement(Verdict.UNSURE, SITE, words.format("2017-01-27").replace("10:00", "11:30"))
    assert grounds_of(first, date(2017, 1, 20)) == grounds_of(second, date(2017, 1, 27))


# --- histories --------------------------------------------------------------------------------------------------


def test_nothing_that_was_written_can_be_changed_or_deleted() -> None:
    city = City(_stale(), column("政务公开", outcome=Outcome.TIMEOUT))
    city.check()
    waiver = ledger.grant(
        city.conn, ledger.Scope.SITE, site="bureau", clause=NEWS, reason="改版", approver="王", now=city.now
    )
    ledger.revoke(city.conn, waiver.number, who="王", reason="误批", now=city.now)
    doubt = ledger.list_doubts(city.conn)[0]
    ledger.dismiss(city.conn, doubt.number, who="张三", reason="已看", now=city.now)
    for table in ("finding_events", "sightings", "waivers", "waiver_revocations", "doubt_events"):
        assert city.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
        key = "finding_id" if table == "sightings" else "waiver_id" if table == "waiver_revocations" else "id"
        for statement in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                city.conn.execute(statement)


def test_an_older_ledger_keeps_its_findings_history_and_waiver() -> None:
    conn = connect(None)
    m001_ledger(Database(conn))
    conn.execute("CREATE TABLE IF NOT EXISTS _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
    conn.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('gongkai.ledger', ?, '')",
                 ("m001_ledger",))  # fmt: skip
    conn.execute("INSERT INTO sites VALUES ('bureau', '局', 'bureau', 'http://bureau.example/', NULL, 'x')")
    conn.execute(
        "INSERT INTO check_runs VALUES (1, 'bureau', '2017-01-20', NULL, 'x', '[]', 1, 0, 0, 0, NULL, NULL, 1, 0)"
    )
    conn.execute(
        "INSERT INTO findings VALUES (7, 'f7', 'bureau', 'stale_column', 'c15.d.basic_news', 'census-2015', '题', '据',"
        " 'B', 0, 0, 1.0, '', 'column', '工作动态', '工作动态', NULL, 'waived', 'o', 't', 'm', NULL, '[]',"
        " '2017-01-20T02:00:00Z', '2017-01-20T02:00:00Z', '2017-01-20', '2017-01-20', '2017-02-06', NULL, 2, '改版',"
        " '王主任', '3号', '2017-03-01', NULL)"
    )
    conn.execute("INSERT INTO sightings VALUES (1, 7, 'o', 't', 'm', NULL, '[]')")
    conn.execute("INSERT INTO finding_events VALUES (1, 7, '2017-01-21T02:00:00Z', 'waived', '王主任', '改版', 1)")
    ledger.ledger_migrations.apply(Database(conn))
    detail = ledger.show(conn, 7)
    row_, waiver = detail.finding, detail.finding.waiver
    assert (row_.state, row_.reopened, row_.deadline) == (State.WAIVED, 2, date(2017, 2, 6))
    assert waiver is not None
    assert (waiver.reason, waiver.approver, waiver.document, waiver.until) == (
        "改版",
        "王主任",
        "3号",
        date(2017, 3, 1),
    )
    assert (waiver.scope, waiver.finding_id) == (ledger.Scope.FINDING, 7)
    assert [event.kind for event in detail.events] == ["waived"]
    assert detail.seen_as_of == (POINT,)
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


# --- deciding ---------------------------------------------------------------------------------------------------


def test_decisions_out_of_turn_are_refused() -> None:
    city = City(_stale())
    city.check()
    number = city.finding().number
    with pytest.raises(ConfigError, match="not disputed"):
        ledger.resolve(city.conn, number, accept=True, reason="x", who="张三", now=city.now)
    with pytest.raises(ConfigError, match="person"):
        ledger.confirm(city.conn, number, who=" ", now=city.now)
    ledger.claim(city.conn, number, who="站长", now=city.now)
    with pytest.raises(ConfigError, match="nothing to claim"):
        ledger.claim(city.conn, number, who="站长", now=city.now)
    ledger.dispute(city.conn, number, reason="误", who="站长", now=city.now)
    with pytest.raises(ConfigError, match="reason"):
        ledger.resolve(city.conn, number, accept=True, reason=" ", who="张三", now=city.now)
    with pytest.raises(ConfigError, match="past"):
        ledger.set_deadline(city.conn, number, POINT - timedelta(days=1), who="张三", reason="x", now=city.now)
    ledger.set_deadline(city.conn, number, POINT, who="张三", reason="今天之内", now=city.now)
    assert city.finding().deadline == POINT


def test_waivers_that_cannot_be_are_refused() -> None:
    city = City(_stale())
    give = {"site": "bureau", "clause": NEWS, "reason": "改版", "approver": "王", "now": city.now}
    with pytest.raises(ConfigError, match="before it begins"):
        ledger.grant(
            city.conn,
            ledger.Scope.SITE,
            since=POINT + timedelta(9),
            until=POINT + timedelta(8),
            **give,  # type: ignore[arg-type]
        )
    with pytest.raises(ConfigError, match="no site"):
        ledger.grant(city.conn, ledger.Scope.SITE, **{**give, "site": "nobody"})  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="no waiver"):
        ledger.find_waiver(city.conn, "W-9")
    waiver = ledger.grant(city.conn, ledger.Scope.SITE, **give)  # type: ignore[arg-type]
    ledger.revoke(city.conn, waiver.number, who="王", reason="误", now=city.now)
    with pytest.raises(ConfigError, match="already"):
        ledger.revoke(city.conn, waiver.number, who="王", reason="误", now=city.now)


def test_a_waiver_begins_on_its_first_day() -> None:
    city = City(_stale())
    city.check()
    begin = POINT + timedelta(days=7)
    ledger.waive(city.conn, city.finding().number, reason="改版", approver="王", since=begin, now=city.now)
    assert city.finding().state is State.OPEN
    city.later(6, _stale())
    city.check()
    assert city.finding().state is State.OPEN
    city.later(1, _stale())
    city.check()
    assert city.finding().state is State.WAIVED


def test_an_item_that_stands_in_another_column_too_is_not_covered() -> None:
    shared = row("没有日期", None, None, url="http://bureau.example/a/shared.html")
    own = row("也没有日期", None, None, url="http://bureau.example/a/own.html")
    city = City(column("甲", rows=[shared, own]), column("乙", rows=[shared]))
    undated = next(c for p in load_packs(ids=["census-2015"]) for c in p.clauses if c.rule == "undated_item")
    waiver = ledger.grant(
        city.conn,
        ledger.Scope.COLUMN,
        site="bureau",
        clause=undated.id,
        column="甲",
        reason="改版",
        approver="王",
        now=city.now,
    )
    city.check()
    states = {found.subject_label: found.state for found in ledger.list_findings(city.conn, clause=undated.id)}
    assert states == {"没有日期": State.OPEN, "也没有日期": State.WAIVED}
    assert [len(found.findings) for found in ledger.waivers_on(city.conn, POINT) if found.waiver.id == waiver.id] == [1]


# --- recheck ----------------------------------------------------------------------------------------------------


def test_recheck_moves_a_finding_by_what_it_saw() -> None:
    city = City(_stale())
    city.check()
    assert recheck(city, judged(Verdict.UNSURE)).state is State.OPEN
    assert recheck(city, judged(Verdict.FLAGGED)).state is State.OPEN
    fixed = recheck(city, judged(Verdict.CLEAR))
    assert (fixed.state, fixed.fixed_at is not None) == (State.FIXED, True)
    back = recheck(city, judged(Verdict.FLAGGED))
    assert (back.state, back.reopened, back.deadline) == (State.REOPENED, 1, POINT + timedelta(days=14))
    assert city.history() == ["opened", "rechecked", "rechecked", "seen_fixed", "reopened"]


def test_recheck_refuses_a_claim_and_leaves_the_state_before_it() -> None:
    city = City(_stale())
    city.check()
    number = city.finding().number
    ledger.confirm(city.conn, number, who="张三", now=city.now)
    ledger.claim(city.conn, number, who="站长", now=city.now)
    unsure = recheck(city, judged(Verdict.UNSURE))
    assert unsure.state is State.CLAIMED
    refused = recheck(city, judged(Verdict.FLAGGED))
    assert (refused.state, refused.refused, refused.claimed_by) == (State.CONFIRMED, 1, None)


def test_recheck_of_a_false_alarm_opens_it_only_for_something_else() -> None:
    city = City(_stale())
    city.check()
    number = city.finding().number
    ledger.dispute(city.conn, number, reason="月度栏目", who="站长", now=city.now)
    ledger.resolve(city.conn, number, accept=True, reason="属实", who="张三", now=city.now)
    same = judged(Verdict.FLAGGED)
    seen = city.finding()
    same = replace(same, observed=seen.observed, threshold=seen.threshold, since=seen.since)
    assert recheck(city, same).state is State.FALSE_ALARM
    assert recheck(city, replace(same, since=date(2016, 12, 1))).state is State.OPEN


def test_recheck_of_a_waived_finding_says_that_the_waiver_can_go() -> None:
    city = City(_stale())
    city.check()
    ledger.waive(city.conn, city.finding().number, reason="改版", approver="王", now=city.now)
    assert recheck(city, judged(Verdict.CLEAR)).state is State.WAIVED
    assert [found.kind for found in city.waivers()] == ["unneeded"]


def test_what_a_recheck_saw_mended_comes_back_only_with_later_pages() -> None:
    city = City(_stale())
    city.check()
    recheck(city, judged(Verdict.CLEAR), run=city.conn.execute("SELECT max(id) + 1 FROM runs").fetchone()[0])
    summary = city.check()
    assert (summary.reopened, summary.left_alone >= 1) == (0, True)
    assert city.finding().state is State.FIXED
    result = check_site(
        city.conn, "bureau", packs=load_packs(ids=["census-2015"]), as_of=POINT, now=city.now,
        waived=ledger.waived(city.conn, "bureau", POINT),
    )  # fmt: skip
    assert city.finding().fingerprint in result.waived, "and it does not cost points"
    city.later(7, _stale())
    assert city.check().reopened == 1
    assert city.finding().state is State.REOPENED


# --- doubts -----------------------------------------------------------------------------------------------------


def test_doubts_are_kept_once_and_settle_when_the_page_is_seen() -> None:
    city = City(column("工作动态", outcome=Outcome.TIMEOUT))
    first = city.check()
    assert first.doubts_opened > 0
    city.later(7, column("工作动态", outcome=Outcome.TIMEOUT))
    assert city.check().doubts_opened == 0
    city.later(7, _fresh("2017-02-02"))
    assert city.check().doubts_settled >= 1
    states = {found.state for found in ledger.list_doubts(city.conn, clause=NEWS, states=list(ledger.DoubtState))}
    assert states == {ledger.DoubtState.SETTLED}
    city.later(7, column("工作动态", outcome=Outcome.TIMEOUT))
    assert city.check().doubts_opened >= 1, "it is in doubt again"


def test_a_dismissed_doubt_comes_back_with_other_grounds() -> None:
    city = City(column("工作动态", outcome=Outcome.TIMEOUT))
    city.check()
    (doubt,) = ledger.list_doubts(city.conn, clause=NEWS)
    ledger.dismiss(city.conn, doubt.number, who="张三", reason="人工打开正常", now=city.now)
    city.later(7, column("工作动态", outcome=Outcome.TIMEOUT))
    city.check()
    assert ledger.list_doubts(city.conn, clause=NEWS) == []
    city.later(7, column("工作动态", outcome=Outcome.CHALLENGE))
    city.check()
    assert [found.id for found in ledger.list_doubts(city.conn, clause=NEWS)] == [doubt.id]
    history = [event.kind for event in ledger.doubt_history(city.conn, doubt)]
    assert history == ["dismissed", "doubted"]


def test_a_standing_finding_that_cannot_be_seen_is_no_doubt_besides() -> None:
    city = City(_stale())
    city.check()
    city.later(7, column("工作动态", outcome=Outcome.TIMEOUT))
    city.check()
    assert city.finding().state is State.OPEN
    assert ledger.list_doubts(city.conn, clause=NEWS) == []


def test_a_confirmed_doubt_is_a_finding_that_the_machine_leaves_alone() -> None:
    city = City(column("工作动态", outcome=Outcome.TIMEOUT))
    city.check()
    (doubt,) = ledger.list_doubts(city.conn, clause=NEWS)
    found = ledger.confirm_doubt(city.conn, doubt.number, who="张三", reason="已核实", now=city.now)
    assert (found.state, found.origin) == (State.CONFIRMED, "person")
    assert found.deadline is not None and found.deadline > POINT
    city.later(7, column("工作动态", outcome=Outcome.TIMEOUT))
    city.check()
    assert city.finding().state is State.CONFIRMED
    city.later(7, _fresh("2017-02-02"))
    city.check()
    assert city.finding().state is State.FIXED


def scored(city: City) -> tuple[str, ...]:
    """The vetoes of a check that knows what people decided."""
    packs = load_packs(ids=["census-2015"])
    decided = ledger.Confirmed(city.conn, "bureau")
    result = check_site(city.conn, "bureau", packs=packs, as_of=city.now.date(), now=city.now, decided=decided)
    ledger.record(city.conn, result, city.now)
    score = result.score
    assert score is not None
    return score.vetoes


def test_what_a_person_confirmed_counts_in_the_score_until_a_person_sees_it_mended() -> None:
    city = City(_fresh("2017-01-19"))
    assert scored(city) == ()
    by_hand = next(found for found in ledger.list_doubts(city.conn) if found.veto)
    found = ledger.confirm_doubt(city.conn, by_hand.number, who="张三", reason="首页有错别字", now=city.now)
    assert scored(city) == (by_hand.clause,)
    assert ledger.find(city.conn, found.id).state is State.CONFIRMED

    ledger.claim(city.conn, found.id, who="站长", now=city.now)
    city.later(7, _fresh("2017-01-26"))
    scored(city)
    claimed = ledger.find(city.conn, found.id)
    assert (claimed.state, claimed.refused) == (State.CLAIMED, 0), "no machine can refuse that"
    refused = ledger.verify(city.conn, found.id, mended=False, who="张三", reason="仍有", now=city.now)
    assert (refused.state, refused.refused) == (State.CONFIRMED, 1)
    mended = ledger.verify(city.conn, found.id, mended=True, who="张三", reason="已改正", now=city.now)
    assert mended.state is State.FIXED
    assert scored(city) == ()
    events = [event.kind for event in ledger.show(city.conn, found.id).events]
    assert events == ["found_by_person", "claimed", "claim_refused", "seen_fixed"]
    assert by_hand.id not in [doubt.id for doubt in ledger.list_doubts(city.conn)], "it was looked at"


def test_a_look_again_needs_a_word_and_a_finding_that_counts() -> None:
    city = City(_stale())
    city.check()
    number = city.finding().number
    with pytest.raises(ConfigError, match="what was seen"):
        ledger.verify(city.conn, number, mended=True, who="张三", reason=" ", now=city.now)
    assert ledger.verify(city.conn, number, mended=False, who="张三", reason="仍旧", now=city.now).state is State.OPEN
    ledger.waive(city.conn, number, reason="改版", approver="王", now=city.now)
    with pytest.raises(ConfigError, match="does not count"):
        ledger.verify(city.conn, number, mended=True, who="张三", reason="已改", now=city.now)


# --- speed ------------------------------------------------------------------------------------------------------


def many(count: int) -> tuple[sqlite3.Connection, CheckResult]:
    """A catalogue, and a check of so many judgements on it, every other one flagged."""
    conn = catalogue_with(_stale(), observed=START)
    result = check_site(conn, "bureau", packs=load_packs(ids=["census-2015"]), as_of=POINT, now=START)
    sample = result.findings[0]

    def made(number: int) -> Finding:
        subject = Subject(SubjectKind.ITEM, f"k{number}", f"题{number}", f"http://bureau.example/{number}.html")
        verdict = Verdict.FLAGGED if number % 2 else Verdict.UNSURE
        found = Judgement(verdict, subject, "信息没有日期", "无日期", "有日期", POINT)
        name = fingerprint(sample.clause.rule, sample.clause.id, "bureau", subject)
        return Finding(name, "bureau", sample.pack, sample.clause, found, POINT)

    return conn, replace(result, judged=tuple(map(made, range(count))), batches=())


def test_many_thousand_judgements_are_entered() -> None:
    conn, big = many(20_000)
    summary = ledger.record(conn, big, START)
    assert (summary.opened, summary.doubts_opened) == (10_000, 10_000)


def test_a_check_is_entered_in_sets() -> None:
    conn, result = many(400)
    asked: list[str] = []
    for day in (0, 7):  # when all is new, and when all is known
        asked.clear()
        conn.set_trace_callback(lambda text: asked.append(text) if text.lstrip().upper().startswith("SELECT") else None)
        summary = ledger.record(conn, result, START + timedelta(days=day))
        conn.set_trace_callback(None)
        assert summary.opened + summary.still == 200
        assert len(asked) < 30, "one question a row would be hundreds"
