"""The engine: packs by date, verdicts by clause, coverage, and fingerprints that last."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

import pytest

from checks.engine import CheckResult, check_site
from checks.model import Verdict
from checks.pack import load_packs
from checks.score import SiteVerdict
from crawler.catalogue.database import connect
from crawler.catalogue.runs import SiteRow, add_site
from crawler.errors import ConfigError
from crawler.model import ColumnClass, Outcome, SiteKind
from tests.builders import OBSERVED, catalogue_with, column, home_row, letter, link, row, site_with

NOW = datetime(2017, 1, 20, 2, 0, tzinfo=UTC)
POINT = date(2016, 12, 31)
PACKS = load_packs(ids=["census-2015", "dual-publicity", "oia-2008"])


def _check(conn: sqlite3.Connection, as_of: date = POINT, **more: object) -> CheckResult:
    return check_site(conn, "bureau", packs=PACKS, as_of=as_of, now=NOW, **more)  # type: ignore[arg-type]


def _fresh_site() -> sqlite3.Connection:
    return catalogue_with(
        column("工作动态", last="2016-12-30", identity="col.news"), home_row("工作动态最新信息", "2016-12-30")
    )


def test_findings_carry_clause_threshold_evidence_and_deadline() -> None:
    result = _check(catalogue_with(column("工作动态", last="2016-10-01")))
    (found,) = (one for one in result.findings if one.clause.id == "c15.d.basic_news")
    assert found.pack == "census-2015"
    assert found.subject.shown == "工作动态"
    assert (found.judgement.observed, found.judgement.threshold) == ("最新2016-10-01，距监测时间点91天", "14天内更新")
    assert found.judgement.evidence
    assert found.clause.source == "国办发〔2015〕15号附件"
    # Ten working days from Friday 20 January 2017: 22 (a worked Sunday) to 26 January, then the Spring Festival,
    # then 3, 4 (a worked Saturday), 6, 7 and 8 February.
    assert found.deadline == date(2017, 2, 8)


def test_vetoes_that_do_not_fire_are_clear() -> None:
    counts = _check(_fresh_site()).counts
    for clause in ("c15.v.home_stale", "c15.v.col_stale.core", "c15.v.col_stale.any", "c15.v.col_blank"):
        assert (counts[clause].clear, counts[clause].flagged) == (1, 0), clause


def test_what_no_crawl_can_see_is_unsure_and_named() -> None:
    result = _check(_fresh_site())
    unsure = {one.clause.id: one for one in result.unsure}
    assert "c15.v.unreachable" in unsure
    assert "请查看：机构职能" in unsure["c15.d.basic_wrong"].message, "says what a person must look at"
    assert result.score is not None
    assert result.score.not_covered == ("站点无法访问", "严重错误")


def test_unanswered_letter_fails_the_site_by_veto() -> None:
    result = _check(catalogue_with(column("工作动态", last="2016-12-30"), letter("关于粉尘", "2016-08-01")))
    assert result.score is not None
    assert result.score.verdict is SiteVerdict.FAILED_VETO


def test_packs_out_of_force_are_skipped_with_a_word() -> None:
    conn = catalogue_with(column("工作动态", last="2014-12-30"))
    result = _check(conn, date(2014, 12, 31))
    assert [pack.id for pack in result.packs] == ["oia-2008"]
    assert len(result.skipped) == 2
    assert result.skipped[0] == "census-2015（2015-03-24至2019-03-31有效）"
    assert len(_check(conn, date(2014, 12, 31), force=True).packs) == 3


def test_incomplete_run_flags_no_absence_and_says_so() -> None:
    result = _check(
        catalogue_with(column("工作动态", outcome=Outcome.SERVER_ERROR), column("通知公告", ColumnClass.POLICY))
    )
    assert not result.coverage.run_complete
    assert {one.clause.id for one in result.findings} == {"colchk.blank"}
    assert "抓取不完整" in result.notes[0]
    assert result.score is not None
    assert result.score.verdict is SiteVerdict.UNDECIDED
    assert result.counts["c15.d.basic_news"].coverage == 0.0


def test_site_that_was_never_crawled_is_unsure_in_everything() -> None:
    conn = connect(None)
    add_site(conn, SiteRow("bureau", "某局", SiteKind.BUREAU, "http://bureau.example/"), OBSERVED)
    result = _check(conn)
    assert result.run is None
    assert {one.verdict for one in result.judged} <= {Verdict.UNSURE, Verdict.NOT_APPLICABLE}
    assert result.score is not None
    assert result.score.verdict is SiteVerdict.UNDECIDED


def test_unknown_site_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="bureau"):
        check_site(_fresh_site(), "buro", packs=[], as_of=POINT, now=NOW)


def test_fingerprints_differ_by_clause_and_subject_and_last_over_runs_and_days() -> None:
    def prints(title: str, as_of: date) -> dict[str, str]:
        url = "http://bureau.example/content/7.html"
        conn = catalogue_with(
            column("通知公告", ColumnClass.POLICY, rows=[row(title, url=url)]), link("/x.html", outcome=Outcome.GONE)
        )
        return {one.clause.id: one.fingerprint for one in _check(conn, as_of).findings}

    first, renamed = prints("关于停电的通知", POINT), prints("关于停电的紧急通知", date(2016, 12, 1))
    assert first["colchk.undated"] == renamed["colchk.undated"]
    assert first["c15.d.link_other"] == renamed["c15.d.link_other"]
    assert len(set(first.values())) == len(first)
    assert all(len(value) == 32 for value in first.values())


def test_spelling_of_an_address_does_not_change_a_fingerprint() -> None:
    def print_of(url: str) -> str:
        found = _check(catalogue_with(link(url, outcome=Outcome.NOT_FOUND))).findings
        return next(one.fingerprint for one in found if one.clause.id == "c15.d.link_other")

    assert print_of("http://bureau.example/a//b.html") == print_of("http://www.bureau.example/a/b.html?from=x")


def test_check_rests_on_the_crawl_of_its_day_or_on_one_asked_for() -> None:
    conn = _fresh_site()
    later = site_with(conn, column("工作动态", last="2016-12-30"), column("在线访谈"))

    def blank(**more: object) -> set[str]:
        return {one.subject.shown for one in _check(conn, **more).findings if one.clause.id == "colchk.blank"}  # type: ignore[arg-type]

    assert blank() == set()  # the first crawl after the monitoring point
    assert blank(as_of=date(2017, 1, 20)) == {"在线访谈"}  # the last one of that day
    assert blank(run=later.id) == {"在线访谈"}


def test_judging_writes_nothing() -> None:
    conn = _fresh_site()
    before = conn.total_changes
    _check(conn)
    assert conn.total_changes == before
