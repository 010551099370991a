"""Making foreign text fit to print: no control characters, only addresses that are addresses."""

from __future__ import annotations

import re

# Control characters cannot stand in XML, and direction marks could make a title read as something else.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_FORMULA = frozenset("=+-@＝＋－＠")
_BETWEEN = {",": "，", ";": "；", ":": "："}
_HAN = r"[\u4e00-\u9fff》”）】]"


def printable(text: str) -> str:
    """Text without characters that documents cannot hold or that hide what is written."""
    return _UNPRINTABLE.sub("", text)


def web_address(url: str | None) -> str | None:
    """The address if a browser may safely follow it (http or https), else None."""
    return printable(url) if url and re.match(r"https?://", url, re.IGNORECASE) else None


def chinese_marks(text: str) -> str:
    """A message with full-width commas, colons, semicolons and brackets beside Chinese characters, as offices write."""
    text = re.sub(
        rf"\((?={_HAN})([^()]*)\)|(?<={_HAN})\(([^()]*)\)", lambda pair: f"（{pair[1] or pair[2] or ''}）", text
    )
    return re.sub(rf"(?<={_HAN})[,;:]|[,;:](?={_HAN})", lambda mark: _BETWEEN[mark[0]], text)


def chinese_dates(text: str) -> str:
    """A message with its days written as prose does: 2016年3月5日 for 2016-03-05."""
    return re.sub(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", lambda day: f"{day[1]}年{int(day[2])}月{int(day[3])}日", text)


def cell_text(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a leading = + - @ gets an apostrophe before it.

    So do their full-width forms, which some spreadsheets read as the plain ones, and what follows blanks or tabs.
    """
    clean = printable(text.replace("\r", " ").replace("\n", " ").replace("\t", " "))
    return f"'{clean}" if clean.strip()[:1] in _FORMULA else clean
