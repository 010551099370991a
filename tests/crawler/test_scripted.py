"""Publishing days that stand only in script."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract.article import read_article
from crawler.extract.scripted import day_in_script
from crawler.page import Page

TEXT = "现将有关事项通知如下，请各单位认真贯彻执行，并于月底前将进展情况报送我局办公室。"


def article(inner: str) -> Page:
    body = f"<html><body><h1>关于开展某某检查的通知</h1>{inner}<div id='zoom'><p>{TEXT * 3}</p></div></body></html>"
    return Page("http://portal.test/a/123.html", body.encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "inner",
    [
        "<div>时间：<span id='t'></span></div><script>var pubDate = '2016-03-15 10:20:00';show(pubDate)</script>",
        '<script>var infodate="2016/3/15";</script>',
        "<div>发布日期：<span><script type='text/javascript'>document.write('2016年3月15日')</script></span></div>",
    ],
)
def test_day_that_only_script_tells_is_the_publishing_day(inner: str) -> None:
    found = read_article(article(inner)).published
    assert found is not None
    assert (found.value, found.via) == (date(2016, 3, 15), "script")


@pytest.mark.parametrize(
    "inner",
    [
        "<script>var today = '2017-01-20';</script>",
        "<script>var list = [{pubDate:'2016-03-15',title:'其他'}];</script>",
        "<script>var pubDate = '2016-03-15'; var publishTime = '2016-04-01';</script>",
        "<div>今天是：<script>document.write('2017-01-20')</script></div>",
        "<div>发布日期：<script>document.write(new Date())</script></div>",
    ],
)
def test_clock_or_day_of_something_else_is_no_publishing_day(inner: str) -> None:
    assert day_in_script(article(inner)) is None
    assert read_article(article(inner)).published is None


def test_line_on_the_page_goes_before_the_script() -> None:
    inner = "<div>发布日期：2016-03-15</div><script>var pubDate='2016-04-01'</script>"
    found = read_article(article(inner)).published
    assert found is not None and (found.value, found.via) == (date(2016, 3, 15), "line")
