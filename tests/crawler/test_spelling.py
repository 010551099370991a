"""Items and columns are known by the same spelling of their address, whichever came first."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from crawler.catalogue.columns import ColumnSeen, put_column
from crawler.catalogue.database import connect
from crawler.catalogue.frontier import Frontier, Wanted
from crawler.catalogue.items import put_article
from crawler.catalogue.runs import SiteRow, add_site, start_run
from crawler.catalogue.spelling import settle_spellings
from crawler.identity import canonical_key
from crawler.model import Article, ColumnClass, Role, SiteKind
from crawler.sqlite_files import transaction

NOW = datetime(2016, 3, 5, 2, tzinfo=UTC)
SPELLINGS = ("http://x.test/a//b/index.htm", "http://x.test/a/b/index.htm", "http://x.test//a/b/index.htm")


@pytest.mark.parametrize(
    "order", list(permutations(SPELLINGS)), ids=lambda order: "".join(str(SPELLINGS.index(u)) for u in order)
)
def test_spelling_does_not_depend_on_the_order_of_sightings(order: tuple[str, ...]) -> None:
    assert len({canonical_key(url) for url in SPELLINGS}) == 1
    conn = connect(None)
    with transaction(conn):
        add_site(conn, SiteRow("x", "某局", SiteKind.BUREAU, "http://x.test/"), NOW)
        run = start_run(conn, "x", "full", NOW, "test")
        frontier = Frontier(conn, run, "x")
        for url in order:
            frontier.add(Wanted(url, Role.ARTICLE))
        put_article(conn, run, "x", order[0], Article("标题"), "article", NOW, None)
        column = ColumnSeen(canonical_key(order[0]), ("栏目",), order[0], "nav", None, ColumnClass.UNKNOWN, "")
        put_column(conn, run, "x", column, NOW)
        settle_spellings(conn, run, "x")
    for table in ("items", "columns"):
        assert [row["url"] for row in conn.execute(f"SELECT url FROM {table}")] == ["http://x.test/a/b/index.htm"]
    conn.close()
