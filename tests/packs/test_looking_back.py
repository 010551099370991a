"""A check of a past crawl sees what that crawl saw: pages that were corrected later are not corrected yet."""

from __future__ import annotations

from datetime import date

from checks.facts import SiteFacts
from checks.rule import rules
from crawler.catalogue import queries
from tests.builders_accidents import report, report_text, reports
from tests.builders_decisions import decisions, page, penalty
from tests.builders_history import crawled, seen
from tests.packs.putting import clause_of
from tests.rules.asking import CLEAR, FLAGGED, told_singly

SLIP, RIGHT = "东安监罚〔2061〕12号", "东安监罚〔2016〕12号"
CONN = seen(
    crawled(
        "2016-06-06",
        decisions(page("公示", "2016-03-10", penalty(SLIP))),
        reports(report(text=report_text(without=(4,)).replace("责任", ""))),
    ),
    crawled(
        "2016-07-04",
        decisions(page("公示", "2016-03-10", penalty(RIGHT), text="已更正", files=["决定书.pdf"])),
        reports(report()),
    ),
)


def _facts(run: int) -> SiteFacts:
    return SiteFacts(CONN, queries.sites(CONN)[0], date(2016, 12, 31), run=queries.read_run(CONN, run))


def _verdict(clause_id: str, run: int) -> object:
    clause, facts = clause_of(clause_id), _facts(run)
    unit = rules()[str(clause.rule)]
    found = list(told_singly(facts, unit.rule.judge(facts, unit.rule.options.model_validate(dict(clause.options)))))
    assert len(found) == 1
    return found[0].verdict


def test_records_are_those_of_the_crawl() -> None:
    assert _verdict("dp.chk.number", 1) is FLAGGED
    assert _verdict("dp.chk.number", 2) is CLEAR
    assert [record.doc_no for record in _facts(1).records] == [SLIP]


def test_texts_and_attachments_are_those_of_the_crawl() -> None:
    assert _verdict("acc.report.parts", 1) is FLAGGED
    assert _verdict("acc.report.parts", 2) is CLEAR
    item = next(item.id for item in _facts(1).items.values() if item.title == "公示")
    assert _facts(1).attachments([item]) == {}
    assert [name for _, name in _facts(2).attachments([item])[item]] == ["决定书.pdf"]


def test_report_that_was_taken_down_later_was_still_there() -> None:
    older = report("乙公司“1·2”一般事故调查报告", "2016-02-20", text=report_text().replace("甲", "乙"))
    whole = reports(report(), older)
    conn = seen(crawled("2016-06-06", whole), crawled("2016-07-04", whole), crawled("2016-08-01", reports(older)))
    unit, found = rules()["accident_report_removed"], []
    for run in (2, 3):
        facts = SiteFacts(conn, queries.sites(conn)[0], date(2016, 12, 31), run=queries.read_run(conn, run))
        judged = unit.rule.judge(facts, unit.rule.options())
        found.append(sorted(one.verdict for one in told_singly(facts, judged)))
    assert found == [[CLEAR, CLEAR], [CLEAR, FLAGGED]]
