"""Obeys robots.txt: fetched once per origin, run and day, kept in the archive, read by `crawler.robots`."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.middlewares.cutting import Cut
from crawler.middlewares.errors import FetchError
from crawler.model import Outcome
from crawler.outcomes import REDIRECTS
from crawler.robots import HOPS, LIMIT, RobotsRules, robots_url, rules_from

if TYPE_CHECKING:
    from crawler.spiders.base import PortalSpider

_AGAIN = 20.0  # seconds after which a robots.txt that answered 5xx is asked for again
_KEPT = 24 * 3600.0  # seconds for which an answer holds (RFC 9309 §2.4)


class RobotsMiddleware:
    """Lets through what robots.txt allows; everything else ends as a visit with that outcome."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, RobotsRules] = {}
        self._asking: dict[str, asyncio.Lock] = {}
        self._learnt: dict[str, float] = {}  # when the answer came
        self._until: dict[str, float] = {}  # when one is asked for again

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """One memory of rules per crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise FetchError.

        robots_disallowed: its rules say so. robots_unreachable: it answered 5xx. Where it brought no answer at all,
        the reason for that (dns, tls, timeout, …): the page would fail for the same one, and a person can act on it.
        """
        if request.meta.get("robots"):
            return
        address = robots_url(request.url)
        unverified = bool(request.meta.get("unverified_tls"))
        came = time.monotonic()
        rules = self._rules.get(address)
        if rules is None or self._ask_again(address, rules, came, unverified):
            async with self._asking.setdefault(address, asyncio.Lock()):  # once, however many requests wait for it
                rules = self._rules.get(address)
                if rules is None or self._ask_again(address, rules, came, unverified):
                    rules = await self._learn(address, unverified)
        refusal = rules.verdict(request.url)
        if refusal is not None:
            words = f": {rules.words}" if rules.words else ""
            raise FetchError(refusal, f"robots.txt of {urlsplit(request.url).netloc}{words}")

    def _ask_again(self, address: str, rules: RobotsRules, came: float, unverified: bool) -> bool:
        """After a while, and at once where the profile lets us go on with a certificate that failed.

        Never for a request that `came` before the answer: it waited for that answer.
        """
        if unverified and rules.refusal is Outcome.TLS:
            return True
        return came > self._learnt[address] and time.monotonic() >= self._until[address]

    async def _learn(self, address: str, unverified: bool) -> RobotsRules:
        try:
            rules = rules_from(*await self._fetch(address, unverified))
        except FetchError as error:
            rules = RobotsRules(refusal=error.outcome, words=str(error))
        self._learnt[address] = time.monotonic()
        self._until[address] = self._learnt[address] + self._holds(rules.refusal)
        self._rules[address] = rules
        self._slow_down(urlsplit(address).netloc, rules.crawl_delay or 0.0)
        return rules

    def _holds(self, refusal: Outcome | None) -> float:
        """Seconds for which an answer is taken as it is.

        Where the connection failed, no longer than the pages wait before they are tried again: each of their tries
        must ask for robots.txt anew, else one lost answer would be taken for three, and the whole site for away.
        """
        if refusal is None:
            return _KEPT
        if refusal is Outcome.ROBOTS_UNREACHABLE:
            return _AGAIN
        spider: PortalSpider | None = getattr(self._crawler, "spider", None)
        first = spider.session.profile.fetch.retry_seconds[0] if spider is not None else _AGAIN
        return min(_AGAIN, max(0.0, first - 1.0))  # the frontier keeps whole seconds

    async def _fetch(self, address: str, unverified: bool) -> tuple[int, bytes]:
        """(status, body) at the end of all redirects. Raises FetchError where there was no answer."""
        url = address
        for _ in range(HOPS + 1):
            meta = {"robots": True, "cut": Cut(LIMIT, LIMIT, LIMIT), "unverified_tls": unverified}
            request = Request(url, meta=meta, dont_filter=True, priority=1000)
            try:
                response = await self._crawler.engine.download_async(request)
            except FetchError as error:
                self._keep(request, error)
                raise
            self._keep(request, response)
            target = response.headers.get("Location")
            if response.status not in REDIRECTS or target is None:
                return response.status, response.body
            url = urljoin(url, target.decode("latin-1"))
        return 404, b""  # too many redirects count as unavailable (RFC 9309 §2.3.1.2)

    def _keep(self, request: Request, answer: Response | FetchError) -> None:
        spider: PortalSpider | None = getattr(self._crawler, "spider", None)
        if spider is not None:
            spider.keep(request, answer)

    def _slow_down(self, host: str, delay: float) -> None:
        """Obey Crawl-delay where it asks for more than the profile; 0 where there is none (any more)."""
        spider: PortalSpider | None = getattr(self._crawler, "spider", None)
        if spider is not None:
            spider.turns.ask_for(host, delay)
