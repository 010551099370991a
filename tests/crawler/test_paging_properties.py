"""Arithmetic of page numbers, for any number of pages: no page is left out, none is asked for twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.links import Anchors
from crawler.extract.pager import read_call, read_pager, stated_totals
from crawler.page import Page
from crawler.paging import address_after

BASE = "http://www.example.gov.cn/zwgk/tzgg/"
STEMS = st.sampled_from(["index", "list", "list2", "common_list"])
EXTENSIONS = st.sampled_from(["html", "htm", "shtml", "jsp"])


@given(st.integers(1, 400), STEMS, EXTENSIONS)
def test_a_call_counted_from_zero_walks_every_page_once(pages: int, stem: str, extension: str) -> None:
    seen = []
    for current in range(pages):
        pager = read_call(f'{pages}, {current}, "{stem}", "{extension}"', BASE)
        assert pager is not None
        assert (pager.page, pager.pages) == (current + 1, pages)
        seen.append(pager.next_href)
    assert seen == [f"{stem}_{n}.{extension}" for n in range(1, pages)] + [None]


@given(st.integers(1, 400), STEMS, EXTENSIONS, st.integers(1, 30))
def test_a_call_counted_from_one_walks_every_page_once(pages: int, stem: str, extension: str, size: int) -> None:
    total = (pages - 1) * size + 1
    seen = []
    for current in range(1, pages + 1):
        rows = size if current < pages else 1
        pager = read_call(f"'page_div', {pages}, {current}, '{stem}', '{extension}', {total}", BASE, rows)
        assert pager is not None
        assert (pager.page, pager.pages) == (current, pages)
        assert pager.total in (total, None)
        seen.append(pager.next_href)
    assert seen == [f"{stem}_{n}.{extension}" for n in range(2, pages + 1)] + [None]


@given(st.integers(2, 9000))
def test_numbering_that_runs_backwards_is_followed_and_not_counted_up(pages: int) -> None:
    body = (
        f"<body><div><span>共{pages * 10}条</span> <span>1</span><a href='tzgg/{pages - 1}.htm'>2</a>"
        f"<a href='tzgg/{pages - 1}.htm'>下页</a><a href='tzgg/1.htm'>尾页</a><span>1/{pages}</span></div></body>"
    )
    page = Page("http://www.example.gov.cn/tzgg.htm", body.encode(), "text/html; charset=utf-8")
    pager = read_pager(page, Anchors.of(page))
    assert pager.next_href == f"tzgg/{pages - 1}.htm"
    assert (pager.page, pager.pages, pager.total) == (1, pages, pages * 10)


@given(st.integers(2, 9998))
def test_the_address_behind_two_neighbours_is_the_next_one(number: int) -> None:
    before, lost, after = (f"{BASE}index_{n}.html" for n in (number - 1, number, number + 1))
    assert address_after(before, lost) == after


@given(st.integers(1, 500), st.integers(1, 500))
def test_addresses_that_are_no_neighbours_lead_nowhere(one: int, other: int) -> None:
    before, lost = f"{BASE}index_{one}.html", f"{BASE}index_{other}.html"
    if abs(other - one) != 1:
        assert address_after(before, lost) is None


@given(st.integers(1, 999_999), st.integers(1, 9999))
def test_totals_are_read_with_and_without_thousands_marks(total: int, pages: int) -> None:
    assert stated_totals(f"共{total}条 第1页/共{pages}页") == (total, pages)
    assert stated_totals(f"共 {total:,} 条记录 1/{pages}页") == (total, pages)
