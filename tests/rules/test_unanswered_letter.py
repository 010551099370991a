"""Letters without an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, letter, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

THREE: dict[str, Any] = {"window": "3 months"}


@pytest.mark.parametrize(
    ("part", "verdict"),
    [
        (letter("信", "2016-09-29"), FLAGGED),
        (letter("信", "2016-09-30"), CLEAR),  # 3 months before the 31st, clipped: still inside
        (letter("信", "2016-10-08"), CLEAR),
        (letter("信", "2016-09-01", "2016-09-05"), CLEAR),
        (letter("信", "2016-01-01", "2016-09-05"), CLEAR),  # late, but answered at the monitoring point
        (letter("信", "2016-09-01", "2017-01-10"), FLAGGED),  # answered only afterwards
        (letter("信", "2015-12-31"), FLAGGED),
        (letter("信", "2015-12-30"), NOT_APPLICABLE),  # more than a year ago
        (letter("信", "2016-09-01", status="已回复"), CLEAR),
        (letter("信", "2016-09-01", status="处理中"), FLAGGED),
        (letter("信", None), UNSURE),
        (letter("信", "2016-02-01", column="互动交流/举报投诉"), NOT_APPLICABLE),
        (letter("信", "2016-02-01", column="互动交流/咨询投诉"), FLAGGED),
    ],
)
def test_letters(part: letter, verdict: object) -> None:
    assert verdicts(catalogue_with(part), "unanswered_letter", **THREE) == {"信": verdict}


def test_letter_sent_after_the_monitoring_point_does_not_exist() -> None:
    assert verdicts(catalogue_with(letter("信", "2017-01-05")), "unanswered_letter", **THREE) == {}


def test_crawl_before_the_monitoring_point_cannot_tell() -> None:
    conn = catalogue_with(letter("信", "2016-08-01"), observed=datetime(2016, 12, 1, tzinfo=UTC))
    assert verdicts(conn, "unanswered_letter", **THREE) == {"信": UNSURE}


def test_message_says_how_long_it_waits() -> None:
    found = ask(catalogue_with(letter("关于粉尘", "2016-09-01")), "unanswered_letter", **THREE)["关于粉尘"]
    assert "121天没有答复" in found.message
    assert "超过3个月" in found.message


def test_mailbox_or_letters_that_were_not_read_are_unsure() -> None:
    closed = column("互动交流/局长信箱", ColumnClass.MESSAGES, outcome=Outcome.TIMEOUT)
    unread = column("互动交流/网上咨询", ColumnClass.MESSAGES, rows=[row("信", "2016-08-01", outcome=Outcome.TIMEOUT)])
    old = column("互动交流/留言", ColumnClass.MESSAGES, rows=[row("旧信", "2014-08-01", outcome=Outcome.TIMEOUT)])
    found = ask(catalogue_with(closed, unread, old), "unanswered_letter", **THREE)
    assert {label: one.verdict for label, one in found.items()} == {
        "互动交流/局长信箱": UNSURE,
        "互动交流/网上咨询": UNSURE,
    }
    assert "1封来信" in found["互动交流/网上咨询"].message
