"""Which page is named as the one that links somewhere: the same one in whatever order the pages came."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

from crawler.catalogue.database import connect
from crawler.catalogue.runs import SiteRow, add_site, start_run
from crawler.catalogue.visits import add_link
from crawler.model import SiteKind
from crawler.sqlite_files import transaction

NOW = datetime(2017, 1, 20, tzinfo=UTC)
PAGES = (
    ("http://a.test/zwgk/list/", "更多", False),
    ("http://a.test/zwgk/c/", "年度专题", False),
    ("http://a.test/zwgk/b/", "专题", False),
)


def origin_of(pages: tuple[tuple[str, str, bool], ...]) -> tuple[str, str, int]:
    conn = connect(None)
    with transaction(conn):
        add_site(conn, SiteRow("a", "a", SiteKind.BUREAU, "http://a.test/"), NOW)
        run_id = start_run(conn, "a", "full", NOW, "test")
        for from_url, text, on_home in pages:
            add_link(
                conn, run_id, key="a.test/x", url="http://a.test/x", text=text, from_url=from_url, on_home=on_home,
                internal=True,
            )  # fmt: skip
    row = conn.execute("SELECT from_url, text, on_home FROM links").fetchone()
    conn.close()
    return tuple(row)


def test_the_page_of_the_shortest_then_smallest_address_is_named_in_any_order() -> None:
    assert {origin_of(order) for order in permutations(PAGES)} == {("http://a.test/zwgk/b/", "专题", 0)}


def test_the_home_page_comes_before_all_others_in_any_order() -> None:
    home = ("http://a.test/a-longer-address-than-the-others.html", "首页专题", True)
    assert {origin_of(order) for order in permutations((*PAGES, home))} == {(home[0], "首页专题", 1)}
