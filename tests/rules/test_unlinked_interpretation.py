"""Documents and their interpretations: found with certainty, linked both ways."""

from __future__ import annotations

import sqlite3

import pytest

from crawler.catalogue.related import put_related
from crawler.model import ColumnClass
from crawler.sight import Related
from tests.builders import HOME, catalogue_with, column, row
from tests.packs.marking import clause
from tests.packs.putting import put, verdicts_under
from tests.rules.asking import CLEAR, UNSURE, verdicts

CLAUSE = "i19.d.interpret_link"
NAME = "东莞市烟花爆竹安全管理办法"
DOCUMENT, MEANING = HOME + "wj/1.html", HOME + "jd/1.html"


def _site(
    document: str = NAME, meaning: str = f"《{NAME}》解读", *more: row, day: str = "2016-05-01"
) -> sqlite3.Connection:
    return catalogue_with(
        column("政策文件", ColumnClass.POLICY, rows=[row(document, day, day, url=DOCUMENT), *more]),
        column("政策解读", ColumnClass.INTERPRETATION, rows=[row(meaning, day, day, url=MEANING)]),
    )


def _link(conn: sqlite3.Connection, from_url: str, to: str) -> None:
    run = conn.execute("SELECT max(id) FROM runs").fetchone()[0]
    put_related(conn, run, from_url, [Related(to, "解读")])


@clause(CLAUSE, "clears", "unsure")
def test_pages_that_link_to_each_other_are_clear_and_others_for_a_person() -> None:
    conn = _site()
    found = put(conn, CLAUSE)
    assert [one.verdict for one in found.values()] == [UNSURE]
    assert "文件页没有见到解读的链接、解读页没有见到文件的链接" in found[NAME].message
    _link(conn, DOCUMENT, MEANING)
    assert "解读页没有见到文件的链接" in put(conn, CLAUSE)[NAME].message
    assert "文件页没有见到" not in put(conn, CLAUSE)[NAME].message
    _link(conn, MEANING, DOCUMENT)
    assert verdicts_under(conn, CLAUSE) == {NAME: CLEAR}


@pytest.mark.parametrize(
    ("document", "meaning"),
    [
        (f"关于印发《{NAME}》的通知", f"《{NAME}》政策解读"),
        (NAME, f"一图读懂：{NAME}"),
        (f"《{NAME}》", f"关于《{NAME}》的解读（二）"),
        (NAME, f"{NAME}的解读"),
    ],
)
def test_names_are_compared_without_their_dress(document: str, meaning: str) -> None:
    assert list(verdicts(_site(document, meaning), "unlinked_interpretation").values()) == [UNSURE]


@pytest.mark.parametrize(
    ("document", "meaning"),
    [
        (f"关于贯彻《{NAME}》的通知", f"《{NAME}》解读"),  # another document about it
        (NAME, "《东莞市危险化学品安全管理办法》解读"),
        (NAME, f"《{NAME}》与《东莞市消防办法》解读"),
        ("办法", "《办法》解读"),
    ],
)
def test_pairs_that_are_not_certain_are_not_asked(document: str, meaning: str) -> None:
    assert verdicts(_site(document, meaning), "unlinked_interpretation") == {}


def test_two_documents_of_one_name_are_not_certain() -> None:
    second = row(f"关于修订《{NAME}》的通知", "2016-06-01", "2016-06-01")
    assert verdicts(_site(NAME, f"《{NAME}》解读", second), "unlinked_interpretation") == {}


def test_documents_of_the_last_year_only() -> None:
    assert verdicts(_site(day="2015-12-31"), "unlinked_interpretation") == {NAME: UNSURE}
    assert verdicts(_site(day="2015-12-30"), "unlinked_interpretation") == {}
