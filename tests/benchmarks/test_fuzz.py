"""Broken pages end no reader. The long run is `python -m benchmarks.fuzz`."""

from __future__ import annotations

import pytest

from benchmarks.fuzz import SLOWEST, mutated, run, starts
from crawler.extract.article import read_article
from crawler.model import PageKind
from crawler.page import Page
from crawler.platforms.base import read_page


def test_broken_pages_neither_crash_nor_hang() -> None:
    outcome = run(250, 11, starts(corpus=None))
    assert outcome.crashes == []
    assert outcome.slowest < SLOWEST


def test_a_broken_page_can_be_made_again() -> None:
    pages = starts(corpus=None)
    assert mutated(1, 5, pages) == mutated(1, 5, pages)


@pytest.mark.parametrize(("tag", "depth"), [("div", 1500), ("span", 1900), ("ul><li", 900), ("b", 200_000)])
def test_pages_nested_more_deeply_than_python_may_call_are_read_or_refused(tag: str, depth: int) -> None:
    names = tag.split("><")
    inner = "<a href='/art/2016/3/5/art_1_1.html'>某某局开展安全生产大检查的通知</a><i>2016-03-05</i>"
    closing = "".join(f"</{name}>" for name in reversed(names)) * depth
    body = f"<html><body><p>当前位置：<a href='/'>首页</a> &gt; {f'<{tag}>' * depth}{inner}{closing}</p></body></html>"
    reading = read_page(Page("http://site.invalid/list.html", body.encode(), "text/html; charset=utf-8"))
    assert reading.kind is PageKind.OTHER if depth > 2000 else reading.kind is not None
    assert bool(reading.warnings) or depth < 2000


def test_a_second_root_belongs_to_the_page() -> None:
    page = Page("", "<html a='<html>'><body>甲</body><p>乙<html><body>丙".encode(), "text/html; charset=utf-8")
    assert page.tree.getnext() is None
    read_article(page)
