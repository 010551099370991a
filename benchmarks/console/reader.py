"""Somebody who reads the console: one connection, one session, and a watch."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Answer:
    """What came, and after how many seconds all of it was there."""

    status: int
    seconds: float
    body: str


class Reader:
    """A logged-in account on one connection. Not for several threads at once."""

    def __init__(self, host: str, port: int, name: str, password: str) -> None:
        self.conn = http.client.HTTPConnection(host, port, timeout=120)
        self.cookie = ""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get("/login").body)
        if token is None:
            raise SystemExit("the login page has no form")
        fields = urlencode({"csrf_token": token[1], "name": name, "password": password})
        if (answer := self._ask("POST", "/login", fields)).status != 302:
            raise SystemExit(f"cannot log in as {name}: {answer.status}")

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", quote(path, safe="/?&=%+:,"), None)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": self.cookie, "Accept-Language": "zh"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            self.conn.request(method, path, body, headers)
            response = self.conn.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (http.client.HTTPException, OSError) as error:
            self.conn.close()
            return Answer(0, time.perf_counter() - began, str(error))
        seconds = time.perf_counter() - began
        for given in response.headers.get_all("Set-Cookie") or ():
            self.cookie = given.partition(";")[0]
        return Answer(response.status, seconds, text)
