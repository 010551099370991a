"""What a text says of an accident: its grade, its toll, its days. Pure text mining, careful rather than complete.

Grades by 国务院令第493号, article 3: by deaths, severe injuries and direct loss, the worst of the three decides.
Where a text says two things, or one that may mean two, the answer is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from crawler.dates import find_days, parse_day

T = TypeVar("T")

_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_COUNT = r"(?P<{0}>\d{{1,4}}|[一二两三四五六七八九十百零〇]{{1,6}})"
_DEATHS = (
    re.compile(_COUNT.format("n") + r"(?:名[^，。；]{0,6}?)?人?(?:当场|不幸|经抢救无效)?(?:死亡|遇难)"),
    re.compile(r"死亡" + _COUNT.format("n") + r"(?:名[^，。；]{0,6}?)?人"),
    re.compile(_COUNT.format("n") + r"死(?=[一二两三四五六七八九十\d]+伤|，|。|；|事故|$)"),
)
_SEVERE = (
    re.compile(_COUNT.format("n") + r"人(?:受)?重伤"),
    re.compile(r"重伤" + _COUNT.format("n") + r"人"),
)
_HURT = re.compile(r"(?<!\d)(\d{1,4})(?:人受伤|伤)|受伤(\d{1,4})人")
_LOSS = re.compile(r"直接经济损失[^，。；\d]{0,12}(?P<n>[\d,，]+(?:\.\d+)?)(?P<unit>亿|万)?(?P<more>余)?元")
_NOBODY = re.compile(r"(?:无|未造成|没有(?:造成)?)人员(?:伤亡|死亡)")
_TOLD = re.compile(r"造成|导致|致使?|死亡|直接经济损失")
_STATED = re.compile(r"(特别重大|特大|重大|较大|一般)(?:生产安全|安全生产|安全)?[^，。；、（）()]{0,12}?事故")
_SENTENCES = re.compile(r"[。；;\n\r]+")
_NEAR = 80  # characters after a date that may say what happened on it
_LAST = 8  # lines from the end among which the date of a paper is looked for


class Grade(StrEnum):
    """The four grades, as texts call them."""

    XL = "特别重大"
    L = "重大"
    M = "较大"
    S = "一般"

    @property
    def rank(self) -> int:
        """4 for the worst."""
        return {Grade.XL: 4, Grade.L: 3, Grade.M: 2, Grade.S: 1}[self]


@dataclass(frozen=True, slots=True)
class Toll:
    """What an accident cost, as far as a text says so plainly; None where it does not."""

    deaths: int | None
    severe: int | None
    loss: float | None  # 10,000 yuan
    hurt: int | None = None  # injured, how badly is not said


def toll_of(text: str) -> Toll:
    """The toll that a text states. Of several different numbers for one thing none is taken."""
    told = "\n".join(part for part in _SENTENCES.split(text) if _TOLD.search(part))
    deaths = _only({_number(found["n"]) for form in _DEATHS for found in form.finditer(told)})
    if deaths is None and _NOBODY.search(told):
        deaths = 0
    severe = _only({_number(found["n"]) for form in _SEVERE for found in form.finditer(told)})
    loss = _only({_loss(found) for found in _LOSS.finditer(told)})
    hurt = _only({int(found[1] or found[2]) for found in _HURT.finditer(told)})
    return Toll(deaths, severe, loss, hurt)


def grade_of(toll: Toll) -> Grade | None:
    """The grade that a toll makes by article 3; None where what is not stated could change it.

    Deaths must be stated. Injured people whose state is not told count only if even all of them severely hurt would
    not change the grade; a loss that is not told is taken as not deciding, since deaths are what notices grade by.
    """
    if toll.deaths is None:
        return None
    grade = max((_by(toll.deaths, 3, 10, 30), _by(toll.severe or 0, 10, 50, 100), _by_loss(toll.loss)), key=_rank)
    at_worst = _by(toll.hurt or 0, 10, 50, 100)
    return None if toll.severe is None and at_worst.rank > grade.rank else grade


def stated_grade(title: str) -> Grade | None:
    """The grade that a title names; None where it names none, or two."""
    found = {"特别重大" if name == "特大" else name for name in _STATED.findall(title)}
    return Grade(found.pop()) if len(found) == 1 else None


def accident_day(text: str, month_day: tuple[int, int] | None) -> date | None:
    """The day of the accident: the first date that is followed by what happened, or that a “3·5” of the title names.

    None where the text names no such day.
    """
    days = list(find_days(text[:3000]))
    if month_day is not None:
        named = {day for day, _, _ in days if (day.month, day.day) == month_day}
        return named.pop() if len(named) == 1 else None
    for day, raw, start in days:
        after = re.split(r"[。；\n]", text[start + len(raw) : start + len(raw) + _NEAR])[0]
        if "发生" in after and ("事故" in after or "造成" in after or "起" in after):
            return day
    return None


def signed_day(text: str, by: re.Pattern[str] | None = None) -> date | None:
    """The date under a paper: the last of its last lines that is a date and nothing else.

    `by`: one of the two lines above it must name who signs, so that a date of publication is not taken for it.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()][-_LAST:]
    for place in range(len(lines) - 1, -1, -1):
        if len(lines[place]) <= 20 and (day := parse_day(lines[place])) is not None:
            above = "".join(lines[max(place - 2, 0) : place])
            return day if by is None or by.search(above) else None
    return None


def day_said(text: str, what: re.Pattern[str]) -> date | None:
    """The one day of which the text says `what` in the same sentence, after the date; None for none or several."""
    found = set()
    for day, raw, start in find_days(text):
        after = re.split(r"[。；\n]", text[start + len(raw) : start + len(raw) + _NEAR])[0]
        if what.search(after):
            found.add(day)
    return _only(found)


def _by(count: int, medium: int, large: int, largest: int) -> Grade:
    if count >= largest:
        return Grade.XL
    if count >= large:
        return Grade.L
    return Grade.M if count >= medium else Grade.S


def _by_loss(loss: float | None) -> Grade:
    """By direct loss in 10,000 yuan: 10, 50 and 100 million yuan are the steps."""
    return _by(int(loss or 0), 1000, 5000, 10000)


def _rank(grade: Grade) -> int:
    return grade.rank


def _loss(found: re.Match[str]) -> float:
    amount = float(found["n"].replace(",", "").replace("，", ""))
    return amount * {"亿": 10000.0, "万": 1.0}.get(found["unit"] or "", 0.0001)


def _number(text: str) -> int:
    """12, 十二, 二十, 一百 as a number."""
    if text.isdecimal():
        return int(text)
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.lstrip("零〇").rpartition("十")
    return (
        (_NUMERALS.get(hundreds, 1) * 100 if "百" in text else 0)
        + (_NUMERALS.get(tens, 1) * 10 if ten else 0)
        + _NUMERALS.get(ones, 0)
    )


def _only(found: set[T]) -> T | None:
    return next(iter(found)) if len(found) == 1 else None
