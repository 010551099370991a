"""Numbers of persons: what is one, what only looks like one, and what is left of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.personal import Kind, find_personal, mask
from tests.builders_marks import MOBILE, bank_card, identity_number

IDENTITY = identity_number()
CARD = bank_card()
WIDE = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}


def kinds(text: str) -> list[Kind]:
    return [number.kind for number in find_personal(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"当事人张某，身份证号码：{IDENTITY}，住东莞市南城区",
        f"张三 {IDENTITY}",
        f"公民身份号码 {IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}",
        f"身份证号：{IDENTITY.translate(WIDE)}",
        f"统一社会信用代码：{IDENTITY}",  # a person's number where the code of an organ should be
        "身份证：441900900307123",
    ],
)
def test_identity_number_is_found(text: str) -> None:
    assert kinds(text) == [Kind.IDENTITY]


def test_identity_number_with_an_x_is_found() -> None:
    number = next(n for serial in range(100) if (n := identity_number(serial=serial)).endswith("X"))
    (found,) = find_personal(f"身份证号：{number.lower()}。")
    assert found.masked == "4419************" + number.lower()[-2:]


@pytest.mark.parametrize(
    "text",
    [
        f"身份证号：{IDENTITY[:-1]}{(int(IDENTITY[-1]) + 1) % 10}",  # wrong check digit
        "统一社会信用代码：91441900MA4UN8LH2X",
        "统一社会信用代码：114419000073301234",  # an organ's, all digits
        f"索引号：{IDENTITY}",
        f"受理编号：{IDENTITY}",
        f"本批次流水号{IDENTITY}",
        identity_number("2016-03-05"),  # region, day and serial: the check passes by chance
        f"http://bureau.example/a?id={IDENTITY}",
        f"附件{IDENTITY}.pdf",
        f"{IDENTITY}0",
        f"12{IDENTITY}",
        identity_number("1990-02-30"),
        identity_number(region="999999"),
        "441900900307123",  # 15 digits without a label
        "007330010/2016-00123",
        "合计4419001990030712元",
    ],
)
def test_what_only_looks_like_an_identity_number_is_none(text: str) -> None:
    assert find_personal(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"家属电话{MOBILE}",
        f"张三（{MOBILE}）",
        "手机：138-1234-5678",
        "手机 138 1234 5678",
        f"+86 {MOBILE}",
        f"86-{MOBILE}",
    ],
)
def test_mobile_number_is_found(text: str) -> None:
    (found,) = find_personal(text)
    assert found.kind is Kind.MOBILE
    assert not found.contact
    assert found.masked.startswith("138") and found.masked.endswith("5678") and "1234" not in found.masked


@pytest.mark.parametrize(
    "text",
    [
        "订单号13812345678901",
        "编号：13812345678",
        "0769-22223333",
        "12812345678",
        "2.13812345678亿元",
        "共13812345678.50元",
        "粤安监罚〔13812345678〕",
        "/post_13812345678.html",
        "1381234567",
    ],
)
def test_what_only_looks_like_a_mobile_number_is_none(text: str) -> None:
    assert find_personal(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"联系人：王科长，联系电话：{MOBILE}",
        f"咨询电话{MOBILE}",
        f"举报热线：{MOBILE}",
        f"报名电话：22223333，{MOBILE}",
        f"值班手机：{MOBILE}",
    ],
)
def test_mobile_number_by_which_an_office_is_reached_is_a_contact(text: str) -> None:
    (found,) = find_personal(text)
    assert found.contact
    assert mask(text) != text  # stored masked all the same


@pytest.mark.parametrize(
    "text",
    [f"当事人李四，联系电话：{MOBILE}", f"申请人联系方式：{MOBILE}", f"受害人家属联系电话：{MOBILE}"],
)
def test_mobile_number_of_a_party_is_no_contact(text: str) -> None:
    assert not find_personal(text)[0].contact


def test_contact_of_another_sentence_does_not_count() -> None:
    assert not find_personal(f"联系电话：22223333。张三的号码是{MOBILE}")[0].contact


@pytest.mark.parametrize(
    "text", [f"卡号：{CARD}", f"银行账号 {CARD}", f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}"]
)
def test_bank_card_is_found(text: str) -> None:
    (found,) = find_personal(text)
    assert found.kind is Kind.BANK_CARD
    assert not found.contact


def test_account_to_pay_to_is_no_leak() -> None:
    assert find_personal(f"罚款请缴至收款账号：{CARD}")[0].contact


@pytest.mark.parametrize(
    "text", [CARD, f"序列号{CARD}", f"卡号：{CARD[:-1]}{(int(CARD[-1]) + 1) % 10}", "账号：44001776708053000000"]
)
def test_what_only_looks_like_a_card_is_none(text: str) -> None:
    assert find_personal(text) == []


def test_masking_keeps_the_ends_the_length_and_everything_else() -> None:
    text = f"张三{IDENTITY}，李四{identity_number(serial=7)}，电话{MOBILE}。"
    shown = mask(text)
    assert shown.startswith("张三4419************")
    assert len(shown) == len(text)
    assert IDENTITY not in shown and MOBILE not in shown
    assert mask(shown) == shown
    assert find_personal(shown) == []


def test_places_are_those_of_the_text() -> None:
    text = f"身份证号{IDENTITY.translate(WIDE)}，手机{MOBILE}"
    first, second = find_personal(text)
    assert text[first.start : first.end] == IDENTITY.translate(WIDE)
    assert text[second.start : second.end] == MOBILE
    assert first.label == "身份证号" and second.label == "手机"


@given(st.text(alphabet="0123456789 -xX１２３身份证号卡号手机：，。", max_size=120))
def test_no_text_breaks_it_and_what_is_masked_stays_masked(text: str) -> None:
    shown = mask(text)
    assert len(shown) == len(text)
    assert mask(shown) == shown
