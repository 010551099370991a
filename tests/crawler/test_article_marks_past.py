"""The marks of articles as a past run left them: what vanished since counts on its day."""

from __future__ import annotations

from datetime import date

from crawler.catalogue.article_marks import article_sets
from crawler.catalogue.view import view_of
from tests.builders import column, row
from tests.builders_history import address_of, answer, crawled, seen
from tests.builders_marks import marks, see

TITLE = "关于粉尘的通知"


def test_article_that_vanished_later_had_its_marks() -> None:
    url = address_of(TITLE)
    listed = column("通知公告", rows=[row(TITLE, "2018-11-01", "2018-11-01", text="请各单位认真落实。")])
    conn = seen(crawled("2018-12-03", listed), crawled("2018-12-10", column("通知公告"), answer(url)))
    see(conn, marks(role="article", url=url), run=1)
    assert conn.execute("SELECT vanished_at FROM items WHERE url = ?", (url,)).fetchone()["vanished_at"] is not None
    (found,) = article_sets(conn, view_of(conn, "bureau", 1, date(2018, 12, 3)), date(2018, 1, 1))
    assert (found.pages, found.sample_url) == (1, url)
    assert article_sets(conn, view_of(conn, "bureau", 2, date(2018, 12, 10)), date(2018, 1, 1)) == ()
