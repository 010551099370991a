"""Numbers in Chinese running text, both ways."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.audit.chinese_numbers import value_of
from reports.audit.folding import fold
from reports.audit.numerals import Numeral, numerals_in


def numbers(text: str) -> list[tuple[str, str]]:
    """(value, unit) of each number of a text."""
    return [(str(numeral.value), numeral.unit) for numeral in numerals_in(fold(text).text)]


def only(text: str) -> Numeral:
    """The one number of a text."""
    (numeral,) = numerals_in(fold(text).text)
    return numeral


def spoken(number: int) -> str:
    """A whole number below 10**12 as it is read aloud: the other way than `value_of`, group by group of four."""
    if number == 0:
        return "零"
    groups, names = [], ["", "万", "亿"]
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            text += "零" if text and not text.endswith("零") else ""
            continue
        padded = text and not text.endswith("零") and group < 1000
        text += ("零" if padded else "") + _spoken_group(group) + names[place]
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


def _spoken_group(group: int) -> str:
    digits = "零一二三四五六七八九"
    text = ""
    for divisor, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, group = divmod(group, divisor)
        if digit:
            text += digits[digit] + name
        elif text and group and not text.endswith("零"):
            text += "零"
    return text


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_spoken_number_is_read_back(number: int) -> None:
    assert value_of(spoken(number)) == number


@given(st.integers(min_value=0, max_value=10**9 - 1))
def test_a_spoken_number_with_its_unit_stands_in_a_sentence(number: int) -> None:
    numeral = only(f"我局收到申请{spoken(number)}件。")
    assert (numeral.value, numeral.unit) == (Decimal(number), "件")


@given(st.integers(min_value=100, max_value=99_999))
def test_digits_read_one_by_one_are_read_back(number: int) -> None:
    written = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    assert value_of(written) == number


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["plain", "thousands", "wide thousands", "wide"]))
def test_arabic_numbers_in_every_dress(number: int, dress: str) -> None:
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    written = {
        "plain": str(number),
        "thousands": f"{number:,}",
        "wide thousands": f"{number:,}".translate(wide),
        "wide": str(number).translate(wide),
    }[dress]
    numeral = only(f"共公开{written}条")
    assert (numeral.value, numeral.unit) == (Decimal(number), "条")


@given(st.text())
def test_any_text_gives_numbers_that_stand_in_it(text: str) -> None:
    folded = fold(text)
    for numeral in numerals_in(folded.text):
        assert 0 <= numeral.start < numeral.end <= numeral.past <= len(folded.text)
        assert folded.raw(numeral.start, numeral.end) in text


@given(st.text(alphabet="一二三四五六七八九十百千万亿零〇两点0123456789,.，年月日第条件个次%约近余多元"))
def test_signs_of_numbers_in_any_order_do_not_break_it(text: str) -> None:
    numerals_in(fold(text).text)


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("访问量1.2万人次", "12000", "人次", ""),
        ("170多万户", "1700000", "户", "over"),
        ("3.5亿元", "350000000", "元", ""),
        ("约３００条", "300", "条", "about"),
        ("近百条", "100", "条", "under"),
        ("十几场", "10", "场", "over"),
        ("两千余人", "2000", "人", "over"),
        ("50余万元", "500000", "元", "over"),
        ("三万五千条", "35000", "条", ""),
        ("3万5千条", "35000", "条", ""),
        ("1亿2000万元", "120000000", "元", ""),
        ("超过20次", "20", "次", "over"),
        ("不足5万元", "50000", "元", "under"),
        ("300条左右", "300", "条", "about"),
        ("100份以上", "100", "份", "over"),
        ("〇件", "0", "件", ""),
        ("申请数均为零。", "0", "", ""),
        ("8 1 3", "8", "", None),
    ],
)
def test_how_numbers_are_written(text: str, value: str, unit: str, bound: str | None) -> None:
    first = numerals_in(fold(text).text)[0]
    assert (str(first.value), first.unit) == (value, unit)
    assert bound is None or first.bound == bound


@pytest.mark.parametrize(
    "text",
    [
        "2016年1月1日起至2016年12月31日止",
        "二〇一六年三月五日",
        "2016-03-05 10:20",
        "2014—2016年",
        "国办发〔2014〕32号文件",
        "根据《条例》第二十条第(一)项、第三十六条",
        "第3期、第四季度、第一时间",
        "一是加强领导;二是完善制度",
        "(二)依申请公开",
        "12345热线和“12345”平台",
        "拨打110报警",
        "“一岗双责”机制",
        "邮编:523123;电话:23308677、22228986",
        "电话0769-22228986,手机13800138000",
        "东莞市八一路1号机关二号大院8号楼",
        "党的十九大和十八届三中全会精神,“十三五”规划",
        "在15个工作日内答复",
        "7×24小时",
        "http://www.test.gov.cn/2016/a1.html",
        "统一管理,进一步规范,一系列措施,千方百计",
        "获得前三名",
        "A4纸、G20峰会、PM2.5",
        "见附件2和表3",
    ],
)
def test_digits_that_count_nothing(text: str) -> None:
    assert numbers(text) == []


def test_a_percentage_is_of_its_own_kind() -> None:
    assert [(n.kind, str(n.value), n.unit) for n in numerals_in("办结率98.5%,百分之三十,九成,提高3个百分点")] == [
        ("percent", "98.5", "%"),
        ("percent", "30", "%"),
        ("percent", "90", "%"),
        ("percent", "3", "百分点"),
    ]


def test_a_number_keeps_its_dress() -> None:
    folded = fold("共 １，２３４ 条")
    (numeral,) = numerals_in(folded.text)
    assert (folded.raw(numeral.start, numeral.end), numeral.value) == ("１，２３４", Decimal(1234))
