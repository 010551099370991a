"""Behaviours of robots.txt: every class of status, redirects, silence, and files that are none."""

from __future__ import annotations

from testbed.hostile.model import Answer, Exchange, Expected, Stage, behaviour

_PLAIN = (("Content-Type", "text/plain"),)
_FORBID = b"User-agent: *\nDisallow: /\n"
_OK = Expected("ok", items=10)


def _unreachable(outcome: str = "robots_unreachable", requests: int = 4) -> Expected:
    return Expected(outcome, {outcome: 1}, "/", items=0, requests=requests)


def _answers(name: str, what: str, bound: str, answer: Answer, expected: Expected) -> None:
    def prepare(stage: Stage) -> None:
        stage.pages["/robots.txt"] = answer

    behaviour("robots", what, bound, expected, name=name)(prepare)


_LATER = "no page is asked for; robots.txt is asked again later"
_answers("robots_forbids", "200: everything is disallowed", "no page is asked for", Answer(_FORBID, 200, _PLAIN),
         _unreachable("robots_disallowed", 1))  # fmt: skip
_answers("robots_empty", "200 without a byte", "nothing is disallowed", Answer(b"", 200, _PLAIN), _OK)
_answers("robots_html", "200 with a page of HTML", "no set of rules", Answer(b"<html>Disallow: /</html>"), _OK)
for _status in (400, 401, 403, 404, 410, 451):
    _answers(f"robots_{_status}", f"{_status} for robots.txt", "RFC 9309: 'unavailable', nothing is disallowed",
             Answer(_FORBID, _status), _OK)  # fmt: skip
_answers("robots_429", "429 for robots.txt", f"taken like 5xx: {_LATER}", Answer(b"", 429), _unreachable())
for _status in (500, 503, 599):
    _answers(f"robots_{_status}", f"{_status} for robots.txt", f"RFC 9309: 'unreachable'; {_LATER}",
             Answer(b"", _status), _unreachable())  # fmt: skip


@behaviour("robots", "robots.txt never comes", _LATER, _unreachable("timeout"))
def robots_silence(stage: Stage) -> None:
    async def wait(exchange: Exchange) -> None:
        await exchange.reader.read()

    stage.pages["/robots.txt"] = wait


@behaviour("robots", "the connection breaks in mid-robots.txt", _LATER, _unreachable("connection_lost"))
def robots_cut(stage: Stage) -> None:
    async def cut(exchange: Exchange) -> None:
        await exchange.head(200, ("Content-Type", "text/plain"), ("Content-Length", "4000"))
        await exchange.raw(_FORBID)
        exchange.hang_up()

    stage.pages["/robots.txt"] = cut


def _chain(stage: Stage, hops: int) -> None:
    for hop in range(hops):
        here = "/robots.txt" if hop == 0 else f"/r{hop}.txt"
        stage.pages[here] = Answer(b"", 302, (("Location", f"/r{hop + 1}.txt"),))
    stage.pages[f"/r{hops}.txt"] = Answer(_FORBID, 200, _PLAIN)


@behaviour("robots", "rules at the end of five redirects", "followed and obeyed", _unreachable("robots_disallowed", 6))
def robots_five_hops(stage: Stage) -> None:
    _chain(stage, 5)


@behaviour(
    "robots",
    "rules at the end of seven redirects",
    "RFC 9309: may be taken for 'unavailable' after five hops",
    Expected("ok", items=10),
)
def robots_seven_hops(stage: Stage) -> None:
    _chain(stage, 7)


@behaviour("robots", "redirects to itself for ever", "five redirects, then 'unavailable'", _OK)
def robots_loop(stage: Stage) -> None:
    stage.pages["/robots.txt"] = Answer(b"", 301, (("Location", "/robots.txt"),))


@behaviour(
    "robots",
    "rules, then 30 MB of comments",
    "the first 500 KiB are read, no more",
    _unreachable("robots_disallowed", 1),
)
def robots_huge(stage: Stage) -> None:
    async def pour(exchange: Exchange) -> None:
        await exchange.head(200, *_PLAIN, ("Content-Length", str(len(_FORBID) + 30_000_000)))
        await exchange.raw(_FORBID)
        for _ in range(300):
            await exchange.raw(b"# comment\n" * 10_000)

    stage.pages["/robots.txt"] = pour


@behaviour(
    "robots",
    "a byte order mark, old line ends, blanks, and a rule for us in odd case",
    "read as meant",
    Expected("robots_disallowed", {"robots_disallowed": 1}, items=9),
)
def robots_odd(stage: Stage) -> None:
    body = b"\xef\xbb\xbf  USER-AGENT :  GongKai \r  disALLOW : /jgzn/ # no\r\rUser-agent: *\rDisallow: /\r"
    stage.pages["/robots.txt"] = Answer(body, 200, _PLAIN)
