"""Scrapy's scheduler over the frontier table: nothing is in memory but what is in flight."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred

    from crawler.spiders.base import PortalSpider


class FrontierScheduler(BaseScheduler):
    """Leases tasks from the spider's session and makes requests of them."""

    def open(self, spider: Spider) -> Deferred[None] | None:
        """Take the spider, which knows its session."""
        self._spider: PortalSpider = spider  # type: ignore[assignment]
        self._timer: asyncio.TimerHandle | None = None
        self._idle = False  # there was no task when one was asked for
        return None

    def has_pending_requests(self) -> bool:
        """True while the frontier holds tasks that this process may fetch."""
        more = self._spider.session.has_work()
        if more and self._idle:  # perhaps there was nothing left, and now there is
            self._idle = False
            self._wake_when_due()
        return more

    def enqueue_request(self, request: Request) -> bool:
        """Refuse: tasks enter the frontier through the recorder, in the transaction of the page that showed them."""
        return False

    def next_request(self) -> Request | None:
        """The next task as a request, or None if none is due."""
        task = self._spider.session.next_task()
        if task is not None:
            return self._spider.request_for(task)
        self._idle = True
        self._wake_when_due()
        return None

    def _wake_when_due(self) -> None:
        """Ask the engine to come back when the next retry is due: by itself it would look every five seconds."""
        if self._timer is not None and not self._timer.cancelled():
            return
        seconds = self._spider.session.seconds_until_due()
        if seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._wake)

    def _wake(self) -> None:
        self._timer = None
        engine = self._spider.crawler.engine
        if engine.spider is not None and engine.running:
            engine.crawl(Request("http://wake.invalid/"))  # refused by enqueue_request; it only starts a new round

    def close(self, reason: str) -> Deferred[None] | None:
        """Forget the timer."""
        if self._timer is not None:
            self._timer.cancel()
        return None
