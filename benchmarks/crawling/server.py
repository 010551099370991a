"""A loopback server that costs little: pages from memory, one event loop, a process of its own.

`python -m benchmarks.crawling.server '{"columns": 8}'` prints `{"port": N}` and serves the portal of that size at
every address of 127.0.0.0/8. Control (answered at once, never counted): `/__count` how many requests there were;
`/__asked` their paths since the last such call; `/__size?{…}` shows another portal from now on; `/__cpu` the seconds
of processor time that this process has used.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from benchmarks.crawling.site import Answer, Portal, Size

_MISSING = Answer("<html><title>404</title><body>页面不存在</body></html>".encode(), status=404)


class Pages:
    """What is served, and what was asked."""

    def __init__(self, size: Size, latency: float) -> None:
        self.latency = latency
        self.count = 0
        self.asked: list[str] = []
        self.show(size)

    def show(self, size: Size) -> None:
        """Serve the portal of this size from now on."""
        portal = Portal(size)
        self._wire = {path: _wire(answer) for path, answer in portal.answers.items()}
        self._failing = {path for path, answer in portal.answers.items() if answer.fails_first}
        self._missing = _wire(_MISSING)
        self._busy = _wire(Answer(b"busy", status=503))

    def answer(self, path: str) -> bytes:
        """The bytes for a path, headers included."""
        if path.startswith("/__"):
            return self._control(path)
        self.count += 1
        self.asked.append(path)
        if path in self._failing:
            self._failing.discard(path)
            return self._busy
        return self._wire.get(path, self._missing)

    def _control(self, path: str) -> bytes:
        name, _, rest = path[3:].partition("?")
        told: Any = None
        if name == "count":
            told = self.count
        elif name == "asked":
            told, self.asked = self.asked, []
        elif name == "cpu":
            told = time.process_time()
        elif name == "size":
            self.show(Size(**json.loads(unquote(rest))))
        return _wire(Answer(json.dumps(told).encode(), content_type="application/json"))


def _wire(answer: Answer) -> bytes:
    lines = [
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(answer.body)}",
    ]
    if answer.location:
        lines.append(f"Location: {answer.location}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + answer.body


class _Connection(asyncio.Protocol):
    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            path = self._buffer.split(b" ", 2)[1].decode("latin-1")
            self._buffer = self._buffer[end + 4 :]
            reply = self._pages.answer(path)
            if self._pages.latency and not path.startswith("/__"):
                asyncio.get_running_loop().call_later(self._pages.latency, self._send, reply)
            else:
                self._send(reply)

    def _send(self, reply: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(reply)


async def _serve(pages: Pages) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(pages), "0.0.0.0", 0, backlog=4096)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()


@dataclass(frozen=True, slots=True)
class Served:
    """A running server of this kind."""

    port: int
    pid: int

    @property
    def home(self) -> str:
        """The portal's address."""
        return self.site(1)

    def site(self, number: int) -> str:
        """The same portal at one of many addresses: number 1 is 127.0.0.1."""
        return f"http://127.0.{number // 250}.{number % 250}:{self.port}/" if number >= 250 else (
            f"http://127.0.0.{number}:{self.port}/"
        )  # fmt: skip

    def tell(self, control: str) -> Any:
        """Ask one of the control questions, for example `count`."""
        with urllib.request.urlopen(f"{self.home}__{control}", timeout=10) as answer:
            return json.load(answer)

    def show(self, size: Size) -> None:
        """Serve a portal of another size from now on."""
        self.tell("size?" + urllib.request.quote(json.dumps(asdict(size))))  # type: ignore[attr-defined]


@contextmanager
def serving(size: Size, latency: float = 0.0) -> Iterator[Served]:
    """The server as a child process. `latency` is the seconds that each answer takes."""
    command = [sys.executable, "-m", "benchmarks.crawling.server", json.dumps(asdict(size)), str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Served(json.loads(process.stdout.readline())["port"], process.pid)
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(_serve(Pages(Size(**json.loads(sys.argv[1])), float(sys.argv[2]) if len(sys.argv) > 2 else 0.0)))
