"""Days out of Chinese text and out of addresses.

A day is a real day between 1990 and 2100 in Asia/Shanghai; anything else is no date. Nothing here knows which
date of a page matters: that is the reader's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawler.clock import SHANGHAI

FIRST_YEAR, LAST_YEAR = 1990, 2100

# Every character maps to exactly one, so that places found in the normalised text are places in the original.
_PLAIN = str.maketrans(
    "０１２３４５６７８９／．－–—‐‑−﹣：∶︰﹕\u00a0\u3000\u2002\u2003\u2009\ufeff\u200b",
    "0123456789/.-------::::       ",
)
_ZEROS = "〇○◯零ＯOoОоΟο０0"
_NUMERALS = {
    **dict.fromkeys(_ZEROS, 0),
    **{char: n for n, char in enumerate("一二三四五六七八九", 1)},
    "元": 1,
}
_TENS = {"十": 1, "廿": 2, "卅": 3}
_HAN = f"{_ZEROS}一二三四五六七八九"

_ARABIC = (
    r"(?<!\d)(?P<y1>\d{4})\s{0,3}年\s{0,3}(?P<m1>\d{1,2})\s{0,3}月"
    r"\s{0,3}(?P<d1>\d{1,2})\s{0,3}(?:[日号]|(?=\s*$))"
)
_CHINESE = (
    rf"(?P<y2>[{_HAN}1-9](?:\s?[{_HAN}1-9]){{3}})\s{{0,3}}年"
    rf"\s{{0,3}}(?P<m2>[{_HAN}十1-9元]{{1,3}})\s{{0,3}}月\s{{0,3}}(?P<d2>[{_HAN}十廿卅1-9]{{1,3}})\s{{0,3}}[日号]"
)
# The guards keep out index numbers (2016-03-00018), longer numbers, paths, versions and telephone numbers;
# some portals write a third hyphen before the hour (2024-03-15-17:00:00).
_DASHED = (
    r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z][-/.])(?P<y3>\d{4})\s?(?P<sep>[-/.])\s?(?P<m3>\d{1,2})\s?(?P=sep)\s?"
    r"(?P<d3>\d\d(?=\d\d:\d\d)|\d{1,2}(?![0-9A-SU-Za-z_]))(?!(?P=sep)\d(?!\d:\d\d))"
    r"(?P<clock>[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?P<zone>Z|[+-]\d\d:?\d\d)(?!\d))?"
)
_ANY = re.compile(f"{_ARABIC}|{_CHINESE}|{_DASHED}")
_COMPACT = re.compile(r"(?P<y>19\d\d|20\d\d|2100)(?P<m>\d\d)(?P<d>\d\d)(?:[T ]?\d\d:?\d\d(?::?\d\d)?)?")
_EPOCH = re.compile(r"([1-4]\d{9})(\d{3})?(?:\.\d+)?")
_JAVA = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?P<m>[A-Z][a-z]{2}) (?P<d>\d{1,2}) "
    r"\d\d:\d\d:\d\d (?:[A-Z+0-9:]+ )?(?P<y>\d{4})"
)
_SHORT_YEAR = re.compile(
    r"(?P<y>\d\d)(?P<sep>[-/.年])(?P<m>\d{1,2})(?:(?P=sep)|月)(?P<d>\d{1,2})日?(?=$|\s)(?:\s*\d{1,2}:\d\d(?::\d\d)?)?(?!\d)"
)
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, 1)}
_BRACKETS = " \t\r\n[]()（）【】〔〕［］|\"'，。,;；"

Found = tuple[date, str, int]


@lru_cache(maxsize=4096)
def parse_day(text: str) -> date | None:
    """The day a short text states, or None: a list's date cell, a value behind a label, a meta tag.

    Reads 2016年3月5日, 二〇一六年三月五日, 2016-3-5, 2016/03/05 10:20, 2016.3.5, ISO 8601 with a zone,
    Java's `Sat Mar 05 …`; and, when the text is nothing else, 20160305 and epoch seconds or milliseconds.
    Moments with a zone become days in Asia/Shanghai. Of several dates the first is taken.
    A month or a year alone is no day.
    """
    if not text:
        return None
    plain = text.translate(_PLAIN).strip(_BRACKETS)
    if not plain:
        return None
    if plain.isascii() and plain[0].isdigit():
        compact = _COMPACT.fullmatch(plain)
        if compact:
            return _day(compact["y"], compact["m"], compact["d"])
        epoch = _EPOCH.fullmatch(plain)
        if epoch:
            return day_of_epoch(int(epoch[1]))
    found = next(find_days(plain), None)
    if found:
        return found[0]
    java = _JAVA.search(plain)
    return _day(java["y"], str(_MONTHS.get(java["m"], 0)), java["d"]) if java else None


def parse_short_year(text: str) -> date | None:
    """The day of `16-03-05` or `16年3月5日`, with a clock behind it or nothing; None for anything else.

    Only for values behind a date's label: elsewhere such digits are scores, sizes or times. 90 to 99 are the
    nineties.
    """
    match = _SHORT_YEAR.match(text.translate(_PLAIN).strip(_BRACKETS))
    if match is None:
        return None
    year = int(match["y"])
    return _day(str(year + (1900 if year >= 90 else 2000)), match["m"], match["d"])


def find_days(text: str) -> Iterator[Found]:
    """All days in running text as (day, raw text, start), in order.

    Never inside longer runs of digits, document numbers (〔2016〕12号), index numbers (2016-03-00018),
    paths or telephone numbers; eight bare digits are not a date here.
    """
    plain = text.translate(_PLAIN)
    for match in _ANY.finditer(plain):
        day = _day_of_match(match)
        if day is not None:
            yield day, text[match.start() : match.end()].strip(), match.start()


def day_of_epoch(seconds: float) -> date | None:
    """The day in Asia/Shanghai of Unix seconds, or None outside 1990–2100."""
    if not 0 < seconds < 5e9:
        return None
    day = datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI).date()
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _day_of_match(match: re.Match[str]) -> date | None:
    if match["y1"]:
        return _day(match["y1"], match["m1"], match["d1"])
    if match["y2"]:
        return _chinese_day(match["y2"], match["m2"], match["d2"])
    day = _day(match["y3"], match["m3"], match["d3"])
    if day is None or not match["zone"]:
        return day
    return _in_shanghai(day, match["clock"], match["zone"])


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _chinese_day(year: str, month: str, day: str) -> date | None:
    digits = [_NUMERALS.get(char, int(char) if char.isdecimal() else -1) for char in year if not char.isspace()]
    numbers = [_chinese_number(part) for part in (month, day)]
    if len(digits) != 4 or None in numbers:
        return None
    return _day("".join(map(str, digits)), str(numbers[0]), str(numbers[1]))


def _chinese_number(text: str) -> int | None:
    """Month and day numbers as written: 三, 十, 十二, 二十, 二十五, 廿五, 〇三, 12."""
    head, ten, tail = text.partition(next((char for char in text if char in _TENS), "\0"))
    if not ten:
        digits = [_digit(char) for char in text]
        return None if None in digits else int("".join(map(str, digits)))
    if ten != "十" and head:
        return None
    tens = (_digit(head) if head else 1) if ten == "十" else _TENS[ten]
    ones = _digit(tail) if tail else 0
    return None if tens is None or ones is None else tens * 10 + ones


def _digit(char: str) -> int | None:
    if char in _NUMERALS:
        return _NUMERALS[char]
    return int(char) if len(char) == 1 and char.isdecimal() else None


def _in_shanghai(day: date, clock: str, zone: str) -> date:
    hour, minute = int(clock[1:3]), int(clock[4:6])
    if zone == "Z":
        offset = timedelta(0)
    else:
        sign = -1 if zone[0] == "-" else 1
        offset = sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    if hour > 23 or minute > 59 or abs(offset) > timedelta(hours=14):
        return day
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(offset))
    return moment.astimezone(SHANGHAI).date()


# --- addresses --------------------------------------------------------------------------------------
# Shapes and their numbers: the dialect table of article addresses. Only shapes with an exact day are here.
_END = r"(?=/|$)"
_URL_DAYS = (
    re.compile(r"/t(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)_"),  # 1
    re.compile(rf"/(?P<y>\d{{4}})/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}}){_END}"),  # 3, 10, 16
    re.compile(rf"/(?P<y>\d{{4}})[-_](?P<m>\d\d)/(?P<d>\d\d){_END}"),  # 7
    re.compile(rf"/(?P<y>\d{{4}})/(?P<m>\d\d)-(?P<d>\d\d){_END}"),
    re.compile(r"/(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?=/|$|\.[a-z]+$)"),  # 17
    re.compile(rf"/(?P<y>\d{{4}})(?P<m>\d\d)/(?P<d>\d\d){_END}"),  # 15
    re.compile(rf"/(?P<y>\d{{4}})/(?P<m>\d\d)(?P<d>\d\d){_END}"),  # 17
    re.compile(r"/(?P<y>19\d\d|20\d\d|2100)(?P<m>\d\d)(?P<d>\d\d)(?=/(?!index\.|default\.|$)|_)"),  # 13, 14, not 19
    re.compile(rf"/(?P<y>19\d\d|20\d\d|2100)(?P<m>\d\d)(?P<d>\d\d)\d{{4,}}{_END}"),  # 18
)


def day_in_url(url: str) -> tuple[date, str] | None:
    """The exact day an address shows, with the raw part, or None.

    A hint only: the day of publishing or import. Eight digits count only as a whole folder, after `t`, or in
    front of `_`; folders of an id (`/12345678/index.html`), hexadecimal strings, attachment names and query
    strings never do.
    """
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    if not path.isascii():
        path = path.translate(_PLAIN)
    for shape in _URL_DAYS:
        for match in shape.finditer(path):
            day = _day(match["y"], match["m"], match["d"])
            if day is not None:
                return day, match.group().strip("/")
    return None
