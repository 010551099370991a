"""Files in viewers."""

from __future__ import annotations

import pytest

from crawler.extract.article import read_article
from crawler.extract.viewers import read_viewed_files
from crawler.model import Attachment
from crawler.page import Page

URL = "http://portal.test/zwgk/201603/t1.html"


def page(inner: str) -> Page:
    head = "<h1>关于印发某某预案的通知</h1><p>发布时间：2016-03-15</p><p>现将预案印发给你们，请认真贯彻执行。</p>"
    return Page(URL, f"<html><body>{head}{inner}</body></html>".encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        ("<iframe src='/pdfjs/web/viewer.html?file=%2Fzwgk%2F201603%2FP01.pdf' title='预案.pdf'></iframe>", "预案.pdf"),
        ("<iframe src='./P01.pdf#toolbar=0'></iframe>", "P01.pdf"),
        ("<div class='pdf' data-powerurl='./P01.pdf' data-name='预案.pdf'></div>", "预案.pdf"),
        ("<object classid='clsid:CA8A'><param name='src' value='P01.pdf'><embed src='P01.pdf'></object>", "P01.pdf"),
        ("<object data='P01.pdf' type='application/pdf' title='预案.pdf'></object>", "预案.pdf"),
        ("<script>showVsbpdfIframe('/zwgk/201603/P01.pdf','100%','800')</script>", "P01.pdf"),
    ],
)
def test_file_in_a_viewer_is_an_attachment(inner: str, name: str) -> None:
    files = read_viewed_files(page(inner), URL)
    assert files == (Attachment("http://portal.test/zwgk/201603/P01.pdf", name, "pdf"),)


@pytest.mark.parametrize("inner", ["<iframe src='/share.html?u=1'></iframe>", "<embed src='flash.swf'>", "<p>.pdf</p>"])
def test_frame_that_shows_a_page_or_a_film_is_no_file(inner: str) -> None:
    assert read_viewed_files(page(inner), URL) == ()


def test_file_that_is_linked_and_shown_counts_once() -> None:
    inner = "<p>附件：<a href='P01.pdf'>预案全文.pdf</a></p><iframe src='P01.pdf'></iframe><embed src='P02.pdf'>"
    assert read_article(page(inner)).attachments == (
        Attachment("http://portal.test/zwgk/201603/P01.pdf", "预案全文.pdf", "pdf"),
        Attachment("http://portal.test/zwgk/201603/P02.pdf", "P02.pdf", "pdf"),
    )
