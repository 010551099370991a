"""Clauses on accidents at their limits: how far back they look, what they say, what an early crawl proves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from checks.model import Verdict
from crawler.model import ColumnClass
from tests.builders import catalogue_with, column, row
from tests.builders_accidents import report, report_text, reports
from tests.packs.putting import put, verdict_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

NAME = "甲五金制品有限公司“3·5”一般事故调查报告"


def _closed(day: str, text: str = "同意结案。") -> column:
    reply = replace(row(f"关于{NAME}的批复", day, day), text=text)
    return column("政策文件", ColumnClass.POLICY, rows=[reply])


@pytest.mark.parametrize(("told", "verdict"), [("2014-12-31", FLAGGED), ("2014-12-30", NOT_APPLICABLE)])
def test_replies_of_two_years_are_looked_at(told: str, verdict: Verdict) -> None:
    assert verdict_under(catalogue_with(_closed(told)), "acc.publish.law_2014") is verdict


@pytest.mark.parametrize(("crawled", "verdict"), [(3, UNSURE), (4, FLAGGED)])
def test_crawl_before_the_report_was_due_proves_nothing(crawled: int, verdict: Verdict) -> None:
    conn = catalogue_with(_closed("2016-05-06"), observed=datetime(2016, 6, crawled, 1, tzinfo=UTC))
    assert verdict_under(conn, "acc.publish.law_2014", "2016-12-31") is verdict


@pytest.mark.parametrize(("length", "verdict"), [(1999, FLAGGED), (2000, UNSURE)])
def test_long_reply_may_hold_the_report(length: int, verdict: Verdict) -> None:
    assert verdict_under(catalogue_with(_closed("2016-05-06", "经" * length)), "acc.publish.law_2014") is verdict


def test_missing_report_is_told_with_its_reply() -> None:
    conn = catalogue_with(_closed("2016-05-06"))
    found = put(conn, "acc.publish.law_2014")[f"关于{NAME}的批复"]
    assert found.since == date(2016, 5, 6)
    assert found.observed == "没有找到调查报告"
    assert "2016-05-06" in found.message
    there = catalogue_with(_closed("2016-05-06"), reports(report("东莞市某企业“3·5”事故调查报告")))
    doubtful = put(there, "acc.publish.law_2014")[f"关于{NAME}的批复"]
    assert (doubtful.since, doubtful.observed) == (None, "")


@pytest.mark.parametrize(("published", "verdict"), [("2013-12-31", FLAGGED), ("2013-12-30", NOT_APPLICABLE)])
def test_reports_of_three_years_are_looked_at(published: str, verdict: Verdict) -> None:
    text = report_text(signed="2013年12月20日").replace("2016年3月5日", "2013年3月5日")
    assert verdict_under(catalogue_with(reports(report(published=published, text=text))), "acc.report.due") is verdict


@pytest.mark.parametrize(("happened", "verdict"), [("6月1日", FLAGGED), ("5月31日", NOT_APPLICABLE)])
def test_accidents_are_judged_from_the_first_day_of_the_regulation(happened: str, verdict: Verdict) -> None:
    text = report_text(signed="2007年12月30日").replace("2016年3月5日", f"2007年{happened}")
    conn = catalogue_with(reports(report("甲公司机械伤害事故调查报告", "2007-12-31", text=text)))
    assert verdict_under(conn, "acc.report.due", "2008-06-30") is verdict


@pytest.mark.parametrize(("signed", "verdict"), [("2016年3月5日", CLEAR), ("2016年3月4日", UNSURE)])
def test_report_is_not_older_than_its_accident(signed: str, verdict: Verdict) -> None:
    conn = catalogue_with(reports(report(text=report_text(signed=signed))))
    assert verdict_under(conn, "acc.report.due") is verdict


def test_late_report_is_told_with_its_days() -> None:
    late = report(published="2016-09-01", text=report_text(signed="2016年8月1日"))
    found = put(catalogue_with(reports(late)), "acc.report.due")[NAME]
    assert found.verdict is FLAGGED
    assert found.observed == "149天"
    assert found.since == date(2016, 7, 3), "the last day of the extension"
    assert "2016-03-05" in found.message
    assert "2016-08-01" in found.message
    doubtful = report(published="2016-09-01", text=report_text(signed="2016年6月1日"))
    assert put(catalogue_with(reports(doubtful)), "acc.report.due")[NAME].since is None


def _answered(sent: str, signed: str, published: str = "2016-09-01") -> dict[str, object]:
    text = f"{sent}收到调查组报送的调查报告。经研究，原则同意。\n东莞市人民政府\n{signed}"
    paper = replace(row(f"关于{NAME}的批复", published, published), text=text)
    found = put(catalogue_with(column("政策文件", ColumnClass.POLICY, rows=[paper])), "acc.reply.due")
    (judged,) = found.values()
    return {"verdict": judged.verdict, "observed": judged.observed, "since": judged.since, "message": judged.message}


def test_reply_on_its_own_page_is_dated_by_its_signature() -> None:
    late = _answered("2016年5月6日", "2016年5月22日")
    assert (late["verdict"], late["observed"], late["since"]) == (FLAGGED, "16天", date(2016, 5, 6))
    assert "2016-05-22" in str(late["message"])
    assert _answered("2016年5月6日", "2016年5月21日")["verdict"] is CLEAR
    assert _answered("2016年5月6日", "2016年5月6日")["verdict"] is CLEAR
    early = _answered("2016年5月6日", "2016年5月5日")
    assert (early["verdict"], early["since"]) == (UNSURE, None)


@pytest.mark.parametrize(("published", "verdict"), [("2013-12-31", FLAGGED), ("2013-12-30", NOT_APPLICABLE)])
def test_replies_of_three_years_are_looked_at(published: str, verdict: Verdict) -> None:
    assert _answered("2013年5月6日", "2013年5月22日", published)["verdict"] is verdict


@pytest.mark.parametrize(("length", "verdict"), [(199, UNSURE), (200, FLAGGED)])
def test_short_text_is_taken_for_a_file(length: int, verdict: Verdict) -> None:
    conn = catalogue_with(reports(report(text="经" * length)))
    assert verdict_under(conn, "acc.report.parts") is verdict


@pytest.mark.parametrize(("published", "verdict"), [("2007-06-01", FLAGGED), ("2007-05-31", NOT_APPLICABLE)])
def test_contents_are_asked_from_the_first_day_of_the_regulation(published: str, verdict: Verdict) -> None:
    conn = catalogue_with(reports(report(published=published, text="经" * 300)))
    assert verdict_under(conn, "acc.report.parts") is verdict
