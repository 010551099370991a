"""A clause that was corrected: the finding stays the same one, and carries the new source from the next check on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from checks import ledger
from checks.engine import check_site
from checks.model import Clause, Confidence, Pack
from checks.pack import load_packs
from crawler.model import Outcome
from tests.builders import catalogue_with, column

NOW = datetime(2017, 1, 20, 2, 0, tzinfo=UTC)
NEWS = "c15.d.basic_news"


def _corrected(pack: Pack) -> Pack:
    def mend(clause: Clause) -> Clause:
        if clause.id != NEWS:
            return clause
        return replace(clause, source="某市〔2016〕1号", clause="第二条", advice="每周更新。", confidence=Confidence.C)

    return replace(pack, clauses=tuple(map(mend, pack.clauses)))


def _check(*parts: column) -> tuple[list[ledger.FindingRow], list[ledger.DoubtRow]]:
    conn = catalogue_with(*parts, observed=NOW)
    (shipped,) = load_packs(ids=["census-2015"])
    for pack in (shipped, _corrected(shipped)):
        result = check_site(conn, "bureau", packs=[pack], as_of=date(2017, 1, 20), now=NOW)
        ledger.record(conn, result, NOW)
    return ledger.list_findings(conn, clause=NEWS), ledger.list_doubts(conn, clause=NEWS)


def test_finding_carries_the_corrected_source_with_its_place() -> None:
    (found,), _ = _check(column("工作动态", last="2016-05-01"))
    assert (found.source, found.advice) == ("某市〔2016〕1号，第二条", "每周更新。")
    assert found.unverified


def test_doubt_carries_it_too() -> None:
    _, (doubt,) = _check(column("工作动态", outcome=Outcome.SERVER_ERROR))
    assert (doubt.source, doubt.advice) == ("某市〔2016〕1号，第二条", "每周更新。")
