"""The spider for an organ's own site."""

from __future__ import annotations

from crawler.model import SiteKind
from crawler.spiders.base import PortalSpider


class BureauSpider(PortalSpider):
    """Crawls a bureau's own site: all of its columns."""

    name = "bureau"
    kind = SiteKind.BUREAU
