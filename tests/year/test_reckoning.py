"""The reckoning itself: what counts as found, missed, false, doubted and tempting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from checks.model import Clause, Confidence, Finding, Judgement, Pack, Subject, SubjectKind, Verdict
from crawler.catalogue.runs import RunRow
from tests.year.crawling import Week
from tests.year.reckoning import Reckoning

CLAUSE = Clause("t.1", "死链", "dead_link", SubjectKind.LINK, "来源", "第一条", "…", Confidence.A)
PACK = Pack("t", "试", "某", "某", "", date(2015, 1, 1), None, (CLAUSE,), "t.toml")
RUN = RunRow(1, "bureau", "full", "complete", "", None, None, None, None, None)
MONDAY = date(2022, 3, 7)


def planted(name: str, key: str, *, doubt: bool = False, rule: str = "dead_link") -> dict[str, Any]:
    return {
        "id": name,
        "rule": rule,
        "clauses": [],
        "note": "",
        "subjects": [{"kind": "link", "key": f"http://a.test/{key}"}],
        "must": ["2022-03-01", "2022-04-01"],
        "may": ["2022-03-01", "2022-04-01"],
        "doubt": doubt,
    }


def week(*faults: dict[str, Any], day: date = MONDAY, run: RunRow = RUN, **truth: Any) -> Week:
    return Week(9, day, run.mode, {"planted": list(faults), "lookalikes": [], "outages": [], **truth}, run)


def told(key: str, verdict: Verdict = Verdict.FLAGGED) -> Finding:
    subject = Subject(SubjectKind.LINK, f"a.test/{key}", key)
    return Finding(key, "bureau", "t", CLAUSE, Judgement(verdict, subject, "打不开"), None)


def test_what_was_planted_and_flagged_is_found() -> None:
    reckoning = Reckoning()
    reckoning.add(week(planted("a", "a.html")), [PACK], [told("a.html")])
    tally = reckoning.tallies["dead_link"]
    assert (tally.found, tally.missed, tally.false) == ({"a"}, {}, {})
    assert (tally.precision, tally.recall) == (1.0, 1.0)
    assert reckoning.automatic == {"dead_link"}


def test_what_was_not_flagged_is_missed_unless_nobody_could_see_it() -> None:
    reckoning = Reckoning()
    reckoning.add(week(planted("a", "a.html")), [PACK], [told("a.html", Verdict.UNSURE)])
    reckoning.add(week(planted("b", "b.html"), run=replace(RUN, state="incomplete")), [PACK], [])
    reckoning.add(week(planted("c", "c.html"), run=replace(RUN, mode="update")), [PACK], [])
    reckoning.add(week(planted("d", "d.html"), day=date(2022, 5, 2)), [PACK], [])
    tally = reckoning.tallies["dead_link"]
    assert dict(tally.missed) == {"a": [9]} and tally.doubted == {"a"}
    assert tally.recall == 0.75


def test_a_doubt_is_enough_where_nobody_can_be_sure() -> None:
    reckoning = Reckoning()
    reckoning.add(week(planted("a", "a.html", doubt=True)), [PACK], [told("a.html", Verdict.UNSURE)])
    reckoning.add(week(planted("b", "b.html", doubt=True)), [PACK], [])
    assert set(reckoning.tallies["dead_link"].missed) == {"b"}


def test_what_was_not_planted_or_is_mended_is_false() -> None:
    reckoning = Reckoning()
    reckoning.add(week(planted("a", "a.html")), [PACK], [told("a.html"), told("b.html")])
    reckoning.add(week(planted("a", "a.html"), day=date(2022, 4, 4)), [PACK], [told("a.html")])
    tally = reckoning.tallies["dead_link"]
    assert set(tally.false) == {"t.1 a.test/a.html", "t.1 a.test/b.html"}
    assert tally.precision == 1 / 3
    assert "打不开" in reckoning.details()


def test_rules_that_no_pack_asks_are_left_out() -> None:
    reckoning = Reckoning()
    reckoning.add(week(planted("a", "a.html", rule="no_such_rule")), [PACK], [])
    assert "no_such_rule" not in reckoning.tallies


def test_look_alikes_that_were_flagged_are_told() -> None:
    reckoning = Reckoning()
    alike = {"rule": "dead_link", "note": "单页", "subjects": [{"kind": "link", "key": "http://a.test/b.html"}]}
    reckoning.add(week(lookalikes=[alike]), [PACK], [told("b.html")])
    assert dict(reckoning.tempted) == {"dead_link: 单页": [9]}
