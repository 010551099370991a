"""Values that questions are made of: strict where Python would be lenient, so that the document says what is true."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints


def _digits(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,15}", value):
        raise ValueError("write a whole number in digits")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("write a day as 2016-12-31")
    return value


def _one(value: Any) -> Any:
    if isinstance(value, list):
        raise ValueError("give it once")
    return value


Page = Annotated[int, Field(ge=1, le=1_000_000, description="Page, counted from 1."), BeforeValidator(_digits)]
Size = Annotated[int, Field(ge=1, le=200, description="Entries on a page."), BeforeValidator(_digits)]
Number = Annotated[int, Field(ge=1, le=999_999_999_999_999), BeforeValidator(_digits)]
Year = Annotated[int, Field(ge=1990, le=2100), BeforeValidator(_digits)]
Day = Annotated[date, BeforeValidator(_day)]
Flag = Literal["true", "false"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200), BeforeValidator(_one)]
Words = Annotated[str, StringConstraints(max_length=200), BeforeValidator(_one)]


def truth(flag: str | None) -> bool | None:
    """A flag as a truth value."""
    return None if flag is None else flag == "true"
