"""The index follows the catalogue: new, changed, vanished, listed elsewhere; and says how far it goes."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.catalogue import items, runs
from crawler.catalogue.fulltext.asking import read_question
from crawler.catalogue.fulltext.file import open_index, remove_index
from crawler.catalogue.fulltext.finding import Found, Narrowing, Searcher, standing
from crawler.catalogue.fulltext.renewing import in_bulk, renew
from tests.builders import OBSERVED, catalogue_with, column, letter, row, site_with
from tests.builders_history import crawl_again, crawled, seen

BOTH = ("bureau", "municipal")


def find(index: sqlite3.Connection, text: str = "", sites: tuple[str, ...] = BOTH, **narrowed: object) -> Found:
    page = narrowed.pop("page", 1)
    size = narrowed.pop("size", 20)
    assert isinstance(page, int)
    assert isinstance(size, int)
    narrowing = Narrowing(sites, **narrowed)  # type: ignore[arg-type]
    return Searcher().find(index, read_question(text), narrowing, page=page, size=size)


def titles(conn: sqlite3.Connection, found: Found) -> list[str]:
    return [conn.execute("SELECT title FROM items WHERE id = ?", (item,)).fetchone()[0] for item in found.items]


@pytest.fixture
def conn() -> sqlite3.Connection:
    made = catalogue_with(
        column(
            "政务公开/通知公告",
            rows=[
                row(
                    "关于安全生产检查的通知",
                    "2016-03-05",
                    "2016-03-05",
                    text="请各镇街做好准备。",
                    doc_no="安监〔2016〕12号",
                ),
                row(
                    "关于国庆值守的通知",
                    "2015-09-28",
                    "2015-09-28",
                    text="国庆期间加强安全生产检查",
                    files=["值班表.xls"],
                ),
                row("只在列表里的安全生产信息", "2016-01-01", outcome=None),
            ],
        ),
        column("新闻", rows=[row("没有日期的安全生产新闻", text="正文")]),
        letter("咨询安全生产许可", sent="2016-09-01"),
    )
    site_with(made, column("政务", rows=[row("市里的安全生产通知", "2016-05-01", "2016-05-01")]), site="municipal")
    return made


@pytest.fixture
def index(conn: sqlite3.Connection) -> sqlite3.Connection:
    made = open_index(None)
    with in_bulk(made):
        renew(conn, made)
    return made


def test_found_items_come_newest_first_undated_last_with_exact_numbers(
    conn: sqlite3.Connection, index: sqlite3.Connection
) -> None:
    found = find(index, "安全生产")
    assert titles(conn, found) == [
        "咨询安全生产许可",
        "市里的安全生产通知",
        "关于安全生产检查的通知",
        "只在列表里的安全生产信息",
        "关于国庆值守的通知",
        "没有日期的安全生产新闻",
    ]
    assert (found.total, found.undated) == (6, 1)
    assert list(found.years.items()) == [(2016, 4), (2015, 1)]
    assert found.sites == {"bureau": 5, "municipal": 1}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("安", 6),
        ("通知", 3),
        ("title:安全生产", 5),
        ("标题：检查", 1),
        ("安全生产 检查", 2),
        ("“生产检查”", 2),
        ("安全生产 -通知", 3),
        ("-安", 0),
        ("国 -通", 0),
        ("国 检查", 1),
        ("检查 -国", 1),
        ("安监[2016]12", 1),
        ("值班表.XLS", 1),
        ("title:值班表", 0),
        ("没有这样的词", 0),
        ("", 6),
    ],
)
def test_the_language(index: sqlite3.Connection, asked: str, expected: int) -> None:
    assert find(index, asked).total == expected


def test_it_can_be_narrowed(conn: sqlite3.Connection, index: sqlite3.Connection) -> None:
    assert find(index, "安全生产", year=2015).total == 1
    assert find(index, "安全生产", year=2015).years == {2016: 4, 2015: 1}
    assert find(index, "安全生产", undated=True).total == 1
    assert find(index, kind="letter").total == 1
    assert find(index, kind="listed").total == 1
    number = conn.execute("SELECT id FROM columns WHERE path = '新闻'").fetchone()["id"]
    assert titles(conn, find(index, columns=(number,))) == ["没有日期的安全生产新闻"]
    assert find(index, columns=()).total == 0
    assert find(index, vanished=True).total == 0


def test_pages_follow_each_other(index: sqlite3.Connection) -> None:
    whole = find(index, "安全生产").items
    pages = [find(index, "安全生产", page=number, size=4).items for number in (1, 2, 3)]
    assert (*pages[0], *pages[1]) == whole
    assert pages[2] == ()


def test_a_site_that_is_not_seen_is_neither_found_nor_counted(index: sqlite3.Connection) -> None:
    found = find(index, "安全生产", sites=("municipal",))
    assert (found.total, found.sites, found.years) == (1, {"municipal": 1}, {2016: 1})
    assert find(index, "国庆", sites=("municipal",)).total == 0
    assert find(index, "国庆", sites=()).total == 0
    assert find(index, "-国庆", sites=("municipal",)).total == 1
    assert find(index, "市", sites=("municipal",)).total == 1
    assert find(index, "庆", sites=("municipal",)).total == 0


def test_renewing_twice_does_nothing(conn: sqlite3.Connection, index: sqlite3.Connection) -> None:
    assert renew(conn, index).items == 0


def test_a_changed_text_is_found_by_its_new_words_only() -> None:
    before, after = (row("通知", "2016-03-01", "2016-03-01", url="http://bureau.example/1.html", text=text)
                     for text in ("旧的说法", "新的写法"))  # fmt: skip
    conn = seen(crawled("2016-03-07", column("动态", rows=[before])))
    index = open_index(None)
    searcher = Searcher()

    def total(word: str) -> int:
        return searcher.find(index, read_question(word), Narrowing(BOTH)).total

    renew(conn, index)
    assert (total("说法"), total("写法"), total("通知")) == (1, 0, 1)
    crawl_again(conn, crawled("2016-03-14", column("动态", rows=[after])))
    assert standing(conn, index, BOTH).waiting == 1
    assert renew(conn, index).items == 1
    assert (total("说法"), total("写法"), total("通知")) == (0, 1, 1)
    assert standing(conn, index, BOTH) == standing(conn, index, ("bureau",))
    assert (standing(conn, index, BOTH).run, standing(conn, index, BOTH).waiting) == (2, 0)


def test_what_vanished_stays_findable_and_says_so() -> None:
    rows = [row(name, "2016-03-01", "2016-03-01") for name in ("甲的通知", "乙的通知")]
    conn = seen(crawled("2016-03-07", column("动态", rows=rows)))
    index = open_index(None)
    renew(conn, index)
    run = crawl_again(conn, crawled("2016-03-14", column("动态", rows=rows[:1])))
    items.mark_vanished(conn, run.id, OBSERVED)
    assert renew(conn, index).items == 1
    assert find(index, "通知").total == 2
    assert titles(conn, find(index, "通知", vanished=True)) == ["乙的通知"]
    assert titles(conn, find(index, "通知", vanished=False)) == ["甲的通知"]


def test_an_item_that_is_listed_elsewhere_too_is_found_there(
    conn: sqlite3.Connection, index: sqlite3.Connection
) -> None:
    run = runs.start_run(conn, "bureau", "update", OBSERVED + timedelta(days=1), "test")
    item = conn.execute("SELECT id, url FROM items WHERE title LIKE '没有日期%'").fetchone()
    place = conn.execute("SELECT id FROM columns WHERE path = '政务公开/通知公告'").fetchone()["id"]
    conn.execute(
        "INSERT INTO listings (column_id, item_id, title, raw_date, url, row, pinned, first_seen, last_seen, first_run,"
        " last_run) VALUES (?, ?, '同一条', '', ?, 9, 0, '', '', ?, ?)",
        (place, item["id"], item["url"], run, run),
    )
    renew(conn, index)
    assert item["id"] in find(index, columns=(place,)).items


def test_before_the_first_pass_all_items_are_waiting(conn: sqlite3.Connection) -> None:
    index = open_index(None)
    state = standing(conn, index, BOTH)
    assert (state.run, state.waiting) == (None, 6)
    assert standing(conn, index, ("municipal",)).waiting == 1


def test_a_pass_that_is_stopped_goes_on_where_it_was(conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.catalogue.fulltext.renewing.BATCH", 2)
    index = open_index(None)

    def stop(done: int, of: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renew(conn, index, told=stop)
    assert find(index).total == 4
    assert standing(conn, index, BOTH).waiting == 2
    assert renew(conn, index).items == 2
    assert find(index).total == 6


def test_a_damaged_file_or_one_of_another_version_is_made_anew(tmp_path: Path, conn: sqlite3.Connection) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(b"no database at all" * 100)
    index = open_index(path)
    renew(conn, index)
    assert find(index, "安全生产").total == 6
    index.execute("PRAGMA user_version = 99")
    index.close()
    assert find(open_index(path)).total == 0
    remove_index(path)
    assert list(tmp_path.iterdir()) == []


def test_remembered_answers_follow_the_index(conn: sqlite3.Connection) -> None:
    """One searcher asked again and again while the index grows says what a new one says."""
    index, searcher = open_index(None), Searcher()
    rows = [row(f"第{n}号安全通知", "2016-03-01", "2016-03-01", url=f"http://bureau.example/{n}") for n in range(9)]
    asked = ("安全", "-通知", "安", "第3号", "", "“号安全” -1")
    for step in range(1, 9):
        changed = [row(f"第{n}号安全报告", "2016-03-02", "2016-03-02", url=rows[n].url) for n in range(step // 2)]
        crawl_again(conn, crawled(f"2017-03-0{step}", column("动态", rows=[*changed, *rows[step // 2 : step]])))
        renew(conn, index)
        for text in asked:
            question, everything = read_question(text), Narrowing(BOTH)
            assert searcher.find(index, question, everything) == Searcher().find(index, question, everything), text
