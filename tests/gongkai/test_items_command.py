"""`gongkai items`: the index is made, words are found, and scripts get exact numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.catalogue.pairs import Side
from gongkai.console.rooms.pairs.words import METHODS as METHOD_WORDS
from gongkai.console.rooms.pairs.words import STATES as STATE_WORDS
from gongkai.pairing import METHODS, STATES, Point, signs
from tests.builders import catalogue_with, column, row, site_with
from tests.gongkai.conftest import Answer


@pytest.fixture
def place(stored: Callable[..., Path]) -> Path:
    conn = catalogue_with(
        column(
            "政务公开/通知公告",
            rows=[
                row("关于安全生产检查的通知", "2016-03-05", "2016-03-05", text="请各镇街做好准备。"),
                row("国庆值守安排", "2015-09-28", "2015-09-28", text="国庆期间加强安全生产检查"),
            ],
        ),
    )
    site_with(conn, column("政务", rows=[row("市里的通知", "2016-05-01", "2016-05-01")]), site="municipal")
    return stored(conn)


def test_search_says_what_is_not_indexed_and_finds_it_afterwards(gongkai: Callable[..., Answer], place: Path) -> None:
    before = gongkai("items", "search", "安全生产", "--workspace", place)
    assert "没有符合条件" in before.out
    assert "3 items are not in the index yet" in before.err
    assert gongkai("items", "index", "--workspace", place, "--json").json == {"items": 3, "sites": 2}
    assert "索引已是最新" in gongkai("items", "index", "--workspace", place).out
    assert gongkai("items", "index", "--anew", "--workspace", place, "--json").json["items"] == 3
    found = gongkai("items", "search", "安全生产", "--workspace", place, "--json").json
    assert (found["total"], found["waiting"], found["years"]) == (2, 0, {"2016": 1, "2015": 1})
    assert [item["title"] for item in found["items"]] == ["关于安全生产检查的通知", "国庆值守安排"]
    assert "共2条" in gongkai("items", "search", "安全生产", "--workspace", place).out


def test_search_can_be_narrowed(gongkai: Callable[..., Answer], place: Path) -> None:
    gongkai("items", "index", "--workspace", place)

    def total(*arguments: str) -> int:
        answer = gongkai("items", "search", "--workspace", place, "--json", *arguments)
        assert answer.code == 0, answer.err
        return int(answer.json["total"])

    assert total("通知") == 2
    assert total("--site", "municipal", "通知") == 1
    assert total("--column", "政务公开", "--", "检查", "-国庆") == 1
    assert total("--year", "2015") == 1
    assert total("--vanished") == 0
    assert total("--present", "title:通知") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--site", "nobody", "词"), "there is no site 'nobody'"),
        (("--column", "没有", "词"), "there is no column '没有'"),
        (("“”",), "nothing can be searched for in"),
        (("x" * 201,), "longer than 200"),
    ],
)
def test_what_cannot_be_asked_is_said(
    gongkai: Callable[..., Answer], place: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = gongkai("items", "search", "--workspace", place, *arguments)
    assert answer.code == 2
    assert said in answer.err.replace("\n", " ")


def side(**facts: object) -> Side:
    plain = {"id": 1, "site": "a", "title": "标题", "url": "", "published": None, "index_no": None, "doc_no": None,
             "text": "", "files": (), "capture_id": None}  # fmt: skip
    return Side(**{**plain, **facts})  # type: ignore[arg-type]


def test_signs_say_what_speaks_for_and_against() -> None:
    body = "各单位要充分认识做好当前安全生产工作的重要性，主要负责同志亲自部署，分管负责同志具体抓。"
    a = side(published="2016-03-01", index_no="X-1", doc_no="安监〔2016〕1号", text=body, files=("甲.doc",))
    b = side(
        published="2016-03-09", index_no="x-1", doc_no="安监[2016]2号", text=body, files=("乙.doc",), title="标题！"
    )
    assert {sign.point: sign.favours for sign in signs(a, b)} == {
        Point.INDEX_NO: True,
        Point.DOC_NO: False,
        Point.TITLE: True,
        Point.DAY: False,
        Point.BODY: True,
        Point.FILES: False,
    }
    assert [sign.point for sign in signs(side(), side(title=None))] == []


def test_the_console_has_all_words_of_pairs() -> None:
    assert (list(METHOD_WORDS), list(STATE_WORDS)) == (list(METHODS), list(STATES))
