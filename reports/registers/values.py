"""What may stand in a cell: days, numbers, words, closed lists. What is wrong says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from crawler.dates import parse_day
from reports.periods import Period, parse_period
from reports.registers.results import result_aliases, results
from reports.registers.vocabulary import ALIASES, YesNo


def wrong(fix: str) -> PydanticCustomError:
    """The error of a cell; `fix` is what to write instead."""
    return PydanticCustomError("register", "{fix}", {"fix": fix})


def plain_number(text: str) -> str:
    """A number as written, without thousand separators, blanks and full-width digits."""
    return re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", text))


def read_day(text: str) -> date | None:
    """The day that a short text names, None where it names none."""
    return parse_day(text) if len(text) <= 25 else None


def _day(value: Any) -> date | None:
    text = str(value).strip()
    if not text:
        return None
    day = read_day(text)
    if day is None:
        raise wrong("write a real day, for example 2016-03-05")
    return day


def _needed_day(value: Any) -> date:
    day = _day(value)
    if day is None:
        raise wrong("this field must not be empty; write a day, for example 2016-03-05")
    return day


def _yuan(value: Any) -> Decimal | None:
    text = plain_number(str(value))
    if not text:
        return None
    if not re.fullmatch(r"\d{1,15}(\.\d{1,2})?", text, re.ASCII):
        raise wrong("write a plain number, for example 0 or 12.50, without a unit")
    return Decimal(text)


def _whole(value: Any) -> int:
    text = plain_number(str(value))
    if not re.fullmatch(r"\d{1,15}", text, re.ASCII):
        raise wrong("write a whole number, for example 82")
    return int(text)


def _maybe_whole(value: Any) -> int | None:
    return _whole(value) if str(value).strip() else None


def _text(value: Any) -> str:
    text = str(value).strip()
    if not text:
        raise wrong("this field must not be empty")
    return text


def _span(value: Any) -> Period:
    period = parse_period(str(value))
    if period is None:
        raise wrong("write a year, quarter or month, for example 2016, 2016Q1 or 2016-03")
    return period


def _year(value: Any) -> int:
    text = unicodedata.normalize("NFKC", str(value)).strip().removesuffix("度").removesuffix("年")
    if not re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
        raise wrong("write a year, for example 2016")
    return int(text)


def _result(value: Any) -> str | None:
    text = _folded(value)
    if text and text not in result_aliases():
        raise wrong(f"write one of: {'、'.join(results())}")
    return result_aliases()[text] if text else None


def _extension(value: Any) -> date | bool | None:
    text = _folded(value).lower()
    if not text:
        return None
    answer = ALIASES[YesNo].get(text, text)
    if answer in tuple(YesNo):
        return answer == YesNo.YES
    day = read_day(text)
    if day is None:
        raise wrong("write 是, 否 or the day of the extension, for example 2016-03-05")
    return day


def _folded(value: Any) -> str:
    return str(value).strip().replace(":", "：")


def one_of(kind: type[StrEnum]) -> BeforeValidator:
    """Reads a word of a closed list; an empty cell is None."""

    def read(value: Any) -> StrEnum | None:
        text = _folded(value)
        if not text:
            return None
        known = ALIASES[kind]
        try:
            return kind(known.get(text) or known.get(text.lower()) or text)
        except ValueError:
            raise wrong(f"write one of: {'、'.join(kind)}") from None

    return BeforeValidator(read)


Day = Annotated[date, BeforeValidator(_needed_day)]
MaybeDay = Annotated[date | None, BeforeValidator(_day)]
Number = Annotated[int, BeforeValidator(_whole)]
MaybeNumber = Annotated[int | None, BeforeValidator(_maybe_whole)]
Yuan = Annotated[Decimal | None, BeforeValidator(_yuan)]
Words = Annotated[str, BeforeValidator(_text)]
Loose = Annotated[str, BeforeValidator(lambda value: str(value).strip())]
Span = Annotated[Period, BeforeValidator(_span)]
Year = Annotated[int, BeforeValidator(_year)]
Result = Annotated[str | None, BeforeValidator(_result)]
Extension = Annotated[date | bool | None, BeforeValidator(_extension)]
MaybeYesNo = Annotated[YesNo | None, one_of(YesNo)]
