"""How visits end, when they are tried again, and how a lost list page is passed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.model import Fetched, Outcome, Role
from crawler.outcomes import by_content, by_status, is_readable, unreadable
from crawler.page import Page
from crawler.paging import address_after
from crawler.platforms.base import Hint, read_page
from crawler.retrying import Backoff, pause_before_retry


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.OK),
        (206, Outcome.OK),
        (301, Outcome.REDIRECT),
        (304, Outcome.NOT_MODIFIED),
        (401, Outcome.LOGIN),
        (403, Outcome.FORBIDDEN),
        (404, Outcome.NOT_FOUND),
        (410, Outcome.GONE),
        (412, Outcome.CHALLENGE),
        (418, Outcome.CLIENT_ERROR),
        (429, Outcome.THROTTLED),
        (500, Outcome.SERVER_ERROR),
        (521, Outcome.CHALLENGE),
        (999, Outcome.SERVER_ERROR),
    ],
)
def test_status_means_an_outcome(status: int, outcome: Outcome) -> None:
    assert by_status(status) is outcome


def outcome_of(html: str) -> Outcome:
    page = Page("http://x.test/a.html", html.encode(), "text/html; charset=utf-8")
    return by_content(page, read_page(page))


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>404 Not Found</title></head><body>nginx</body></html>",
        "<html><head><title>提示信息</title></head><body><p>对不起，您访问的页面不存在或已删除！</p></body></html>",
        "<html><head><title>页面不存在</title></head><body><a href='/'>返回首页</a></body></html>",
    ],
)
def test_page_that_says_no_such_page_is_a_soft_404(html: str) -> None:
    assert outcome_of(html) is Outcome.SOFT_404


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("<p>参数错误！</p><a href='javascript:history.back()'>返回</a>", Outcome.SOFT_404),
        ("<p>错误提示：该信息不存在</p>", Outcome.SOFT_404),
        ("<h1>关于参数错误的说明</h1><p>本局网站的一处参数错误已于近日更正，特此说明。</p>", Outcome.OK),
    ],
)
def test_script_that_refuses_its_id_with_status_200_shows_no_article(body: str, outcome: Outcome) -> None:
    page = Page("http://x.test/show.asp?id=7", f"<html><body>{body}</body></html>".encode(), "text/html; charset=utf-8")
    assert by_content(page, read_page(page, Hint(role=Role.ARTICLE))) is outcome


def test_challenge_and_login_pages_are_told() -> None:
    slider = "<html><head><title>安全验证</title></head><body><div>请拖动滑块完成验证</div></body></html>"
    assert outcome_of(slider) is Outcome.CHALLENGE
    login = "<html><title>系统登录</title><body><form><input type='password'></form></body></html>"
    assert outcome_of(login) is Outcome.LOGIN


def test_article_about_a_missing_page_is_content() -> None:
    text = "<p>针对群众反映网页信息不存在、页面找不到的问题，我局组织开展了网站普查整改工作，取得明显成效。</p>" * 12
    head = "<html><title>网站普查整改情况</title><body><h1>网站普查整改情况</h1><div>发布日期：2016-03-05</div>"
    html = f"{head}{text}</body></html>"
    assert outcome_of(html) is Outcome.OK


@pytest.mark.parametrize(
    ("content_type", "body", "readable"),
    [
        ("text/html; charset=gbk", b"<html>", True),
        (None, b"\xef\xbb\xbf  <!DOCTYPE html>", True),
        (None, b"%PDF-1.4", False),
        ("application/octet-stream", b"<html>", True),
        ("application/msword", b"\xd0\xcf\x11\xe0", False),
        ("application/json", b'{"total": 3}', True),
        ("text/plain", b"\x00\x01\x02\x00", False),
        ("image/png", b"\x89PNG", False),
    ],
)
def test_only_pages_and_data_are_read(content_type: str | None, body: bytes, readable: bool) -> None:
    assert is_readable(content_type, body, "http://x.test/") is readable


def failed(outcome: Outcome, *headers: tuple[str, str]) -> Fetched:
    return Fetched("http://x.test/", datetime(2016, 1, 1, tzinfo=UTC), outcome, 503, headers)


def test_passing_failures_are_tried_three_times_with_growing_pauses() -> None:
    fetched = failed(Outcome.TIMEOUT)
    pauses = [pause_before_retry(fetched, Outcome.TIMEOUT, attempts) for attempts in (1, 2, 3)]
    assert pauses[0] is not None and pauses[1] is not None and pauses[0] < pauses[1]
    assert pauses[2] is None


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome.permanent])
def test_permanent_outcomes_are_not_tried_again(outcome: Outcome) -> None:
    assert pause_before_retry(failed(outcome), outcome, 1) is None


def test_retry_after_is_obeyed_within_reason() -> None:
    assert pause_before_retry(failed(Outcome.THROTTLED, ("Retry-After", "120")), Outcome.THROTTLED, 1) == 120
    assert pause_before_retry(failed(Outcome.THROTTLED, ("Retry-After", "99999")), Outcome.THROTTLED, 1) == 300
    assert pause_before_retry(failed(Outcome.THROTTLED, ("Retry-After", "soon")), Outcome.THROTTLED, 1) == 12


def test_address_behind_a_lost_page_follows_the_pattern_of_two() -> None:
    assert address_after("http://x/dt/index_2.html", "http://x/dt/index_3.html") == "http://x/dt/index_4.html"
    assert address_after("http://x/l?p=9&c=5", "http://x/l?p=10&c=5") == "http://x/l?p=11&c=5"
    assert address_after("http://x/p09.htm", "http://x/p10.htm") == "http://x/p11.htm"
    assert address_after("http://x/dt/", "http://x/dt/index_2.html") is None
    assert address_after("http://x/2016/a1.htm", "http://x/2017/a2.htm") is None


@pytest.mark.parametrize(
    "words",
    [
        "您的访问过于频繁，请稍后再试！",
        "访问过于频繁",
        "抱歉，您的请求过于频繁，请输入验证码",
        "您的操作太频繁了",
        "由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断",
        "您的请求已被拦截",
        "网站防火墙：您的请求带有不合法参数",
    ],
)
def test_words_of_a_guard_are_a_challenge(words: str) -> None:
    assert outcome_of(f"<html><title>提示</title><body><p>{words}</p></body></html>") is Outcome.CHALLENGE


def test_article_about_frequent_visits_is_no_challenge() -> None:
    text = "<p>近期发现部分企业访问过于频繁，影响系统运行，现就有关事项通知如下，请各单位遵照执行。</p>" * 20
    assert (
        outcome_of(f"<html><title>通知</title><body><h1>关于规范系统使用的通知</h1>{text}</body></html>") is Outcome.OK
    )


def page_of(body: bytes, content_type: str) -> Page:
    return Page("http://x.test/a", body, content_type)


def test_xml_that_declares_entities_is_not_read() -> None:
    bomb = b'<?xml version="1.0"?>\n<!doctype r [<!ENTITY a "b">]><r>&a;</r>'
    assert unreadable(page_of(bomb, "text/xml")) == "declares entities"
    assert unreadable(page_of(b"<!DOCTYPE html><html><body>&nbsp;</body></html>", "text/html")) == ""
    assert unreadable(page_of(b"<html><body><pre>&lt;!ENTITY</pre></body></html>", "text/html")) == ""


def test_what_is_packed_once_more_is_no_page_but_may_be_a_file() -> None:
    body = b"\x1f\x8b\x08\x00" + b"\0" * 50
    assert unreadable(page_of(body, "text/html")) == "is packed once more"
    assert unreadable(page_of(body, "application/gzip")) == ""


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"data": [' + b"[" * 100_000, "is JSON that cannot be read"),
        (b'{"rows": [{"title": "a"}, {"ti', "is JSON that cannot be read"),
        (b'{"rows": []}', ""),
        (b"", ""),
    ],
)
def test_json_that_broke_off_is_no_empty_list(body: bytes, why: str) -> None:
    page = page_of(body, "application/json")
    assert unreadable(page, read_page(page, Hint(role=Role.LIST_PAGE, site_url="http://x.test/"))) == why


def answers(outcome: Outcome) -> Fetched:
    return failed(outcome)


def test_host_that_asks_for_less_is_left_alone_twice_as_long_each_time() -> None:
    backoff = Backoff(3.0)
    pauses = [backoff.pause(answers(Outcome.THROTTLED), Outcome.THROTTLED, resting=False) for _ in range(8)]
    assert pauses == [3, 6, 12, 24, 48, 96, 192, 300]
    assert backoff.hopeless


def test_answers_that_were_under_way_do_not_lengthen_the_pause() -> None:
    backoff = Backoff(3.0)
    throttled = answers(Outcome.THROTTLED)
    assert [backoff.pause(throttled, Outcome.THROTTLED, resting=resting) for resting in (False, True, True)] == [
        3,
        6,
        6,
    ]


def test_page_that_comes_through_ends_the_backing_off() -> None:
    backoff = Backoff(3.0)
    for _ in range(7):
        backoff.pause(answers(Outcome.THROTTLED), Outcome.THROTTLED, resting=False)
    assert backoff.pause(answers(Outcome.TIMEOUT), Outcome.TIMEOUT, resting=False) == 0
    assert backoff.hopeless
    assert backoff.pause(answers(Outcome.OK), Outcome.OK, resting=False) == 0
    assert not backoff.hopeless
    asked = failed(Outcome.THROTTLED, ("Retry-After", "90"))
    assert backoff.pause(asked, Outcome.THROTTLED, resting=False) == 90
