"""How values are shown: moments in Asia/Shanghai, numbers with separators, states by their words."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from flask_babel import get_locale

from crawler.clock import SHANGHAI
from gongkai.console.words import english_of
from reports.typography import chinese_marks, printable

ABSENT = "—"


def register(app: Flask) -> None:
    """Make these filters known to all templates."""
    app.jinja_env.filters.update(moment=moment, day=day, number=number, said=said, state=state_word, percent=percent)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def moment(stamp: str | datetime | None) -> str:
    """A UTC moment as people of the place read it, to the minute."""
    if not stamp:
        return ABSENT
    found = datetime.fromisoformat(stamp) if isinstance(stamp, str) else stamp
    return found.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def day(value: date | str | None) -> str:
    """A day as 2016-12-31."""
    return str(value) if value else ABSENT


def number(value: float | None) -> str:
    """A number with thousand separators; what is not known is no 0."""
    if value is None:
        return ABSENT
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")


def percent(value: float | None) -> str:
    """A share of 1 as 97.5%; never rounded up to all."""
    if value is None:
        return ABSENT
    return f"{int(value * 1000) / 10:g}%"


def said(text: str | None) -> str:
    """A text from outside without its control characters, in the punctuation of offices."""
    return chinese_marks(printable(text)) if text else ABSENT


def state_word(value: object) -> str:
    """The word of a member of one of our enums (`.chinese`), in the language of the page."""
    locale = get_locale()
    if locale is not None and locale.language == "en":
        return english_of(str(getattr(value, "value", value)))
    return str(getattr(value, "chinese", value))
