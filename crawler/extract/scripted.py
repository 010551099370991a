"""The publishing day that a page tells only in its script: a variable named after it, or written beside its label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from crawler.dates import parse_day
from crawler.page import Page

_DAY = r"""(?P<quote>["'])(?P<day>\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}[^"'<]{0,20})(?P=quote)"""
# Both begin with what does not vary, so that `re` skips from sign to sign; what stands before is looked at then.
_ASSIGNED = re.compile(rf"= ?{_DAY}")
_PRINTED = re.compile(rf"ocument\.[wW]rite(?:ln)?\(\s*{_DAY}")
_NAME_BEFORE = re.compile(
    r"\b(?:var|let|const)\s+\w*?(?:pub(?:lish)?(?:ed)?_?(?:date|time|day)|info_?(?:date|time)|release_?(?:date|time)"
    r"|fbsj|fbrq|fwrq)\s*$",
    re.I,
)
_LABEL_BEFORE = re.compile(
    r"(?:发布|公开|发文)(?:时间|日期)\s*[:：]?\s*(?:<(?!/?script)[^>]{0,200}>\s*){0,4}<script\b[^>]*>\s*d$", re.I
)
_REACH_OF_NAME, _REACH_OF_LABEL = 80, 1200  # characters


def day_in_script(page: Page) -> tuple[date, str] | None:
    """The day and its raw text, or None where no script tells one, or scripts tell several.

    Clocks (`var today = …`), days in arrays and objects (they are other articles') and calls with a computed day are
    not looked at.
    """
    scripts = "\n".join(script.text or "" for script in page.tree.iter("script"))
    found = [*_behind(_NAME_BEFORE, _ASSIGNED, scripts, _REACH_OF_NAME)]
    if "ocument." in scripts:
        found += _behind(_LABEL_BEFORE, _PRINTED, page.text, _REACH_OF_LABEL)
    days = {day: match["day"] for match in found if (day := parse_day(match["day"])) is not None}
    return next(iter(days.items())) if len(days) == 1 else None


def _behind(before: re.Pattern[str], pattern: re.Pattern[str], text: str, reach: int) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(text):
        if before.search(text, max(0, match.start() - reach), match.start()):
            yield match
