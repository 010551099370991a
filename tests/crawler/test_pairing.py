"""The same item on two sites: found by number, by title and text; doubtful pairs are left to a person."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

import pytest

from crawler.catalogue.database import connect
from crawler.catalogue.items import put_article
from crawler.catalogue.pairing import pair_sites
from crawler.catalogue.pairing_decisions import renew_identities
from crawler.catalogue.queries import pairings
from crawler.catalogue.runs import SiteRow, add_site, start_run
from crawler.model import Article, DateFact, SiteKind
from crawler.sqlite_files import transaction

NOW = datetime(2017, 1, 20, tzinfo=UTC)
TEXT = "为进一步加强安全生产工作，根据上级要求，现将有关事项通知如下，请各镇街认真贯彻执行，并于月底前报送情况。"


def two_sites() -> sqlite3.Connection:
    """A catalogue in memory with a bureau and its municipality, each with a run."""
    found = connect(None)
    for site, kind in (("bureau", SiteKind.BUREAU), ("city", SiteKind.MUNICIPAL)):
        add_site(found, SiteRow(site, site, kind, f"http://{site}.test/"), NOW)
        start_run(found, site, "full", NOW, "test")
    return found


@pytest.fixture
def conn() -> sqlite3.Connection:
    return two_sites()


def put(conn: sqlite3.Connection, site: str, no: int, title: str, day: str, **facts: str) -> int:
    """An article of a site, with a text of its own unless one is given."""
    article = Article(
        title=title,
        published=DateFact(date.fromisoformat(day), "line", day),
        text=facts.get("text", f"{title}。{TEXT}"),
        index_no=facts.get("index_no"),
        doc_no=facts.get("doc_no"),
    )
    run = 1 if site == "bureau" else 2
    return put_article(conn, run, site, f"http://{site}.test/{no}.htm", article, "article", NOW, None)


def identities(conn: sqlite3.Connection, *items: int) -> set[int]:
    rows = conn.execute(f"SELECT identity_id FROM items WHERE id IN ({','.join(map(str, items))})")
    return {row["identity_id"] for row in rows}


def test_equal_index_number_pairs_slightly_different_titles(conn: sqlite3.Connection) -> None:
    a = put(conn, "bureau", 1, "关于开展安全生产大检查的通知", "2016-03-01", index_no="007/2016-00012")
    b = put(conn, "city", 1, "东莞市关于开展安全生产大检查的通知", "2016-03-02", index_no="007/2016-00012")
    assert pair_sites(conn, "bureau", "city", NOW) == {"index_no": 1}
    assert len(identities(conn, a, b)) == 1


def test_equal_document_number_pairs_whatever_the_brackets(conn: sqlite3.Connection) -> None:
    put(conn, "bureau", 1, "关于印发应急预案的通知", "2016-03-01", doc_no="东安监〔2016〕5号")
    put(conn, "city", 1, "关于印发应急预案的通知", "2016-03-01", doc_no="东安监[2016]05号")
    assert pair_sites(conn, "bureau", "city", NOW) == {"doc_no": 1}


def test_title_near_date_and_text_pair_without_numbers(conn: sqlite3.Connection) -> None:
    a = put(conn, "bureau", 1, "我局召开安全生产工作会议", "2016-03-01")
    b = put(conn, "city", 1, "我局召开安全生产工作会议", "2016-03-02")
    assert pair_sites(conn, "bureau", "city", NOW) == {"title_date_text": 1}
    assert len(identities(conn, a, b)) == 1


def test_monthly_series_with_one_title_is_paired_month_by_month(conn: sqlite3.Connection) -> None:
    pairs = []
    for month in range(1, 7):
        day = f"2016-{month:02d}-28"
        text = f"{month}月份未作出行政处罚决定。{TEXT}"
        pairs.append((put(conn, "bureau", month, "本月无行政处罚", day, text=text),
                      put(conn, "city", month, "本月无行政处罚", day, text=text)))  # fmt: skip
    pair_sites(conn, "bureau", "city", NOW)
    assert all(len(identities(conn, *pair)) == 1 for pair in pairs)
    assert len(identities(conn, *[item for pair in pairs for item in pair])) == 6


def test_different_numbers_are_different_items_however_alike_the_titles(conn: sqlite3.Connection) -> None:
    a = put(conn, "bureau", 1, "行政处罚决定书", "2016-03-01", doc_no="东安监罚〔2016〕1号", text=TEXT)
    b = put(conn, "city", 1, "行政处罚决定书", "2016-03-01", doc_no="东安监罚〔2016〕2号", text=TEXT)
    assert pair_sites(conn, "bureau", "city", NOW) == {}
    assert len(identities(conn, a, b)) == 2


def test_equal_title_with_another_text_goes_to_a_person(conn: sqlite3.Connection) -> None:
    a = put(
        conn, "bureau", 1, "安全生产工作简报", "2016-03-01", text="一季度全市共发生事故三起，同比下降百分之二十。" * 3
    )
    b = put(
        conn, "city", 1, "安全生产工作简报", "2016-03-01", text="各镇街应当落实主体责任，强化隐患排查与治理整改。" * 3
    )
    assert pair_sites(conn, "bureau", "city", NOW) == {"review": 1}
    assert [pair.state for pair in pairings(conn)] == ["review"]
    assert len(identities(conn, a, b)) == 2


def test_far_dates_do_not_pair_without_numbers(conn: sqlite3.Connection) -> None:
    put(conn, "bureau", 1, "放假通知", "2015-09-28")
    put(conn, "city", 1, "放假通知", "2016-09-28")
    assert pair_sites(conn, "bureau", "city", NOW) == {}


def test_second_pairing_makes_nothing_new(conn: sqlite3.Connection) -> None:
    put(conn, "bureau", 1, "我局召开安全生产工作会议", "2016-03-01")
    put(conn, "city", 1, "我局召开安全生产工作会议", "2016-03-01")
    pair_sites(conn, "bureau", "city", NOW)
    assert pair_sites(conn, "bureau", "city", NOW) == {}


def test_decision_of_a_person_is_kept(conn: sqlite3.Connection) -> None:
    a = put(conn, "bureau", 1, "我局召开安全生产工作会议", "2016-03-01")
    b = put(conn, "city", 1, "我局召开安全生产工作会议", "2016-03-01")
    pair_sites(conn, "bureau", "city", NOW)
    conn.execute("UPDATE pairings SET state = 'rejected', made_by = 'Li'")
    with transaction(conn):
        renew_identities(conn)
    pair_sites(conn, "bureau", "city", NOW)
    assert len(identities(conn, a, b)) == 2
