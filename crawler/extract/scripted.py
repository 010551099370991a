"""The publishing day that a page tells only in its script: a variable named after it, or written beside its label."""

from __future__ import annotations

import re
from datetime import date

from crawler.dates import parse_day

_DAY = r"""(?P<quote>["'])(?P<day>\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}[^"'<]{0,20})(?P=quote)"""
_NAMED = re.compile(
    r"\b(?:var|let|const)\s+\w*?(?:pub(?:lish)?(?:ed)?_?(?:date|time|day)|info_?(?:date|time)|release_?(?:date|time)"
    rf"|fbsj|fbrq|fwrq)\s*=\s*{_DAY}",
    re.I,
)
# Quick looks, for they begin with what does not vary: most pages have neither.
_ASSIGNED = re.compile(r"""=\s*["']\d{4}\s?[-/.年]""")
_PRINTED = re.compile(r"""ocument\.[wW]rite(?:ln)?\(\s*["']\d{4}\s?[-/.年]""")
_WRITTEN = re.compile(
    r"(?:发布|公开|发文)(?:时间|日期)\s*[:：]?\s*(?:<(?!/?script)[^>]{0,200}>\s*){0,4}<script\b[^>]*>\s*"
    rf"document\.write(?:ln)?\(\s*{_DAY}",
    re.I,
)


def day_in_script(text: str) -> tuple[date, str] | None:
    """The day and its raw text, or None where no script tells one, or scripts tell several.

    Clocks (`var today = …`), days in arrays and objects (they are other articles') and calls with a computed day are
    not looked at.
    """
    if "<script" not in text and "<SCRIPT" not in text:
        return None
    found: list[re.Match[str]] = []
    if _ASSIGNED.search(text):
        found += _NAMED.finditer(text)
    if _PRINTED.search(text):
        found += _WRITTEN.finditer(text)
    days = {day: match["day"] for match in found if (day := parse_day(match["day"])) is not None}
    return next(iter(days.items())) if len(days) == 1 else None
