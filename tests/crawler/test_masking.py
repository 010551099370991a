"""The catalogue never holds a person's number whole, and nothing seems edited because of that."""

from __future__ import annotations

import sqlite3
from datetime import date

from crawler.catalogue import items
from crawler.catalogue.numbers import PersonalRow, personal_numbers
from crawler.catalogue.view import View
from crawler.masking import masked_article
from crawler.model import Article, Attachment, Candidate, DateFact, Letter, Record
from tests.builders import OBSERVED, catalogue_with, column, link, record, row
from tests.builders_marks import MOBILE, bank_card, identity_number

IDENTITY = identity_number()
VIEW = View("bureau", 1, date(2016, 12, 31))
TITLE = f"行政处罚决定书（张某{IDENTITY}）"
TEXT = f"当事人张某，身份证号{IDENTITY}，手机{MOBILE}，银行卡号{bank_card()}。咨询电话：13900001111。"


def shown(conn: sqlite3.Connection) -> dict[str, PersonalRow]:
    return {f"{found.place} {found.masked}": found for found in personal_numbers(conn, VIEW)}


def everything(conn: sqlite3.Connection) -> str:
    """All that stands in the file, as text."""
    return "\n".join(conn.iterdump())


def leaky() -> sqlite3.Connection:
    fields = {"相对人名称": "张某", "证件号码": IDENTITY, "联系电话": MOBILE}
    return catalogue_with(
        column(
            "政务公开/行政处罚",
            rows=[
                row(TITLE, "2016-12-01", "2016-12-01", text=TEXT, url="http://bureau.example/a/1.html"),
                row("处罚", "2016-12-02", "2016-12-02", records=[record("penalty", "1号", "2016-12-01", fields)]),
                row(f"只在列表：{MOBILE}", "2016-12-03", outcome=None),
            ],
        ),
        link("/a/1.html", TITLE),
    )


def test_no_number_of_a_person_is_anywhere_in_the_file() -> None:
    held = everything(leaky())
    for number in (IDENTITY, MOBILE, bank_card(), "13900001111"):
        assert number not in held
    assert "4419************" in held and "138****5678" in held


def test_numbers_are_told_masked_with_their_places() -> None:
    found = shown(leaky())
    assert set(found) == {
        f"listing 4419************{IDENTITY[-2:]}",
        f"title 4419************{IDENTITY[-2:]}",
        f"text 4419************{IDENTITY[-2:]}",
        "text 138****5678",
        "text 139****1111",
        f"text 622202*********{bank_card()[-4:]}",
        f"record:0:证件号码 4419************{IDENTITY[-2:]}",
        "record:0:联系电话 138****5678",
        "listing 138****5678",
    }
    assert found["text 139****1111"].contact
    assert not found["text 138****5678"].contact
    assert not found["record:0:联系电话 138****5678"].contact  # in a penalty it is the party's
    assert all(place.capture_id is not None for place in found.values())


def test_same_page_again_makes_neither_a_version_nor_a_second_note() -> None:
    conn = leaky()
    before = len(shown(conn))
    article = Article(title=TITLE, text=TEXT)
    for _ in range(2):
        items.put_article(conn, 1, "bureau", "http://bureau.example/a/9.html", article, "article", OBSERVED, None)
    (versions,) = conn.execute(
        "SELECT count(*) FROM item_versions v JOIN items i ON i.id = v.item_id WHERE i.url LIKE '%/a/9.html'"
    ).fetchone()
    assert versions == 1
    assert len(personal_numbers(conn, VIEW)) == before + 5


def test_text_whose_number_was_changed_is_another_version() -> None:
    conn = catalogue_with()
    for number in (identity_number(serial=111), identity_number(serial=222)):
        article = Article(title="处罚", text=f"身份证号{number}")
        items.put_article(conn, 1, "bureau", "http://bureau.example/a/1.html", article, "article", OBSERVED, None)
    assert conn.execute("SELECT count(DISTINCT text_sha256) FROM item_versions").fetchone()[0] == 2
    assert len(personal_numbers(conn, VIEW)) == 1  # that of the newest version


def test_number_that_was_taken_off_the_page_is_no_leak_any_more() -> None:
    conn = catalogue_with()
    for text in (f"身份证号{IDENTITY}", "身份证号4419************38"):
        article = Article(title="处罚", text=text)
        items.put_article(conn, 1, "bureau", "http://bureau.example/a/1.html", article, "article", OBSERVED, None)
    assert personal_numbers(conn, VIEW) == ()


def test_withdrawn_article_takes_its_numbers_with_it() -> None:
    conn = catalogue_with()
    article = Article(title="处罚", text=f"身份证号{IDENTITY}")
    items.put_article(conn, 1, "bureau", "http://bureau.example/a/1.html", article, "article", OBSERVED, None)
    items.withdraw_article(conn, 1, "bureau", "bureau.example/a/1.html")
    assert personal_numbers(conn, VIEW) == ()


def test_every_part_of_an_article_is_masked() -> None:
    whole = Article(
        title="t",
        subtitle=f"张某{IDENTITY}",
        published=DateFact(date(2016, 3, 5), "display", f"2016-03-05 编辑{MOBILE}"),
        letter=Letter(None, None, f"已转{MOBILE}"),
        text="正文",
        source=f"投稿人{MOBILE}",
        attachments=(Attachment("http://a.example/1.pdf", f"张某{IDENTITY}"),),
        records=(Record("licence", {"相对人代码": IDENTITY}),),
        fields={"索引号": "007330010/2016-00123", "证件号码": IDENTITY},
        candidates=(
            Candidate("title", "list", f"张某{IDENTITY}", f"张某{IDENTITY}"),
            Candidate("title", "meta", "t", "t"),
        ),
    )
    article, found = masked_article(whole)
    assert IDENTITY not in repr(article) and MOBILE not in repr(article)
    assert article.fields["索引号"] == "007330010/2016-00123"
    assert article.candidates[1] is whole.candidates[1]
    assert sorted(place for place, _ in found) == ["attachment", "field:证件号码", "record:0:相对人代码", "title"]


def test_number_in_a_letter_says_that_it_stands_in_a_letter() -> None:
    _, found = masked_article(Article(title="t", text=f"联系电话：{MOBILE}", letter=Letter(None, None)))
    assert [place for place, _ in found] == ["letter"]
