"""Clauses on publishing accident reports, keeping them, evaluating the measures, and 挂牌督办."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from checks.model import Verdict
from crawler.model import ColumnClass, Outcome, SiteKind
from tests.builders import catalogue_with, check_link, column, link, row, site_with
from tests.builders_accidents import report, report_text, reports
from tests.builders_history import address_of, answer, crawled, key_of, seen
from tests.packs.marking import clause
from tests.packs.putting import put, verdict_under, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

NAME = "甲五金制品有限公司“3·5”一般事故调查报告"
REPLY = f"关于{NAME}的批复"
LAWS = ("acc.publish.law_2014", "acc.publish.law")


def _reply(day: str = "2016-05-06", **more: object) -> column:
    return column("政策文件", ColumnClass.POLICY, rows=[replace(row(REPLY, day, day, text="同意结案。"), **more)])  # type: ignore[arg-type]


# --- acc.publish.law, before and since 2021 ---------------------------------------------------------


@pytest.mark.parametrize("law", LAWS)
@clause("acc.publish.law", "flags", "clears", "unsure")
@clause("acc.publish.law_2014", "flags", "clears", "unsure")
def test_case_that_is_closed_has_a_public_report(law: str) -> None:
    assert verdict_under(catalogue_with(_reply()), law) is FLAGGED
    assert verdict_under(catalogue_with(_reply(), reports(report())), law) is CLEAR
    assert verdict_under(catalogue_with(_reply(), reports(pages=2)), law) is UNSURE


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [("2016-06-03", NOT_APPLICABLE), ("2016-06-06", FLAGGED)],  # the twentieth working day after 6 May, and the next
)
def test_report_is_expected_after_twenty_working_days(as_of: str, verdict: Verdict) -> None:
    conn = catalogue_with(_reply(), observed=datetime(2016, 7, 1, tzinfo=UTC))
    assert verdict_under(conn, "acc.publish.law_2014", as_of) is verdict


@pytest.mark.parametrize(
    "other",
    [
        "甲五金制品有限公司“3.5”一般机械伤害事故调查报告",
        "长安镇甲五金制品有限公司“3•5”事故调查报告",
        NAME.replace("一般", ""),
    ],
)
def test_report_under_another_spelling_is_found(other: str) -> None:
    assert verdict_under(catalogue_with(_reply(), reports(report(other))), "acc.publish.law_2014") is CLEAR


def test_report_of_another_accident_is_not_taken_for_it_and_a_like_one_is_for_a_person() -> None:
    other = catalogue_with(_reply(), reports(report("甲五金制品有限公司“6·7”一般事故调查报告")))
    assert verdict_under(other, "acc.publish.law_2014") is FLAGGED
    like = catalogue_with(_reply(), reports(report("东莞市某企业“3·5”事故调查报告")))
    assert verdict_under(like, "acc.publish.law_2014") is UNSURE


def test_report_on_the_municipal_portal_is_public() -> None:
    conn = catalogue_with(_reply())
    site_with(conn, reports(report()), site="portal", kind=SiteKind.MUNICIPAL, name="东莞市政府信息公开")
    assert verdict_under(conn, "acc.publish.law_2014") is CLEAR


def test_reply_that_may_hold_the_report_is_for_a_person() -> None:
    assert verdict_under(catalogue_with(_reply(files=["调查报告.pdf"])), "acc.publish.law_2014") is UNSURE
    assert verdict_under(catalogue_with(_reply(text="经查，" * 700)), "acc.publish.law_2014") is UNSURE


# --- acc.publish ------------------------------------------------------------------------------------


@clause("acc.publish", "clears", "unsure")
def test_accident_that_the_site_told_of_is_a_question_for_a_person() -> None:
    news = column(
        "事故信息", ColumnClass.EVENT, rows=[row("甲五金制品有限公司“3·5”一般事故快报", "2016-03-06", "2016-03-06")]
    )
    found = put(catalogue_with(news), "acc.publish")["甲五金制品有限公司“3·5”一般事故快报"]
    assert found.verdict is UNSURE
    assert "其他网站" in found.message
    assert verdict_under(catalogue_with(news, reports(report())), "acc.publish") is CLEAR
    assert verdict_under(catalogue_with(news), "acc.publish", "2016-09-06") is NOT_APPLICABLE


# --- excerpts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "grade"), [("acc.publish.2015", "一般"), ("acc.publish.2013", "重大")])
@clause("acc.publish.2013", "flags", "clears", "unsure")
@clause("acc.publish.2015", "flags", "clears", "unsure")
def test_excerpt_is_not_the_report(name: str, grade: str) -> None:
    whole = report(NAME.replace("一般", grade))
    excerpt = report(f"{whole.title}（摘要）")
    assert verdicts_under(catalogue_with(reports(excerpt)), name) == {excerpt.title: FLAGGED}
    assert verdicts_under(catalogue_with(reports(excerpt, whole)), name) == {excerpt.title: CLEAR}
    assert verdicts_under(catalogue_with(reports(excerpt, pages=2)), name) == {excerpt.title: UNSURE}
    with_file = replace(excerpt, files=["全文.pdf"])
    assert verdicts_under(catalogue_with(reports(with_file)), name) == {excerpt.title: UNSURE}


def test_each_excerpt_is_judged_by_one_clause_only() -> None:
    conn = catalogue_with(reports(report(f"{NAME}（摘要）")))
    assert verdict_under(conn, "acc.publish.2015") is FLAGGED
    assert verdict_under(conn, "acc.publish.2013") is NOT_APPLICABLE


# --- acc.none ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "verdict"),
    [("2016-06-03", CLEAR), ("2016-06-06", FLAGGED), (None, UNSURE), ("2016-05-05", UNSURE)],
)
@clause("acc.none", "flags", "clears", "unsure")
def test_twenty_working_days_from_reply_to_publication(published: str | None, verdict: Verdict) -> None:
    text = report_text(more="2016年5月6日，市政府批复同意结案。")
    assert verdict_under(catalogue_with(reports(report(published=published, text=text))), "acc.none") is verdict


def test_report_without_a_dated_reply_is_not_asked() -> None:
    assert verdict_under(catalogue_with(reports(report())), "acc.none") is NOT_APPLICABLE


# --- acc.evaluate -----------------------------------------------------------------------------------


def _evaluated(day: str | None) -> column:
    rows = [row("甲五金制品有限公司“3·5”一般事故整改措施落实情况评估报告", day, day)] if day else []
    return column("事故整改评估", ColumnClass.EVENT, rows=rows)


@pytest.mark.parametrize(
    ("evaluated", "as_of", "verdict"),
    [
        ("2023-05-06", "2023-12-31", CLEAR),
        ("2023-05-07", "2023-12-31", FLAGGED),
        (None, "2023-12-31", UNSURE),
        (None, "2023-05-06", NOT_APPLICABLE),
    ],
)
@clause("acc.evaluate", "flags", "clears", "unsure")
def test_measures_are_evaluated_within_a_year_of_the_reply(evaluated: str | None, as_of: str, verdict: Verdict) -> None:
    text = report_text(more="2022年5月6日，市政府批复同意结案。", signed="").replace("2016年", "2022年")
    conn = catalogue_with(
        reports(report(published="2022-05-20", text=text)),
        _evaluated(evaluated),
        observed=datetime(2024, 1, 5, tzinfo=UTC),
    )
    assert verdicts_under(conn, "acc.evaluate", as_of)[NAME] is verdict


def test_replies_before_the_law_are_not_bound_by_it() -> None:
    text = report_text(more="2021年8月31日，市政府批复同意结案。", signed="").replace("2016年", "2021年")
    conn = catalogue_with(reports(report(published="2021-09-05", text=text)), observed=datetime(2024, 1, 5, tzinfo=UTC))
    assert verdict_under(conn, "acc.evaluate", "2023-12-31") is NOT_APPLICABLE


# --- acc.keep ---------------------------------------------------------------------------------------

OLDER = report("乙公司“1·2”一般事故调查报告", "2016-02-20", text=report_text().replace("甲", "乙"))
KEEP = ("acc.keep", "practice.acc_keep")


@pytest.mark.parametrize("name", KEEP)
@clause("acc.keep", "flags", "clears", "unsure")
@clause("practice.acc_keep", "flags", "clears", "unsure")
def test_report_that_was_seen_once_stays(name: str) -> None:
    there = crawled("2016-06-06", reports(report(), OLDER))
    gone = seen(there, crawled("2016-07-04", reports(OLDER)))
    assert verdicts_under(gone, name, "2016-07-04") == {NAME: FLAGGED, OLDER.title: CLEAR}
    stays = seen(there, crawled("2016-07-04", reports(report(), OLDER)))
    assert verdicts_under(stays, name, "2016-07-04") == {NAME: CLEAR, OLDER.title: CLEAR}
    part = seen(there, crawled("2016-07-04", reports(OLDER, pages=2)))
    assert verdicts_under(part, name, "2016-07-04")[NAME] is UNSURE


def test_message_says_when_it_was_last_seen() -> None:
    conn = seen(crawled("2016-06-06", reports(report(), OLDER)), crawled("2016-07-04", reports(OLDER)))
    found = put(conn, "practice.acc_keep", "2016-07-04")[NAME]
    assert "2016-06-06" in found.message
    assert found.observed == "在全部栏目中都找不到"
    assert found.since == date(2016, 6, 6)
    assert found.evidence


@pytest.mark.parametrize(("outcome", "verdict"), [(None, UNSURE), (Outcome.OK, CLEAR), (Outcome.NOT_FOUND, FLAGGED)])
def test_link_that_is_left_is_asked_by_the_check_of_links(outcome: Outcome | None, verdict: Verdict) -> None:
    left = link(address_of(NAME), "旧报告", outcome=None)
    conn = seen(crawled("2016-06-06", reports(report(), OLDER)), crawled("2016-07-04", reports(OLDER), left))
    if outcome is not None:
        check_link(conn, "/" + address_of(NAME).split("/", 3)[3], outcome, "2016-07-05T10:00:00+08:00")
    found = verdicts_under(conn, "practice.acc_keep", "2016-07-04")
    assert verdict in [found.get(name) for name in (NAME, key_of(NAME), "旧报告")]


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [(Outcome.NOT_FOUND, FLAGGED), (Outcome.GONE, FLAGGED), (Outcome.SOFT_404, FLAGGED), (Outcome.OK, CLEAR)]
    + [(failure, UNSURE) for failure in (Outcome.TIMEOUT, Outcome.SERVER_ERROR, Outcome.CHALLENGE)],
)
def test_answer_of_the_address_decides(outcome: Outcome, verdict: Verdict) -> None:
    conn = seen(
        crawled("2016-06-06", reports(report(), OLDER)),
        crawled("2016-07-04", reports(OLDER), answer(address_of(NAME), outcome)),
    )
    found = verdicts_under(conn, "practice.acc_keep", "2016-07-04")
    assert {found.get(name) for name in (NAME, address_of(NAME))} == {verdict, None}


@pytest.mark.parametrize(
    "moved",
    [
        replace(report(), url="http://bureau.example/new/1.html"),
        report("甲五金制品有限公司“3·5”事故调查报告", text=report_text(more="有改动。")),
    ],
)
def test_report_under_a_new_address_or_title_was_not_removed(moved: row) -> None:
    conn = seen(crawled("2016-06-06", reports(report(), OLDER)), crawled("2016-07-04", reports(moved, OLDER)))
    assert set(verdicts_under(conn, "practice.acc_keep", "2016-07-04").values()) == {CLEAR}


def test_report_that_went_off_the_end_of_a_list_of_fixed_length_is_unsure() -> None:
    newer = report("丙公司“6·9”一般事故调查报告", "2016-07-01", text=report_text().replace("甲", "丙"))
    conn = seen(crawled("2016-06-06", reports(report(), OLDER)), crawled("2016-07-04", reports(newer, report())))
    found = put(conn, "practice.acc_keep", "2016-07-04")
    assert found[OLDER.title].verdict is UNSURE
    assert "一定条数" in found[OLDER.title].message


def test_update_that_does_not_see_a_report_proves_nothing() -> None:
    whole = crawled("2016-06-06", reports(report(), OLDER))
    there = seen(whole, crawled("2016-06-13", reports(report()), mode="update", settled=["事故调查报告"]))
    assert set(verdicts_under(there, "practice.acc_keep", "2016-06-13").values()) == {CLEAR}, "the list is taken over"
    without = seen(whole, crawled("2016-06-13", reports(OLDER), mode="update"))
    assert verdicts_under(without, "practice.acc_keep", "2016-06-13")[NAME] is UNSURE


# --- 挂牌督办 ---------------------------------------------------------------------------------------

LETTER = (
    "长安镇安委会：2021年3月5日，甲五金制品有限公司发生事故，造成1人死亡。现予挂牌督办，请7日内报送初步情况，"
    "每15日报送进展，查明原因。东莞市安全生产委员会办公室 2021年3月9日"
)


def _letters(*texts: str) -> column:
    rows = [row(f"第{no}号事故挂牌督办函", "2021-03-10", "2021-03-10", text=text) for no, text in enumerate(texts, 1)]
    return column("挂牌督办", ColumnClass.EVENT, rows=rows, identity="col.acc_gpdb")


@pytest.mark.parametrize("name", ["gpdb.letter", "gpdb.fields"])
@clause("gpdb.letter", "clears", "unsure")
@clause("gpdb.fields", "clears", "unsure")
def test_letter_of_supervision_names_what_it_must(name: str) -> None:
    bare = (
        "现对该起事故予以挂牌督办，请高度重视，认真做好有关工作，切实吸取教训，举一反三，确保安全稳定，并及时反馈。" * 2
    )
    conn = catalogue_with(_letters(LETTER, bare), observed=datetime(2021, 12, 31, tzinfo=UTC))
    found = put(conn, name, "2021-12-31")
    assert found["第1号事故挂牌督办函"].verdict is CLEAR
    assert found["第2号事故挂牌督办函"].verdict is UNSURE
    assert "须人工认定" in found["第2号事故挂牌督办函"].message


def test_end_of_a_supervision_is_no_letter() -> None:
    rows = [row("关于解除甲公司事故挂牌督办的通知", "2021-06-10", text="现予解除。" * 20)]
    conn = catalogue_with(column("挂牌督办", ColumnClass.EVENT, rows=rows, identity="col.acc_gpdb"))
    assert verdicts_under(conn, "gpdb.letter", "2021-12-31") == {}
