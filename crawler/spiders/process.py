"""Runs Scrapy in this process for several sites at once, on an event loop of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from crawler.model import SiteKind
from crawler.spiders.base import PortalSpider, Work
from crawler.spiders.bureau import BureauSpider
from crawler.spiders.municipal import MunicipalSpider

_SPIDERS: dict[SiteKind, type[PortalSpider]] = {
    SiteKind.BUREAU: BureauSpider,
    SiteKind.MUNICIPAL: MunicipalSpider,
}


def run_sessions(sessions: Sequence[Work], spider: type[PortalSpider] | None = None) -> None:
    """Work through all sessions together; returns when the last one ended. Ctrl-C stops them in good order.

    `spider` is the one for all of them; by default each site's kind chooses.
    """
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    asyncio.run(_run(sessions, spider))


async def _run(sessions: Sequence[Work], spider: type[PortalSpider] | None) -> None:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    runner = AsyncCrawlerRunner(settings)
    tasks = [runner.crawl(spider or _SPIDERS[session.profile.kind], session=session) for session in sessions]
    try:
        await asyncio.gather(*tasks)
    except asyncio.CancelledError:
        await runner.stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
