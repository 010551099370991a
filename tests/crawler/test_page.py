"""A page's tree: what its readers may rely on."""

from crawler.page import Page


def test_a_comment_among_children_has_no_text() -> None:
    page = Page("http://site.invalid/", "<p>甲<!--乙--><b>丙</b></p>".encode(), "text/html; charset=utf-8")
    paragraph = page.tree.find(".//p")
    assert [child.text_content() for child in paragraph] == ["", "丙"]
    assert paragraph.text_content() == "甲丙"
