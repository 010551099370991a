"""How the findings' pages show time that is left, events, and addresses."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from checks.calendar import Span, working_days_between
from checks.ledger.moves import SYSTEM


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
    locale = get_locale()
    if locale is not None and locale.language == "en" and kind in _DONE:
        return _DONE[kind]
    return str(_EVENTS.get(kind, kind))


# Chinese has one word for the act and for its entry in a history, English has two.
_DONE = {
    "confirmed": "Confirmed",
    "disputed": "Disputed",
    "waived": "Waived",
    "claimed": "Said to be fixed",
    "deadline_set": "Deadline set",
    "dismissed": "Dismissed",
}


# As `gongkai.words.EVENTS`; they stand here once more so that translators find them. A test compares the two.
_EVENTS = {
    "opened": _l("发现"),
    "seen_fixed": _l("复查已整改"),
    "reopened": _l("问题回潮"),
    "confirmed": _l("确认属实"),
    "disputed": _l("提出异议"),
    "waived": _l("豁免"),
    "waiver_expired": _l("豁免到期"),
    "waiver_unneeded": _l("豁免可撤销"),
    "waiver_revoked": _l("豁免撤销"),
    "claimed": _l("报告已整改"),
    "claim_refused": _l("复核未通过"),
    "dispute_accepted": _l("异议成立，误报"),
    "dispute_rejected": _l("异议不成立"),
    "evidence_changed": _l("情况变化，重新列入"),
    "deadline_set": _l("调整期限"),
    "found_by_person": _l("人工认定"),
    "rechecked": _l("复查"),
    "doubted": _l("再次存疑"),
    "settled": _l("已查清"),
    "dismissed": _l("排除"),
}


def doer(who: str) -> str:
    """Who did it: the program itself has a word of its own."""
    return str(_("系统")) if who == SYSTEM else who


def web_link(url: str | None) -> str | None:
    """An address that a browser may open; None for anything that is no web address."""
    return url if url is not None and url.startswith(("http://", "https://")) else None
