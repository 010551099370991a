"""A small, fast HTTP/1.1 server for the city: one loopback address per site, keep-alive, conditional GET.

Only what the sites need: GET and HEAD for pages, POST for their list services and the control address. Everything runs
on one thread.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import json
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from testbed.city import HOSTS, City
from testbed.render.site import Answer, Posted
from testbed.truth import truth

_REASONS = {
    200: "OK",
    302: "Found",
    304: "Not Modified",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    412: "Precondition Failed",
    419: "unknown status",
    500: "Internal Server Error",
    503: "Service Unavailable",
    521: "",
}
_MAX_HEAD = 32_768
LOG_LIMIT = 200_000


@dataclass
class Log:
    """Who asked for what and when, for tests of politeness."""

    rows: deque[tuple[float, str, str, str, int, str]] = field(default_factory=lambda: deque(maxlen=LOG_LIMIT))

    def add(self, site: str, method: str, target: str, status: int, agent: str) -> None:
        """One request, with the monotonic-free wall time in seconds."""
        self.rows.append((time.time(), site, method, target, status, agent))

    def as_json(self) -> list[dict[str, Any]]:
        """Oldest first."""
        names = ("at", "site", "method", "path", "status", "agent")
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def control(city: City, log: Log, method: str, target: str) -> Answer:
    """The control address: truth, the log, moving the day, mending a fault."""
    parts = urlsplit(target)
    query = dict(parse_qsl(parts.query))
    try:
        return _json(_control(city, log, method, parts.path, query))
    except LookupError as missing:
        return _json({"error": f"not found: {missing}"}, 404)
    except ValueError as refused:
        return _json({"error": str(refused)}, 409)


def _control(city: City, log: Log, method: str, path: str, query: dict[str, str]) -> Any:
    if (method, path) == ("GET", "/truth.json"):
        return truth(city)
    if (method, path) == ("GET", "/requests.json"):
        return log.as_json()
    if (method, path) == ("POST", "/requests/clear"):
        log.rows.clear()
        return {"cleared": True}
    if (method, path) == ("POST", "/day"):
        city.move(date.fromisoformat(query.get("to", "")))
        return {"as_of": str(city.day)}
    if (method, path) == ("POST", "/mend"):
        city.mend(query.get("fault", ""))
        return {"mended": sorted(city.mended)}
    raise LookupError(f"{method} {path}")


def _json(value: Any, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")


class Connection(asyncio.Protocol):
    """One client connection; requests may be pipelined."""

    def __init__(self, site: str, city: City, log: Log) -> None:
        self.site, self.city, self.log = site, city, log
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client came."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every complete request in the buffer."""
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].decode("latin-1").split("\r\n")
            headers = {
                name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
            }
            length = int(headers.get("content-length") or 0)
            if len(self.buffer) < end + 4 + length:
                return
            body, self.buffer = self.buffer[end + 4 : end + 4 + length], self.buffer[end + 4 + length :]
            if not self._reply(head[0], headers, body):
                return
        if len(self.buffer) > _MAX_HEAD:
            self._send("HEAD", Answer(400, b""), keep=False)

    def _reply(self, line: str, headers: dict[str, str], body: bytes) -> bool:
        """Answer one request; False closes the connection."""
        try:
            method, target, version = line.split(" ")
        except ValueError:
            return self._send("GET", Answer(400, b""), keep=False)
        if target.startswith("http://"):  # a proxy-style request line
            target = urlsplit(target)._replace(scheme="", netloc="").geturl() or "/"
        target = target.partition("#")[0]
        if self.site == "control":
            answer = control(self.city, self.log, method, target)
        elif method in ("GET", "HEAD"):
            answer = self.city.answer(self.site, target)
        elif method == "POST":
            answer = self.city.answer_post(self.site, target, Posted(body, headers))
        else:
            answer = Answer(405, b"")
        self.log.add(self.site, method, target, answer.status, headers.get("user-agent", ""))
        keep = version == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
        return self._send(method, answer, keep=keep, known=headers.get("if-none-match", ""))

    def _send(self, method: str, answer: Answer, *, keep: bool, known: str = "") -> bool:
        assert self.transport is not None
        self.transport.write(reply(method, answer, keep=keep, known=known))
        if not keep:
            self.transport.close()
        return keep


def reply(method: str, answer: Answer, *, keep: bool = True, known: str = "") -> bytes:
    """The bytes of an answer with its ETag; a 304 where the visitor's copy (`known`) is the same."""
    tag = f'"{hashlib.blake2s(answer.body, digest_size=10).hexdigest()}"' if answer.status == 200 else ""
    status, body = answer.status, answer.body
    if tag and known == tag:
        status, body = 304, b""
    head = (
        f"HTTP/1.1 {status} {_REASONS[status]}\r\nServer: Apache\r\nContent-Type: {answer.content_type}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: {'keep-alive' if keep else 'close'}\r\n"
    )
    head += f"ETag: {tag}\r\n" if tag else ""
    head += "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    return head.encode("latin-1") + b"\r\n" + (b"" if method == "HEAD" else body)


def serve(seed: int, family: str, port: int, day: date, variant: str | None, announce: Callable[[str], None]) -> None:
    """Serve the city until SIGTERM or SIGINT. `announce` gets one line of JSON when every address answers."""
    sockets = bind(port)
    port = next(iter(sockets.values())).getsockname()[1]
    bases = {site: f"http://{host}:{port}/" for site, host in HOSTS.items()}
    city = City(seed, family, day, variant, bases)
    asyncio.run(_run(city, sockets, announce))


def bind(port: int, hosts: dict[str, str] = HOSTS) -> dict[str, socket.socket]:
    """One listening socket per site, all on the same port; port 0 finds one that is free on every address."""
    for _ in range(50):
        sockets: dict[str, socket.socket] = {}
        chosen = port
        try:
            for site, host in hosts.items():
                sockets[site] = _listening(host, chosen)
                chosen = sockets[site].getsockname()[1]
        except OSError as taken:
            for one in sockets.values():
                one.close()
            if port or taken.errno != errno.EADDRINUSE:
                raise
            continue
        return sockets
    raise OSError(errno.EADDRINUSE, "no port is free on all addresses of the testbed")


def _listening(host: str, port: int) -> socket.socket:
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((host, port))
        one.listen(512)
    except OSError:
        one.close()
        raise
    return one


async def _run(city: City, sockets: dict[str, socket.socket], announce: Callable[[str], None]) -> None:
    loop, stop, log = asyncio.get_running_loop(), asyncio.Event(), Log()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    servers = [await loop.create_server(_factory(site, city, log), sock=sock) for site, sock in sockets.items()]
    ready = {**city.bases, "seed": city.world.seed, "family": city.family, "as_of": str(city.day)}
    announce(json.dumps(ready, ensure_ascii=False))
    await stop.wait()
    for server in servers:
        server.close()


def _factory(site: str, city: City, log: Log) -> Callable[[], Connection]:
    return lambda: Connection(site, city, log)


def announce(line: str) -> None:
    """Say on standard output that the city is open."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
