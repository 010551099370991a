"""A page's tree: what its readers may rely on."""

import pytest

from crawler.page import Page, TooDeepError


def test_a_comment_among_children_has_no_text() -> None:
    page = Page("http://site.invalid/", "<p>甲<!--乙--><b>丙</b></p>".encode(), "text/html; charset=utf-8")
    paragraph = page.tree.find(".//p")
    assert [child.text_content() for child in paragraph] == ["", "丙"]
    assert paragraph.text_content() == "甲丙"


def nested(depth: int, inside: str = "内") -> Page:
    body = f"<html><body><p>头</p>{'<div>' * depth}{inside}{'</div>' * depth}<p>尾</p></body></html>"
    return Page("http://site.invalid/", body.encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize("page", [nested(10), nested(300), nested(2000), nested(1, "字" * 4_000_000)])
def test_nothing_behind_deep_or_long_parts_is_lost(page: Page) -> None:
    text = page.tree.text_content()
    assert "内" in text or "字" in text
    assert text.endswith("尾")


def test_page_that_no_parser_should_have_to_bear_is_refused() -> None:
    with pytest.raises(TooDeepError):
        _ = nested(200_000).tree
