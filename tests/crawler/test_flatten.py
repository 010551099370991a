"""The pass over a page in C: what its marks promise, and that nothing in a page can forge one."""

from __future__ import annotations

import pytest

from crawler.extract.flatten import CLOSE_BLOCK, INLINE, MARKED, OPEN_BLOCK, OPEN_BOX, OPEN_LINK, PASSED, flatten
from crawler.extract.flow import read_flow
from crawler.page import Page


def page_of(body: str) -> Page:
    return Page("http://page.invalid/", f"<html><body>{body}</body></html>".encode(), "text/html; charset=utf-8")


def lines_of(body: str) -> list[tuple[str, str]]:
    return [(line.plain, str(line.element.tag)) for line in read_flow(page_of(body).tree).lines]


def test_each_line_knows_the_block_it_stands_in() -> None:
    found = lines_of("甲<div>乙<p>丙</p>丁<br>戊</div><table><tr><td>己</td></tr></table>")
    assert found == [("甲", "body"), ("乙", "div"), ("丙", "p"), ("丁", "div"), ("戊", "div"), ("己", "td")]


def test_boxes_in_what_is_passed_over_do_not_shift_the_others() -> None:
    found = lines_of(
        "<noscript><div>请打开脚本<a href='x'>链接</a></div></noscript>"
        "<div style='display: none'><p>藏<a>着</a></p></div>"
        "<template><ul><li>样板</li></ul></template><h1>标题</h1><div class='hide d'>藏</div><p>" + "文字" * 30 + "</p>"
    )
    assert found == [("标题", "h1"), ("文字" * 30, "p")]


def test_links_are_numbered_by_the_line_they_stand_in() -> None:
    flow = read_flow(page_of("<p>一</p><p>二<a href='1'>三</a></p><p><a href='2'><img src='x'></a></p>").tree)
    assert [(anchor.element.get("href"), anchor.line) for anchor in flow.anchors] == [("1", 1), ("2", 2)]
    assert flow.lines[1].linked == 1


def test_every_opening_mark_has_its_element() -> None:
    tree = page_of("<div><p>甲<a>乙</a></p><noscript><p>丙</p></noscript><ul><li>丁</li></ul></div>").tree
    text, elements = flatten(tree)
    opening = (OPEN_BOX, OPEN_BLOCK, OPEN_LINK, PASSED)
    marks = [piece[0] for piece in text.split(MARKED)[1:]]
    assert sum(1 for mark in marks if mark in opening) == len(elements)
    assert marks.count(CLOSE_BLOCK) == marks.count(OPEN_BLOCK)


def test_hidden_elements_have_their_names_again() -> None:
    tree = page_of("<div style='display:none'>甲</div><span class='hidden'>乙</span><p>丙</p>").tree
    before = [element.tag for element in tree.iter()]
    read_flow(tree)
    assert [element.tag for element in tree.iter()] == before


def test_a_page_that_hides_nearly_everything_is_read_whole() -> None:
    assert lines_of("<div style='DISPLAY : NONE'>一段文字</div>") == [("一段文字", "div")]


@pytest.mark.parametrize(
    "forged", [MARKED, INLINE, f"{MARKED}{OPEN_BOX}", "&#x1FFFF;B", "&#131071;b", "&#x0001fffe", "&#x1&#x1FFFF;FFFF;"]
)
def test_no_page_can_forge_a_mark(forged: str) -> None:
    page = page_of(f"<div>甲{forged}<a title='{forged}'>乙</a></div><p>丙{forged}</p>")
    text = page.tree.text_content()
    assert MARKED not in text and INLINE not in text
    assert len(read_flow(page.tree).spans) == 2


@pytest.mark.parametrize("tag", ["div", "font", "a", "span"])
def test_pages_of_many_levels_are_read(tag: str) -> None:
    assert "深处" in read_flow(page_of(f"<{tag}>" * 1500 + "深处").tree).lines[-1].plain


def test_a_look_at_the_source_ignores_case() -> None:
    page = page_of("<IFRAME SRC='a'></IFRAME>中文")
    assert page.says("<iframe")
    assert not page.says("<embed")


def test_an_element_of_a_broken_name_is_no_obstacle() -> None:
    assert ("文字", "p") in lines_of(
        '<demenu0" style="display:none">甲</demenu0"><p>文字</p>' + "<p>更多的文字</p>" * 9
    )
