"""The address of a column that left the menu is no link, when a crawl asks for it once more."""

from __future__ import annotations

from crawler.catalogue import queries
from tests.builders import column
from tests.builders_history import answer, crawled, seen
from tests.rules.asking import FLAGGED, verdicts


def test_column_that_left_the_menu_is_no_dead_link() -> None:
    before = crawled("2016-12-05", column("工作动态"), column("热点专题"))
    url = next(place.url for place in queries.columns(seen(before), "bureau") if place.name == "热点专题")
    assert url is not None
    conn = seen(before, crawled("2016-12-12", column("工作动态"), answer(url)))
    assert FLAGGED not in verdicts(conn, "dead_link", place="other").values()
