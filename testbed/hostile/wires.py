"""Behaviours of the wire: slow, endless, cut off, or no HTTP at all."""

from __future__ import annotations

import asyncio
import socket
import struct
from weakref import WeakSet

from testbed.hostile.model import HTML, SINGLE, Answer, Exchange, Expected, Handler, Stage, behaviour
from testbed.hostile.portal import FILE, portal, single

_TYPE = ("Content-Type", HTML)
_TIMEOUT = Expected("timeout", {"timeout": 1})
_LOST = Expected("connection_lost", {"connection_lost": 1})
_NOT_HTTP = Expected("unreadable", {"unreadable": 1})
_TOO_LARGE = Expected("too_large", {"too_large": 1})


def _whole() -> bytes:
    return single().encode()


@behaviour("wire", "sends one byte of the headers a second, for ever", "timeout_seconds for a whole answer", _TIMEOUT)
def slow_headers(stage: Stage) -> None:
    async def drip(exchange: Exchange) -> None:
        await exchange.raw(b"HTTP/1.1 200 OK\r\nX-Wait: ")
        while True:
            await exchange.raw(b"a")
            await asyncio.sleep(0.4)

    stage.pages[SINGLE] = drip


@behaviour("wire", "accepts the request and never answers", "timeout_seconds for a whole answer", _TIMEOUT)
def silence(stage: Stage) -> None:
    async def wait(exchange: Exchange) -> None:
        await exchange.reader.read()

    stage.pages[SINGLE] = wait


def _trickle(headers: tuple[tuple[str, str], ...]) -> Handler:
    async def drip(exchange: Exchange) -> None:
        await exchange.head(200, *headers)
        while True:
            await exchange.raw(b"1\r\n<\r\n")
            await asyncio.sleep(0.4)

    return drip


@behaviour("wire", "sends a page a byte at a time (slow loris)", "timeout_seconds for a whole answer", _TIMEOUT)
def slow_body(stage: Stage) -> None:
    stage.pages[SINGLE] = _trickle((_TYPE, ("Transfer-Encoding", "chunked")))


@behaviour(
    "wire",
    "sends an attachment a byte at a time; a file may take longer than a page",
    "a least rate after timeout_seconds, and twenty times timeout_seconds in all",
    Expected("timeout", {"timeout": 1}, FILE),
)
def slow_attachment(stage: Stage) -> None:
    stage.pages[FILE] = _trickle((("Content-Type", "application/pdf"), ("Transfer-Encoding", "chunked")))


@behaviour(
    "wire",
    "sends an attachment steadily for longer than a page may take",
    "nothing is lost: the least rate is kept",
    Expected("ok", path=FILE, items=10),
)
def steady_attachment(stage: Stage) -> None:
    async def send(exchange: Exchange) -> None:
        part = b"0" * 40_000
        await exchange.head(200, ("Content-Type", "application/pdf"), ("Content-Length", str(9 + 30 * len(part))))
        await exchange.raw(b"%PDF-1.4\n")
        for _ in range(30):
            await exchange.raw(part)
            await asyncio.sleep(0.06)

    stage.pages[FILE] = send


@behaviour("wire", "sends a page without an end", "20 MB for a page, 100 MB for a file", _TOO_LARGE)
def endless_body(stage: Stage) -> None:
    async def pour(exchange: Exchange) -> None:
        await exchange.head(200, _TYPE, ("Transfer-Encoding", "chunked"))
        part = b"<p>" + b"x" * 65_000 + b"</p>"
        chunk = f"{len(part):x}\r\n".encode() + part + b"\r\n"
        while True:
            await exchange.raw(chunk)

    stage.pages[SINGLE] = pour


@behaviour("wire", "announces ten terabytes", "refused by the announced length, nothing is read", _TOO_LARGE)
def huge_length(stage: Stage) -> None:
    async def claim(exchange: Exchange) -> None:
        await exchange.head(200, _TYPE, ("Content-Length", str(10 * 1024**4)))
        await exchange.raw(_whole())
        await exchange.reader.read()

    stage.pages[SINGLE] = claim


@behaviour("wire", "announces more bytes than it sends, and closes", "the announced length is checked", _LOST)
def length_too_long(stage: Stage) -> None:
    async def fall_short(exchange: Exchange) -> None:
        body = _whole()
        await exchange.head(200, _TYPE, ("Content-Length", str(len(body) + 500)))
        await exchange.raw(body)
        exchange.hang_up()

    stage.pages[SINGLE] = fall_short


@behaviour(
    "wire",
    "announces fewer bytes than it sends: what follows is no HTTP",
    "the connection is given up; a page that ends early is not taken for whole",
    _NOT_HTTP,
)
def length_too_short(stage: Stage) -> None:
    async def overflow(exchange: Exchange) -> None:
        body = _whole()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {HTML}\r\nContent-Length: {len(body) - 300}\r\n\r\n"
        await exchange.raw(head.encode() + body)

    stage.pages[SINGLE] = overflow


@behaviour("wire", "two different Content-Length headers", "no HTTP: not read", _NOT_HTTP)
def length_twice(stage: Stage) -> None:
    body = _whole()
    lengths = (("Content-Length", str(len(body))), ("Content-Length", str(len(body) - 9)))
    stage.pages[SINGLE] = Answer(body, headers=lengths)


@behaviour("wire", "resets the connection in mid-body", "tried three times", _LOST)
def reset(stage: Stage) -> None:
    async def break_off(exchange: Exchange) -> None:
        await exchange.head(200, _TYPE, ("Content-Length", "50000"))
        await exchange.raw(b"<html><body>")
        await asyncio.sleep(0.05)
        one = exchange.writer.get_extra_info("socket")
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        exchange.hang_up()

    stage.pages[SINGLE] = break_off


@behaviour("wire", "closes the connection without an answer", "tried three times", _LOST)
def hang_up(stage: Stage) -> None:
    async def close(exchange: Exchange) -> None:
        exchange.hang_up()

    stage.pages[SINGLE] = close


@behaviour(
    "wire",
    "resets the connection once and answers the second time",
    "tried again",
    Expected("ok", items=10),
)
def reset_once(stage: Stage) -> None:
    async def mend(exchange: Exchange) -> None:
        if exchange.times == 1:
            await exchange.head(200, _TYPE, ("Content-Length", "50000"))
            exchange.hang_up()
            return
        await exchange.send(Answer(_whole()))

    stage.pages[SINGLE] = mend


@behaviour("wire", "a chunk whose length is no number", "timeout_seconds for a whole answer", _TIMEOUT)
def broken_chunk(stage: Stage) -> None:
    async def garble(exchange: Exchange) -> None:
        await exchange.head(200, _TYPE, ("Transfer-Encoding", "chunked"))
        await exchange.raw(b"5\r\n<html\r\n")
        await asyncio.sleep(0.1)
        await exchange.raw(b"zz\r\n>\r\n")
        exchange.hang_up()

    stage.pages[SINGLE] = garble


def _says(*parts: bytes) -> Handler:
    async def say(exchange: Exchange) -> None:
        await exchange.raw(*parts)
        exchange.hang_up()

    return say


@behaviour("wire", "a status line that is none", "no HTTP: not read", _NOT_HTTP)
def bad_status_line(stage: Stage) -> None:
    stage.pages[SINGLE] = _says(b"HTTP/1.1 OK two hundred\r\nContent-Length: 2\r\n\r\nhi")


@behaviour("wire", "answers as HTTP/0.9: a body and nothing else", "no HTTP: not read", _NOT_HTTP)
def http_0_9(stage: Stage) -> None:
    stage.pages[SINGLE] = _says(_whole())


@behaviour("wire", "one header of a megabyte", "8 KB a header", _TOO_LARGE)
def long_header(stage: Stage) -> None:
    stage.pages[SINGLE] = _says(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1_000_000 + b"\r\n\r\n" + _whole())


@behaviour("wire", "a hundred thousand headers", "128 headers", _TOO_LARGE)
def many_headers(stage: Stage) -> None:
    lines = b"".join(b"X-%d: a\r\n" % number for number in range(100_000))
    stage.pages[SINGLE] = _says(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n" + _whole())


@behaviour("wire", "answers 100 Continue for ever", "timeout_seconds for a whole answer", _TIMEOUT)
def continue_for_ever(stage: Stage) -> None:
    async def go_on(exchange: Exchange) -> None:
        while True:
            await exchange.raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
            await asyncio.sleep(0.02)

    stage.pages[SINGLE] = go_on


_UNASKED = Expected("server_error", {"server_error": 1})


@behaviour("wire", "206 with a part of the page that nobody asked for", "a part is no page", _UNASKED)
def partial_unasked(stage: Stage) -> None:
    body = _whole()
    span = ("Content-Range", f"bytes 0-199/{len(body)}")
    stage.pages[SINGLE] = Answer(body[:200], 206, (span,))


@behaviour("wire", "304 where nothing was known before", "'not modified' counts only where we asked", _UNASKED)
def not_modified_unasked(stage: Stage) -> None:
    stage.pages[SINGLE] = Answer(status=304)


@behaviour("wire", "closes each kept connection as the next request comes", "asked once more", Expected("ok", items=10))
def stale_keep_alive(stage: Stage) -> None:
    pages = portal()
    # The connections themselves, not their ids: the id of a closed one is given to the next, which would be fresh.
    seen: WeakSet[asyncio.StreamWriter] = WeakSet()

    async def close_second(exchange: Exchange) -> None:
        if exchange.writer in seen:
            exchange.hang_up()
            return
        seen.add(exchange.writer)
        answer = pages.get(exchange.target)
        assert answer is None or isinstance(answer, Answer)
        await exchange.send(answer or Answer(b"<html><title>404</title></html>", 404))

    for path in pages:
        stage.pages[path] = close_second
