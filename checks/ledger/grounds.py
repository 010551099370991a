"""What a decision rests on: a person's decision belongs to what was seen, and opens again when that changes.

The grounds of a judgement are its observation, its threshold and the day since which the fault counts, with running
counts left out: a column that has rested for 118 days instead of 111 since the same last item is the same case, one
with another last item is not. Bytes of pages play no part: visitor counters would open every decision again.
"""

from __future__ import annotations

import re
from datetime import date

from checks.model import Judgement, Verdict

_RUNNING = re.compile(r"\d+(?:\.\d+)?(?=\s*(?:天|个工作日|小时))")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?Z?")


def grounds_of(judgement: Judgement, as_of: date) -> str:
    """The grounds of a judgement as one line of text, to be compared with those of a later one."""
    # Why something could not be seen stands in the message alone.
    unsure = judgement.verdict is Verdict.UNSURE
    seen = judgement.message if unsure else judgement.observed or judgement.message
    since = judgement.since.isoformat() if judgement.since else ""
    return "|".join((_steady(seen, as_of), judgement.threshold, since))


def _steady(text: str, as_of: date) -> str:
    """Text without what changes from day to day by itself: moments of looking, the monitoring point, running counts."""
    return _RUNNING.sub("#", _MOMENT.sub("", text).replace(as_of.isoformat(), ""))
