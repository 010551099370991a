"""Every clause of the pack `practice`, with its own options: one case flagged, one clear, one that nobody can tell."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from checks.model import Verdict
from checks.pack import load_packs
from crawler.model import ColumnClass, Outcome
from tests.builders import HOME, catalogue_with, column, row
from tests.builders_history import Crawled, address_of, answer, crawled, seen
from tests.packs.marking import clause
from tests.packs.putting import put, verdicts_under

FLAGGED, CLEAR, UNSURE, _ = Verdict
POINT = "2016-06-30"
TEXT = (
    "为做好安全生产工作，各单位要落实主体责任，开展隐患排查，严格值班值守，加强应急准备，造成3人死亡的要严肃追责。" * 3
)
OLD = [row(f"旧闻{n}", f"2016-0{n}-05", f"2016-0{n}-05", text=f"旧闻{n}的内容。" * 20) for n in (3, 2, 1)]
LOST = column("通知公告", ColumnClass.POLICY, outcome=Outcome.TIMEOUT)


def _crawl(day: str, *rows: row, **kwargs: Any) -> Crawled:
    return crawled(day, column("通知公告", ColumnClass.POLICY, rows=[*rows, *OLD], **kwargs))


def _row(day: str, title: str = "通知", *, text: str = TEXT, url: str = "1", **kwargs: Any) -> row:
    return row(title, day, day, text=text, url=f"http://bureau.example/content/{url}.html", **kwargs)


def _all(conn: sqlite3.Connection, clause_id: str, as_of: str = POINT) -> set[Verdict]:
    return set(verdicts_under(conn, clause_id, as_of).values())


def test_pack_is_in_force_from_2008_on_and_scores_nothing() -> None:
    pack = load_packs(ids=["practice"])[0]
    assert pack.score is None
    assert not pack.in_force(date(2008, 4, 30))
    assert pack.in_force(date(2008, 5, 1))
    assert pack.in_force(date(2030, 1, 1))
    assert not any(entry.veto or entry.points for entry in pack.clauses)


@clause("practice.backdated", "flags", "clears", "unsure")
def test_item_that_came_weeks_after_its_date() -> None:
    late = _row("2016-04-01")
    first, later = _crawl("2016-04-18"), _crawl("2016-04-25", late)
    assert _all(seen(first, later), "practice.backdated") == {FLAGGED}
    assert _all(seen(_crawl("2016-04-04"), _crawl("2016-04-08", late)), "practice.backdated") == {CLEAR}
    assert _all(seen(_crawl("2016-03-28"), crawled("2016-04-18", LOST), later), "practice.backdated") == {UNSURE}


@clause("colchk.repost", "flags", "clears", "unsure")
def test_old_text_with_a_new_date() -> None:
    first = _crawl("2016-04-04", _row("2016-04-01"))
    assert _all(seen(first, _crawl("2016-06-06", _row("2016-06-03"))), "colchk.repost") == {FLAGGED}
    again = _row("2016-06-03", url="2", text=TEXT[::-1])
    assert _all(seen(first, _crawl("2016-06-06", again, _row("2016-04-01"))), "colchk.repost") == {CLEAR}
    listed = row("通知", "2016-06-03", "2016-04-01", text=TEXT, url="http://bureau.example/content/1.html")
    assert _all(seen(first, _crawl("2016-06-06", listed)), "colchk.repost") == {UNSURE}


def _rested(*rows: row, second: str = "2016-06-20") -> sqlite3.Connection:
    return seen(_crawl("2016-04-11"), _crawl(second), _crawl("2016-06-27", *rows))


@clause("practice.burst", "flags", "clears", "unsure")
def test_column_that_is_filled_before_the_end_of_a_quarter() -> None:
    many = [_row("2016-06-24", f"通知{n}", text=f"{n}{TEXT}", url=str(n)) for n in range(5)]
    assert _all(_rested(*many), "practice.burst") == {FLAGGED}
    assert _all(_rested(*many[:4]), "practice.burst") == {CLEAR}
    assert _all(_rested(*many, second="2016-06-06"), "practice.burst") == {UNSURE}


@clause("practice.silent_edit", "flags", "clears", "unsure")
def test_text_that_changed_without_a_word() -> None:
    first = _crawl("2016-06-06", _row("2016-06-01"))

    def edited(text: str) -> set[Verdict]:
        return _all(seen(first, _crawl("2016-06-13", _row("2016-06-01", text=text))), "practice.silent_edit")

    assert edited(TEXT.replace("3人", "2人")) == {FLAGGED}
    assert edited(TEXT.replace("3人", "2人") + "更正：死亡人数应为2人") == {CLEAR}
    assert edited(TEXT.replace("严肃", "依法")) == {UNSURE}


@clause("practice.quiet_deletion", "flags", "clears", "unsure")
def test_item_that_was_taken_down() -> None:
    item = row("事故通报", "2016-03-01", "2016-03-01", text=TEXT)
    first = _crawl("2016-06-06", item)

    def left(*said: answer) -> dict[str, Verdict]:
        second = crawled("2016-06-13", column("通知公告", ColumnClass.POLICY, rows=OLD), *said)
        return verdicts_under(seen(first, second), "practice.quiet_deletion", POINT)

    assert left(answer(item.title)) == {item.title: FLAGGED}
    assert set(left(answer(item.title, Outcome.OK)).values()) == {CLEAR}
    assert left() == {item.title: UNSURE}
    assert address_of(item.title).endswith(".html")


@clause("colchk.future", "flags", "clears", "unsure")
def test_date_after_the_monitoring_point() -> None:
    def dated(listed: str, published: str) -> Verdict:
        conn = seen(crawled("2016-06-20", column("通知公告", rows=[row("通知", listed, published)])))
        return verdicts_under(conn, "colchk.future", POINT)["通知"]

    assert dated("2016-07-01", "2016-07-01") is FLAGGED
    assert dated("2016-06-30", "2016-06-30") is CLEAR
    assert dated("2016-07-01", "2016-06-20") is UNSURE


@clause("practice.impossible_date", "flags", "clears", "unsure")
def test_date_that_cannot_be() -> None:
    def written(raw: str) -> set[Verdict]:
        conn = seen(crawled("2016-06-20", column("通知公告", rows=[row("通知", None)])))
        conn.execute("UPDATE listings SET raw_date = ?", (raw,))
        return _all(conn, "practice.impossible_date")

    assert written("2016-02-30") == {FLAGGED}
    assert written("2016-02-29") == {CLEAR}
    assert written("1989-12-26") == {UNSURE}


@clause("practice.repeated_item", "flags", "clears", "unsure")
def test_row_that_stands_twice() -> None:
    def twice(text: str, day: str = "2016-06-01") -> set[Verdict]:
        rows = [_row("2016-06-01"), _row(day, text=text, url="2")]
        conn = seen(crawled("2016-06-20", column("通知公告", rows=rows)))
        return {found.verdict for found in put_by_key(conn)}

    assert twice(TEXT) == {FLAGGED}
    assert twice(TEXT, "2016-06-02") == set()
    assert twice(TEXT[::-1]) == {UNSURE}


@clause("practice.shared_time_stamp", "clears", "unsure")
def test_items_of_one_second() -> None:
    def at_once(count: int) -> set[Verdict]:
        conn = catalogue_with(column("动态", rows=[row(f"第{n}条", "2016-06-01", "2016-06-01") for n in range(count)]))
        conn.execute("UPDATE item_versions SET published_raw = '2016-06-01 16:42:07'")
        return _all(conn, "practice.shared_time_stamp")

    assert at_once(19) == {CLEAR}
    assert at_once(20) == {UNSURE}


def put_by_key(conn: sqlite3.Connection) -> list[Any]:
    """What the clause says of the second of two items with one title: titles alone would be confused."""
    conn.execute("UPDATE items SET title = '另题' WHERE url LIKE '%/1.html'")
    return [found for label, found in put(conn, "practice.repeated_item", POINT).items() if found.message]


@clause("practice.repeated_item", "clears")
def test_single_row_is_clear() -> None:
    assert _all(seen(_crawl("2016-06-20")), "practice.repeated_item") == {CLEAR}


@clause("colchk.dup", "flags", "clears", "unsure")
def test_two_columns_with_one_list() -> None:
    rows = [row(f"公告{n}", "2016-06-01") for n in range(10)]

    def lists(common: int, **kwargs: Any) -> Verdict:
        other = [*rows[:common], *(row(f"另{n}", "2016-06-01") for n in range(10 - common))]
        conn = catalogue_with(column("公开/公告", rows=rows), column("新闻/公告", rows=other, **kwargs))
        return verdicts_under(conn, "colchk.dup", POINT)["新闻/公告"]

    assert lists(9) is FLAGGED
    assert lists(8) is CLEAR
    assert lists(10, pages=2) is UNSURE


@clause("colchk.orphan", "flags", "clears", "unsure")
def test_column_that_no_menu_leads_to() -> None:
    def found_by(referrer: str, *parts: column) -> Verdict:
        menu = [column(name, last="2016-05-01") for name in ("公告", "政策", "规划")]
        conn = catalogue_with(column("旧版", rows=[row("旧", "2016-05-01")]), column("新闻", rows=OLD), *menu, *parts)
        conn.execute(
            "UPDATE frontier SET referrer = ? WHERE key = (SELECT key FROM columns WHERE path = '旧版')", (referrer,)
        )
        return verdicts_under(conn, "colchk.orphan", POINT)["旧版"]

    assert found_by(address_of("旧闻3")) is FLAGGED
    assert found_by(HOME) is CLEAR
    assert found_by(address_of("旧闻3"), column("人事", outcome=Outcome.TIMEOUT)) is UNSURE


@clause("practice.thin_column", "flags", "clears", "unsure")
def test_column_of_a_few_items() -> None:
    def thin(count: int, year: int = 2013) -> Verdict:
        rows = [row(f"廉政{n}", f"{year}-03-0{n + 1}", f"{year}-03-0{n + 1}") for n in range(count)]
        conn = catalogue_with(column("新闻/动态", rows=OLD), column("新闻/廉政", rows=rows))
        return verdicts_under(conn, "practice.thin_column", POINT)["新闻/廉政"]

    assert thin(4) is FLAGGED
    assert thin(5) is CLEAR
    assert thin(4, 2016) is UNSURE


@clause("practice.stale_topic", "flags", "clears", "unsure")
def test_topic_that_is_over() -> None:
    def topic(last: str, **kwargs: Any) -> Verdict:
        conn = catalogue_with(column("专题专栏/安全月", ColumnClass.ARCHIVE, last=last, **kwargs))
        return verdicts_under(conn, "practice.stale_topic", POINT)["专题专栏/安全月"]

    assert topic("2015-06-29") is FLAGGED
    assert topic("2015-06-30") is CLEAR
    assert topic("2015-06-29", pages=2) is UNSURE
