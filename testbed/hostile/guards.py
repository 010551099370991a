"""Behaviours of guards: challenges, throttling, and answers that are polite lies."""

from __future__ import annotations

import time

from testbed.hostile.model import SINGLE, Answer, Exchange, Expected, Stage, behaviour
from testbed.hostile.portal import NOTICE, NOTICES, entry, notices, page, portal, rows

_CHALLENGE = Expected("challenge", {"challenge": 1})
_OUTCOME = "an outcome, never content; nothing is solved"


@behaviour("guard", "412 with a script that proves a browser (瑞数)", _OUTCOME, _CHALLENGE)
def challenge_412(stage: Stage) -> None:
    body = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta id="9DhefwqGPr" content="{"qrcunqm" * 200}">'
        '<script src="/4QbVtADbnLVIc/c.FxJzG50F.a670748.js"></script>'
        "<script>(function(){var a=0;while(1){a++;break}})()</script></head><body></body></html>"
    )
    cookie = ("Set-Cookie", "FSSBBIl1UgzbN7N80S=abc; Path=/; HttpOnly")
    stage.pages[SINGLE] = Answer(body.encode(), 412, (cookie,))


@behaviour("guard", "521 with a script that sets a cookie (加速乐)", _OUTCOME, _CHALLENGE)
def challenge_521(stage: Stage) -> None:
    cookie = "document.cookie=('_')+('_')+('jsl')+('_clearance')+'=1480000000|-1|x'"
    script = f"<script>{cookie};location.href=location.pathname</script>"
    stage.pages[SINGLE] = Answer(script.encode(), 521, (("Set-Cookie", "__jsluid_h=abc; max-age=31536000; path=/"),))


def _notice(text: str, title: str = "提示") -> Answer:
    return Answer(f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{text}</body></html>'.encode())


@behaviour("guard", "a slider in place of the page, with status 200", _OUTCOME, _CHALLENGE)
def slider(stage: Stage) -> None:
    box = '<div class="verify"><p>为了您的访问安全，请拖动下方滑块完成验证</p><div id="slider"></div></div>'
    stage.pages[SINGLE] = _notice(box, "安全验证")


@behaviour("guard", "您的访问过于频繁，请稍后再试, with status 200", _OUTCOME, _CHALLENGE)
def too_frequent(stage: Stage) -> None:
    stage.pages[SINGLE] = _notice("<h3>您的访问过于频繁，请稍后再试！</h3><p>如有疑问请联系管理员</p>")


@behaviour("guard", "a firewall's page with status 200: 您的请求已被拦截", _OUTCOME, _CHALLENGE)
def firewall(stage: Stage) -> None:
    text = "<h2>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</h2><p>请求ID：65530f1c16098</p>"
    stage.pages[SINGLE] = _notice(text, "405")


@behaviour(
    "guard",
    "a login in place of the page",
    "no login is tried",
    Expected("login", {"login": 1}),
)
def login_wall(stage: Stage) -> None:
    form = '<form action="/login" method="post"><input name="u"><input type="password" name="p"></form>'
    stage.pages[SINGLE] = _notice(form, "用户登录")


# --- throttling -------------------------------------------------------------------------------------

_SLOWED = "noticed by the second answer of its kind, the host is left alone for a while, then tried again"


def _throttle(stage: Stage, answer: Answer, free: int, quiet: float | None) -> None:
    """After `free` pages `answer` to everything, until nobody asks for `quiet` seconds (None: for ever)."""
    asked: list[float] = []
    state = {"free": free}

    async def watch(exchange: Exchange) -> None:
        now = time.monotonic()
        if quiet is not None and asked and now - asked[-1] >= quiet:
            state["free"] = free
        asked.append(now)
        if exchange.target == "/robots.txt":
            return
        state["free"] -= 1
        if state["free"] < 0:
            stage.answered = True
            await exchange.send(answer)

    stage.before = watch


def _home() -> Answer:
    answer = portal()["/"]
    assert isinstance(answer, Answer)
    return answer


@behaviour(
    "throttle",
    "after eight pages, the home page in place of every page, until it is left in peace",
    _SLOWED,
    Expected("ok", items=10, path=NOTICE, requests=60, title="关于开展专项检查的通知"),
)
def throttled_by_home(stage: Stage) -> None:
    _throttle(stage, _home(), 8, 0.35)


@behaviour(
    "throttle",
    "after eight pages, the home page in place of every page, for ever",
    "three tries, then the run is incomplete; the home page is no article",
    Expected("throttled", {"throttled": 0}, path=NOTICE, requests=60),
)
def throttled_by_home_for_ever(stage: Stage) -> None:
    _throttle(stage, _home(), 8, None)


@behaviour(
    "throttle",
    "after eight pages, one and the same notice in place of every page, for ever",
    "two addresses with one body that is neither's: not content",
    Expected("throttled", {"throttled": 0}, path=NOTICE, requests=60),
)
def throttled_by_notice(stage: Stage) -> None:
    text = "<div class='box'><p>系统正在为您处理，当前在线人数较多。</p></div>"
    _throttle(stage, _notice(text, "某某市某某局"), 8, None)


@behaviour(
    "throttle",
    "after six pages 429 with Retry-After: 1, until it is left in peace",
    "Retry-After is obeyed",
    Expected("ok", items=10, path=NOTICE, requests=60),
)
def throttled_429(stage: Stage) -> None:
    _throttle(stage, Answer(b"", 429, (("Retry-After", "1"),)), 6, 0.9)


@behaviour(
    "throttle",
    "after eight pages 429 for ever",
    "three tries, then the run is incomplete",
    Expected("throttled", {"throttled": 0}, path=NOTICE, requests=60),
)
def throttled_429_for_ever(stage: Stage) -> None:
    _throttle(stage, Answer(b"", 429), 8, None)


@behaviour(
    "throttle",
    "after eight pages 503 with Retry-After for ever",
    "three tries, then the run is incomplete",
    Expected("server_error", {"server_error": 0}, path=NOTICE, requests=60),
)
def busy_for_ever(stage: Stage) -> None:
    _throttle(stage, Answer(b"", 503), 8, None)


# --- soft 404 ---------------------------------------------------------------------------------------

_WRONG = "a deliberately wrong address shows what the site answers where nothing is"
_DEAD = "/xwzx/tzgg/201611/t20161103_91.html"


def _with_dead_entry(stage: Stage) -> None:
    first = ("关于开展专项检查的通知", NOTICE, "2016-11-01")
    stage.pages[NOTICES] = Answer(notices([("关于征求意见的公告", _DEAD, "2016-11-03"), first]).encode())


@behaviour(
    "soft 404",
    "the home page with status 200 for every address that does not exist",
    _WRONG,
    Expected("soft_404", path=_DEAD, items=11),
)
def soft_404_home(stage: Stage) -> None:
    _with_dead_entry(stage)
    home = _home()

    async def lie(exchange: Exchange) -> None:
        await exchange.send(home)

    stage.fallback = lie


@behaviour(
    "soft 404",
    "a page of its own with status 200, with the address and the time in it, and no word of 'not found'",
    _WRONG,
    Expected("soft_404", path=_DEAD, items=11),
)
def soft_404_page(stage: Stage) -> None:
    _with_dead_entry(stage)

    async def lie(exchange: Exchange) -> None:
        now = f"{time.time_ns()}"
        text = f"<p>您可以从首页开始浏览。</p><p>{exchange.target}</p><p>{now}</p>" + rows([entry(8), entry(7)])
        await exchange.send(Answer(page("欢迎光临", text).encode()))

    stage.fallback = lie


@behaviour(
    "soft 404",
    "a page that says 您访问的页面不存在 with status 200",
    "read from the page",
    Expected("soft_404", path=_DEAD, items=11),
)
def soft_404_words(stage: Stage) -> None:
    _with_dead_entry(stage)

    async def lie(exchange: Exchange) -> None:
        await exchange.send(_notice("<p>对不起，您访问的页面不存在！</p>", "提示信息"))

    stage.fallback = lie
