"""Refuses literal private addresses and foreign schemes before a request leaves (names are checked after DNS)."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.middlewares.errors import FetchError
from crawler.model import Outcome
from crawler.safety import AddressGuard, BlockedAddressError


class AddressMiddleware:
    """Asks the spider's guard about every request, each hop of a redirect included."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressMiddleware:
        """The guard of the crawler's spider; one that allows public addresses only where the spider has none."""
        return cls(getattr(crawler.spider, "guard", None) or AddressGuard())

    def process_request(self, request: Request) -> None:
        """Let the request pass, or raise FetchError with the outcome `blocked_address`."""
        try:
            self._guard.check_url(request.url)
        except BlockedAddressError as error:
            raise FetchError(Outcome.BLOCKED_ADDRESS, str(error)) from None
