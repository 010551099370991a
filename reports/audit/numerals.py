"""Every number in Chinese running text, with its place, its value and how exact it is said to be."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reports.audit.chinese_numbers import DIGITS, MYRIADS, SIGNS, TENS, value_of
from reports.audit.measures import NOT_COUNTED, measure_at
from reports.audit.not_numbers import not_numbers

Kind = Literal["count", "percent"]

_SCALES = {**TENS, **MYRIADS}
_SCALE = "(?:百万|千万|十万|百亿|千亿|万亿|[十百千万亿])"
_MORE = "(?:多|余|几)"
_ARABIC = re.compile(
    rf"(?<![\d.])(?P<number>\d{{1,3}}(?:[, ]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:(?P<more>{_MORE}?)(?P<scale>{_SCALE})(?:(?P<low>\d+)(?P<lowscale>{_SCALE})?(?![.,]?\d))?)?"
)
_CHINESE = re.compile(f"[{SIGNS}]+(?:点[{''.join(DIGITS)}]+)?")
_SOME = re.compile(r"十几|[几数](?:十|百|千|万|亿)(?:万|亿)?|上(?:百|千|万|亿)|成百上千|成千上万|(?<=近)[百千万]")
_SHARE = re.compile(f"百分之(?:百|[{SIGNS}]+(?:点[{''.join(DIGITS)}]+)?|\\d+(?:\\.\\d+)?)")
_FRACTION = re.compile(
    f"(?<!百)(?:\\d+|[{SIGNS}]+)分之(?:\\d+|[{SIGNS}]+)|[过大一小]?半数|过半|一半|[一二三四五六七八九]成(?![员立就果效品功为本长绩熟都])"
)
_PERCENT = re.compile(r"个?百分点|[%‰]")

_ABOUT = re.compile(r"(?:大约|约为|约|大概|接近于)$")
_UNDER = re.compile(r"(?:将近|接近|近|不足|不到|不超过|未超过|不多于|不高于|最多|(?<!不)少于|(?<!不)低于)$")
_OVER = re.compile(
    r"(?:(?<![不未])超过了?|超出|(?<![不未])超|逾|(?<=[量数])过|不少于|不低于|至少|突破|(?<!不)多于|(?<!不)高于)$"
)
_ABOUT_AFTER = re.compile(r"左右|上下")
_OVER_AFTER = re.compile(r"以上|多(?![媒种样元部])|余(?![额款])|有余")
_UNDER_AFTER = re.compile(r"以下|以内")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of a folded text. `end` is behind the number, `past` behind its unit; `unit` is empty where none stands."""  # noqa: E501

    start: int
    end: int
    past: int
    value: Decimal
    unit: str
    kind: Kind = "count"
    bound: str = ""


def numerals_in(text: str, at: int = 0) -> list[Numeral]:
    """The numbers of a folded text in their order: counts and percentages, not dates, ordinals or names.

    `at` is where the text begins in a longer one, in whose measure places are given.

    A number in Chinese characters counts only with a unit behind it, or where the words say that it is a value
    (数为三, 均为零): 一 stands in too many words.
    """
    taken = [(start, end) for start, end, _ in not_numbers(text)]
    found: list[Numeral] = []
    for reader in (_shares, _vague, _arabic, _chinese):
        for numeral in reader(text):
            if not any(start < numeral.past and numeral.start < end for start, end in taken):
                found.append(numeral)
                taken.append((numeral.start, numeral.end))
    shifted = (replace(one, start=one.start + at, end=one.end + at, past=one.past + at) for one in found)
    return sorted(shifted, key=lambda numeral: numeral.start)


def _shares(text: str) -> list[Numeral]:
    found = []
    for match in _SHARE.finditer(text):
        written = match[0][3:]
        value = (
            Decimal(100)
            if written == "百"
            else Decimal(written)
            if written[0].isdigit() and written.isascii()
            else value_of(written)
        )
        if value is not None:
            found.append(_numeral(text, match.start(), match.end(), value, "percent"))
    for match in _FRACTION.finditer(text):
        value = _fraction(match[0])
        if value is not None:
            found.append(
                _numeral(text, match.start(), match.end(), value, "percent", "over" if "过半" in match[0] else "")
            )
    return found


def _fraction(written: str) -> Decimal | None:
    if "半" in written:
        return Decimal(50)
    if written.endswith("成"):
        return Decimal(DIGITS[written[0]] * 10)
    below, _, above = written.partition("分之")
    numbers = [Decimal(part) if part.isascii() else value_of(part) for part in (above, below)]
    if numbers[0] is None or not numbers[1]:
        return None
    return round(numbers[0] / numbers[1] * 100, 2)


def _vague(text: str) -> list[Numeral]:
    """十几, 数十, 上百: the least that is meant, and "over"."""
    found = []
    for match in _SOME.finditer(text):
        least = {"成百上千": Decimal(100), "成千上万": Decimal(1000)}.get(match[0], Decimal(1))
        for sign in match[0] if least == 1 else "":
            least *= _SCALES.get(sign, 1)
        unit, past = measure_at(text, match.end())
        if unit:
            bound = "under" if match[0] in "百千万" else "over"
            found.append(Numeral(match.start(), match.end(), past, least, unit, "count", bound))
    return found


def _arabic(text: str) -> list[Numeral]:
    found = []
    for match in _ARABIC.finditer(text):
        value, end = Decimal(match["number"].replace(",", "").replace(" ", "")), match.end("number")
        more = False
        if match["scale"] and not _word_not_scale(text, match.end("scale")):
            scale = _scale(match["scale"])
            value, end, more = value * scale, match.end("scale"), bool(match["more"])
            if match["low"]:
                low = Decimal(match["low"]) * (_scale(match["lowscale"]) if match["lowscale"] else 1)
                if low < scale:
                    value, end = value + low, match.end("lowscale") if match["lowscale"] else match.end("low")
        found.append(_numeral(text, match.start(), end, value, "count", "over" if more else ""))
    return found


def _word_not_scale(text: str, end: int) -> bool:
    """千瓦, 万能, 百姓: the sign begins a word and scales nothing."""
    return text[end : end + 1] in set("瓦姓克帕米卡")


def _scale(written: str) -> Decimal:
    value = Decimal(1)
    for sign in written:
        value *= _SCALES[sign]
    return value


def _chinese(text: str) -> list[Numeral]:
    found = []
    for match in _CHINESE.finditer(text):
        value = value_of(match[0])
        if value is None:
            continue
        numeral = _numeral(text, match.start(), match.end(), value, "count")
        if numeral.kind == "percent" or _counts(text, numeral):
            found.append(numeral)
    return found


_SAYS_A_VALUE = re.compile(r"(?:数量?|总数|总量|均|各|共|计|都|费用|情况|率)?(?:为|是|达)$|[数量费]:?$")
_ENDS = re.compile(r"$|[,。;、!)）]|(?:的|和|及)")


def _counts(text: str, numeral: Numeral) -> bool:
    if numeral.unit:
        return numeral.unit not in NOT_COUNTED and not _part_of_a_word(text, numeral)
    before = text[: numeral.start]
    if numeral.value == 0 or numeral.end - numeral.start > 1:
        return bool(_SAYS_A_VALUE.search(before)) and bool(_ENDS.match(text, numeral.end))
    return False


def _part_of_a_word(text: str, numeral: Numeral) -> bool:
    """统一个人, 一次性, 一件件, 唯一一个: the sign is no number of its own."""
    before, rest = text[max(0, numeral.start - 1) : numeral.start], text[numeral.past :]
    written = text[numeral.start : numeral.end]
    if before and before in "第统唯专逐万同划归单每某另这那几初周之上下近":
        return True
    if written == "一" and (rest[:1] in ("性", "条", "体", "些") or rest.startswith(numeral.unit)):
        return True
    return before == "一" or (bool(before) and before in TENS)


def _numeral(text: str, start: int, end: int, value: Decimal, kind: Kind, bound: str = "") -> Numeral:
    more = re.compile(r"(?:多|余|来(?![信电访函文自])|几)").match(text, end)
    past = end
    if more and (measure_at(text, more.end())[0] or more[0] == "余"):
        past, bound = more.end(), bound or "over"
        end = past
    if percent := _PERCENT.match(text, past):
        unit, past, kind = "%" if percent[0] != "‰" else "‰", percent.end(), "percent"
        end = past if percent[0] in "%‰" else end
        if "百分点" in percent[0]:
            unit = "百分点"
    elif kind == "percent":
        unit = "%"
    else:
        unit, past = measure_at(text, past)
    bound = bound or _bound(text, start, past)
    whole = value == value.to_integral_value()
    return Numeral(start, end, past, Decimal(int(value)) if whole else value.normalize(), unit, kind, bound)


def _bound(text: str, start: int, past: int) -> str:
    before = text[max(0, start - 5) : start]
    for bound, pattern in (("about", _ABOUT), ("under", _UNDER), ("over", _OVER)):
        if pattern.search(before) and not re.search(r"(?:最近|附近|就近)$", before):
            return bound
    for bound, pattern in (("about", _ABOUT_AFTER), ("over", _OVER_AFTER), ("under", _UNDER_AFTER)):
        if pattern.match(text, past):
            return bound
    return ""
