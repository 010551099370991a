"""Numbers of persons: where they stand, which are sure, and that no output holds one."""

from __future__ import annotations

import pytest

from checks.model import Verdict
from tests.builders import catalogue_with, column, record, row
from tests.builders_marks import MOBILE, bank_card, identity_number
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

NUMBER = identity_number()
DAY = "2016-12-01"


def _text(text: str) -> object:
    return catalogue_with(column("公示", rows=[row("公示", DAY, DAY, text=text)]))


def _record(**fields: str) -> object:
    told = record("penalty", "东安监罚〔2016〕1号", DAY, fields)
    return catalogue_with(column("公示", rows=[row("公示", DAY, DAY, records=[told])]))


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"行政相对人名称": "张某", "身份证号": NUMBER}, FLAGGED),
        ({"行政相对人名称": "张某", "行政相对人代码": NUMBER}, FLAGGED),
        ({"行政相对人名称": "张某", "手机": MOBILE}, FLAGGED),
        ({"行政相对人名称": "某公司", "行政相对人代码": "91441900MA4UKRD17P"}, CLEAR),
    ],
)
def test_records_name_no_person_by_number(fields: dict[str, str], verdict: Verdict) -> None:
    conn = _record(**fields)
    assert verdicts(conn, "privacy_leak") == {"公示": verdict}  # type: ignore[arg-type]
    assert verdicts(conn, "privacy_leak", places="records") == {"公示": verdict}  # type: ignore[arg-type]


def test_records_only_leave_texts_alone() -> None:
    conn = _text(f"身份证号：{NUMBER}")
    assert verdicts(conn, "privacy_leak") == {"公示": FLAGGED}  # type: ignore[arg-type]
    assert verdicts(conn, "privacy_leak", places="records") == {}  # type: ignore[arg-type]


def test_kinds_narrow() -> None:
    conn = _text(f"身份证号：{NUMBER}")
    assert verdicts(conn, "privacy_leak", kinds=["mobile", "bank_card"]) == {"公示": CLEAR}  # type: ignore[arg-type]


def test_one_sure_number_makes_the_item_sure_and_all_are_counted() -> None:
    other = identity_number(serial=456)
    found = ask(_text(f"身份证号：{NUMBER}\n{'一' * 30}{other}\n{'一' * 30}{MOBILE}"), "privacy_leak")["公示"]  # type: ignore[arg-type]
    assert found.verdict is FLAGGED
    assert "身份证号码2个" in found.observed
    assert "手机号码1个" in found.observed


def test_no_word_of_a_finding_holds_a_number() -> None:
    card = bank_card()
    found = ask(_text(f"身份证号：{NUMBER}，银行卡号：{card}，手机：{MOBILE}"), "privacy_leak")["公示"]  # type: ignore[arg-type]
    told = repr(found)
    assert not any(number in told for number in (NUMBER, card, MOBILE))
    assert not any(number[6:14] in told for number in (NUMBER, card))


def test_number_in_a_title_counts() -> None:
    conn = catalogue_with(column("公示", rows=[row(f"关于张某（身份证号{NUMBER}）的公告", DAY, DAY)]))
    assert set(verdicts(conn, "privacy_leak").values()) == {FLAGGED}


def test_doubt_says_why() -> None:
    assert "可能是其他编号" in ask(_text(f"{'一' * 30}{NUMBER}"), "privacy_leak")["公示"].message  # type: ignore[arg-type]
    found = ask(_text(f"当事人{MOBILE}"), "privacy_leak")["公示"]  # type: ignore[arg-type]
    assert found.verdict is UNSURE
    assert "可能是对外联系方式" in found.message
