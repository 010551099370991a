"""Behaviours of redirects: loops, cookies, and ways into a private network."""

from __future__ import annotations

import ipaddress

from testbed.hostile.model import SINGLE, WATCHED, Answer, Exchange, Expected, Stage, behaviour
from testbed.hostile.portal import notices, portal, single

_HOPS = "five redirects"
_ROUND = Expected("redirect_loop", {"redirect_loop": 1}, "/jgzn/a.html")
_LOOP = Expected("redirect_loop", {"redirect_loop": 1})
_PRIVATE = "addresses are checked at every hop and after DNS; nothing is connected to"
_BLOCKED = Expected("blocked_address", {"blocked_address": 1}, "/")


def _to(target: str, status: int = 302, *headers: tuple[str, str]) -> Answer:
    return Answer(b"", status, (("Location", target), *headers))


@behaviour(
    "redirect",
    "two pages that redirect to each other",
    _HOPS,
    Expected("redirect_loop", {"redirect_loop": 1}, "/jgzn/a.html"),
)
def redirect_loop(stage: Stage) -> None:
    stage.pages[SINGLE] = _to("/jgzn/a.html")
    stage.pages["/jgzn/a.html"] = _to(SINGLE)


@behaviour(
    "redirect",
    "a redirect to an ever longer address",
    _HOPS,
    Expected("redirect_loop", {"redirect_loop": 1}, "/jgzn/x/x/x/x/x/"),
)
def redirect_chain(stage: Stage) -> None:
    async def on(exchange: Exchange) -> None:
        await exchange.send(_to(f"{exchange.target}x/", 301))

    stage.pages[SINGLE] = on
    stage.fallback = on


@behaviour("redirect", "a page that redirects to itself, whatever it is sent", _HOPS, _LOOP)
def self_redirect(stage: Stage) -> None:
    stage.pages[SINGLE] = _to(SINGLE, 302, ("Set-Cookie", "seen=1; Path=/"))


@behaviour(
    "redirect",
    "a harmless guard before every page: sets a cookie, redirects to the same address, and wants to see it again",
    "cookies are kept in memory, for redirects to the same address on the same host alone",
    Expected("ok", items=10, requests=60),
)
def self_redirect_cookie(stage: Stage) -> None:
    async def guard(exchange: Exchange) -> None:
        if exchange.target == "/robots.txt" or "pass=7f3a" in exchange.headers.get("cookie", ""):
            return
        stage.answered = True
        await exchange.send(_to(exchange.target, 302, ("Set-Cookie", "pass=7f3a; Path=/; HttpOnly")))

    stage.before = guard


@behaviour(
    "redirect",
    "two pages that refresh to each other",
    _HOPS,
    Expected("redirect_loop", {"redirect_loop": 1}, "/jgzn/a.html"),
)
def refresh_loop(stage: Stage) -> None:
    for here, there in ((SINGLE, "/jgzn/a.html"), ("/jgzn/a.html", SINGLE)):
        refresh = f'<meta http-equiv="refresh" content="0; url={there}">'
        stage.pages[here] = Answer(f"<html><head>{refresh}</head><body></body></html>".encode())


@behaviour(
    "redirect",
    "a redirect to a file, a script and a mail address",
    "only http and https are followed",
    Expected("client_error", {"client_error": 1}),
)
def redirect_scheme(stage: Stage) -> None:
    stage.pages[SINGLE] = _to("file:///etc/passwd")


def _private(name: str, what: str, host: str) -> None:
    def prepare(stage: Stage) -> None:
        stage.pages["/"] = _to(f"http://{host}:{stage.watched}/")

    behaviour("private", what, _PRIVATE, _BLOCKED, name=name)(prepare)


_NUMBER = int(ipaddress.IPv4Address(WATCHED))
_private("private_literal", "the home page redirects to a loopback address", WATCHED)
_private("private_decimal", "the same, written as one number", str(_NUMBER))
_private("private_hex", "the same, in hexadecimal", hex(_NUMBER))
_private("private_octal", "the same, with an octal part", "0177.0.0.011")
_private("private_short", "the same, in the short form of two parts", "127.9")
_private("private_mapped", "the same, mapped into IPv6", f"[::ffff:{WATCHED}]")
_private("private_full_width", "the same, in full-width digits", "１２７.０.０.９")
_private("private_dot", "the same, with a dot behind it", f"{WATCHED}.")
_private("private_name", "a redirect to a name that resolves to a private address", "private.test")
_private("link_local", "a redirect to the address of a cloud's metadata", "169.254.169.254")
_private("private_nat64", "the same through NAT64", "[64:ff9b::7f00:9]")
_private("unspecified", "a redirect to 0.0.0.0", "0.0.0.0")  # noqa: S104


@behaviour(
    "private",
    "robots.txt redirects to a loopback address",
    _PRIVATE,
    Expected("blocked_address", {"blocked_address": 1}, "/", requests=1),
)
def private_robots(stage: Stage) -> None:
    stage.pages["/robots.txt"] = _to(f"http://{WATCHED}:{stage.watched}/robots.txt")


@behaviour(
    "private",
    "menus, lists and texts that link to a loopback address",
    "links to other hosts are noted, not followed",
    Expected("ok", items=11),
)
def private_link(stage: Stage) -> None:
    inside = f"http://{WATCHED}:{stage.watched}/"
    first = "/xwzx/tzgg/201611/t20161101_90.html"
    entries = [("关于开展专项检查的通知", first, "2016-11-01"), ("内部系统登录说明", f"{inside}a.html", "2016-11-02")]
    stage.pages["/xwzx/tzgg/"] = Answer(notices(entries).encode())
    image = f'<img src="{inside}x.png"><iframe src="{inside}frame.html"></iframe>'
    stage.pages[SINGLE] = Answer(single(f'<a href="{inside}">内网</a>{image}').encode())


@behaviour(
    "private",
    "a site's own further host, as its profile has it, resolves to a private address",
    _PRIVATE,
    Expected(
        "blocked_address",
        {"blocked_address": 1},
        "/a.html",
        profile={"hosts": ["private.test:{watched}"]},
    ),
)
def private_further_host(stage: Stage) -> None:
    entries = [("关于开展专项检查的通知", f"http://private.test:{stage.watched}/a.html", "2016-11-01")]
    stage.pages["/xwzx/tzgg/"] = Answer(notices(entries).encode())


@behaviour(
    "private",
    "a name that resolves to a public address first and to a private one afterwards (DNS rebinding)",
    "the address that is checked is the one that is connected to",
    Expected("blocked_address", {"blocked_address": 0}, profile={"home": "http://rebinding.test:{port}/"}),
)
def rebinding(stage: Stage) -> None:
    pages = portal()

    async def close(exchange: Exchange) -> None:
        answer = pages.get(exchange.target)
        assert isinstance(answer, Answer)
        exchange.hang_up()  # the next request must look the name up again
        await exchange.send(Answer(answer.body, headers=(*answer.headers, ("Connection", "close"))))

    for path in pages:
        stage.pages[path] = close
