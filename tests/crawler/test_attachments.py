"""Which links of an article are attachments."""

from __future__ import annotations

import pytest

from crawler.extract.article import read_article
from crawler.model import Attachment

from .article_pages import TEXT, TITLE, page

BASE = "http://www.example.gov.cn/tz/201603/t20160310_1.html"


def attachments(links: str) -> tuple[Attachment, ...]:
    inner = f"<h1>{TITLE}</h1><div>发布日期：2016-03-10</div><div id=zoom>{TEXT}{links}</div>"
    return read_article(page(inner, url=BASE)).attachments


@pytest.mark.parametrize(
    ("link", "url", "name", "kind"),
    [
        ('<a href="./P020160310333.doc">附件：检查表</a>', "/tz/201603/P020160310333.doc", "附件：检查表", "doc"),
        ('<a href=" /files/a.PDF ">a</a>', "/files/a.PDF", "a", "pdf"),
        ('<a href="..\\files\\b.xls"><img src=x.gif></a>', "/tz/files/b.xls", "b.xls", "xls"),
        (
            '<a href="/system/_content/download.jsp?wbfileid=1">表.xlsx</a>',
            "/system/_content/download.jsp?wbfileid=1",
            "表.xlsx",
            "xlsx",
        ),
        (
            '<a href="/module/download/downfile.jsp?classid=0&filename=ab.ofd">公文</a>',
            "/module/download/downfile.jsp?classid=0&filename=ab.ofd",
            "公文",
            "ofd",
        ),
        ('<a href="/api/attachments/view/0f">附件下载</a>', "/api/attachments/view/0f", "附件下载", None),
    ],
)
def test_attachment_is_found(link: str, url: str, name: str, kind: str | None) -> None:
    assert attachments(link) == (Attachment(f"http://www.example.gov.cn{url}", name, kind),)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/tz/201603/t20160311_2.html">相关通知</a>',
        '<a href="/img/1.jpg"><img src="/img/1.jpg"></a>',
        '<a href="javascript:window.print()">打印</a>',
        '<a name="top">附件</a>',
        '<a href="http://[bad">附件</a>',
    ],
)
def test_other_links_are_no_attachments(link: str) -> None:
    assert attachments(link) == ()


def test_same_file_linked_twice_is_one_attachment() -> None:
    assert len(attachments('<a href="a.doc">附件1</a><a href="./a.doc">下载</a>')) == 1


def test_attachments_in_a_box_behind_the_text_count() -> None:
    inner = (
        f"<h1>{TITLE}</h1><div>发布日期：2016-03-10</div><div class=TRS_Editor>{TEXT}</div>"
        '<div class="fjxz">附件下载：<a href="/a.zip">附件.zip</a></div>'
    )
    assert [file.name for file in read_article(page(inner)).attachments] == ["附件.zip"]


@pytest.mark.parametrize("kind", ["ofd", "et", "wps", "ceb", "pdf"])
def test_file_whose_type_only_its_name_tells_is_an_attachment(kind: str) -> None:
    found = attachments(f'<a href="/attach/downloadZtbAttach.jspx?attachGuid=7b28">预算公开表.{kind}</a>')
    assert [(file.name, file.media_type) for file in found] == [(f"预算公开表.{kind}", kind)]
