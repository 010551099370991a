"""Pages made to keep a reader busy: looking at them beside their content takes no longer than reading them may."""

from __future__ import annotations

import time

import pytest

from crawler.extract.concealed import read_hidden
from crawler.extract.footer import read_footer
from crawler.extract.personal import find_personal, mask
from crawler.extract.wrong import read_wrong
from crawler.page import Page
from tests.builders_marks import MOBILE, identity_number

BIG = 300_000  # characters
SECONDS = 30.0  # far above what is needed (half a second), far below what a pattern that runs away takes


def filled(unit: str, size: int = BIG) -> str:
    return unit * (size // len(unit))


BODIES = {
    "open tags": filled("<"),
    "open links": filled("<a href='http://a.example' "),
    "open comments": filled("<!--"),
    "open pictures": filled("<img src="),
    "pictures of marks": filled("<img src=conacconac"),
    "open scripts": filled("<script src=foot"),
    "writes": filled("document.write('"),
    "hidden writes": filled("document.write('<p style=\"display:none\">');"),
    "feet": filled("foot"),
    "words of a foot": filled("备案主办标识码版权所有 "),
    "styles": "<style>" + filled(".a{left:-9999px") + "</style>",
    "selectors": "<style>" + filled(".a,") + "{display:none}</style><a class=a href=http://b.example/>b</a>",
    "blanks": "版权所有 标识码" + filled(" ") + "ICP",
    "digits": filled("1"),
    "marquees": filled("<marquee "),
    "finders": filled("<script id=_jiucuo"),
    "encoded": filled("%3Cscript src=conac.cn "),
}


@pytest.mark.parametrize("name", BODIES)
def test_page_made_to_keep_a_reader_busy(name: str) -> None:
    page = Page("http://bureau.example/", f"<html><body>{BODIES[name]}</body></html>".encode(), "text/html")
    assert page.tree is not None
    began = time.process_time()
    read_footer(page)
    read_hidden(page)
    read_wrong(page)
    find_personal(page.text)
    assert time.process_time() - began < SECONDS


def test_many_numbers_are_masked_in_time() -> None:
    text = filled(f"张三 {identity_number()} {MOBILE}；", 1_000_000)
    began = time.process_time()
    shown = mask(text)
    assert time.process_time() - began < SECONDS * 2
    assert identity_number() not in shown and MOBILE not in shown and len(shown) == len(text)
