"""The cookie of a harmless guard: set with a redirect to the very same address, and wanted back with the next request.

Some web servers send every newcomer round once in this way; any client with a cookie jar passes without noticing, one
without runs in circles. Only this is answered: cookies that came in a header with a redirect to the same address go
back to the same host and port, for as long as the process lives. What a script would set (412, 521) stays a challenge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.identity import resolve
from crawler.middlewares.sessions import cookies_of
from crawler.outcomes import REDIRECTS

if TYPE_CHECKING:
    from crawler.spiders.base import PortalSpider

_ROUNDS = 2  # times that one request is sent again
_LONGEST = 4096  # bytes of cookies that a host may have us carry
_HOSTS = 1000


class DoorstepMiddleware:
    """Carries guards' cookies back to the host that set them."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._cookies: dict[str, str] = {}  # by scheme, host and port

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DoorstepMiddleware:
        """One memory per crawl, never written to disk."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Add what this host's guard wants to see."""
        known = self._cookies.get(_origin(request.url))
        if known:
            other = request.headers.get("Cookie")
            request.headers["Cookie"] = f"{other.decode('latin-1')}; {known}" if other else known

    async def process_response(self, request: Request, response: Response) -> Response:
        """Send the request again where it was answered by a redirect to itself and a cookie."""
        rounds = request.meta.get("doorstep", 0)
        if response.status not in REDIRECTS or rounds >= _ROUNDS or request.method != "GET":
            return response
        cookies = cookies_of(response.headers.getlist("Set-Cookie"))
        if not cookies or len(cookies) > _LONGEST or not self._leads_back(request, response):
            return response
        if len(self._cookies) >= _HOSTS:
            self._cookies.clear()
        self._cookies[_origin(request.url)] = cookies
        spider: PortalSpider | None = getattr(self._crawler, "spider", None)
        if spider is not None:
            spider.keep(request, response)  # it is evidence too
        again = request.replace(meta={**request.meta, "doorstep": rounds + 1}, dont_filter=True)
        again.headers.pop("Cookie", None)
        assert self._crawler.engine is not None
        answer: Response = await self._crawler.engine.download_async(again)
        return answer

    def _leads_back(self, request: Request, response: Response) -> bool:
        location = response.headers.get("Location")
        return location is not None and resolve(request.url, location.decode("latin-1")) == request.url.split("#")[0]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
