"""Searching and looking at items: what is found, what is shown of it, and that nothing of it is live."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import count

import pytest
from bs4 import BeautifulSoup

from crawler.catalogue import items, runs
from crawler.catalogue.pairing_decisions import put_pairing
from crawler.clock import clock_starting_at
from crawler.model import Article, Attachment, DateFact
from crawler.sqlite_files import transaction
from gongkai.console.application import create_app
from gongkai.console.here import EXTENSION
from gongkai.searching import path_beside, renew_index
from gongkai.workspace import load_workspace
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e

HOSTILE = "关于<script>alert(1)</script>“试验”的通知\u202e"
Visit = Callable[[str], Visitor]
_SERIAL = count(1)


def read_again(found: Inspected, site: str, *articles: tuple[str, Article]) -> list[int]:
    """A further crawl of a site that reads these pages; returns the items. The index follows."""
    conn = found.place.open_catalogue()
    now = found.now + timedelta(hours=1)
    run = runs.start_run(conn, site, "update", now, "test")
    with transaction(conn):
        numbers = [items.put_article(conn, run, site, url, article, "article", now, None) for url, article in articles]
    runs.finish_run(conn, run, now)
    renew_index(conn, path_beside(found.place.catalogue))
    conn.close()
    return numbers


@pytest.fixture(scope="module")
def indexed(inspected: Inspected, tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    """One copy of the city for all of these tests, with its index. They add to it and look at what they added."""
    folder = tmp_path_factory.mktemp("items") / "city"
    shutil.copytree(inspected.place.root, folder)
    place = load_workspace(folder)
    conn = place.open_catalogue()
    renew_index(conn, path_beside(place.catalogue))
    conn.close()
    return Inspected(place, inspected.truth, inspected.now)


@pytest.fixture(scope="module")
def visit(indexed: Inspected) -> Iterator[Visit]:
    """`visit("wang")`: that person, logged in once."""
    made = create_app(indexed.place, clock=clock_starting_at(indexed.now), allow_net=("127.0.0.0/8",))
    yield cache(lambda name: Visitor(made, name))
    made.extensions[EXTENSION].close()


@pytest.fixture(scope="module")
def hostile(indexed: Inspected) -> int:
    """An item whose title, text and file names want to be more than words, read in two versions."""
    article = Article(
        HOSTILE,
        published=DateFact(date(2016, 12, 1), "line", "2016-12-01"),
        text="第一句没有变。第二句说旧的事。<img src=x onerror=alert(2)>",
        attachments=(Attachment("javascript:alert(3)", '"><b>恶意</b>.doc', None),),
        doc_no="安监〔2016〕99号",
    )
    later = replace(article, text="第一句没有变。第二句说新的事。<img src=x onerror=alert(2)>", source="局办公室")
    url = "http://bureau.example/hostile.html"
    number, again = (read_again(indexed, "bureau", (url, each))[0] for each in (article, later))
    assert number == again
    return number


def total(page: BeautifulSoup) -> str:
    heading = page.find(id="results")
    assert heading is not None
    return heading.text


def test_a_word_is_found_with_its_exact_number_and_marked(indexed: Inspected, visit: Visit) -> None:
    page = visit("jian").see("/items", q="安全生产")
    conn = indexed.place.open_catalogue()
    expected = conn.execute(
        "SELECT count(*) FROM items i LEFT JOIN item_versions v ON v.id = i.version_id"
        " WHERE instr(i.title, '安全生产') OR instr(v.text, '安全生产')"
    ).fetchone()[0]
    assert f"共{expected:,}条" in total(page)
    assert {mark.text for mark in page.find_all("mark")} == {"安全生产"}
    assert len(page.select("ol.found > li")) == 20
    years = {row.find("span").text: row.find(class_="num").text for row in page.select(".facet")[0].find_all("li")}
    assert sum(int(number.replace(",", "")) for number in years.values()) == expected
    assert "索引编到第" in page.text


def test_pages_years_and_columns_narrow(indexed: Inspected, visit: Visit) -> None:
    jian = visit("jian")
    first, second = (jian.see("/items", q="通知", page=page) for page in (1, 2))
    shown = [{str(link["href"]) for link in page.select("ol.found h3 a")} for page in (first, second)]
    assert [len(links) for links in shown] == [20, 20]
    assert not shown[0] & shown[1]
    year = jian.see("/items", q="通知", year="2015")
    assert {time.text[:4] for time in year.select("ol.found time")} == {"2015"}
    column = jian.see("/items", site="bureau", column="新闻中心/工作动态")
    assert column.select("ol.found > li")
    assert all("新闻中心/工作动态" in row.text for row in column.select("ol.found > li"))
    assert "没有符合条件的信息" in jian.see("/items", site="bureau", column="没有这个栏目").text
    assert "没有这么多页" in jian.see("/items", q="通知", page=9999).text


def test_what_cannot_be_asked_is_said_and_kept(indexed: Inspected, visit: Visit) -> None:
    answer = visit("jian").get("/items", q="“”")
    assert answer.status_code == 400
    page = BeautifulSoup(answer.text, "lxml")
    assert "没有可以检索的字" in page.find(id="trouble").text  # type: ignore[union-attr]
    assert page.find(id="q")["value"] == "“”"  # type: ignore[index]
    assert visit("jian").get("/items", q="x" * 300).status_code == 400


@pytest.mark.parametrize(
    "typed", ['" OR *', "title:", "-", "NEAR(a b)", "'; DROP TABLE items --", "%00", "a\x00b", "^安"]
)
def test_nothing_that_is_typed_breaks_the_page(indexed: Inspected, visit: Visit, typed: str) -> None:
    assert visit("jian").get("/items", q=typed).status_code in (200, 400)


def test_strange_addresses_are_pages_all_the_same(indexed: Inspected, visit: Visit) -> None:
    jian = visit("jian")
    for query in ({"page": "-1"}, {"page": "９"}, {"year": "0000"}, {"year": "٢٠١٦"}, {"kind": "x"}, {"site": "x"}):
        assert jian.get("/items", **query).status_code == 200, query
    assert jian.get("/items/99999999999999999999999").status_code == 404
    assert jian.get("/items/999999").status_code == 404


def test_a_webmaster_finds_and_counts_own_items_only(indexed: Inspected, visit: Visit) -> None:
    everything = visit("jian").see("/items", q="安全生产")
    counts = {
        row.find("span").text: row.find(class_="num").text for row in everything.select(".facet")[1].find_all("li")
    }
    (own,) = read_again(indexed, "municipal", ("http://municipal.example/only.html", Article("只在市里的稀罕词")))
    wang, shen = visit("wang"), visit("shen")
    page = wang.see("/items", q="安全生产", site="municipal")
    assert f"共{next(number for name, number in counts.items() if '门户' not in name)}条" in total(page)
    assert "共0条" in total(wang.see("/items", q="稀罕词"))
    assert "共1条" in total(shen.see("/items", q="稀罕词"))
    assert wang.get(f"/items/{own}").status_code == 404
    assert wang.get(f"/items/{own}/versions").status_code == 404
    assert shen.get(f"/items/{own}").status_code == 200


def test_the_other_side_of_a_pair_is_not_told_to_whom_does_not_see_it(indexed: Inspected, visit: Visit) -> None:
    conn = indexed.place.open_catalogue()
    pair = conn.execute(
        "SELECT p.id, a.id AS own, b.id AS other, b.title, b.url FROM pairings p JOIN items a ON a.id = p.item_a"
        " JOIN items b ON b.id = p.item_b WHERE a.site = 'bureau' AND b.site = 'municipal' LIMIT 1"
    ).fetchone()
    assert pair["url"] not in visit("wang").see(f"/items/{pair['own']}").text
    assert f"/items/{pair['other']}" not in str(visit("wang").see(f"/items/{pair['own']}"))
    assert f"/items/{pair['other']}" in str(visit("jian").see(f"/items/{pair['own']}"))
    assert visit("wang").get(f"/pairs/{pair['id']}").status_code == 404
    assert visit("jian").get(f"/pairs/{pair['id']}").status_code == 200
    assert visit("wang").see("/pairs", state="auto").select("ol.found > li") == []
    assert "446" not in visit("wang").see("/pairs").find("ul", class_="chosen").text  # type: ignore[union-attr]


def test_hostile_words_are_words(hostile: int, visit: Visit) -> None:
    for path in (f"/items/{hostile}", "/items?q=试验", f"/items/{hostile}/versions"):
        answer = visit("jian").get(path)
        page = BeautifulSoup(answer.text, "lxml")
        assert "<script>alert(1)" not in answer.text
        assert "\u202e" not in answer.text
        assert not page.find_all(["img", "b"])
        assert not page.find_all(href=lambda href: bool(href) and href.startswith("javascript"))
        assert "alert(1)" in page.text


def test_an_item_shows_its_evidence_and_its_versions(hostile: int, visit: Visit) -> None:
    page = visit("jian").see(f"/items/{hostile}")
    assert "安监〔2016〕99号" in page.text
    assert "2016-12-01（标题下注明的日期）" in page.text
    assert len(page.select("ol.versions > li")) == 2
    compared = visit("jian").see(str(page.select("ol.versions a[href*=versions]")[0]["href"]))
    assert [each.text for each in compared.select(".difference del")] == ["［删去：旧］"]
    assert [each.text for each in compared.select(".difference ins")] == ["［新增：新］"]
    assert "局办公室" in compared.find("table").text  # type: ignore[union-attr]
    assert visit("jian").get(f"/items/{hostile}/versions", old=99999).status_code == 404


def test_findings_about_an_item_are_linked(indexed: Inspected, visit: Visit) -> None:
    conn = indexed.place.open_catalogue()
    row = conn.execute(
        "SELECT i.id, f.id AS finding FROM findings f JOIN items i ON i.key = f.subject_key AND i.site = f.site"
        " WHERE f.subject_kind = 'item' LIMIT 1"
    ).fetchone()
    assert f"F-{row['finding']:06d}" in visit("jian").see(f"/items/{row['id']}").find(id="findings").parent.text  # type: ignore[union-attr]


def waiting_pair(found: Inspected) -> tuple[int, int]:
    """Two pairs that wait for a person."""
    serial = next(_SERIAL)
    sides = [
        read_again(
            found,
            site,
            *((f"http://{site}.example/{serial}-{n}.html", Article(f"成对的信息{serial}-{n}")) for n in (1, 2)),
        )
        for site in ("bureau", "municipal")
    ]
    conn = found.place.open_catalogue()
    conn.execute("UPDATE pairings SET state = 'rejected' WHERE state = 'review'")
    for a, b, score in zip(*sides, (0.3, 0.2), strict=True):
        put_pairing(conn, a, b, "close_title", score, "review", found.now)
    numbers = [row["id"] for row in conn.execute("SELECT id FROM pairings WHERE state = 'review' ORDER BY score DESC")]
    conn.close()
    return numbers[0], numbers[1]


def test_a_pair_is_decided_and_the_next_one_follows(indexed: Inspected, visit: Visit) -> None:
    first, second = waiting_pair(indexed)
    nian = visit("nian")
    assert f"/pairs/{first}" in str(nian.see("/pairs"))
    answer = nian.submit(f"/pairs/{first}", "decide", state="confirmed", note="两份一样")
    assert answer.headers["Location"] == f"/pairs/{second}"
    page = nian.see(f"/pairs/{first}")
    assert "人工确认为同一信息" in page.text
    assert "两份一样" in page.find(id="history").parent.text  # type: ignore[union-attr]
    conn = indexed.place.open_catalogue()
    row = conn.execute("SELECT state, made_by FROM pairings WHERE id = ?", (first,)).fetchone()
    assert (row["state"], "年报员" in row["made_by"] or "nian" in row["made_by"]) == ("confirmed", True)
    assert nian.submit(f"/pairs/{second}", "decide", state="rejected").headers["Location"] == "/pairs"


def test_of_two_people_who_decide_at_once_the_second_is_told(indexed: Inspected, visit: Visit) -> None:
    first, _ = waiting_pair(indexed)
    nian, jian = visit("nian"), visit("jian")
    seen = nian.see(f"/pairs/{first}").find("input", {"name": "seen"})["value"]  # type: ignore[index]
    assert jian.submit(f"/pairs/{first}", "decide", state="rejected").status_code == 302
    answer = nian.send(f"/pairs/{first}", f"/pairs/{first}", state="confirmed", note="我的理由", seen=seen)
    assert answer.status_code == 409
    assert "人工认定为不同信息" in answer.text
    assert "我的理由" in answer.text


def test_a_decision_needs_the_right_and_a_choice(indexed: Inspected, visit: Visit) -> None:
    first, _ = waiting_pair(indexed)
    assert visit("wang").send(f"/pairs/{first}", state="confirmed", seen="1").status_code == 403
    answer = visit("nian").submit(f"/pairs/{first}", "decide", note="理由在此")
    assert answer.status_code == 400
    assert "理由在此" in answer.text
    assert visit("nian").get("/pairs", state="x").status_code == 404


def test_english_pages_say_the_same(hostile: int, visit: Visit) -> None:
    jian = visit("jian")
    jian.send("/language/en", next="/")
    assert "Evidence for the dates" in jian.see(f"/items/{hostile}").text
    assert "How to write a search" in jian.see("/items").text
    assert "Same items" in jian.see("/pairs").text
    jian.send("/language/zh", next="/")
