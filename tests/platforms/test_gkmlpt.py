# ruff: noqa: E501 (markup is easier to check in one piece)
"""Guangdong's disclosure catalogue: the inline tree, JSON lists without a reliable end, articles."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from crawler.model import Outcome, PageKind, Reading, Role
from crawler.outcomes import by_content
from crawler.page import Page
from crawler.platforms.base import Hint, end_of_list, read_page

HOME = "http://bureau.example.gov.cn/"
BASE = f"{HOME}gkmlpt"
TREE: list[dict[str, Any]] = [
    {"id": 700, "name": "政策文件", "parent": 0, "post_count": 31, "jump_url": "", "children": [
        {"id": 721, "name": "规范性文件", "parent": 700, "post_count": 31, "jump_url": "", "children": []}]},
    {"id": 730, "name": "机构职能", "parent": 0, "jump_url": "/gkmlpt/index#721"},
    {"id": 740, "name": "建议提案", "parent": 0, "jump_url": "https://www.example.gov.cn/jyta/", "children": []},
    {"id": 750, "name": "工作动态", "parent": 0, "post_count": 9, "children": [
        {"id": 751, "name": "外链", "parent": 750, "jump_url": "https://mp.example.cn/s"}]},
]  # fmt: skip


def shell(tree: list[dict[str, Any]], body: str = "<div id='app'></div>") -> bytes:
    config = f"window._CONFIG = {{ APP_URL: 'https://bureau.example.gov.cn', SID: '769000', TREE: {json.dumps(tree, ensure_ascii=False)}, SERVICE_AREA_ID: 12 }}"
    return f"<html><head><title>政府信息公开目录</title><script>{config}</script></head><body>{body}</body></html>".encode()


def read(body: bytes, url: str, **hint: Any) -> Reading:
    return read_page(Page(url, body, "text/html; charset=utf-8"), Hint(site_url=HOME, **hint))


def record(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number, "title": f"关于某事的第{number}号通知", "document_number": f"东某〔2016〕{number}号",
        "identifier": f"11441900MB00000000/2016-{number:05}", "publisher": "某市某局", "date": 1458000000,
        "created_at": "2016-03-15 00:00:00", "display_publish_time": 1458000000, "first_publish_time": 1572000000,
        "classify_main_name": "规范性文件", "relation": "[]", "post_url": f"{HOME}tzgg/content/post_{number}.html",
        "url": f"http://bureau.example.gov.cn/gkmlpt/content/0/{number // 1000}/post_{number}.html",
    } | changes  # fmt: skip


def answer(numbers: range, url: str, **counts: Any) -> Reading:
    data = {"articles": [record(n) for n in numbers], **counts}
    return read_page(Page(url, json.dumps(data, ensure_ascii=False).encode(), "application/json"))


def api(page: int) -> str:
    return f"{BASE}/api/all/721?page={page}&sid=769000"


def test_tree_is_the_column_tree_and_each_column_has_the_address_of_its_data() -> None:
    found = read(shell(TREE), f"{BASE}/index", role=Role.COLUMN, column_path=("信息公开目录",))
    assert (found.kind, found.platform, found.listing) == (PageKind.CATALOGUE, "gkmlpt", None)
    (root,) = found.nav
    policy, functions, proposals, news = root.children
    assert (root.name, root.url, policy.name, policy.url) == (
        "信息公开目录",
        None,
        "政策文件",
        f"{BASE}/api/all/700?page=1&sid=769000",
    )
    assert (policy.children[0].name, policy.children[0].url) == ("规范性文件", api(1))
    assert functions.url == api(1)
    assert proposals.url == "https://www.example.gov.cn/jyta/"
    assert news.url == f"{BASE}/api/all/750?page=1&sid=769000"


def test_mere_link_to_another_site_is_no_column_but_a_page_there_is() -> None:
    links = {"市政府信息公开目录": "https://www.example.gov.cn/", "依申请公开": "https://ysqgk.example.gov.cn/769000"}
    tree = [{"id": n, "name": name, "jump_url": url} for n, (name, url) in enumerate(links.items())]
    (root,) = read(shell(tree), f"{BASE}/index", role=Role.COLUMN).nav
    assert [(node.name, node.url) for node in root.children] == [("依申请公开", links["依申请公开"])]


def test_catalogue_in_a_bureaus_folder_keeps_the_folder() -> None:
    (root,) = read(shell(TREE[:1]), f"{HOME}yjj/gkmlpt/index", role=Role.COLUMN).nav
    assert root.children[0].url == f"{HOME}yjj/gkmlpt/api/all/700?page=1&sid=769000"


def test_portals_home_page_is_the_home_with_the_tree_at_its_top() -> None:
    found = read_page(Page(f"{BASE}/index", shell(TREE)), Hint(role=Role.HOME, site_url=f"{BASE}/index"))
    assert found.kind is PageKind.HOME
    assert [node.name for node in found.nav] == ["政策文件", "机构职能", "建议提案", "工作动态"]


def test_list_row_has_title_day_in_shanghai_and_numbers() -> None:
    found = answer(range(1, 3), api(1), total=2)
    assert (found.kind, found.platform) == (PageKind.LIST, "gkmlpt")
    assert found.listing is not None
    row = found.listing.rows[0]
    assert (row.title, row.listed_on, row.raw_date) == ("关于某事的第1号通知", date(2016, 3, 15), "1458000000")
    assert (row.url, row.column_hint) == (f"{BASE}/content/0/0/post_1.html", "规范性文件")
    assert (row.fields["索引号"], row.fields["文号"]) == ("11441900MB00000000/2016-00001", "东某〔2016〕1号")
    assert (found.listing.total, found.listing.page, found.listing.next_url) == (2, 1, None)


@pytest.mark.parametrize(
    ("count", "counts", "page", "goes_on"),
    [
        (100, {"total": 143}, 1, True),
        (100, {"total": 100}, 1, True),  # a full page: the total may be wrong
        (43, {"total": 143}, 2, False),
        (88, {"total": 203}, 1, True),  # a short page is not the end
        (88, {"classify": {"post_count": 88}}, 1, False),
        (88, {"total": 88, "classify": {"post_count": 90}}, 1, True),
        (88, {}, 1, True),
        (0, {"total": 203}, 3, False),
    ],
)  # fmt: skip
def test_walk_goes_on_unless_both_page_and_total_say_end(
    count: int, counts: dict[str, Any], page: int, goes_on: bool
) -> None:
    found = answer(range(1000, 1000 + count), api(page), **counts)
    assert found.listing is not None
    assert found.listing.next_url == (api(page + 1) if goes_on else None)


def test_page_0_is_page_1_and_is_followed_by_page_2() -> None:
    found = answer(range(100), api(0), total=143)
    assert found.listing is not None
    assert (found.listing.page, found.listing.next_url) == (1, api(2))


def test_not_found_behind_page_1_is_the_end_and_page_1_itself_is_missing() -> None:
    ended = end_of_list(api(2))
    assert ended is not None
    assert ended.listing is not None
    assert ended.listing.rows == ()
    assert end_of_list(api(1)) is None
    assert end_of_list(f"{HOME}tzgg/index_2.html") is None


def test_answer_that_is_no_data_is_an_error_on_page_1_and_the_end_behind_it() -> None:
    page = Page(api(1), "<html><body>系统繁忙</body></html>".encode())
    found = read_page(page)
    assert by_content(page, found) is Outcome.SERVER_ERROR
    behind = read_page(Page(api(2), page.body))
    assert behind.listing is not None


@pytest.mark.parametrize(("created_at", "day"), [("2012-05-08", date(2012, 5, 8)), ("", None)])
def test_import_day_of_a_migration_is_not_the_date(created_at: str, day: date | None) -> None:
    moments = {"display_publish_time": None, "date": 0, "created_at": created_at, "create_time": 1572000000}
    data = {"articles": [record(1, **moments)]}
    found = read_page(Page(api(1), json.dumps(data).encode(), "application/json"))
    assert found.listing is not None
    assert found.listing.rows[0].listed_on == day
    assert found.listing.rows[0].fields["create_time"] == "1572000000"


def test_row_that_leads_to_another_host_keeps_its_address() -> None:
    data = {"articles": [record(1, url="https://mp.weixin.qq.com/s/abc")]}
    found = read_page(Page(api(1), json.dumps(data).encode(), "application/json"))
    assert found.listing is not None
    assert found.listing.rows[0].url == "https://mp.weixin.qq.com/s/abc"


META = """<table><tr><td class="td-label">索引号:</td><td class="td-value"><span>11441900/2016-00012</span></td><td class="td-label">分类:</td><td class="td-value"><span></span></td></tr>
<tr><td class="td-label">发布机构:</td><td class="td-value"><span>某市某局</span></td><td class="td-label">成文日期:</td><td class="td-value"><span>2016-03-10</span></td></tr>
<tr><td class="td-label">名称:</td><td class="td-value-xl" colspan="3"><span>关于印发某办法的通知</span></td></tr>
<tr><td class="td-label">文号:</td><td class="td-value"><span>东某〔2016〕5号</span></td><td class="td-label">发布日期:</td><td class="td-value"><span>2016-03-15</span></td></tr>
<tr><td class="td-label">主题词:</td><td class="td-value"><span></span></td></tr></table>
<h1>关于印发某办法的通知</h1><div class="date-row">发布日期：2016-03-15 浏览次数：-</div>"""
TEXT = (
    "<p>"
    + "各有关单位，现将某办法印发给你们，请遵照执行。" * 8
    + "</p><p><a class='nfw-cms-attachment' href='/attachment/0/306/306724/963149.pdf' alt='附件.pdf'>附件.pdf</a></p>"
)
POST = f"{BASE}/content/0/963/post_963149.html"


def article(body: str, detail: dict[str, Any] | None = None) -> Reading:
    record_in_script = json.dumps(detail, ensure_ascii=False).replace("<", "\\u003C") if detail else "null"
    script = f"<script>window._CONFIG = {{ SID: '769000', DETAIL: {record_in_script}, LAST: 1 }}</script>"
    return read(
        f"<html><head><title>某局</title>{script}</head><body>{body}<div class='footer'>版权所有 某局 主办单位：某局</div></body></html>".encode(),
        POST,
    )


def test_article_with_its_text_in_the_page() -> None:
    found = article(f"{META}<div class='article-content'>{TEXT}</div>", record(963149, content="<p>别的</p>"))
    assert (found.kind, found.platform) == (PageKind.ARTICLE, "gkmlpt")
    assert found.article is not None
    assert (found.article.title, found.article.index_no, found.article.doc_no) == (
        "关于印发某办法的通知",
        "11441900/2016-00012",
        "东某〔2016〕5号",
    )
    assert found.article.published is not None
    assert found.article.published.value == date(2016, 3, 15)
    assert found.article.written is not None
    assert found.article.written.value == date(2016, 3, 10)
    assert [entry.url for entry in found.article.attachments] == [f"{HOME}attachment/0/306/306724/963149.pdf"]
    assert "别的" not in found.article.text


def test_text_that_is_only_in_the_record_is_the_text() -> None:
    for body in (f"{META}<div class='article-content'></div>", META):
        found = article(body, record(963149, content=TEXT))
        assert found.article is not None
        assert "现将某办法印发给你们" in found.article.text
        assert [entry.name for entry in found.article.attachments] == ["附件.pdf"]


def test_article_that_is_nothing_but_a_record() -> None:
    found = article("<div id='app'></div>", record(7, content=TEXT, attachment=[]))
    assert found.article is not None
    assert (found.article.title, found.article.index_no, found.article.doc_no) == (
        "关于某事的第7号通知",
        "11441900MB00000000/2016-00007",
        "东某〔2016〕7号",
    )
    assert found.article.published is not None
    assert found.article.published.value == date(2016, 3, 15)


def test_attachments_of_the_record_count_where_the_page_shows_none() -> None:
    files = [{"id": 1, "name": "附件.pdf", "type": "pdf", "url": "/attachment/0/0/1/7.pdf"}]
    found = article("<div id='app'></div>", record(7, content="<p>见附件。</p>", attachment=files))
    assert found.article is not None
    assert [(entry.url, entry.media_type) for entry in found.article.attachments] == [
        (f"{HOME}attachment/0/0/1/7.pdf", "pdf")
    ]
