# ruff: noqa: E501 (markup is easier to check in one piece)
"""Letters by POST: what the shell asks for, how the list goes on, what an error is; and the whole of it over a socket."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.clock import system_clock
from crawler.crawl import crawl_sites
from crawler.middlewares.sessions import cookies_of
from crawler.model import Outcome, PageKind, Reading
from crawler.outcomes import by_content
from crawler.page import Page
from crawler.platforms.base import Hint, read_page
from crawler.posting import form_body, post_url, split_post
from crawler.profiles import Profile
from tests.crawler.mini_site import HTML, page, rows
from tests.crawler.portal_server import portal

HOME = "http://bureau.example.gov.cn/"
LIST = f"{HOME}hdjlpt/letter/pubList"
SHELL = "<html><head><title>留言选登</title><script>var _CSRF = 'tok3nTok3nTok3n'; var SID = {SID: '769000'};</script></head><body><div id='app'></div></body></html>"


def ask(offset: int) -> str:
    return post_url(LIST, form_body({"offset": offset, "limit": 20, "site_id": "769000"}))


def answer(first: int, count: int, total: int | None = 43, **changes: Any) -> bytes:
    letters = [
        {"id": n, "handle_code": f"A{n}", "title": f"咨询第{n}件事情", "nickname": "张**", "org_name": "某局", "time": "2016-03-15"}
        | changes
        for n in range(first, first + count)
    ]  # fmt: skip
    return json.dumps({"errcode": 0, "data": {"total": total, "list": letters}}, ensure_ascii=False).encode()


def read(body: bytes | str, url: str, kind: str = "application/json") -> Reading:
    source = body.encode() if isinstance(body, str) else body
    return read_page(Page(url, source, kind), Hint(site_url=HOME))


def test_shell_is_a_list_whose_rows_come_by_post() -> None:
    found = read(SHELL, f"{HOME}hdjlpt/published?via=pc", "text/html")
    assert (found.kind, found.platform) == (PageKind.LIST, "hdjlpt")
    assert found.listing is not None
    assert found.listing.elsewhere
    assert found.listing.rows == ()
    assert found.listing.next_url == ask(0)


def test_shell_that_does_not_tell_its_site_is_no_empty_list() -> None:
    found = read(SHELL.replace("769000", ""), f"{HOME}hdjlpt/published?via=pc", "text/html")
    assert found.listing is None
    assert found.warnings


def test_number_that_another_page_told_is_used() -> None:
    shell = SHELL.replace("769000", "").encode()
    found = read_page(Page(f"{HOME}hdjlpt/published?via=pc", shell), Hint(site_url=HOME, site_number="769000"))
    assert found.listing is not None
    assert found.listing.next_url == ask(0)


def test_classified_articles_are_asked_for_by_name() -> None:
    found = read(SHELL, f"{HOME}hdjlpt/c_cat?name=zcjd&via=pc", "text/html")
    assert found.listing is not None
    assert found.listing.next_url is not None
    asked = split_post(found.listing.next_url)
    assert asked.url == f"{HOME}hdjlpt/letter/cms/classify/articles"
    assert dict(parse_qsl(asked.body.decode()))["classify"] == "ZCJD"


def test_letters_lead_to_their_pages_and_the_list_goes_on_until_its_total() -> None:
    found = read(answer(100, 20), ask(0))
    assert found.listing is not None
    row = found.listing.rows[0]
    assert (row.title, row.url, row.listed_on) == ("咨询第100件事情", f"{HOME}hdjlpt/detail?pid=100", date(2016, 3, 15))
    assert (found.listing.total, found.listing.page, found.listing.next_url) == (43, 1, ask(20))
    last = read(answer(140, 3), ask(40))
    assert last.listing is not None
    assert (last.listing.page, last.listing.next_url) == (3, None)


def test_time_of_a_letter_may_be_a_moment() -> None:
    found = read(answer(1, 1, time=1458000000), ask(0))
    assert found.listing is not None
    assert found.listing.rows[0].listed_on == date(2016, 3, 15)


def test_error_of_the_service_is_not_an_empty_list() -> None:
    for body in ('{"errcode": 40001, "errmsg": "token"}', '{"message": "CSRF token mismatch."}'):
        asked = Page(ask(0), body.encode(), "application/json")
        assert by_content(asked, read_page(asked)) is Outcome.SERVER_ERROR


def test_letters_page_is_a_letter() -> None:
    body = "<html><body><table><tr><td>信件标题</td><td>咨询某事</td></tr><tr><td>来信时间</td><td>2016-03-01</td></tr><tr><td>信件内容</td><td>请问某事如何办理？</td></tr><tr><td>回复时间</td><td>2016-03-09</td></tr><tr><td>回复内容</td><td>您好，请到窗口办理。</td></tr></table></body></html>"
    found = read(body, f"{HOME}hdjlpt/detail?pid=100", "text/html")
    assert found.kind is PageKind.ARTICLE
    assert found.article is not None
    assert found.article.letter is not None
    assert (found.article.letter.sent_on, found.article.letter.replied_on) == (date(2016, 3, 1), date(2016, 3, 9))


def test_cookies_are_sent_back_without_their_attributes() -> None:
    assert cookies_of(
        [b"XSRF-TOKEN=a%3D; path=/; HttpOnly", b"szxx_session=b; expires=Wed, 21 Oct 2026 07:28:00 GMT"]
    ) == ("XSRF-TOKEN=a%3D; szxx_session=b")


# --- over a socket ----------------------------------------------------------------------------------


class Service:
    """Answers a POST only with the token and the cookie of the last load of the page; tokens change with each load."""

    def __init__(self, expire_once: bool = False) -> None:
        self.loads = 0
        self.expire_once = expire_once

    def shell(self, handler: Any) -> None:
        self.loads += 1
        body = SHELL.replace("tok3nTok3nTok3n", f"token-number-{self.loads}")
        handler.reply(200, [*HTML, ("Set-Cookie", f"szxx_session=s{self.loads}; path=/; httponly")], body.encode())

    def letters(self, handler: Any) -> None:
        sent = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        expected = (f"token-number-{self.loads}", f"szxx_session=s{self.loads}")
        if handler.command != "POST" or (handler.headers["X-CSRF-TOKEN"], handler.headers["Cookie"]) != expected:
            handler.reply(200, [("Content-Type", "application/json")], b'{"errcode": 1, "errmsg": "no token"}')
            return
        if self.expire_once:
            self.expire_once = False
            handler.reply(419, [("Content-Type", "application/json")], b"{}")
            return
        offset = int(dict(parse_qsl(sent.decode()))["offset"])
        handler.reply(200, [("Content-Type", "application/json")], answer(100 + offset, min(20, 43 - offset)))


def crawled(folder: Path, service: Service) -> tuple[str, list[str]]:
    menu = "<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/tzgg/'>通知公告</a></li><li><a href='/hdjlpt/published?via=pc'>留言选登</a></li></ul></div>"
    with portal() as site:
        site.answers = {
            "/": (200, HTML, page("某局", "", menu=menu)),
            "/robots.txt": (404, HTML, b""),
            "/tzgg/": (200, HTML, page("通知公告", rows([("关于某事的通知文件", "/tzgg/1.html", "2016-03-15")]), "通知公告", menu)),
            "/tzgg/1.html": (200, HTML, page("关于某事的通知文件", "<p>正文。</p>", "通知公告", menu)),
            "/hdjlpt/published?via=pc": service.shell,
            "/hdjlpt/letter/pubList": service.letters,
            **{f"/hdjlpt/detail?pid={n}": (200, HTML, page(f"第{n}件", f"<table><tr><td>来信时间</td><td>2016-03-01</td></tr><tr><td>信件内容</td><td>请问第{n}件事</td></tr></table>")) for n in range(100, 143)},
        }  # fmt: skip
        profile = Profile.model_validate(
            {"id": "mini", "home": site.home, "fetch": {"delay_seconds": 0, "retry_seconds": [0.1, 0.1]}}
        )
        run = crawl_sites(
            [profile],
            catalogue=folder / "c.db",
            archive=folder / "archive",
            clock=system_clock,
            allow_net=("127.0.0.0/8",),
        )[0]
    conn = connect(folder / "c.db")
    listed = [entry.title for entry in queries.listings(conn, "mini") if entry.title.startswith("咨询")]
    conn.close()
    return run.state, listed


def test_letters_are_crawled_with_the_token_and_cookie_of_their_page(tmp_path: Path) -> None:
    state, listed = crawled(tmp_path, Service())
    assert state == "complete"
    assert sorted(listed) == sorted(f"咨询第{n}件事情" for n in range(100, 143))


def test_expired_token_is_fetched_anew(tmp_path: Path) -> None:
    service = Service(expire_once=True)
    state, listed = crawled(tmp_path, service)
    assert (state, len(listed), service.loads) == ("complete", 43, 2)
