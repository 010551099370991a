"""From the page as it is written to the verdict: what is right in another form must not be flagged."""

from __future__ import annotations

import sqlite3

import pytest

from checks.model import Verdict
from crawler.catalogue.marks import put_page_marks
from crawler.extract.marks import read_marks
from crawler.model import Role
from crawler.page import Page
from crawler.platforms.base import read_page
from tests.builders import HOME, column, row
from tests.builders_guideline import POINT, site_of_2018
from tests.packs.putting import verdict_under
from tests.rules.asking import CLEAR, FLAGGED, UNSURE

CODE = "4419000012"
NAME = "东莞市安全生产监督管理局"
ARTICLE = HOME + "art/1.html"
TAGS = f"<meta name='SiteName' content='{NAME}'><meta name='SiteDomain' content='bureau.example'>"
TAGS += f"<meta name='SiteIDCode' content='{CODE}'>"
COLUMN_PARTS = ("Name", "Description", "Keywords", "Type")
COLUMN_TAGS = "".join(f"<meta name='Column{part}' content='通知公告'>" for part in COLUMN_PARTS)
FOOT = (
    "<div class='footer'>主办单位：某某市安全生产监督管理局 地址：某某市体育路1号 联系电话：0769-22830000 "
    f"网站标识码：{CODE} <a href='https://beian.miit.gov.cn/'>粤ICP备05012345号</a> "
    "<a href='http://www.beian.gov.cn/'>粤公网安备44190002000012号</a> <a href='/map.html'>网站地图</a>{more}</div>"
)
ENCODED_MARK = (
    "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/05/107/"
    "0000/41468768/CA051070000414687680001.js' type='text/javascript'%3E%3C/script%3E\"));</script>"
)
FINDER = f"<script id='_jiucuo_' sitecode='{CODE}' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>"
LINKED = f"<a href='https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={CODE}&url=http%3A%2F%2F{{}}%2F'>找错</a>"


def _page(url: str, head: str, body: str) -> Page:
    html = f"<html><head><title>{NAME}</title>{head}</head><body><h1>{NAME}</h1>{body}</body></html>"
    return Page(url, html.encode(), "text/html; charset=utf-8")


def _with(role: Role, page: Page) -> sqlite3.Connection:
    """A site with a notice of May 2018, on which one page was read so."""
    notice = row("关于汛期检查的通知", "2018-05-02", "2018-05-02", url=ARTICLE)
    conn = site_of_2018(column("政务公开/通知公告", rows=[notice]))
    run, visit = conn.execute("SELECT run_id, id FROM visits WHERE url = ?", (page.url,)).fetchone()
    marks = read_marks(page, read_page(page), [NAME])
    assert marks is not None
    put_page_marks(conn, run, visit, role, marks)
    return conn


def _home(clause: str, head: str = TAGS, foot: str = FOOT.format(more=ENCODED_MARK + FINDER)) -> Verdict:
    return verdict_under(_with(Role.HOME, _page(HOME, head, foot)), clause, POINT)


@pytest.mark.parametrize(
    "head",
    [
        TAGS.lower().replace("bureau.example", "BUREAU.EXAMPLE"),
        TAGS.replace("name=", "NAME="),
        "".join(reversed(TAGS.replace("<", "\n<").splitlines(keepends=True))),
    ],
)
def test_tags_in_another_case_and_order(head: str) -> None:
    assert _home("g17.meta.home", head) is CLEAR
    assert _home("g17.meta.domain_match", head) is CLEAR


def test_templates_own_words() -> None:
    head = TAGS.replace(CODE, "政府网站标识码")
    assert _home("g17.meta.placeholder", head) is FLAGGED
    assert _home("g17.meta.code_match", head) is UNSURE, "it is not filled in: the other clause says so"


@pytest.mark.parametrize(
    "mark",
    [
        ENCODED_MARK,
        "<span id='_ideConac'></span><script src='https://dcs.conac.cn/js/1/2/3/4/CA010000000000000000001.js'></script>",
        "<a href='//bszs.conac.cn/sitename?method=show&id=08A84D5F38000F44E053022819AC4FA3'><img src='red.png'></a>",
    ],
)
def test_organs_mark_by_script_or_link(mark: str) -> None:
    assert _home("g17.foot.dzjg", foot=FOOT.format(more=mark)) is CLEAR
    assert _home("g17.foot.dzjg", foot=FOOT.format(more="")) is FLAGGED


@pytest.mark.parametrize(
    ("entry", "verdict"),
    [
        (FINDER, CLEAR),
        (FINDER.replace("'", "").replace("https:", ""), CLEAR),
        (LINKED.format("bureau.example"), CLEAR),
        (LINKED.format("slj.dg.gov.cn"), FLAGGED),
        (FINDER.replace(CODE, "4419000099"), FLAGGED),
        ("<a href='http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code=4419000012&url=x'>找错</a>", UNSURE),
        ("", FLAGGED),
    ],
)  # fmt: skip
def test_entry_to_report_errors(entry: str, verdict: Verdict) -> None:
    assert _home("g17.foot.finderror", foot=FOOT.format(more=entry)) is verdict


@pytest.mark.parametrize(
    "foot",
    [
        "<script src='/common/footer.js'></script>",
        "<iframe src='/common/footer.html' width='100%' height='120'></iframe>",
        "<div class='footer'><script src='/common/foot.js'></script></div>",
        "<p>正文</p>",
    ],
)
@pytest.mark.parametrize("clause", ["g17.foot.icp", "g17.foot.code", "g17.foot.finderror", "g17.foot.owner"])
def test_foot_that_is_not_in_the_page_is_not_called_bare(clause: str, foot: str) -> None:
    assert _home(clause, foot=foot) is UNSURE


@pytest.mark.parametrize(
    ("written", "match", "form"),
    [
        ("2018-05-02 10:20", CLEAR, CLEAR),
        ("2018-05-02 10:20:30", CLEAR, CLEAR),
        ("2018/05/02 10:20", CLEAR, FLAGGED),
        ("2018-05-02", CLEAR, FLAGGED),
        ("2018-05-12 10:20", FLAGGED, CLEAR),
    ],
)
def test_pubdate_with_seconds_is_the_same_day(written: str, match: Verdict, form: Verdict) -> None:
    head = f"{TAGS}{COLUMN_TAGS}<meta name='ArticleTitle' content='关于汛期检查的通知'>"
    head += "<meta name='ContentSource' content='本局'>"
    head += f"<meta name='PubDate' content='{written}'>"
    body = "<h2>关于汛期检查的通知</h2><div>发布时间：2018-05-02 10:20 来源：本局</div><div class='content'>"
    body += "<p>各镇街：汛期将至，请检查尾矿库、露天矿和地下矿山的排水设施，并于五月底前报送情况。</p>" * 4 + "</div>"
    conn = _with(Role.ARTICLE, _page(ARTICLE, head, body + FOOT.format(more="")))
    assert verdict_under(conn, "g17.meta.content", POINT) is CLEAR
    assert verdict_under(conn, "g17.meta.pubdate_match", POINT) is match
    assert verdict_under(conn, "g17.meta.pubdate_form", POINT) is form
    assert verdict_under(conn, "g17.page.time", POINT) is CLEAR
