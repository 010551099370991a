"""The two channels as they stood on a past day: what was taken away since was there then."""

from __future__ import annotations

from crawler.catalogue import queries
from tests.builders import column, row
from tests.builders_history import answer, crawled, seen

TITLE = "关于举办地震应急避险培训班的通知"


def test_item_that_was_taken_away_later_had_its_counterpart() -> None:
    own = row(TITLE, "2016-11-01", "2016-11-01", text="培训班定于十一月举办，请各单位报名。" * 5)
    before = crawled("2016-12-05", column("通知公告", rows=[own]), column("工作动态", last="2016-12-01"))
    (item,) = (one for one in queries.items(seen(before), "bureau") if one.title == TITLE)
    conn = seen(
        before,
        crawled("2016-12-12", column("通知公告"), column("工作动态", last="2016-12-01"), answer(item.url)),
    )
    with conn:
        conn.execute(
            "INSERT INTO sites SELECT 'city', '某市', 'municipal', 'http://city.example/', NULL, added_at FROM sites"
        )
        conn.execute(
            "INSERT INTO items (id, site, key, url, kind, identity_id, title, published_on, published_via, first_seen,"
            " last_seen, last_changed, first_run, last_run)"
            " SELECT 900, 'city', 'city.example/1', 'http://city.example/1', kind, identity_id, title, published_on,"
            " published_via, first_seen, last_seen, last_changed, first_run, last_run FROM items WHERE id = ?",
            (item.id,),
        )
    first, second = (queries.read_run(conn, number) for number in (1, 2))
    assert queries.counterparts(conn, "bureau", "city", at=first.finished_at) == {900: item.id}
    assert queries.counterparts(conn, "bureau", "city", at=second.finished_at) == {}
    assert queries.counterparts(conn, "bureau", "city") == {}
