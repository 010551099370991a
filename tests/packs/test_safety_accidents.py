"""Clauses on accident reports: grades, periods, contents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.model import Verdict
from checks.pack import load_packs
from crawler.model import Outcome
from tests.builders import catalogue_with, column, row
from tests.builders_accidents import report, report_text, reports
from tests.packs.marking import clause
from tests.packs.putting import put, verdict_under, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

NAME = "甲五金制品有限公司“3·5”一般事故调查报告"

# --- grades -----------------------------------------------------------------------------------------

GRADES = {"xl": "特别重大", "l": "重大", "m": "较大", "s": "一般"}


def _graded(grade: str, toll: str) -> str:
    return report_text(toll=toll, without=(2,)).replace("一般", grade)


@pytest.mark.parametrize(
    ("name", "toll", "verdict"),
    [
        ("s", "造成2人死亡。", CLEAR),
        ("s", "造成3人死亡。", FLAGGED),
        ("s", "造成2人死亡，直接经济损失999万元。", CLEAR),
        ("s", "造成2人死亡，直接经济损失1000万元。", FLAGGED),
        ("s", "造成2人死亡、9人重伤。", CLEAR),
        ("s", "造成2人死亡、10人重伤。", FLAGGED),
        ("s", "造成2人死亡、12人受伤。", UNSURE),  # how badly is not told
        ("s", "造成人员伤亡。", UNSURE),
        ("m", "造成9人死亡。", CLEAR),
        ("m", "造成10人死亡。", FLAGGED),
        ("m", "造成2人死亡。", UNSURE),  # investigated at a higher level, perhaps
        ("m", "造成3人死亡，直接经济损失5000万元。", FLAGGED),
        ("l", "造成29人死亡。", CLEAR),
        ("l", "造成30人死亡。", FLAGGED),
        ("l", "造成十人死亡，直接经济损失1.2亿元。", FLAGGED),
        ("l", "造成3人死亡。", UNSURE),
        ("xl", "造成30人死亡。", CLEAR),
        ("xl", "造成三十五人死亡。", CLEAR),
        ("xl", "造成29人死亡。", UNSURE),
    ],
)
@clause("acc.grade.s", "flags", "clears", "unsure")
@clause("acc.grade.m", "flags", "clears", "unsure")
@clause("acc.grade.l", "flags", "clears", "unsure")
@clause("acc.grade.xl", "clears", "unsure")
def test_grade_of_the_title_fits_the_toll(name: str, toll: str, verdict: Verdict) -> None:
    title = NAME.replace("一般", GRADES[name])
    conn = catalogue_with(reports(report(title, text=_graded(GRADES[name], toll))))
    assert verdict_under(conn, f"acc.grade.{name}") is verdict


def test_message_names_the_grade_that_the_toll_makes() -> None:
    conn = catalogue_with(reports(report(NAME, text=_graded("一般", "造成30人死亡。"))))
    assert "特别重大" in put(conn, "acc.grade.s")[NAME].message


def test_two_different_tolls_in_one_text_decide_nothing() -> None:
    text = _graded("一般", "造成2人死亡。") + "\n此前的另一起事故造成3人死亡。"
    assert verdict_under(catalogue_with(reports(report(text=text))), "acc.grade.s") is UNSURE


def test_papers_about_no_single_accident_are_not_asked() -> None:
    titles = [
        "一般事故调查报告公开制度",
        "关于学习较大事故调查报告的通知",
        "2016年上半年一般事故情况通报",
        "重大事故隐患排查",
    ]
    conn = catalogue_with(column("通知公告", rows=[row(one, "2016-05-01", text="造成9人死亡。") for one in titles]))
    for name in ("acc.grade.s", "acc.grade.m", "acc.grade.l", "acc.report.due", "acc.none"):
        assert verdicts_under(conn, name) == {}, name
    assert verdicts_under(conn, "acc.report.parts") == {}


# --- acc.report.due ---------------------------------------------------------------------------------


def _made(day: date, more: str = "") -> row:
    published = max(day, date(2016, 7, 10))
    text = report_text(signed=f"{day.year}年{day.month}月{day.day}日", more=more)
    return report(published=published.isoformat(), text=text)


@pytest.mark.parametrize(
    ("days", "more", "verdict"),
    [
        (60, "", CLEAR),
        (61, "", UNSURE),
        (61, "经批准延长调查期限。", CLEAR),
        (120, "经批准延长调查期限。", CLEAR),
        (120, "", UNSURE),
        (121, "", FLAGGED),
        (121, "委托机构进行技术鉴定。", UNSURE),  # time of appraisal does not count
    ],
)
@clause("acc.report.due", "flags", "clears", "unsure")
def test_investigation_may_take_sixty_days_and_sixty_more(days: int, more: str, verdict: Verdict) -> None:
    conn = catalogue_with(reports(_made(date(2016, 3, 5) + timedelta(days=days), more)))
    assert verdict_under(conn, "acc.report.due") is verdict


def test_period_is_counted_with_both_days_only() -> None:
    undated = report(published="2016-09-30", text=report_text(signed=""))
    assert verdict_under(catalogue_with(reports(undated)), "acc.report.due") is UNSURE
    no_accident = report("某公司事故调查报告", "2016-09-30", text="调查情况如下。\n事故调查组\n2016年9月1日")
    assert verdict_under(catalogue_with(reports(no_accident)), "acc.report.due") is UNSURE


def test_day_of_publication_under_the_text_is_not_the_day_of_the_report() -> None:
    text = report_text(signed="") + "\n东莞市安全生产监督管理局\n2016年9月30日"
    conn = catalogue_with(reports(report(published="2016-09-30", text=text)))
    assert verdict_under(conn, "acc.report.due") is UNSURE


def test_report_published_in_the_first_period_was_made_in_it() -> None:
    conn = catalogue_with(reports(report(published="2016-05-04", text=report_text(signed=""))))
    assert verdict_under(conn, "acc.report.due") is CLEAR


def test_accident_before_the_regulation_is_not_judged_by_it() -> None:
    text = report_text(signed="2007年12月30日").replace("2016年3月5日", "2007年5月31日")
    conn = catalogue_with(reports(report("甲公司“5·31”事故调查报告", "2007-12-31", text=text)))
    assert verdict_under(conn, "acc.report.due", "2008-06-30") is NOT_APPLICABLE


# --- acc.reply.due ----------------------------------------------------------------------------------


def _reply(sent: str | None, replied: str, grade: str = "一般") -> row:
    first = f"{sent}，调查组向市政府提交了事故调查报告。" if sent else ""
    text = report_text(more=f"{first}{replied}，市政府批复同意结案。")
    return report(NAME.replace("一般", grade), "2016-09-01", text=text)


@pytest.mark.parametrize(
    ("sent", "replied", "grade", "verdict"),
    [
        ("2016年5月6日", "2016年5月21日", "一般", CLEAR),
        ("2016年5月6日", "2016年5月22日", "一般", FLAGGED),
        ("2016年5月6日", "2016年6月5日", "特别重大", CLEAR),
        ("2016年5月6日", "2016年6月6日", "特别重大", UNSURE),  # extended, perhaps
        ("2016年5月6日", "2016年7月5日", "特别重大", UNSURE),
        ("2016年5月6日", "2016年7月6日", "特别重大", FLAGGED),
        (None, "2016年5月22日", "一般", UNSURE),
        ("2016年5月26日", "2016年5月22日", "一般", UNSURE),
    ],
)
@clause("acc.reply.due", "flags", "clears", "unsure")
def test_reply_is_due_in_fifteen_days(sent: str | None, replied: str, grade: str, verdict: Verdict) -> None:
    conn = catalogue_with(reports(_reply(sent, replied, grade)))
    assert verdict_under(conn, "acc.reply.due") is verdict


def test_report_that_tells_of_no_reply_is_not_asked() -> None:
    assert verdict_under(catalogue_with(reports(report())), "acc.reply.due") is NOT_APPLICABLE


# --- acc.report.parts -------------------------------------------------------------------------------


@pytest.mark.parametrize("part", range(6))
@clause("acc.report.parts", "flags")
def test_report_without_one_of_the_six_contents_is_flagged(part: int) -> None:
    words = {
        0: ("概况|单位", "说明"),
        2: ("伤亡|死亡|经济损失", "后果"),
        5: ("防范|整改|措施", "要求"),
        1: ("经过|救援|应急", "过程"),
        3: ("原因", "成因"),
        4: ("责任|处理", "认定"),
    }
    text = report_text(without=(part,))
    for word in words[part][0].split("|"):
        text = text.replace(word, words[part][1])
    found = put(catalogue_with(reports(report(text=text))), "acc.report.parts")[NAME]
    assert found.verdict is FLAGGED
    assert "、" not in found.observed, "one content is missing"


@clause("acc.report.parts", "clears", "unsure")
def test_whole_report_is_clear_and_one_in_a_file_is_unsure() -> None:
    file = replace(report("乙公司“4·1”事故调查报告", text="详见附件。"), files=["调查报告.pdf"])
    short = report("丙公司“4·2”事故调查报告", text="见下图。")
    unread = row("丁公司“4·3”事故调查报告", "2016-05-20", outcome=Outcome.TIMEOUT)
    conn = catalogue_with(reports(report(), file, short, unread))
    assert verdicts_under(conn, "acc.report.parts") == {
        NAME: CLEAR,
        "乙公司“4·1”事故调查报告": UNSURE,
        "丙公司“4·2”事故调查报告": UNSURE,
        "丁公司“4·3”事故调查报告": UNSURE,
    }


def test_other_words_for_the_contents_are_understood() -> None:
    text = (
        "（一）事故单位基本情况……\n（二）事故发生过程及应急处置……\n（三）死亡1人……\n（四）直接原因和间接原因……\n"
        "（五）对有关责任人员的处理意见……\n（六）预防措施……\n" + "经查，" * 120
    )
    assert verdict_under(catalogue_with(reports(report(text=text))), "acc.report.parts") is CLEAR


def test_excerpt_is_not_asked_for_all_contents() -> None:
    conn = catalogue_with(reports(report(f"{NAME}（摘要）", text=report_text(without=(4,)).replace("责任", ""))))
    assert verdict_under(conn, "acc.report.parts") is UNSURE


def test_clauses_of_later_years_do_not_judge_2016() -> None:
    clauses = {entry.id: entry for entry in load_packs(ids=["safety"])[0].clauses}
    day = date(2016, 12, 31)
    later = {"acc.publish.law", "acc.evaluate", "acc.stats", "acc.keep", "gpdb.level", "safe.duty", "safe.blacklist"}
    assert not any(clauses[name].in_force(day) for name in later)
    assert clauses["acc.publish.law_2014"].in_force(day)
    assert clauses["practice.acc_keep"].in_force(day)
    assert not clauses["acc.publish.law_2014"].in_force(date(2021, 9, 1))
    assert clauses["acc.publish.law"].in_force(date(2021, 9, 1))
