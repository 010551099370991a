"""The token and the cookies that a list service wants to see again: those of the page whose list it serves.

Some platforms answer the POST behind a list only with the token that the page holds in a script, and with the
cookies that came with the same page. Both are kept in memory, together, for as long as the process lives; they go
out with POST requests to the same host and with nothing else. It is no login: everybody who opens the page gets them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

if TYPE_CHECKING:
    from crawler.model import Task

_TOKEN = re.compile(
    rb"""\b_CSRF(?:_TOKEN)?["']?\s*[:=]\s*["']([\w+/=.-]{8,200})["']"""
    rb"""|<meta[^>]{0,80}name\s*=\s*["']csrf-token["'][^>]{0,80}content\s*=\s*["']([\w+/=.-]{8,200})["']""",
    re.IGNORECASE,
)
_EXPIRED = 419  # Laravel's "page expired"
_LARGEST = 2_000_000  # bytes of a page that is searched for a token


@dataclass(frozen=True, slots=True)
class Pass:
    """What one load of a page gave: its token and the cookies that came with it."""

    token: str
    cookies: str


class SessionMiddleware:
    """Adds token and cookies to POST requests, and loads the page anew where they have expired."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._passes: dict[str, Pass] = {}  # by host and port

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SessionMiddleware:
        """One memory per crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Add what the host gave with its page. A second try begins with a fresh page."""
        if request.method != "POST":
            return
        task: Task | None = request.meta.get("task")
        if task is not None and task.attempts > 1:  # the first try counts as one
            await self._renew(request)
        self._stamp(request)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Learn from pages; where the token has expired, load the page and ask once more."""
        if request.method != "POST":
            self._learn(response)
            return response
        if response.status != _EXPIRED or request.meta.get("session_renewed"):
            return response
        await self._renew(request)
        again = request.replace(meta={**request.meta, "session_renewed": True}, dont_filter=True)
        self._stamp(again)
        return await self._download(again)

    def _stamp(self, request: Request) -> None:
        known = self._passes.get(urlsplit(request.url).netloc)
        if known is None:
            return
        request.headers["X-CSRF-TOKEN"] = known.token
        request.headers["X-Requested-With"] = "XMLHttpRequest"
        if known.cookies:
            request.headers["Cookie"] = known.cookies

    def _learn(self, response: Response) -> None:
        if len(response.body) > _LARGEST or b"csrf" not in response.body.lower():
            return
        match = _TOKEN.search(response.body)
        if match is None:
            return
        token = (match[1] or match[2]).decode("ascii")
        self._passes[urlsplit(response.url).netloc] = Pass(token, cookies_of(response.headers.getlist("Set-Cookie")))

    async def _renew(self, request: Request) -> None:
        """Load the page that the list belongs to; `process_response` learns from it."""
        referer = request.headers.get("Referer")
        page = referer.decode("latin-1") if referer else ""
        if urlsplit(page).netloc != urlsplit(request.url).netloc:
            return
        meta = {key: request.meta[key] for key in ("unverified_tls",) if key in request.meta}
        await self._download(Request(page, meta={**meta, "verbatim_url": True}, dont_filter=True, priority=1000))

    async def _download(self, request: Request) -> Response:
        assert self._crawler.engine is not None
        response: Response = await self._crawler.engine.download_async(request)
        return response


def cookies_of(headers: list[bytes]) -> str:
    """The `Cookie` header that sends these `Set-Cookie` headers back; an empty text where there are none."""
    pairs: dict[str, str] = {}
    for header in headers:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(header.decode("latin-1"))
        except CookieError:
            continue
        pairs.update({name: morsel.coded_value for name, morsel in jar.items()})
    return "; ".join(f"{name}={value}" for name, value in pairs.items())
