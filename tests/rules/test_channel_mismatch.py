"""The municipal portal against the organ's own site."""

from __future__ import annotations

import sqlite3

from crawler.catalogue.pairing import pair_sites
from crawler.model import Outcome, SiteKind
from tests.builders import OBSERVED, catalogue_with, column, row, site_with
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

ORGAN = "东莞市安全生产监督管理局"


def _city(own: list[row], portal: list[row], **broken: Outcome) -> sqlite3.Connection:
    conn = catalogue_with(column("工作动态", rows=own, **broken))  # type: ignore[arg-type]
    site_with(
        conn,
        column(f"部门公开/{ORGAN}", rows=portal),
        site="municipal",
        kind=SiteKind.MUNICIPAL,
        organ=ORGAN,
        name="市政府",
    )
    pair_sites(conn, "bureau", "municipal", OBSERVED)
    return conn


def _item(title: str, day: str | None, index_no: str | None = None, text: str = "", publisher: str = ORGAN) -> row:
    return row(title, day, day, index_no=index_no, text=text, publisher=publisher)


def test_item_on_the_portal_only_is_flagged() -> None:
    conn = _city([_item("关于停电的通知", "2016-03-01")], [_item("关于年审的通知", "2015-06-01", "007-2015-1")])
    found = ask(conn, "channel_mismatch")["关于年审的通知"]
    assert found.verdict is FLAGGED
    assert found.subject.shown.startswith("http://municipal.example/content/")


def test_item_on_both_is_clear_even_with_another_title() -> None:
    conn = _city(
        [_item("关于开展年审工作的通知", "2015-06-02", "007-2015-1")],
        [_item("关于开展年审工作通知", "2015-06-01", "007-2015-1")],
    )
    assert verdicts(conn, "channel_mismatch") == {"关于开展年审工作通知": CLEAR}


def test_pair_that_awaits_review_is_unsure() -> None:
    conn = _city(
        [_item("关于年审的通知", "2015-06-01", text="甲" * 40)], [_item("关于年审的通知", "2015-06-01", text="乙" * 40)]
    )
    assert verdicts(conn, "channel_mismatch") == {"关于年审的通知": UNSURE}


def test_own_site_not_seen_whole_is_unsure() -> None:
    conn = _city([], [_item("关于年审的通知", "2015-06-01")], outcome=Outcome.SERVER_ERROR)
    assert verdicts(conn, "channel_mismatch") == {"关于年审的通知": UNSURE}


def test_unread_article_on_the_own_site_may_be_the_counterpart() -> None:
    conn = _city([row("关于年审…", "2015-06-01", outcome=Outcome.TIMEOUT)], [_item("关于年审的通知", "2015-06-01")])
    assert verdicts(conn, "channel_mismatch") == {"关于年审的通知": UNSURE}


def test_portal_item_without_a_date_is_unsure() -> None:
    assert verdicts(_city([], [_item("关于年审的通知", None)]), "channel_mismatch") == {"关于年审的通知": UNSURE}


def test_items_of_other_organs_are_not_asked() -> None:
    assert (
        verdicts(_city([], [_item("河涌整治公告", "2015-06-01", publisher="东莞市水务局")]), "channel_mismatch") == {}
    )


def test_site_without_a_portal_is_not_asked() -> None:
    assert verdicts(catalogue_with(column("工作动态", last="2016-12-30")), "channel_mismatch") == {}
