"""How the findings' pages show time that is left, events, and addresses."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flask_babel import gettext as _

from checks.calendar import Span, working_days_between
from checks.ledger.moves import SYSTEM
from gongkai.words import EVENTS, word


def time_left(deadline: date | None, today: date) -> str:
    """How long it is to a deadline, or since: in working days where the calendar is known."""
    if deadline is None:
        return ""
    if deadline == today:
        return str(_("今天到期"))
    late = deadline < today
    span = _span(min(deadline, today), max(deadline, today))
    if span.exact:
        return str(_("逾期%(days)s个工作日", days=span.days) if late else _("还有%(days)s个工作日", days=span.days))
    return str(_("逾期%(days)s天", days=span.days) if late else _("还有%(days)s天", days=span.days))


@lru_cache(maxsize=4096)
def _span(start: date, end: date) -> Span:
    return working_days_between(start, end)


def event_word(kind: str) -> str:
    """What an entry of a history is, in the language of the page."""
    return str(_(word(EVENTS, kind)))


def doer(who: str) -> str:
    """Who did it: the program itself has a word of its own."""
    return str(_("系统")) if who == SYSTEM else who


def web_link(url: str | None) -> str | None:
    """An address that a browser may open; None for anything that is no web address."""
    return url if url is not None and url.startswith(("http://", "https://")) else None
