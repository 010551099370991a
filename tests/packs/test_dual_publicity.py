"""Every clause of the pack on licences and penalties (双公示): flagged, clear, and not to be told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from checks.engine import check_site
from checks.model import Verdict
from checks.pack import load_packs
from crawler.model import ColumnClass, Outcome, SiteKind
from tests.builders import catalogue_with, column, link, row, site_with
from tests.builders_decisions import decisions, licence, page, penalty
from tests.packs.marking import clause
from tests.packs.putting import put, verdict_under, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

NOW = datetime(2017, 1, 20, tzinfo=UTC)


# --- dp.window: seven working days ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided", "published", "verdict"),
    [
        ("2016-09-29", "2016-10-13", CLEAR),  # 国庆: 1 to 7 October off, 8 and 9 October made up for
        ("2016-09-29", "2016-10-14", FLAGGED),
        ("2016-04-28", "2016-05-10", CLEAR),  # 劳动节: 30 April to 2 May off
        ("2016-04-28", "2016-05-11", FLAGGED),
        ("2016-09-14", "2016-09-26", CLEAR),  # 中秋: 15 to 17 September off, 18 September made up for
        ("2016-09-14", "2016-09-27", FLAGGED),
        ("2016-11-01", None, UNSURE),
        (None, "2016-11-10", UNSURE),
        ("2016-11-10", "2016-11-01", UNSURE),
    ],
)
@clause("dp.window", "flags", "clears", "unsure")
def test_seven_working_days_are_counted_by_the_holiday_calendar(
    decided: str | None, published: str | None, verdict: Verdict
) -> None:
    conn = catalogue_with(decisions(page("公示", published, penalty("东安监罚〔2016〕12号", decided))))
    assert verdict_under(conn, "dp.window") is verdict


def test_decision_made_before_the_duty_is_not_judged_by_it() -> None:
    conn = catalogue_with(decisions(page("公示", "2015-12-01", penalty("东安监罚〔2015〕12号", "2015-06-30"))))
    assert verdict_under(conn, "dp.window", "2015-12-31") is NOT_APPLICABLE
    conn = catalogue_with(decisions(page("公示", "2015-12-01", penalty("东安监罚〔2015〕12号", "2015-07-01"))))
    assert verdict_under(conn, "dp.window", "2015-12-31") is FLAGGED


def test_decision_in_time_on_the_municipal_portal_is_in_time() -> None:
    late = decisions(page("公示", "2016-11-30", penalty("东安监罚〔2016〕12号", "2016-11-01")))
    conn = catalogue_with(late)
    assert verdict_under(conn, "dp.window") is FLAGGED
    timely = decisions(page("市平台公示", "2016-11-03", penalty("东安监罚[2016]12号", "2016-11-01")))
    site_with(conn, timely, site="portal", kind=SiteKind.MUNICIPAL, name="东莞市政府信息公开")
    assert verdict_under(conn, "dp.window") is CLEAR


def test_page_seen_before_its_stated_day_counts_from_the_day_it_was_seen() -> None:
    seen = datetime(2016, 11, 4, 2, tzinfo=UTC)
    first = decisions(page("公示", "2016-11-03", penalty("东安监罚〔2016〕12号", "2016-11-01")))
    moved = decisions(page("公示", "2016-11-30", penalty("东安监罚〔2016〕12号", "2016-11-01")))
    conn = catalogue_with(first, observed=seen)
    site_with(conn, moved)
    assert verdict_under(conn, "dp.window") is CLEAR


def test_notice_that_there_was_nothing_is_no_fault_under_any_clause() -> None:
    conn = catalogue_with(
        decisions(
            row("2016年11月无行政处罚", "2016-12-01", "2016-12-01"), row("本月没有作出行政处罚决定", "2016-11-01")
        )
    )
    for name in ("dp.window", "dp.chk.fields", "dp.chk.delay", "dp.chk.number", "dp.chk.number_unique", "dp.chk.uscc"):
        assert verdicts_under(conn, name) == {}, name


# --- dp.where ---------------------------------------------------------------------------------------


@clause("dp.where", "clears", "unsure")
def test_site_of_a_safety_bureau_has_columns_for_both() -> None:
    neither = catalogue_with(column("工作动态"))
    assert verdicts_under(neither, "dp.where") == {"行政许可": UNSURE, "行政处罚": UNSURE}, (
        "the government may show them"
    )
    both = catalogue_with(column("信息公开/双公示", ColumnClass.EVENT, identity="col.dual"))
    assert verdicts_under(both, "dp.where") == {"行政许可": CLEAR, "行政处罚": CLEAR}
    unread = catalogue_with(column("信息公开", outcome=Outcome.TIMEOUT))
    assert set(verdicts_under(unread, "dp.where").values()) == {UNSURE}


def test_link_to_the_governments_own_notices_is_enough() -> None:
    conn = catalogue_with(link("http://city.example/sgs/", "双公示专栏", on_home=True), column("行政许可公示"))
    assert verdicts_under(conn, "dp.where")["行政许可"] is CLEAR
    linked = catalogue_with(link("http://city.example/sgs/", "双公示", on_home=True))
    assert set(verdicts_under(linked, "dp.where").values()) == {CLEAR}


def test_organ_without_enforcement_is_not_asked() -> None:
    conn = catalogue_with(column("工作动态"), name="东莞市档案局")
    assert set(verdicts_under(conn, "dp.where").values()) == {NOT_APPLICABLE}


# --- dp.safety_law ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided", "published", "verdict"),
    [
        ("2022-03-01", "2022-03-10", CLEAR),
        ("2022-03-01", "2022-03-11", FLAGGED),
        ("2022-03-01", None, UNSURE),
        ("2021-08-31", "2021-12-01", NOT_APPLICABLE),
    ],
)
@clause("dp.safety_law", "flags", "clears", "unsure")
def test_penalties_under_the_law_of_2021(decided: str, published: str | None, verdict: Verdict) -> None:
    seen = datetime(2022, 6, 30, tzinfo=UTC)
    conn = catalogue_with(
        decisions(page("公示", published, penalty("东应急罚〔2022〕1号", decided))),
        observed=seen,
        name="东莞市应急管理局",
    )
    assert verdict_under(conn, "dp.safety_law", "2022-06-30") is verdict


def test_licences_and_other_organs_are_not_meant_by_the_safety_law() -> None:
    seen = datetime(2022, 6, 30, tzinfo=UTC)
    late = page("公示", "2022-05-30", licence("东应急许〔2022〕1号", "2022-03-01"))
    conn = catalogue_with(decisions(late), observed=seen, name="东莞市应急管理局")
    assert verdicts_under(conn, "dp.safety_law", "2022-06-30") == {}
    other = page("公示", "2022-05-30", penalty("东水罚〔2022〕1号", "2022-03-01"))
    conn = catalogue_with(decisions(other), observed=seen, name="东莞市水务局")
    assert verdicts_under(conn, "dp.safety_law", "2022-06-30") == {}


def test_year_2016_is_not_judged_by_laws_of_2021() -> None:
    conn = catalogue_with(decisions(page("公示", "2016-12-01", penalty("东安监罚〔2016〕12号", "2016-03-05"))))
    result = check_site(conn, "bureau", packs=load_packs(ids=["dual-publicity"]), as_of=date(2016, 12, 31), now=NOW)
    found = {entry.clause.id: entry.verdict for entry in result.judged}
    for name in ("dp.safety_law", "dp.penalty_law", "dp.enforce3", "dp.chk.counts"):
        assert found[name] is NOT_APPLICABLE, name
    assert found["dp.window"] is FLAGGED


# --- dp.chk.fields ----------------------------------------------------------------------------------


@clause("dp.chk.fields", "flags", "clears", "unsure")
def test_fields_that_a_notice_must_show() -> None:
    conn = catalogue_with(
        decisions(
            page("齐全", "2016-03-10", penalty("东安监罚〔2016〕1号")),
            page("缺两项", "2016-03-10", penalty("东安监罚〔2016〕2号", 处罚依据=None, 处罚事由=None)),
            page("空白", "2016-03-10", penalty("东安监罚〔2016〕3号", 处罚依据="")),
            page("附件", "2016-03-10", penalty("东安监罚〔2016〕4号", 处罚依据=None), files=["处罚公示表.xls"]),
        )
    )
    found = put(conn, "dp.chk.fields")
    assert {title: judged.verdict for title, judged in found.items()} == {
        "齐全": CLEAR,
        "缺两项": FLAGGED,
        "空白": UNSURE,
        "附件": UNSURE,
    }
    assert found["缺两项"].observed == "处罚事由、处罚依据"


def test_other_words_for_the_fields_are_understood() -> None:
    words = {
        "当事人": "甲厂",
        "处罚种类": "罚款",
        "主要违法事实": "未培训",
        "法律依据": "安全生产法",
        "罚款金额(元)": "20000",
    }
    table = penalty(
        "东安监罚〔2016〕1号", 执法部门="市安监局", **dict.fromkeys(("行政相对人名称", "处罚类别", "处罚事由"), None)
    )
    fields = {**table.fields, **words}
    for label in ("处罚依据", "处罚结果", "处罚机关"):
        del fields[label]
    conn = catalogue_with(decisions(row("公示", "2016-03-10", "2016-03-10", records=[type(table)("penalty", fields)])))
    assert verdicts_under(conn, "dp.chk.fields") == {"公示": CLEAR}


def test_field_that_stands_beside_the_table_is_shown() -> None:
    table = penalty("东安监罚〔2016〕1号", 处罚依据=None, 处罚机关=None)
    text = "处罚依据：《中华人民共和国安全生产法》\n东莞市安全生产监督管理局\n2016年3月5日"
    conn = catalogue_with(decisions(page("公示", "2016-03-10", table, text=text)))
    assert verdicts_under(conn, "dp.chk.fields") == {"公示": CLEAR}


def test_number_of_the_decision_in_the_text_is_not_taken_for_its_result() -> None:
    table = penalty("东安监罚〔2016〕1号", 处罚结果=None)
    conn = catalogue_with(decisions(page("公示", "2016-03-10", table, text="处罚决定书文号 东安监罚〔2016〕1号")))
    assert verdicts_under(conn, "dp.chk.fields") == {"公示": FLAGGED}


def test_decisions_without_any_table_are_for_a_person() -> None:
    conn = catalogue_with(
        decisions(
            row("行政处罚决定书（甲公司）", "2016-03-10", "2016-03-10"),
            row("行政处罚自由裁量基准", "2016-03-10", "2016-03-10"),
        )
    )
    found = put(conn, "dp.chk.fields")
    assert {label: judged.verdict for label, judged in found.items()} == {"行政处罚": UNSURE}
    assert "1条" in found["行政处罚"].message


# --- dp.chk.delay -----------------------------------------------------------------------------------


@clause("dp.chk.delay", "flags", "clears", "unsure")
def test_day_of_the_decision_must_be_shown() -> None:
    conn = catalogue_with(
        decisions(
            page("有日期", "2016-03-10", penalty("东安监罚〔2016〕1号")),
            page("无日期", "2016-03-10", penalty("东安监罚〔2016〕2号", None)),
            page("空日期", "2016-03-10", penalty("东安监罚〔2016〕3号", None, 处罚决定日期="")),
            page("表外日期", "2016-03-10", penalty("东安监罚〔2016〕4号", None), text="决定日期：三月五日"),
            page("附件", "2016-03-10", penalty("东安监罚〔2016〕5号", None), files=["公示表.xls"]),
        )
    )
    assert verdicts_under(conn, "dp.chk.delay") == {
        "有日期": CLEAR,
        "无日期": FLAGGED,
        "空日期": UNSURE,
        "表外日期": UNSURE,
        "附件": UNSURE,
    }


def test_clauses_for_a_person_name_what_to_look_at() -> None:
    pack = load_packs(ids=["dual-publicity"])[0]
    assert {entry.id for entry in pack.clauses if entry.rule is None} == {
        "dp.where.credit",
        "dp.saic",
        "dp.penalty_law",
        "dp.none_notice",
        "dp.enforce3",
        "dp.chk.counts",
    }
