"""Behaviours of sites without an end: calendars, session ids, pagers that never stop."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from testbed.hostile.model import SINGLE, Answer, Exchange, Expected, Stage, behaviour
from testbed.hostile.portal import NEWS, NOTICE, NOTICES, article, notices, page, portal, single

_TITLE, _DAY = "关于开展专项检查的通知", "2016-11-01"
_FIRST = (_TITLE, NOTICE, _DAY)


def _pager(href: str, text: str = "") -> str:
    return f'<div class="page">{text}<a href="{href}">下一页</a></div>'


@behaviour(
    "trap",
    "a calendar whose months link to each other without an end",
    "links lead one step away from columns and lists",
    Expected("ok", items=10, requests=60),
)
def calendar(stage: Stage) -> None:
    async def month(exchange: Exchange) -> None:
        query = parse_qs(urlsplit(exchange.target).query)
        count = int(query.get("m", ["24192"])[0])
        days = "".join(f'<td><a href="/rili/?m={count}&d={day}">{day}</a></td>' for day in range(1, 29))
        links = f'<a href="/rili/?m={count - 1}">上月</a> <a href="/rili/?m={count + 1}">下月</a>'
        await exchange.send(Answer(page("日历", f"<table><tr>{days}</tr></table>{links}").encode()))

    stage.pages[SINGLE] = Answer(single('<a href="/rili/?m=24192">活动日历</a>').encode())
    stage.fallback = month


@behaviour(
    "trap",
    "session ids in paths and queries, a new one in every link",
    "session ids are no part of an address",
    Expected("ok", items=10, requests=60),
)
def session_ids(stage: Stage) -> None:
    pages = portal()
    forms = (";jsessionid={}", "?PHPSESSID={}", "?sid={}", "?ASPSESSIONIDQQ={}", "?zsessionid={}")

    async def stamp(exchange: Exchange) -> None:
        path = exchange.target.split("?")[0].split(";")[0]
        answer = pages.get(path)
        if not isinstance(answer, Answer):
            await exchange.send(Answer(b"<html><title>404</title></html>", 404))
            return
        text = answer.body.decode("latin-1")
        parts = text.split('href="/')
        for number in range(1, len(parts)):
            href, rest = parts[number].split('"', 1)
            mark = f"{len(stage.log) * 1000 + number:032x}"
            kind = forms[(len(stage.log) + number) % len(forms)]
            parts[number] = href + kind.format(mark) + '"' + rest
        await exchange.send(Answer('href="/'.join(parts).encode("latin-1"), headers=answer.headers))

    for path in [*pages]:
        if path != "/robots.txt":
            stage.pages[path] = stamp
    stage.fallback = stamp


@behaviour(
    "trap",
    "?page= without an end: behind the last page the first one comes again",
    "a page of a list without a new row ends its walk",
    Expected("ok", items=10, path=NOTICES),
)
def first_page_for_ever(stage: Stage) -> None:
    async def listed(exchange: Exchange) -> None:
        number = int(parse_qs(urlsplit(exchange.target).query).get("page", ["1"])[0])
        await exchange.send(Answer(notices([_FIRST], _pager(f"{NOTICES}?page={number + 1}")).encode()))

    stage.pages[NOTICES] = listed
    pages = stage.pages

    async def paged(exchange: Exchange) -> None:
        known = exchange.target.startswith(f"{NOTICES}?page=")
        await (listed(exchange) if known else exchange.send(Answer(b"<html><title>404</title></html>", 404)))

    stage.fallback = paged
    assert NOTICE in pages


@behaviour(
    "trap",
    "states 60 entries and shows page 1 again for every further page",
    "no new row before the stated total: the list is incomplete, and is not asked for further",
    Expected("ok", path=NOTICES, whole=False),
)
def repeats_before_total(stage: Stage) -> None:
    total = '<span class="total">共60条记录 第1/60页</span>'

    async def listed(exchange: Exchange) -> None:
        number = int(parse_qs(urlsplit(exchange.target).query).get("page", ["1"])[0])
        await exchange.send(Answer(notices([_FIRST], _pager(f"{NOTICES}?page={number + 1}", total)).encode()))

    for number in range(1, 9):
        stage.pages[NOTICES if number == 1 else f"{NOTICES}?page={number}"] = listed


def _invented(number: int) -> list[tuple[str, str, str]]:
    return [(f"第{number}号公告", f"{NOTICES}201611/t20161101_{number}.html", _DAY)]


def _endless(stage: Stage, total: str) -> None:
    async def anything(exchange: Exchange) -> None:
        parts = urlsplit(exchange.target)
        if parts.path == NOTICES:
            number = int(parse_qs(parts.query).get("page", ["1"])[0])
            body = notices(_invented(number), _pager(f"{NOTICES}?page={number + 1}", total))
        elif parts.path.startswith(f"{NOTICES}201611/"):
            number = int(parts.path.rpartition("_")[2].removesuffix(".html"))
            body = article(f"第{number}号公告", _DAY)
        else:
            await exchange.send(Answer(b"<html><title>404</title></html>", 404))
            return
        await exchange.send(Answer(body.encode()))

    stage.pages[NOTICES] = anything
    stage.fallback = anything


@behaviour(
    "trap",
    "?page= without an end, with a new row on each page",
    "500 pages of a list that states no number; the list is incomplete",
    Expected("ok", path=NOTICES, whole=False, requests=1100, seconds=90.0),
)
def invented_rows(stage: Stage) -> None:
    _endless(stage, "")


@behaviour(
    "trap",
    "the same, though 共3页 stands on every page",
    "twice the stated pages and ten; the list is incomplete",
    Expected("ok", path=NOTICES, whole=False, requests=60),
)
def beyond_stated_pages(stage: Stage) -> None:
    _endless(stage, "<span>共3页</span>")


@behaviour(
    "trap",
    "relative links that grow by a folder at each step (/a/a/a/…)",
    "links lead one step away from columns and lists",
    Expected("ok", items=10, requests=60),
)
def growing_paths(stage: Stage) -> None:
    async def deeper(exchange: Exchange) -> None:
        await exchange.send(Answer(page("资料", '<a href="ziliao/index.html">更多资料</a>').encode()))

    stage.pages[SINGLE] = Answer(single('<a href="ziliao/index.html">资料</a>').encode())
    stage.fallback = deeper


@behaviour(
    "trap",
    "a list of 5,000 links to one address with ever other anchors and slashes",
    "anchors and repeated slashes are no part of an address",
    Expected("ok", items=10, requests=60),
)
def noisy_addresses(stage: Stage) -> None:
    hrefs = (f"/{'/' * (n % 7)}xwzx/{'./' * (n % 5)}gzdt/index.html#{n}" for n in range(5000))
    links = "".join(f'<a href="{href}">动态</a>' for href in hrefs)
    stage.pages[SINGLE] = Answer(single(links).encode())


@behaviour(
    "trap",
    "a column that lists itself, its parent and the home page as entries",
    "what is known is not fetched again",
    Expected("ok", requests=60),
)
def self_listing(stage: Stage) -> None:
    known = (("工作动态专栏公告", NEWS), ("网站首页改版公告", "/"), ("新闻中心公告说明", "/xwzx/"))
    entries = [*((title, href, _DAY) for title, href in known), _FIRST]
    stage.pages[NOTICES] = Answer(notices(entries).encode())
