"""Empty lists that are not believed, on a portal of a dozen pages that is crawled twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crawler.catalogue.layout import Doubt, EmptyList, doubtful_lists
from crawler.platforms.base import adapters, usual_rows
from tests.crawler.mini_site import HTML, Network, page, rows
from tests.crawler.test_recorder import Crawl

CRUMB = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/tzgg/">通知公告</a>'


def doubts_after(
    folder: Path, *, first: dict[str, Any] | None = None, then: dict[str, Any] | None = None
) -> list[EmptyList]:
    """Crawl with the answers `first`, then (if given) once more with those of `then`."""
    network = Network()
    network.answers |= first or {}
    crawls = [Crawl(folder, network)]
    crawls[0].finish()
    if then is not None:
        network.answers |= then
        crawls.append(Crawl(folder, network))
        crawls[1].finish()
    found = doubtful_lists(crawls[-1].conn, "mini")
    for crawl in crawls:
        crawl.conn.close()
    return found


def menu(*links: tuple[str, str]) -> str:
    """A menu of 首页 and these (address, name)."""
    entries = "".join(f'<li><a href="{href}">{name}</a></li>' for href, name in (("/", "首页"), *links))
    return f'<div class="nav"><ul>{entries}</ul></div>'


def notices(body: str) -> dict[str, Any]:
    return {"/xwzx/tzgg/": (200, HTML, page("通知公告", body, CRUMB))}


def test_lists_with_rows_are_not_doubted(tmp_path: Path) -> None:
    assert doubts_after(tmp_path, then={}) == []


def test_list_that_had_rows_before_is_doubted_when_it_has_none(tmp_path: Path) -> None:
    (found,) = doubts_after(tmp_path, then=notices("<ul class='list'></ul><p>暂无内容</p>"))
    assert (found.path, found.doubt, found.wanted) == ("新闻中心/通知公告", Doubt.BEFORE, 1)


def test_column_that_was_always_empty_and_says_so_is_believed(tmp_path: Path) -> None:
    assert doubts_after(tmp_path, first=notices("<ul class='list'></ul><p>暂无内容</p>")) == []


def test_empty_list_with_a_stated_total_is_doubted(tmp_path: Path) -> None:
    answer = b'{"total": 31, "classify": {"post_count": 31}, "articles": []}'
    site = {
        "/": (200, HTML, page("某局", "", menu=menu(("/gkmlpt/api/all/7?page=1&amp;sid=1", "通知公告")))),
        "/gkmlpt/api/all/7?page=1&sid=1": (200, (("Content-Type", "application/json"),), answer),
    }
    (found,) = doubts_after(tmp_path, first=site)
    assert (found.path, found.platform, found.doubt, found.wanted) == ("通知公告", "gkmlpt", Doubt.STATED, 31)


def test_list_whose_rows_are_not_in_the_page_is_doubted(tmp_path: Path) -> None:
    site = {
        "/": (200, HTML, page("某局", "", menu=menu(("/hdjlpt/published", "领导信箱"), ("/tzgg/", "通知公告")))),
        "/tzgg/": (200, HTML, page("通知公告", rows([("关于开展检查的通知", "/a/t20160101_1.html", "2016-01-01")]))),
        "/hdjlpt/published": (200, HTML, page("领导信箱", "<div id='app'></div>")),
    }
    (found,) = doubts_after(tmp_path, first=site)
    assert (found.path, found.platform, found.doubt) == ("领导信箱", "hdjlpt", Doubt.HIDDEN)
    assert usual_rows(found.platform) == 20


def test_every_usual_number_is_a_number_of_rows() -> None:
    numbers = {unit.name: usual_rows(unit.name) for unit in adapters()}
    assert numbers["gkmlpt"] == 100
    silent = {name for name, number in numbers.items() if number is None}
    assert silent == {"generic", "disclosure_catalogue", "json_service"}  # shapes, no products
    assert all(number is None or number > 0 for number in numbers.values())
    assert usual_rows(None) is None
