"""Scrapy's scheduler over the frontier table: nothing is in memory but what is in flight."""

from __future__ import annotations

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
        return None

    def has_pending_requests(self) -> bool:
        """True while the frontier holds tasks that this process may fetch."""
        return self._spider.session.has_work()

    def enqueue_request(self, request: Request) -> bool:
        """Refuse: tasks enter the frontier through the recorder, in the transaction of the page that showed them."""
        return False

    def next_request(self) -> Request | None:
        """The next task as a request, or None if none is due."""
        task = self._spider.session.next_task()
        return self._spider.request_for(task) if task is not None else None
