"""Looking for words in the titles of a site's items."""

from __future__ import annotations

from datetime import date

from checks.facts import SiteFacts
from crawler.catalogue import queries
from tests.builders import catalogue_with, column, row


def test_items_are_found_by_all_words_in_their_order_and_none_by_words_of_two_titles() -> None:
    rows = [
        row("甲厂事故调查报告", "2016-05-02", "2016-05-02"),
        row("乙厂事故快报", "2016-05-01", "2016-05-01"),
        row("丙厂事故调查报告", "2016-05-01", "2016-05-01"),
        row("丁厂事故调查报告", "2017-01-02", "2017-01-02"),
    ]
    conn = catalogue_with(column("事故信息", rows=rows))
    facts = SiteFacts(conn, queries.sites(conn)[0], date(2016, 12, 31), run=queries.last_run(conn, "bureau"))
    assert [item.title for item in facts.titles.holding(("事故", "报告"))] == ["丙厂事故调查报告", "甲厂事故调查报告"]
    assert facts.titles.holding(("快报", "甲厂")) == []
    assert facts.titles.holding(("预案",)) == []
