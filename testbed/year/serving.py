"""Serves the year on loopback addresses: `python -m testbed year`. The day is moved by the control address."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from testbed.render.site import Answer
from testbed.server import bind, reply
from testbed.year.clerk import FIRST
from testbed.year.script import whole_year
from testbed.year.town import HOSTS, Town


class Connection(asyncio.Protocol):
    """One client. A server that is down hangs up; one that hangs never answers."""

    def __init__(self, site: str, town: Town) -> None:
        self.site, self.town = site, town
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client came."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every complete request in the buffer; bodies are not expected."""
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head, self.buffer = self.buffer[:end].decode("latin-1").split("\r\n"), self.buffer[end + 4 :]
            method, target, _ = head[0].split(" ")
            self._reply(method, target, head[1:])

    def _reply(self, method: str, target: str, headers: list[str]) -> None:
        assert self.transport is not None
        if self.site == "control":
            answer: Answer | None = control(self.town, method, target)
        elif method in ("GET", "HEAD"):
            answer = self.town.answer(self.site, target)
        else:
            answer = Answer(405, b"")
        if answer is not None:
            known = next((line[15:].strip() for line in headers if line.lower().startswith("if-none-match: ")), "")
            self.transport.write(reply(method, answer, known=known))
            return
        trouble = self.town.trouble(self.site, target)
        if trouble is not None and trouble.kind == "down":
            self.transport.abort()


def control(town: Town, method: str, target: str) -> Answer:
    """GET /truth.json, POST /day?to=2022-03-07"""
    parts = urlsplit(target)
    if (method, parts.path) == ("GET", "/truth.json"):
        return _json(town.truth())
    if (method, parts.path) == ("POST", "/day"):
        town.move(date.fromisoformat(dict(parse_qsl(parts.query)).get("to", "")))
        return _json({"as_of": town.day.isoformat()})
    return _json({"error": f"not found: {method} {parts.path}"}, 404)


def _json(value: Any, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def serve(port: int, announce: Callable[[str], None]) -> None:
    """Serve the year until SIGTERM or SIGINT. `announce` gets one line of JSON when every address answers."""
    sockets = bind(port, HOSTS)
    port = next(iter(sockets.values())).getsockname()[1]
    bases = {site: f"http://{host}:{port}/" for site, host in HOSTS.items()}
    asyncio.run(_run(Town(whole_year(), bases, FIRST), sockets, announce))


async def _run(town: Town, sockets: dict[str, socket.socket], announce: Callable[[str], None]) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    servers = [await loop.create_server(_factory(site, town), sock=sock) for site, sock in sockets.items()]
    announce(json.dumps({**town.bases, "as_of": town.day.isoformat()}))
    await stop.wait()
    for server in servers:
        server.close()


def _factory(site: str, town: Town) -> Callable[[], Connection]:
    return lambda: Connection(site, town)
