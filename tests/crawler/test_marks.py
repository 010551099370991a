"""What a page says of itself in meta tags, in its head area, and where it is being built."""

from __future__ import annotations

import pytest

from crawler.extract.marks import form_of, read_marks
from crawler.model import PageKind
from crawler.page import Page
from crawler.platforms.base import read_page
from crawler.sight import PageMarks, TimeForm

FOOT = "<div>版权所有：某某局 主办：某某局 粤ICP备05012345号 网站标识码：4419000012</div>"


def page_of(head: str = "", body: str = "<p>正文</p>", *, charset: str = "utf-8", end: str = "</body></html>") -> Page:
    html = f'<html><head><meta charset="{charset}">{head}</head><body>{body}{FOOT}{end}'
    return Page("http://bureau.example/a/1.html", html.encode(charset), f"text/html; charset={charset}")


def marks_of(page: Page, *names: str) -> PageMarks:
    found = read_marks(page, read_page(page), names)
    assert found is not None
    return found


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


SITE = meta("SiteName", "某某市安监局") + meta("SiteDomain", "bureau.example") + meta("SiteIDCode", "BM17000009")


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_tags_are_known_whatever_their_case_and_charset(charset: str) -> None:
    marks = marks_of(page_of(SITE + meta("columnname", "通知公告") + meta("COLUMNTYPE", "通知公告"), charset=charset))
    assert marks.tags == ("sitename", "sitedomain", "siteidcode", "columnname", "columntype")
    assert (marks.site_name, marks.site_domain, marks.site_code) == ("某某市安监局", "bureau.example", "bm17000009")
    assert marks.placeholders == marks.empty == ()


def test_blank_tag_is_there_and_empty() -> None:
    marks = marks_of(page_of(meta("SiteName", " ") + meta("SiteIDCode", "")))
    assert marks.tags == () and marks.empty == ("sitename", "siteidcode")


def test_tag_that_is_filled_once_is_not_empty() -> None:
    marks = marks_of(page_of(meta("SiteName", "") + meta("SiteName", "某某局")))
    assert (marks.tags, marks.empty) == (("sitename",), ())


@pytest.mark.parametrize("value", ["网站名称", "{$SiteName}", "${siteName}", "[!--site.name--]", "<%=name%>"])
def test_words_of_the_template_are_placeholders(value: str) -> None:
    marks = marks_of(page_of(meta("SiteName", value.replace("<", "&lt;"))))
    assert marks.placeholders == ("sitename",) and marks.tags == ("sitename",)


def test_name_of_another_tag_is_no_placeholder() -> None:
    assert marks_of(page_of(meta("ColumnName", "来源") + meta("Keywords", "标题"))).placeholders == ()


def test_what_differs_from_page_to_page_is_not_kept() -> None:
    long = meta("SiteName", "某" * 41)
    assert marks_of(page_of(long)).site_name is None
    assert marks_of(page_of(meta("SiteName", "某" * 40))).site_name == "某" * 40
    title = meta("ArticleTitle", "关于粉尘的通知") + meta("SiteName", "关于粉尘的通知")
    marks = marks_of(page_of(title, "<h1>关于粉尘的通知</h1><p>发布时间：2016-03-05</p><p>" + "正文。" * 90))
    assert marks.site_name is None and "sitename" in marks.tags


@pytest.mark.parametrize(
    ("content", "host"), [("http://www.a.gov.cn/index.html", "www.a.gov.cn"), ("WWW.A.gov.cn", "www.a.gov.cn")]
)
def test_domain_is_told_as_a_host(content: str, host: str) -> None:
    assert marks_of(page_of(meta("SiteDomain", content))).site_domain == host


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("2022-04-17 14:46", TimeForm.MINUTE),
        ("发布时间：2022-04-17　14:46", TimeForm.MINUTE),
        ("2022-04-17 14:46:00", TimeForm.SECONDS),
        ("2022-04-17", TimeForm.DATE),
        ("2022-4-17", TimeForm.OTHER),
        ("2022年4月17日", TimeForm.OTHER),
        ("2022/04/17 14:46", TimeForm.OTHER),
        ("2022-04-17 9:05", TimeForm.OTHER),
        ("网站发布", TimeForm.OTHER),
    ],
)
def test_forms_of_a_moment(written: str, form: TimeForm) -> None:
    assert form_of(written) is form


def article(pub_date: str, shown: str) -> PageMarks:
    text = (
        f"<h1>关于粉尘的通知</h1><div>{shown}　来源：某某局</div><div>"
        + "<p>各镇安监分局要加强检查。</p>" * 20
        + "</div>"
    )
    return marks_of(page_of(meta("PubDate", pub_date), text))


def test_pub_date_beside_the_date_that_is_shown() -> None:
    same = article("2016-03-05 10:20:33", "发布时间：2016-03-05 10:20")
    assert (same.pub_form, same.pub_agrees, same.time_form) == (TimeForm.SECONDS, True, TimeForm.MINUTE)
    assert article("2016-03-05", "发布日期：2016年3月5日").pub_agrees is True
    assert article("2016-03-06", "发布日期：2016-03-05").pub_agrees is False
    assert article("2016-03-06", "").pub_agrees is None
    assert article("", "发布日期：2016-03-05").pub_agrees is None


def test_name_in_the_head_area_is_shown_and_otherwise_unknown() -> None:
    shown = page_of(body='<div><img src="logo.png" alt="某某市安全生产监督管理局"></div>')
    assert marks_of(shown, "某某市安全生产监督管理局").name_shown is True
    assert marks_of(page_of(SITE, "<h2>某某市安监局</h2>")).name_shown is True
    assert marks_of(page_of(body='<img src="logo.png">'), "某某市安全生产监督管理局").name_shown is None
    below = page_of(body="<p>文</p>" * 3000 + "某某市安全生产监督管理局")
    assert marks_of(below, "某某市安全生产监督管理局").name_shown is None


@pytest.mark.parametrize("words", ["该栏目正在建设中，敬请期待！", "网站建设中……", "Under Construction"])
def test_page_that_is_being_built(words: str) -> None:
    assert marks_of(page_of(body=f"<a href='/'>首页</a><div>{words}</div>")).building


@pytest.mark.parametrize(
    "body",
    [
        "<p>我市安全生产信息化项目正在建设中，项目总投资三千万元，计划于明年六月底以前完成竣工验收工作。</p>",
        "<p>建设中</p>" + "<p>项目进展情况说明如下，各单位抓紧落实。</p>" * 30,
        "<a href='/b'>建设中</a><p>其他</p>",
    ],
)
def test_page_that_tells_of_something_being_built_is_none(body: str) -> None:
    assert not marks_of(page_of(body=body)).building


def test_page_that_was_cut_off_says_so() -> None:
    assert marks_of(page_of()).whole
    assert not marks_of(page_of(end="")).whole


def test_data_and_fragments_have_no_marks() -> None:
    for body in (b'{"articles": []}', b"<li><a href='/a'>x</a></li>", b""):
        page = Page("http://bureau.example/list", body, "text/html")
        assert read_marks(page, read_page(page)) is None


def test_kind_is_kept_with_the_marks() -> None:
    rows = "".join(
        f"<li><a href='/a/{n}.html'>关于第{n}次检查的通知</a><span>2016-03-{n:02d}</span></li>" for n in range(1, 9)
    )
    assert marks_of(page_of(body=f"<ul>{rows}</ul>")).kind is PageKind.LIST
