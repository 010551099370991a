"""The mini portal on a loopback socket, for tests of the Scrapy side. Any answer can be replaced, slow or broken."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.crawler.mini_site import HTML, pages


class Portal(ThreadingHTTPServer):
    """Serves `answers` (path → (status, headers, body), or a function of the handler) and notes what was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Any] = pages()
        self.asked: list[str] = []
        self.times: list[float] = []
        self.agents: set[str] = set()

    @property
    def home(self) -> str:
        """The portal's address."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: Portal
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        portal = self.server
        portal.asked.append(self.path)
        portal.times.append(time.monotonic())
        portal.agents.add(self.headers.get("User-Agent", ""))
        answer = portal.answers.get(self.path, (404, HTML, b"<html><title>404</title></html>"))
        if callable(answer):
            answer(self)
            return
        self.reply(*answer)

    def reply(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Send one answer; for functions among the answers."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@contextmanager
def portal() -> Iterator[Portal]:
    """A running portal."""
    server = Portal()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
