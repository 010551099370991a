"""A finding's life: opened, confirmed, fixed, back again; disputes, waivers, and what is left alone."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest

from checks import ledger
from checks.engine import check_site
from checks.ledger import RecordSummary, State
from checks.pack import load_packs
from crawler.errors import ConfigError
from crawler.model import Outcome
from tests.builders import Part, catalogue_with, column, letter, link, row, site_with

START = datetime(2017, 1, 20, 2, 0, tzinfo=UTC)
POINT = date(2017, 1, 20)
NEWS = "c15.d.basic_news"


class City:
    """A site that is crawled and checked again and again."""

    def __init__(self, *parts: Part) -> None:
        self.conn = catalogue_with(*parts, observed=START)
        self.now = START

    def check(self, as_of: date | None = None) -> RecordSummary:
        """Check as of today (or the day given) and record it."""
        day = as_of or self.now.date()
        packs = load_packs(ids=["census-2015"])
        waived = ledger.waived(self.conn, "bureau", self.now.date())
        result = check_site(self.conn, "bureau", packs=packs, as_of=day, now=self.now, waived=waived)
        return ledger.record(self.conn, result, self.now)

    def later(self, days: int, *parts: Part) -> None:
        """Some days later the site looks like this."""
        self.now += timedelta(days=days)
        site_with(self.conn, *parts, observed=self.now)

    def finding(self, clause: str = NEWS) -> ledger.FindingRow:
        (found,) = ledger.list_findings(self.conn, clause=clause)
        return found

    def waivers(self) -> list[ledger.WaiverStanding]:
        """Those that need a look."""
        return [found for found in ledger.waivers_on(self.conn, self.now.date()) if found.needs_a_look]

    def history(self, clause: str = NEWS) -> list[str]:
        return [event.kind for event in ledger.show(self.conn, self.finding(clause).number).events]


def _stale() -> column:
    return column("工作动态", last="2016-10-01")


def _fresh(day: str) -> column:
    return column("工作动态", rows=[row("新", day, day), row("旧", "2016-10-01", "2016-10-01")])


def test_a_finding_is_opened_once_and_seen_again() -> None:
    city = City(_stale())
    first = city.check()
    opened = city.finding()
    assert first.opened == len(ledger.list_findings(city.conn)) > 0
    assert (opened.state, opened.number) == (State.OPEN, f"F-{opened.id:06d}")
    city.later(7, _stale())
    again = city.check()
    assert (again.opened, again.still) == (0, first.opened)
    seen = city.finding()
    assert seen.id == opened.id
    assert (seen.first_as_of, seen.last_as_of) == (POINT, POINT + timedelta(days=7))
    assert seen.deadline == opened.deadline, "the deadline runs from the first notice"
    assert "118天" in seen.message, "the words are those of the newest check"


def test_fixed_then_back_again_is_one_finding_with_a_count() -> None:
    city = City(_stale())
    city.check()
    first_deadline = city.finding().deadline
    city.later(10, _fresh("2017-01-28"))
    assert city.check().fixed >= 1
    assert city.finding().state is State.FIXED
    assert city.finding().fixed_at is not None
    city.later(60, _fresh("2017-01-28"))
    assert city.check().reopened == 2  # the column, and the home page veto that hangs on it
    back = city.finding()
    assert (back.state, back.reopened, back.fixed_at) == (State.REOPENED, 1, None)
    assert back.deadline is not None
    assert first_deadline is not None
    assert back.deadline > first_deadline
    assert city.history() == ["opened", "seen_fixed", "reopened"]


def test_what_was_not_seen_leaves_the_state_alone() -> None:
    city = City(_stale())
    city.check()
    city.later(10, column("工作动态", outcome=Outcome.SERVER_ERROR))
    summary = city.check()
    assert summary.fixed == 0
    assert summary.left_alone >= 1
    assert city.finding().state is State.OPEN
    assert city.history() == ["opened"]


def test_dead_link_that_is_gone_is_fixed_only_after_a_whole_crawl() -> None:
    dead = link("/x.html", outcome=Outcome.NOT_FOUND)
    city = City(_fresh("2017-01-19"), dead)
    city.check()
    city.later(3, column("工作动态", outcome=Outcome.TIMEOUT))
    city.check()
    assert city.finding("c15.d.link_other").state is State.OPEN
    city.later(3, _fresh("2017-01-25"))
    city.check()
    assert city.finding("c15.d.link_other").state is State.FIXED


def test_a_check_that_looks_back_closes_and_reopens_nothing() -> None:
    city = City(column("工作动态", rows=[row("新", "2017-01-18", "2017-01-18"), row("旧", "2016-10-01", "2016-10-01")]))
    city.check()
    assert ledger.list_findings(city.conn, clause=NEWS) == []
    back = city.check(date(2016, 12, 31))
    assert back.retrospective
    assert city.finding().state is State.OPEN
    assert [found.clause for found in ledger.list_findings(city.conn, as_of=date(2016, 12, 31), clause=NEWS)] == [NEWS]
    assert ledger.list_findings(city.conn, as_of=POINT, clause=NEWS) == []
    assert city.check().fixed >= 1, "the next check of the present closes what only the past showed"
    assert [row.retrospective for row in ledger.checks(city.conn)] == [False, True, False]


def test_confirm_and_dispute_are_kept_with_who_and_why() -> None:
    city = City(_stale())
    city.check()
    number = city.finding().number
    assert ledger.confirm(city.conn, number, who="张三", now=city.now).state is State.CONFIRMED
    assert ledger.dispute(city.conn, number, reason="栏目已停用", who="李四", now=city.now).state is State.DISPUTED
    city.later(7, _stale())
    city.check()
    assert city.finding().state is State.DISPUTED, "a further sighting settles no dispute"
    events = ledger.show(city.conn, number).events
    assert [(event.kind, event.who, event.note) for event in events[1:]] == [
        ("confirmed", "张三", ""),
        ("disputed", "李四", "栏目已停用"),
    ]


def test_waived_finding_does_not_count_until_the_waiver_expires() -> None:
    city = City(_stale())
    city.check()
    waived = ledger.waive(
        city.conn,
        city.finding().fingerprint[:8],
        reason="机构改革期间停更",
        approver="王主任",
        document="东府办〔2017〕3号",
        until=POINT + timedelta(days=30),
        now=city.now,
    )
    assert (waived.state, waived.state.counts) == (State.WAIVED, False)
    assert waived.waiver is not None
    assert waived.waiver.document == "东府办〔2017〕3号"
    city.later(30, _stale())
    city.check()
    assert city.finding().state is State.WAIVED, "the last day is still inside"
    assert [note.kind for note in city.waivers()] == ["expiring"]
    city.later(1, _stale())
    assert [note.kind for note in city.waivers()] == ["expired"]
    assert city.check().waivers_expired == 1
    assert city.finding().state is State.OPEN
    assert city.history() == ["opened", "waived", "waiver_expired"]


def test_waiver_that_is_no_longer_needed_is_reported() -> None:
    city = City(_stale())
    city.check()
    ledger.waive(city.conn, city.finding().number, reason="停更", approver="王主任", now=city.now)
    city.later(10, _fresh("2017-01-28"))
    assert city.check().waivers_unneeded == 1
    assert [note.kind for note in city.waivers()] == ["unneeded"]
    city.later(60, _fresh("2017-01-28"))
    city.check()
    assert city.waivers() == [], "it is needed again"
    assert city.finding().state is State.WAIVED


def test_decisions_need_their_reasons_and_a_finding() -> None:
    city = City(_stale())
    city.check()
    number = city.finding().number
    with pytest.raises(ConfigError, match="approver"):
        ledger.waive(city.conn, number, reason="停更", approver=" ", now=city.now)
    with pytest.raises(ConfigError, match="past"):
        ledger.waive(city.conn, number, reason="停更", approver="王", until=POINT - timedelta(days=1), now=city.now)
    with pytest.raises(ConfigError, match="reason"):
        ledger.dispute(city.conn, number, reason="", who="李四", now=city.now)
    for name in ("F-999999", "deadbeef", "nonsense"):
        with pytest.raises(ConfigError, match="gongkai findings list"):
            ledger.show(city.conn, name)
    city.later(10, _fresh("2017-01-28"))
    city.check()
    with pytest.raises(ConfigError, match="already fixed"):
        ledger.confirm(city.conn, number, who="张三", now=city.now)


def test_findings_are_listed_by_site_state_clause_and_veto() -> None:
    city = City(*(column(f"动态{number}", last="2016-10-01") for number in range(5)))
    city.check()
    every = ledger.list_findings(city.conn)
    assert every[0].veto, "vetoes first"
    assert {found.clause for found in ledger.list_findings(city.conn, veto=True)} == {
        "c15.v.col_stale.core",
        "c15.v.home_stale",
    }
    assert len(ledger.list_findings(city.conn, clause=NEWS, states=[State.OPEN])) == 5
    assert ledger.list_findings(city.conn, states=[State.FIXED]) == []
    assert ledger.list_findings(city.conn, site="municipal") == []
    assert all(found.overdue(date(2017, 6, 1)) and not found.overdue(POINT) for found in every)


def test_history_can_neither_be_changed_nor_deleted() -> None:
    city = City(_stale())
    city.check()
    for statement in ("UPDATE finding_events SET note = 'x'", "DELETE FROM finding_events"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            city.conn.execute(statement)


def test_a_failed_record_leaves_the_ledger_as_it_was() -> None:
    city = City(_stale())
    city.conn.execute("CREATE TRIGGER full BEFORE INSERT ON sightings BEGIN SELECT raise(ABORT, 'disk full'); END")
    with pytest.raises(sqlite3.IntegrityError, match="disk full"):
        city.check()
    assert ledger.list_findings(city.conn) == []
    assert ledger.checks(city.conn) == []


def test_waived_veto_no_longer_fails_the_site_while_the_waiver_holds() -> None:
    city = City(_fresh("2017-01-19"), letter("关于粉尘", "2016-08-01"))
    city.check()
    until = POINT + timedelta(days=1)
    ledger.waive(
        city.conn, city.finding("c15.v.reply").number, reason="重复来信", approver="王主任", until=until, now=city.now
    )
    city.check()
    city.now += timedelta(days=2)
    city.check(POINT)
    assert [check.verdict for check in ledger.checks(city.conn)] == ["不合格（单项否决）", "合格", "不合格（单项否决）"]
