"""Days out of text and addresses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.clock import day_in_shanghai
from crawler.dates import day_in_url, find_days, parse_day

MARCH_5 = date(2016, 3, 5)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2016年3月5日",
        "2016 年 3 月 05 日",
        "2016年3月5号",
        "2016年3月5",
        "二〇一六年三月五日",
        "二○一六年三月五日",
        "二Ｏ一六年三月五日",
        "二零一六年三月五日",
        "二0一六年三月5日",
        "2016-3-5",
        "2016-03-05",
        "2016/03/05 10:20",
        "2016.3.5",
        "20160305",
        "20160305102033",
        "[2016-03-05]",
        "(2016/3/5)",
        "２０１６年３月５日",
        "２０１６－０３－０５",
        "2016-03-05 10∶08",
        "2016-03-0510:20:33",
        "2016-03-05T10:20:30",
        "2016-03-05T10:20:30+08:00",
        "2016-03-04T20:00:00Z",
        "2016-03-05T08:00:00.000+0800",
        "Sat Mar 05 00:00:00 CST 2016",
        "1457136000",
        "1457136000000",
        "发布日期：2016-03-05　来源：市安监局",
        "\xa02016-03-05\u3000",
    ],
)
def test_written_form_is_read(text: str) -> None:
    assert parse_day(text) == MARCH_5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "二○一六年",
        "2016年3月",
        "03-05",
        "2016-02-30",
        "2016-13-01",
        "1899-03-05",
        "2200-01-01",
        "1970-01-01",
        "2016-03-00018",
        "索引号 2026-02-00018",
        "东安监〔2016〕12号",
        "0769-22223333",
        "360A12-07-2024-0008-1",
        "007654321/2016-00123",
        "2016-12-1-3",
        "V2016.3.5.1",
        "http://a.gov.cn/2016/03/05/1.htm",
        "22010312",
        "12345678901234567890",
        "P020160305567890123456.pdf",
        "8:30-12:00",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_day(text) is None


def test_tens_in_chinese_numerals_are_read() -> None:
    assert parse_day("二〇一六年十二月二十一日") == date(2016, 12, 21)
    assert parse_day("二〇一六年十月三十一日") == date(2016, 10, 31)
    assert parse_day("二〇〇八年一月十日") == date(2008, 1, 10)
    assert parse_day("二〇〇八年十一月廿五日") == date(2008, 11, 25)


def test_running_text_gives_every_day_with_its_place() -> None:
    text = "自2016年3月5日起施行，2008年1月1日发布的东安监〔2008〕1号同时废止。"
    found = list(find_days(text))
    assert [day for day, _, _ in found] == [MARCH_5, date(2008, 1, 1)]
    assert all(text[start:].startswith(raw) for _, raw, start in found)


def test_last_second_of_a_utc_day_is_the_next_day_in_shanghai() -> None:
    assert parse_day("2016-12-31T16:00:00Z") == date(2017, 1, 1)
    assert parse_day("1483200000") == date(2017, 1, 1)


@given(DAYS)
def test_every_written_form_of_a_day_is_that_day(day: date) -> None:
    forms = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}-{day.month}-{day.day}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d %H:%M}",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
        chinese(day),
    )
    assert {parse_day(form) for form in forms} == {day}


@given(st.integers(1_010_000_000, 4_100_000_000))
def test_epoch_is_the_day_in_shanghai(seconds: int) -> None:
    expected = day_in_shanghai(datetime.fromtimestamp(seconds, UTC))
    assert parse_day(str(seconds)) == expected
    assert parse_day(f"{seconds}000") == expected


@given(st.text(alphabet="0123456789-/.年月日〇一二十 :TZ号〔〕", max_size=40))
def test_any_text_gives_a_real_day_or_none(text: str) -> None:
    found = parse_day(text)
    assert found is None or 1990 <= found.year <= 2100
    for day, raw, start in find_days(text):
        assert 1990 <= day.year <= 2100
        assert raw in text[start:]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/a/b/201603/t20160315_1234567.html", date(2016, 3, 15)),
        ("/art/2016/3/5/art_123_456.html", MARCH_5),
        ("/2016-03/15/content_123.htm", date(2016, 3, 15)),
        ("/a/2016/3/15/0123456789abcdef0123456789abcdef.shtml", date(2016, 3, 15)),
        ("/20160315/abc/c.html", date(2016, 3, 15)),
        ("/20160315/123.html", date(2016, 3, 15)),
        ("/columns/uuid/201603/15/uuid.html", date(2016, 3, 15)),
        ("/2016/03/15/ARTI123456.shtml", date(2016, 3, 15)),
        ("/2016-03-15/123.html", date(2016, 3, 15)),
        ("/2016/03-15/3500000.html", date(2016, 3, 15)),
        ("/2016/03-15x/3500000.html", None),
        ("/2016/0315/123.html", date(2016, 3, 15)),
        ("/a/201603151234/index.shtml", date(2016, 3, 15)),
        ("/a/b/t1234567.htm", None),
        ("/dgxx/s1234/201603/159009.htm", None),
        ("/a/20160315/index.html", None),
        ("/007330029/0801/201610/0123456789abcdef0123456789abcdef.htm", None),
        ("/content_2095349067380502528.html", None),
        ("/P020160315567890123456.pdf", None),
        ("/info/1001/1234.htm?date=2016-03-15", None),
        ("/201613/45/1.html", None),
    ],
)
def test_day_in_an_address(path: str, day: date | None) -> None:
    found = day_in_url(f"http://www.example.gov.cn{path}")
    assert (found[0] if found else None) == day


@given(st.text(max_size=60))
def test_any_address_is_survived(text: str) -> None:
    found = day_in_url(f"http://[{text}")
    assert found is None or 1990 <= found[0].year <= 2100


def chinese(day: date) -> str:
    digits = "〇一二三四五六七八九"
    year = "".join(digits[int(char)] for char in str(day.year))
    return f"{year}年{tens(day.month)}月{tens(day.day)}日"


def tens(number: int) -> str:
    digits = "〇一二三四五六七八九"
    if number < 10:
        return digits[number]
    head = "" if number < 20 else digits[number // 10]
    return f"{head}十{digits[number % 10] if number % 10 else ''}"
