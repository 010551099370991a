"""Public letters (局长信箱, 网上咨询, 留言选登): when one was sent and when it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from crawler.dates import parse_day
from crawler.extract.block import Pair, is_empty, read_pairs
from crawler.extract.flow import read_flow
from crawler.extract.labels import WEAK, Fact
from crawler.model import Letter
from crawler.page import Page

_CONTENT = frozenset(
    {"信件内容", "来信内容", "留言内容", "咨询内容", "回复内容", "答复内容", "受理意见", "回复意见", "答复意见"}
)


def read_letter(page: Page) -> Letter | None:
    """The letter a page shows, or None where the page is no letter (lists of letters and articles are none)."""
    return letter_of(read_pairs(read_flow(page.tree)))


def letter_of(pairs: Sequence[Pair]) -> Letter | None:
    """The letter among the pairs of a page.

    A page is a letter when it labels one sending date, or the text of a letter or of a reply; a page with several
    sending dates is a list. Of several replies the first counts, since it ends the wait.
    """
    sent = _days(pairs, Fact.SENT)
    replied = _days(pairs, Fact.REPLIED)
    has_text = any(pair.label in _CONTENT for pair in pairs)
    words = {pair.label for pair in pairs if pair.fact is Fact.LETTER}
    shown_once = len([pair for pair in pairs if pair.fact is Fact.SENT]) <= 2
    if not shown_once or not (words or replied) or not (sent or has_text):
        return None
    return Letter(sent[0] if sent else None, min(replied) if replied else None, _status(pairs))


def text_of_letter(pairs: Sequence[Pair]) -> str:
    """What was asked and what was answered, a paragraph each; empty where the page labels neither."""
    return "\n".join(pair.value for pair in pairs if pair.label in _CONTENT and not is_empty(pair.value))


def _days(pairs: Sequence[Pair], fact: Fact) -> list[date]:
    days = (parse_day(pair.value) for pair in pairs if pair.fact is fact)
    return [day for day in days if day is not None]


def _status(pairs: Sequence[Pair]) -> str | None:
    stated = [pair for pair in pairs if pair.fact is Fact.STATUS and not is_empty(pair.value) and len(pair.value) <= 20]
    stated.sort(key=lambda pair: pair.label in WEAK)
    return stated[0].value if stated else None
