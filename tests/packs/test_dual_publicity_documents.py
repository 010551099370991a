"""One number on two documents or records: what makes them two, what leaves it to a person, what is one and the same."""

from __future__ import annotations

import pytest

from checks.model import Verdict
from tests.builders import catalogue_with, column, row
from tests.builders_decisions import decisions, page, penalty
from tests.packs.putting import put, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, UNSURE

FIRST = "关于开展粉尘防爆专项整治的通知"
NUMBER = "东安监〔2016〕5号"


@pytest.mark.parametrize(
    ("title", "day", "verdict"),
    [
        ("2016年安全生产月活动方案", "2016-05-03", FLAGGED),
        ("2016年安全生产月活动方案", "2016-02-01", UNSURE),
        ("2016年安全生产月活动方案", None, CLEAR),
        ("关于2016年安全生产月活动的更正", "2016-05-03", UNSURE),
        ("关于开展有限空间专项整治的通知", "2016-05-03", UNSURE),
        ("关于开展有限空间专项整治的通知", "2016-02-01", CLEAR),  # two parts of one paper
        ("东莞市安监局关于开展粉尘防爆专项整治的通知", "2016-05-03", CLEAR),
    ],
)
def test_second_document_of_a_number(title: str, day: str | None, verdict: Verdict) -> None:
    rows = [row(FIRST, "2016-02-01", "2016-02-01", doc_no=NUMBER), row(title, day, day, doc_no=NUMBER)]
    found = verdicts_under(catalogue_with(column("通知公告", rows=rows)), "dp.chk.number_unique")
    assert found[title] is verdict
    assert found[FIRST] in (CLEAR, verdict), "the later one is told"


def test_numbers_without_a_serial_and_of_others_are_not_compared() -> None:
    rows = [
        row("甲通知", "2016-02-01", "2016-02-01", doc_no="东安监〔2016〕号"),
        row("乙方案", "2016-05-01", "2016-05-01", doc_no="东安监〔2016〕号"),
        row("丙意见", "2016-02-01", "2016-02-01", doc_no="粤府〔2016〕5号"),
        row("丁办法", "2016-05-01", "2016-05-01", doc_no="粤府〔2016〕5号"),
    ]
    assert verdicts_under(catalogue_with(column("通知公告", rows=rows)), "dp.chk.number_unique") == {}


@pytest.mark.parametrize(
    ("party", "decided", "verdict", "word"),
    [
        (None, "2016-06-09", UNSURE, "决定日期不同"),
        ("长安丙塑胶厂", None, UNSURE, "当事人不同"),
        ("东莞市甲五金制品有限公司", "2016-06-09", UNSURE, "决定日期不同"),
        ("长安丙塑胶厂", "2016-06-09", FLAGGED, "当事人和决定日期都不同"),
        (None, None, CLEAR, ""),
    ],
)
def test_second_decision_of_a_number(party: str | None, decided: str | None, verdict: Verdict, word: str) -> None:
    second = penalty("东安监罚〔2016〕12号", decided, 行政相对人名称=party)
    conn = catalogue_with(
        decisions(page("先", "2016-03-10", penalty("东安监罚〔2016〕12号")), page("后", "2016-06-10", second))
    )
    found = put(conn, "dp.chk.number_unique")
    told = next((one for one in found.values() if one.verdict is not CLEAR), None)
    assert (told.verdict if told else CLEAR) is verdict
    assert told is None or word in told.message


def test_certain_double_is_told_before_a_doubtful_one() -> None:
    both = [
        penalty("东安监罚〔2016〕12号", "2016-06-09", 行政相对人名称="长安丙塑胶厂"),
        penalty("东安监罚〔2016〕13号", "2016-06-09", 行政相对人名称="长安丙塑胶厂"),
    ]
    earlier = [penalty("东安监罚〔2016〕12号", "2016-06-09"), penalty("东安监罚〔2016〕13号", "2016-03-05")]
    conn = catalogue_with(decisions(page("先", "2016-03-10", *earlier), page("后", "2016-06-10", *both)))
    found = put(conn, "dp.chk.number_unique")["后"]
    assert found.verdict is FLAGGED
    assert "13号" in found.observed


@pytest.mark.parametrize(("last", "more"), [(13, False), (14, True)])
def test_ten_gaps_are_named_and_the_rest_is_counted(last: int, more: bool) -> None:
    rows = [row(f"通知{no}", "2016-03-01", "2016-03-01", doc_no=f"东安监〔2016〕{no}号") for no in (1, 2, last)]
    found = put(catalogue_with(column("通知公告", rows=rows)), "dp.chk.number_gap")["东安监〔2016〕"]
    assert "12号" in found.observed
    assert (f"等{last - 3}个号" in found.observed) is more


@pytest.mark.parametrize(("last", "wide"), [(5001, False), (5002, True)])
def test_series_wider_than_any_year_is_a_slip_of_the_pen(last: int, wide: bool) -> None:
    rows = [row(f"通知{no}", "2016-03-01", "2016-03-01", doc_no=f"东安监〔2016〕{no}号") for no in (1, 2, last)]
    found = put(catalogue_with(column("通知公告", rows=rows)), "dp.chk.number_gap")["东安监〔2016〕"]
    assert ("序号相差过大" in found.message) is wide


def test_number_in_a_title_counts_as_seen() -> None:
    rows = [row(f"通知{no}", "2016-03-01", "2016-03-01", doc_no=f"东安监〔2016〕{no}号") for no in (1, 2, 4)]
    rows.append(row("关于安全生产月的通知（东安监〔2016〕3号）", "2016-03-01", "2016-03-01"))
    assert verdicts_under(catalogue_with(column("通知公告", rows=rows)), "dp.chk.number_gap") == {
        "东安监〔2016〕": CLEAR
    }


@pytest.mark.parametrize(
    ("organ", "verdict"),
    [
        ("东莞市安全生产监督管理局", FLAGGED),
        ("市安监局", FLAGGED),
        ("东莞市安全生产监督管理局长安分局", None),  # it may number its own decisions
        ("长安镇人民政府", None),
    ],
)
def test_decisions_of_other_organs_make_no_gap(organ: str, verdict: Verdict | None) -> None:
    serials = [serial for serial in range(1, 21) if serial != 7]
    tables = [penalty(f"东安监罚〔2016〕{serial}号", 处罚机关=organ) for serial in serials]
    conn = catalogue_with(decisions(page("公示", "2016-03-10", *tables)))
    assert verdicts_under(conn, "dp.chk.number_gap").get("东安监罚〔2016〕") is verdict
