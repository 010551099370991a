"""A finding's whole life through the command line, day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.catalogue.database import connect
from crawler.model import ColumnClass, Outcome
from tests.builders import Part, catalogue_with, column, link, site_with
from tests.gongkai.conftest import Answer

START = datetime(2017, 1, 20, 2, 0, tzinfo=UTC)
CLAUSE = "c15.d.basic_news"
PATH = "政务公开/图片新闻"
FRESH = "政务公开/工作动态"
WHY = ("--reason", "机构改革", "--approver", "王主任")


class Office:
    """A workspace whose days pass: the site is crawled as it then stands, checked, and talked about."""

    def __init__(self, gongkai: Callable[..., Answer], folder: Path) -> None:
        self._gongkai = gongkai
        self.folder = folder
        self.now = START

    def later(self, days: int, *parts: Part) -> None:
        """Some days later the site is crawled and looks like this."""
        self.now += timedelta(days=days)
        if parts:
            conn = connect(self.folder / "catalogue.sqlite")
            site_with(conn, *parts, observed=self.now)
            conn.close()

    def check(self) -> dict[str, Any]:
        """Check today; the facts of the bureau's check."""
        answer = self._gongkai(
            "check", "bureau", "--pack", "census-2015", "--clock", self.now.isoformat(), "--json", "-w", self.folder
        )
        assert answer.code == 0, answer.err
        checked: dict[str, Any] = answer.json["checks"][0]
        return checked

    def say(self, *words: str, json: bool = True) -> Answer:
        """`gongkai findings …` at this moment."""
        options = ("--json",) if json else ()
        return self._gongkai("findings", *words, "--clock", self.now.isoformat(), *options, "-w", self.folder)

    def finding(self) -> dict[str, Any]:
        """The finding about the column."""
        number = self.number()
        found: dict[str, Any] = self._gongkai("findings", "show", number, "--json", "-w", self.folder).json
        return found

    def number(self) -> str:
        from checks.ledger import State

        states = [word for state in State for word in ("--state", state.value)]
        rows = self._gongkai("findings", "list", "--clause", CLAUSE, *states, "--json", "-w", self.folder).json
        return next(str(row["number"]) for row in rows if row["subject"] == PATH)

    def history(self) -> list[str]:
        return [event["kind"] for event in self.finding()["history"]]


def stale() -> tuple[Part, ...]:
    return (column(FRESH, last="2017-01-19"), column(PATH, last="2016-11-01"))


def mended(day: date) -> tuple[Part, ...]:
    return (column(FRESH, last=day.isoformat()), column(PATH, last=day.isoformat()))


@pytest.fixture
def office(gongkai: Callable[..., Answer], stored: Callable[..., Path]) -> Office:
    return Office(gongkai, stored(catalogue_with(*stale(), observed=START)))


def test_dispute_waive_expire_claim_fix_and_back_again(office: Office) -> None:
    office.check()
    number = office.number()
    assert office.finding()["state"] == "open"

    office.later(1)
    disputed = office.say("dispute", number, "--by", "站长", "--reason", "栏目已停用")
    assert disputed.json["state"] == "disputed"
    rejected = office.say("resolve", number, "--reject", "--by", "检查员", "--reason", "栏目仍在导航中")
    assert rejected.json["state"] == "confirmed"

    until = (office.now.date() + timedelta(days=9)).isoformat()
    waived = office.say(
        "waive",
        number,
        "--reason",
        "机构改革",
        "--approver",
        "王主任",
        "--document",
        "东府办〔2017〕3号",
        "--until",
        until,
    )
    assert (waived.json["state"], waived.json["waiver"]["document"]) == ("waived", "东府办〔2017〕3号")
    assert office.say("waivers").json[0]["standing"] == "expiring"

    office.later(9, *stale())  # its last day
    office.check()
    assert office.finding()["state"] == "waived"
    office.later(1, *stale())  # the day after
    assert office.say("waivers").json[0]["standing"] == "expired"
    office.check()
    assert office.finding()["state"] == "confirmed", "as it stood before the waiver"

    office.later(1)
    claimed = office.say("claim", number, "--by", "站长", "--note", "已补发三条")
    assert claimed.json["state"] == "claimed"
    office.check()
    assert office.finding()["state"] == "claimed", "pages from before the claim prove nothing"
    office.later(1, *stale())
    office.check()
    refused = office.finding()
    assert (refused["state"], refused["claims_refused"]) == ("confirmed", 1)

    office.say("claim", number, "--by", "站长")
    office.later(3, *mended(office.now.date()))
    office.check()
    assert office.finding()["state"] == "fixed"
    office.later(60, *mended(date(2017, 2, 5)))
    office.check()
    back = office.finding()
    assert (back["state"], back["reopened"]) == ("reopened", 1)
    assert office.history() == [
        "opened",
        "disputed",
        "dispute_rejected",
        "waived",
        "waiver_expired",
        "claimed",
        "claim_refused",
        "claimed",
        "seen_fixed",
        "reopened",
    ]


def test_an_accepted_dispute_counts_no_more_until_something_else_is_seen(office: Office) -> None:
    office.check()
    number = office.number()
    office.say("dispute", number, "--by", "站长", "--reason", "月度栏目，并非动态")
    accepted = office.say("resolve", number, "--accept", "--by", "检查员", "--reason", "属实")
    assert accepted.json["state"] == "false_alarm"
    office.later(7, *stale())
    checked = office.check()
    assert office.finding()["state"] == "false_alarm", "seven days more are the same case"
    assert not any(CLAUSE in line for score in checked["scores"] for line in score["lines"])
    assert number not in [row["number"] for row in office.say("list").json]
    office.later(7, column(FRESH, last="2017-02-02"), column(PATH, last="2017-01-10"))
    office.check()
    assert office.finding()["state"] == "open", "another last item is another case"
    assert office.history()[-1] == "evidence_changed"


def test_deadline_of_its_own_stands_in_history_and_overdue_ones_are_listed(office: Office) -> None:
    office.check()
    number = office.number()
    first = office.finding()["deadline"]
    office.say("deadline", number, "--deadline", "2017-03-01", "--by", "检查员", "--reason", "系统升级")
    assert office.finding()["deadline"] == "2017-03-01" != first
    assert office.history()[-1] == "deadline_set"
    office.later((date(2017, 3, 1) - office.now.date()).days)
    assert number not in [row["number"] for row in office.say("list", "--overdue").json], "the last day is inside"
    office.later(1)
    assert number in [row["number"] for row in office.say("list", "--overdue").json]
    no_reason = office.say("deadline", number, "--deadline", "2017-04-01", "--by", "检查员", "--reason", " ")
    assert (no_reason.code, "reason" in no_reason.err) == (2, True)


def test_waiver_of_a_clause_in_a_column_covers_what_comes_later_below_it(office: Office) -> None:
    granted = office.say(
        "waive",
        "--clause",
        CLAUSE,
        "--site",
        "bureau",
        "--column",
        "政务公开",
        "--reason",
        "改版",
        "--approver",
        "王主任",
    )
    assert (granted.code, granted.json["findings"]) == (0, [])
    assert office.say("waivers").json[0]["standing"] == "unmatched"
    office.check()
    assert office.finding()["state"] == "waived"
    assert office.say("waivers").json[0]["standing"] == "active"
    office.later(7, *stale(), column("办事指南/动态", last="2016-10-01"))
    office.check()
    rows = office.say("list", "--clause", CLAUSE).json
    assert [row["subject"] for row in rows] == ["办事指南/动态"], "another column is not covered"
    office.later(7, *mended(date(2017, 2, 2)))
    office.check()
    assert office.say("waivers").json[0]["standing"] == "unneeded"
    revoked = office.say("waivers", "revoke", "W-1", "--by", "王主任", "--reason", "改版完成")
    assert revoked.code == 0, revoked.err
    assert office.say("waivers").json == []
    assert office.say("waivers", "--all").json[0]["standing"] == "revoked"
    assert office.history()[-1] == "waiver_revoked"


def test_revoked_waiver_lets_the_finding_count_again_with_a_new_deadline(office: Office) -> None:
    office.check()
    number, first = office.number(), office.finding()["deadline"]
    office.say("waive", "--clause", CLAUSE, "--site", "bureau", *WHY)
    refused = office.say("confirm", number, "--by", "检查员")
    assert (refused.code, "waiver W-000001" in refused.err) == (2, True)
    office.later(30)
    office.say("waivers", "revoke", "W-1", "--by", "王主任", "--reason", "误批")
    assert (office.finding()["state"], office.finding()["deadline"]) == ("open", None)
    office.later(0, *stale())
    office.check()
    assert office.finding()["deadline"] > first


def test_doubt_is_confirmed_dismissed_or_settles_itself(office: Office) -> None:
    unread = column("政务公开/通知公告", ColumnClass.POLICY, outcome=Outcome.SERVER_ERROR)
    office.later(1, *stale(), unread)
    office.check()
    doubts = [row for row in office.say("list", "--unsure").json if row["label"] == "政务公开/通知公告"]
    assert doubts and all(row["number"].startswith("D-") for row in doubts)
    first = doubts[0]
    dismissed = office.say("dismiss", first["number"], "--by", "检查员", "--reason", "人工打开正常")
    assert dismissed.json["state"] == "dismissed"
    office.later(7, *stale(), unread)
    office.check()
    left = [row["number"] for row in office.say("list", "--unsure").json]
    assert first["number"] not in left, "the same cannot be seen, and a person has looked"

    by_hand = next(row for row in office.say("list", "--unsure").json if row["rule"] is None)
    confirmed = office.say("confirm", by_hand["number"], "--by", "检查员", "--note", "已核实")
    assert (confirmed.json["state"], confirmed.json["origin"]) == ("confirmed", "person")
    again = office.say("confirm", by_hand["number"], "--by", "检查员", "--note", "已核实")
    assert again.code == 2

    office.later(7, *stale(), column("政务公开/通知公告", ColumnClass.POLICY, last="2017-02-01"))
    office.check()
    labels = [row["label"] for row in office.say("list", "--unsure").json]
    assert "政务公开/通知公告" not in labels, "it could be seen this time"
    history = office._gongkai("findings", "show", first["number"], "--json", "-w", office.folder).json["history"]
    assert [event["kind"] for event in history] == ["dismissed"]


def test_links_that_are_waived_by_column_need_all_their_columns(
    gongkai: Callable[..., Answer], stored: Callable[..., Path]
) -> None:
    conn = catalogue_with(column(FRESH, last="2017-01-19"), link("/x.html", outcome=Outcome.NOT_FOUND), observed=START)
    office = Office(gongkai, stored(conn))
    office.say(
        "waive",
        "--clause",
        "c15.d.link_other",
        "--site",
        "bureau",
        "--column",
        FRESH,
        "--reason",
        "改版",
        "--approver",
        "王",
    )
    office.check()
    rows = office.say("list", "--clause", "c15.d.link_other").json
    assert [row["state"] for row in rows] == ["open"], "no column is known to hold this link"
