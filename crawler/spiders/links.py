"""The spider that only looks whether addresses open: link checks and probes. It follows nothing by itself."""

from __future__ import annotations

from typing import Any, Protocol

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.errors import ConfigError
from crawler.model import SiteKind, Task
from crawler.spiders.base import PortalSpider

_AT_ONCE = 64  # hosts; each has one request at a time, and most of that time it waits for its delay


class Checking(Protocol):
    """What a session of checks says beyond a crawl's: how little is read, and how far apart its requests lie."""

    outside_delay: float

    @property
    def own_hosts(self) -> frozenset[str]: ...

    def meta_for(self, task: Task) -> dict[str, Any]: ...


class LinksSpider(PortalSpider):
    """Asks for the addresses that its session hands out, one at a time a host."""

    name = "links"
    kind = SiteKind.BUREAU  # of no matter here: the session knows its site
    checking: Checking

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> LinksSpider:
        """Take a ready session; outside hosts get their own delay, the site's own that of its profile."""
        session = kwargs.get("session")
        if session is None:
            raise ConfigError(
                "has no links to check", where="scrapy crawl links", fix="run `gongkai crawl --mode links`"
            )
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert isinstance(spider, cls)
        spider.checking = session
        delay = session.profile.fetch.delay_seconds
        for name, value in {
            "DOWNLOAD_DELAY": session.outside_delay,
            "CONCURRENT_REQUESTS": _AT_ONCE,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_SLOTS": {host: {"delay": delay, "concurrency": 1} for host in session.own_hosts},
        }.items():
            crawler.settings.set(name, value, priority="spider")
        return spider

    def request_for(self, task: Task) -> Request:
        """The request for a task, of whose answer only the beginning is read."""
        request = super().request_for(task)
        request.meta.update(self.checking.meta_for(task))
        return request
