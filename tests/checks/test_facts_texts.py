"""The texts a rule asks for are there, in whatever way it names the items."""

from __future__ import annotations

from datetime import date

from checks.facts import SiteFacts
from crawler.catalogue import queries
from tests.builders import catalogue_with, column, row


def test_texts_are_given_for_ids_that_come_one_by_one() -> None:
    conn = catalogue_with(
        column("办事服务/办事指南", rows=[row("许可证办事指南", published="2016-05-03", text="事项名称：许可证")])
    )
    (site,) = queries.sites(conn)
    facts = SiteFacts(conn, site, date(2016, 12, 31), run=queries.last_run(conn, "bureau"))
    ids = [item.id for item in facts.items.values() if item.kind == "article"]
    assert facts.texts(one for one in ids) == facts.texts(ids)
    assert set(facts.texts(one for one in ids)) == set(ids) != set()
