"""Articles in the layouts of many platforms give the same facts."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract.article import read_article
from crawler.platforms.base import Hint

from .article_pages import BLOCKS, INDEX_CELLS, LINES, SIGNED, TEXT, TITLE, page


@pytest.mark.parametrize("layout", LINES)
def test_line_of_facts_is_read(layout: str) -> None:
    article = read_article(page(LINES[layout]))
    assert article.title == TITLE
    assert article.published is not None
    assert (article.published.value, article.source) == (date(2016, 3, 10), "市安监局")
    assert article.written is not None
    assert (article.written.value, article.written.via) == (date(2016, 3, 9), "signature")
    assert "为贯彻落实国务院安委会的部署要求" in article.text
    assert "热点新闻" not in article.text


@pytest.mark.parametrize("layout", BLOCKS)
def test_block_of_labels_is_read(layout: str) -> None:
    article = read_article(page(f"{BLOCKS[layout]}<div class=con>{SIGNED}</div>"))
    assert article.title == TITLE
    assert article.published is not None
    assert (article.published.value, article.published.via) == (date(2016, 3, 10), "block")
    assert (article.index_no, article.doc_no, article.publisher) == (
        "007654321/2016-00123",
        "某安监〔2016〕12号",
        "市安监局",
    )
    assert article.fields["索引号"] == "007654321/2016-00123"


def test_empty_values_of_the_block_are_absent() -> None:
    block = INDEX_CELLS.replace("某安监〔2016〕12号", "无").replace("007654321/2016-00123", "&nbsp;")
    article = read_article(page(f"{block}<div id=zoom>{TEXT}</div>"))
    assert article.doc_no is None
    assert article.index_no is None
    assert article.fields["主题词"] == ""


def test_article_without_a_date_has_none() -> None:
    article = read_article(page(f"<h1>{TITLE}</h1><div id=zoom>{TEXT}</div>"))
    assert article.published is None
    assert article.written is None


def test_signature_is_written_never_published() -> None:
    article = read_article(page(f"<h1>{TITLE}</h1><div id=zoom>{SIGNED}</div>"))
    assert article.published is None
    assert article.written is not None
    assert article.written.value == date(2016, 3, 9)


def test_visible_date_wins_over_meta_and_both_stay() -> None:
    head = "<META content='2022-04-24 10:00' name=PubDate>"
    article = read_article(page(LINES["publicfiles"], head=head))
    assert article.published is not None
    assert (article.published.value, article.published.via) == (date(2016, 3, 10), "line")
    kept = {(c.label, c.value) for c in article.candidates if c.fact == "published"}
    assert {("line", "2016-03-10"), ("meta", "2022-04-24")} <= kept


def test_order_of_evidence_without_a_visible_date() -> None:
    inner = f"<h1>{TITLE}</h1><div id=zoom>{TEXT}</div>"
    url = "http://www.example.gov.cn/tz/201603/t20160312_1.html"
    head = "<meta name=PubDate content=2016-03-10>"
    hint = Hint(listed_on=date(2016, 3, 11))
    found = [
        read_article(page(inner, head=head, url=url), hint).published,
        read_article(page(inner, url=url), hint).published,
        read_article(page(inner, url=url)).published,
    ]
    assert [fact.via if fact else None for fact in found] == ["meta", "list", "url"]


def test_date_of_making_in_the_block_is_not_the_publishing_date() -> None:
    block = INDEX_CELLS.replace("发布日期", "成文日期")
    article = read_article(page(f"{block}<div id=zoom>{TEXT}</div>"))
    assert article.published is None
    assert article.written is not None
    assert (article.written.value, article.written.via) == (date(2016, 3, 10), "block")


def test_ambiguous_date_of_the_block_yields_to_the_list() -> None:
    block = INDEX_CELLS.replace("发布日期", "发文日期")
    alone = read_article(page(f"{block}<div id=zoom>{TEXT}</div>")).published
    listed = read_article(page(f"{block}<div id=zoom>{TEXT}</div>"), Hint(listed_on=date(2016, 3, 12))).published
    assert alone is not None
    assert listed is not None
    assert (alone.via, listed.via) == ("issued", "list")


def test_impossible_date_is_kept_as_raw_and_does_not_win() -> None:
    article = read_article(page(LINES["publicfiles"].replace("2016-03-10", "1970-01-01")))
    assert article.published is None
    assert any(c.raw == "1970-01-01" and c.value is None for c in article.candidates)


def test_dates_of_neighbours_are_not_taken() -> None:
    inner = (
        f"<h1>{TITLE}</h1><div id=zoom>{TEXT}</div>"
        "<p>上一篇：<a href=1.htm>关于放假的通知</a> 2016-05-05</p><p>下一篇：<a href=2.htm>培训通知</a> 2016-05-06</p>"
    )
    article = read_article(page(inner))
    assert article.published is None
    assert "上一篇" not in article.text


def test_hidden_parts_and_comments_say_nothing() -> None:
    inner = (
        f"<h1>{TITLE}</h1><!-- <p>发布日期：2011-01-01</p> --><div style='display: none'>发布日期：2012-02-02</div>"
        f"<div class='ng-hide'>发布日期：2013-03-03</div><div id=zoom>{TEXT}</div>"
    )
    assert read_article(page(inner)).published is None


@pytest.mark.parametrize(
    "document",
    [
        f"{TITLE}_通知公告_某市安全生产监督管理局",
        f"某市安全生产监督管理局-通知公告-{TITLE}",
        f"{TITLE} | 某市人民政府",
        f"{TITLE}__2016年第3号公报_某某政府网",
        f"{TITLE}-某某政府门户网站",
        "某市安全生产监督管理局",
    ],
)
def test_site_and_column_names_are_cut_from_the_title(document: str) -> None:
    inner = f"<div class=bt>{TITLE}</div><div>发布日期：2016-03-10</div><div id=zoom>{TEXT}</div>"
    assert read_article(page(inner, title=document)).title == TITLE


def test_hyphens_inside_a_title_stay() -> None:
    title = "某市安全生产“十三五”规划（2016-2020年）—征求意见稿"
    inner = f"<h2>{title}</h2><div>发布日期：2016-03-10</div><div id=zoom>{TEXT}</div>"
    assert read_article(page(inner, title=f"{title}-规划计划-某市人民政府")).title == title


def test_title_only_in_the_document_title_is_found() -> None:
    inner = f"<div>发布日期：2016-03-10</div><div id=zoom>{TEXT}</div>"
    assert read_article(page(inner)).title == TITLE


def test_cut_title_is_completed_from_the_list() -> None:
    inner = f"<h1>{TITLE[:12]}...</h1><div>发布日期：2016-03-10</div><div id=zoom>{TEXT}</div>"
    hint = Hint(listed_title=TITLE)
    assert read_article(page(inner, title="某市安全生产监督管理局"), hint).title == TITLE


def test_list_that_cuts_the_title_does_not_shorten_it() -> None:
    article = read_article(page(LINES["publicfiles"]), Hint(listed_title=f"{TITLE[:12]}…"))
    assert article.title == TITLE


def test_meta_title_is_spelled_as_the_page_shows_it() -> None:
    head = "<meta name=ArticleTitle content='关于做好2016年春季 安全生产工作的通知'>"
    assert read_article(page(LINES["publicfiles"], head=head)).title == TITLE


def test_subtitle_is_read() -> None:
    inner = (
        f"<h1>{TITLE}</h1><h2 class=content_subtitle>——全市安委会成员单位分工方案</h2>"
        f"<div>发布日期：2016-03-10</div><div id=zoom>{TEXT}</div>"
    )
    assert read_article(page(inner)).subtitle == "——全市安委会成员单位分工方案"


@pytest.mark.parametrize(
    "line",
    ["某安监〔2016〕12号", "（某安监〔2016〕12号）", "某安监[2016]12号", "某府办【2016】 第12号", "某安监﹝2016﹞12号"],
)
def test_document_number_on_a_line_of_its_own_is_found(line: str) -> None:
    inner = f"<h1>{TITLE}</h1><div>发布日期：2016-03-10</div><div id=zoom><p align=center>{line}</p>{TEXT}</div>"
    assert read_article(page(inner)).doc_no == line.strip("（）")


def test_document_number_quoted_in_the_text_is_not_the_article_s() -> None:
    text = "<p>　　根据《关于开展检查的通知》（某安监〔2015〕99号）的要求，现将检查结果通报如下，请各单位认真整改。</p>"
    inner = f"<h1>{TITLE}</h1><div>发布日期：2016-03-10</div><div id=zoom>{text}</div>"
    assert read_article(page(inner)).doc_no is None


def test_article_of_pictures_only_has_no_text() -> None:
    inner = (
        f"<h1>{TITLE}</h1><div>发布日期：2016-03-10</div><div id=zoom><p><img src=1.jpg></p></div>"
        "<div><a>分享</a></div><div>打印 关闭</div>"
    )
    article = read_article(page(inner))
    assert article.text == ""
    assert article.title == TITLE
