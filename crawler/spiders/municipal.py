"""The spider for a municipal disclosure portal."""

from __future__ import annotations

from crawler.model import SiteKind
from crawler.spiders.base import PortalSpider


class MunicipalSpider(PortalSpider):
    """Crawls one organ's share of a municipal portal (profile key `organ`), or all of it."""

    name = "municipal"
    kind = SiteKind.MUNICIPAL
