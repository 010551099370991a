"""Each request waits for its host's turn: one budget for all crawls and processes of the machine."""

from __future__ import annotations

import asyncio
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.budget import LONGEST_REST, HostBudget, Turn, default_path
from crawler.middlewares.errors import FetchError
from crawler.model import Outcome
from crawler.owners import end_owner, new_owner

if TYPE_CHECKING:
    from crawler.spiders.base import PortalSpider

_SLOW = 8.0  # seconds to the answer: the host has trouble enough
_STRAINED = frozenset({429, 500, 502, 503, 504})


class TurnMiddleware:
    """Holds a request back until its turn, and tells the budget how the host bears us.

    A profile with `delay_seconds = 0` says that the host is our own (a testbed, a benchmark): nothing is held back
    unless its robots.txt asks for a delay.
    """

    def __init__(self, budget: HostBudget, delay: float, places: int) -> None:
        self._budget = budget
        self._delay = delay
        self._places = places
        self._owner = new_owner()
        self._asked: dict[str, float] = {}  # Crawl-delay by host

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TurnMiddleware:
        """The budget of this machine, with the distance and the number of places that the profile sets."""
        settings = crawler.settings
        spider: PortalSpider | None = getattr(crawler, "spider", None)
        delay = spider.session.profile.fetch.delay_seconds if spider is not None else 1.0
        made = cls(_budget(default_path()), delay, settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
        if spider is not None:
            spider.turns = made
        return made

    def ask_for(self, host: str, delay: float) -> None:
        """Its robots.txt asks for this many seconds between two requests; 0: for none."""
        if delay > 0:
            self._asked[host] = delay
        else:
            self._asked.pop(host, None)
        if delay > 0 or self._delay > 0:
            self._budget.ask_for(host, delay)
        if delay > 0:  # robots.txt was a request as well
            self._budget.rest(host, time.time() + delay)

    async def process_request(self, request: Request) -> None:
        """Wait for the turn."""
        host = urlsplit(request.url).netloc
        if self._delay <= 0 and host not in self._asked:
            return
        places = 1 if host in self._asked else self._places
        while True:
            turn = self._budget.take(host, owner=self._owner, delay=self._delay, places=places, now=time.time())
            if isinstance(turn, Turn):
                request.meta["turn"] = turn
                return
            await asyncio.sleep(turn)

    def process_response(self, request: Request, response: Response) -> Response:
        """Give the place back, and learn from the answer."""
        slow = request.meta.get("download_latency", 0.0) >= _SLOW
        turn = self._end(request, strained=slow or response.status in _STRAINED)
        asked = (response.headers.get("Retry-After") or b"").strip()
        if turn is not None and response.status in (429, 503) and asked.isdigit():
            self._budget.rest(turn.host, time.time() + min(float(asked), LONGEST_REST))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Give the place back; a host that does not answer in time is strained."""
        outcome = exception.outcome if isinstance(exception, FetchError) else None
        self._end(request, strained=outcome in (Outcome.TIMEOUT, Outcome.CONNECTION_LOST))

    def _end(self, request: Request, *, strained: bool) -> Turn | None:
        turn: Turn | None = request.meta.pop("turn", None)
        if turn is not None:
            self._budget.give_back(turn)
            self._budget.learn(turn.host, strained=strained)
        return turn

    def close(self) -> None:
        """The crawl has ended: the places it held are free."""
        end_owner(self._owner)


@cache
def _budget(path: Path) -> HostBudget:
    """One connection for all crawls of this process."""
    return HostBudget(path)
